"""The clock jumps: no letter twice, none left out, no deadline moved, and it is said."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot import clock
from bot.jobs.cycle import run_cycle
from bot.ports import TemporaryError
from bot.schedule import over_and_over
from tests.fakes import Trap
from tests.faults.mornings import CONCERN
from tests.jobs.week import WEEK
from tests.jobs.world import LONDON, Snapshot, World, at

pytestmark = pytest.mark.requirement("R-B-1")
HOUR = timedelta(hours=1)
JUMPS = {
    f"{word} by {name}": sign * timedelta(days=days, hours=hours)
    for name, days, hours in (("an hour", 0, 1), ("a day", 1, 0), ("a month", 30, 0))
    for word, sign in (("forwards", 1), ("backwards", -1))
}
BEFORE, UNTIL = 9, 14  # looks of the week: concerns, reminders and overdue actions lie between
# What is written of a day is written of a wrong day too; what is due by a clock that is ahead is
# reminded of then, and not again.
OF_A_DAY = {"annexe_missing", "decisions_waiting", "digest", "job_failing", "mails_unread"}
EARLY = {"action_overdue", "reminder", "safeguarding_answered", "safeguarding_chase"}


@dataclass(frozen=True, slots=True)
class Told:
    letters: Counter[tuple[str, str, str]]
    deadlines: dict[str, date | None]
    clock: list[str]  # what the job of that name said at each look


@pytest.fixture(scope="module")
def tuesday(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    world = World(tmp_path_factory.mktemp("tuesday"))
    for moment in WEEK[:BEFORE]:
        moment.act(world)
        world.cycle(moment.when)
    start = world.snapshot()
    world.close()
    return start


@pytest.fixture(scope="module")
def undisturbed(tuesday: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Told:
    return rest_of_week(tmp_path_factory.mktemp("undisturbed"), tuesday, timedelta())


def rest_of_week(folder: Path, start: Snapshot, jump: timedelta) -> Told:
    """At its second look the clock has jumped; five minutes later it is right again."""
    world = World(folder, start)
    said = [_look(world, at(WEEK[BEFORE].when) - timedelta(minutes=10))]
    for moment in WEEK[BEFORE:UNTIL]:
        moment.act(world)
        when = at(moment.when)
        if jump and len(said) == 1:
            said.append(_look(world, when - timedelta(minutes=5) + jump))
        said.append(_look(world, when))
    keys = [mail.key for mail, _ in world.mailbox.letters]
    assert len(keys) == len(set(keys))
    letters = Counter((each.name, each.about, each.to) for each in world.letters())
    deadlines = {audit.ref: audit.due for audit in world.audits()}
    world.close()
    return Told(letters, deadlines, said)


def _look(world: World, when: datetime) -> str:
    outcomes = run_cycle(world.service, when, without=world.without)
    return next(outcome.words for outcome in outcomes if outcome.job == "clock")


@pytest.mark.parametrize("jump", JUMPS)
def test_after_a_jump_of_the_clock_all_is_as_if_there_had_been_none(
    jump: str, tuesday: Snapshot, undisturbed: Told, tmp_path: Path
) -> None:
    found = rest_of_week(tmp_path, tuesday, JUMPS[jump])

    assert undisturbed.letters - found.letters == Counter()
    besides = {name for name, _, _ in found.letters - undisturbed.letters}
    assert besides <= (OF_A_DAY | EARLY if "forwards" in jump else OF_A_DAY)
    assert found.deadlines == undisturbed.deadlines
    assert any("by the clock of this machine it is only" in words for words in found.clock)


def test_while_the_clock_is_right_nothing_is_said_of_it(undisturbed: Told) -> None:
    assert set(undisturbed.clock) == {"no cycle has ended later than now"}


def test_a_clock_that_goes_right_for_a_day_fails_no_cycle_any_more(december: World) -> None:
    december.cycle("8 Jan 2026 10:00", settled=False)
    for when, told in (
        ("8 Dec 2025 10:05", "not this time: a cycle has ended at 10:00 on Thursday 8 January"),
        ("8 Dec 2025 10:10", "not this time: a cycle has ended at 10:00 on Thursday 8 January"),
        ("9 Dec 2025 10:10", "a cycle has ended at 10:00 on Thursday 8 January 2026"),
        ("9 Jan 2026 10:00", "no cycle has ended later than now"),
    ):
        words = december.cycle(when, well=False, settled=False)["clock"]
        assert words.startswith(told)


def test_a_letter_that_was_to_be_tried_again_by_a_clock_that_was_ahead_does_not_wait_for_it(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, CONCERN, "8 Dec 2025 10:00")
    december.mailbox.before = Trap("send", TemporaryError("busy"))
    december.cycle("8 Jan 2026 10:05", settled=False)
    before = len(december.letters())

    december.cycle("8 Dec 2025 10:10", well=False, settled=False)
    assert len(december.letters()) > before
    assert december.readers("safeguarding_notice") == ["Sal Lead"]


def test_the_service_looks_again_after_its_minutes_although_the_clock_is_set_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A scheduler that goes by the clock would sleep for a month."""
    seconds, looks = 0.0, []

    def wait(for_seconds: float) -> bool:
        nonlocal seconds
        seconds += for_seconds
        return len(looks) == len(LASTS)

    def look() -> None:
        nonlocal seconds
        monkeypatch.setattr(clock, "now", lambda: at(WEEK[0].when) - len(looks) * timedelta(30))
        looks.append(seconds)
        seconds += LASTS[len(looks) - 1]

    monkeypatch.setattr(clock, "stopwatch", lambda: seconds)
    over_and_over(look, 300.0, wait)
    assert looks == [0.0, 300.0, 600.0, 1300.0]


LASTS = (1.0, 2.0, 700.0, 1.0)  # seconds of each look


# --- summer time ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changing", "plain"), [("29 Mar 2026", "1 Mar 2026"), ("25 Oct 2026", "4 Oct 2026")]
)
def test_over_a_change_of_summer_time_letters_leave_as_on_any_weekend(
    changing: str, plain: str, tmp_path: Path
) -> None:
    found = weekend(tmp_path / "changing", at(f"{changing} 00:00"))
    assert found == weekend(tmp_path / "plain", at(f"{plain} 00:00"))
    assert ("safeguarding_notice", "Saturday 23:10") in found
    assert ("safeguarding_chase", "Monday 10:45") in found


def weekend(folder: Path, sunday: datetime) -> list[tuple[str, str]]:
    """What leaves after a concern of Saturday night: each letter, and when by the clock there."""
    folder.mkdir()
    world = World(folder)
    world.deploy(f"{sunday - timedelta(6):%d %b %Y}")
    before = len(world.letters())
    audit = world.in_area("A&A")
    saturday = sunday - timedelta(1)
    world.reply(audit.auditor, audit.ref, CONCERN, f"{saturday:%d %b %Y} 23:05")
    night = [saturday.replace(hour=23, minute=10).astimezone(UTC) + n * HOUR for n in range(6)]
    monday = [(sunday + timedelta(1)).replace(hour=hour, minute=45) for hour in range(7, 18)]
    for moment in (*night, *monday):
        run_cycle(world.service, moment.astimezone(UTC), without=world.without)
    keys = [mail.key for mail, _ in world.mailbox.letters]
    assert len(keys) == len(set(keys))
    letters = world.letters()[before:]
    world.close()
    return sorted((each.name, f"{each.at.astimezone(LONDON):%A %H:%M}") for each in letters)
