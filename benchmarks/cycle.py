"""Measures a cycle: with nothing owed over ever more old audits, and with many letters owed.

    python -m benchmarks.cycle [OLD AUDITS ...]
    python -m benchmarks.cycle letters [LETTERS]

0 and 100,000 old audits unless told; 1,000,000 take long, and many GB. Each number has a workspace
of its own, in a file and folders as by default, and a service that is started anew once all has
settled: its first cycle, the quiet ones after it, and the first of the next day. 1,000 letters
unless told: of a round that has just been deployed, some two for each audit, each auditor's with
the form to fill in.
"""

import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.apart import apart, memory, peak
from benchmarks.council import (
    FIVE_MINUTES,
    TUESDAY_MORNING,
    answer,
    cycle,
    deploy,
    deployable,
    unhindered,
    workspace,
)
from benchmarks.figures import Figure, Goal, ratio, show
from benchmarks.old_audits import put_old_audits
from bot.jobs.read_configuration import read_configuration
from bot.jobs.service import Service
from bot.policy.decision import QuestionKind
from bot.policy.proposals import DISCARD
from bot.store.outbox import State, counts
from bot.store.store import open_sqlite
from bot.wiring import opened
from bot.workspace import STORE

SIZES = (0, 100_000)
LETTERS = 1_000
QUIET_CYCLES = 11
LATER = timedelta(hours=1)  # when the service is started anew
SAME = Goal(1.2, "times the time of none")


@dataclass(frozen=True, slots=True)
class Quiet:
    """Seconds by the clock, and MB."""

    settling: float  # the cycle that finds them, and writes the tracking workbook
    first: float  # after a start
    quiet: float  # the median of those that follow
    next_day: float  # the first of a day
    held: float  # after the quiet ones


def main() -> None:
    if sys.argv[1:2] == ["letters"]:
        show(letters(int(sys.argv[2]) if len(sys.argv) > 2 else LETTERS))
    else:
        show(measure([int(text) for text in sys.argv[1:]] or SIZES))


# --- Nothing owed, over old audits ----------------------------------------------------------------


def measure(sizes: Sequence[int] = SIZES) -> Iterator[Figure]:
    """The first size is what the others are compared with."""
    none: Quiet | None = None
    for number in sizes:
        with TemporaryDirectory(prefix="audit-bot-") as folder:
            found = over_old_audits(Path(folder) / "council", number)
        yield from figures(number, found, none)
        none = none or found


def figures(number: int, found: Quiet, none: Quiet | None) -> Iterator[Figure]:
    what = f"A cycle with nothing owed over {number:,} old audits"
    yield Figure(what, found.quiet, "s")
    if none:
        beside = f"over none: {none.quiet:.3f} s"
        yield Figure(
            f"{what}: beside none", ratio(found.quiet, none.quiet), SAME.unit, SAME, beside
        )
    yield Figure(f"{what}: the first after a start", found.first, "s")
    if none:
        beside = f"over none: {none.first:.3f} s"
        times = ratio(found.first, none.first)
        yield Figure(f"{what}: the first, beside none", times, SAME.unit, SAME, beside)
    yield Figure(f"{what}: the first of a day", found.next_day, "s")
    yield Figure(f"{what}: that has found them", found.settling, "s")
    yield Figure(f"{what}: memory of the service", found.held, "MB")


def over_old_audits(folder: Path, number: int) -> Quiet:
    apart(prepare, folder, number)
    settling = apart(settle, folder, number)
    return apart(started_anew, folder, number, settling)


def prepare(folder: Path, number: int) -> None:
    """A council that has settled, and then the old audits of a programme of years."""
    workspace(folder)
    with opened(folder) as service:
        cycle(service, TUESDAY_MORNING)
        answer(service, QuestionKind.ROUND, DISCARD, TUESDAY_MORNING)
        cycle(service, TUESDAY_MORNING + FIVE_MINUTES)
        council = read_configuration(service, TUESDAY_MORNING + FIVE_MINUTES).policy.council
    with closing(open_sqlite(folder / STORE)) as store:
        put_old_audits(store, council, number)


def settle(folder: Path, number: int) -> float:
    """What is owed about them is done, once; the seconds of the cycle that has done most."""
    at = TUESDAY_MORNING + 2 * FIVE_MINUTES
    with opened(folder) as service:
        return max(cycle(service, at + place * FIVE_MINUTES) for place in range(4))


def started_anew(folder: Path, number: int, settling: float) -> Quiet:
    at = TUESDAY_MORNING + LATER
    with opened(folder) as service:
        sent = _letters(service)
        first = cycle(service, at)
        later = [at + place * FIVE_MINUTES for place in range(1, QUIET_CYCLES + 1)]
        quiet = statistics.median(cycle(service, each) for each in later)
        held = memory() or peak()
        if _letters(service) != sent:
            raise RuntimeError("something was owed: these cycles were not quiet")
        return Quiet(settling, first, quiet, cycle(service, at + timedelta(days=1)), held)


def _letters(service: Service) -> dict[str, int]:
    with service.store.reading() as work:
        return counts(work)


# --- Many letters owed ----------------------------------------------------------------------------


def letters(number: int = LETTERS) -> Iterator[Figure]:
    with TemporaryDirectory(prefix="audit-bot-") as folder:
        left, seconds, most = apart(many_letters, Path(folder) / "council", number)
    what = f"A cycle with {left:,} letters owed"
    yield Figure(what, seconds, "s")
    yield Figure(f"{what}: letters", ratio(left, seconds), "a second")
    yield Figure(f"{what}: memory at most", most, "MB")


def many_letters(folder: Path, number: int) -> tuple[int, float, float]:
    with opened(deployable(folder, number // 2)) as found:
        service = unhindered(found)
        at = deploy(service)
        before = _letters(service).get(State.SENT.value, 0)
        seconds = cycle(service, at)
        return _letters(service)[State.SENT.value] - before, seconds, peak()


if __name__ == "__main__":
    main()
