"""How long 50,000 rows of the tracking workbook take, and how much memory: 10 s, 300 MB at most.

python benchmarks/tracking.py [ROWS]
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from benchmarks.apart import apart, peak
from benchmarks.figures import Figure, Goal, show
from bot.jobs.tracking.figures import figures
from bot.jobs.tracking.work import actions, audits
from bot.policy.model import Audit, AuditFile
from bot.policy.references import new_reference
from bot.preview import council, record
from bot.workbooks.tracking import tracking_workbook

ROWS = 50_000


def files(number: int) -> Iterator[AuditFile]:
    """So many audits, each with one remedial action."""
    audit, action = next(r for r in record._records() if isinstance(r, Audit)), record.actions()[0]
    for place in range(number):
        ref = new_reference("AU", b"benchmark", str(place), taken=lambda _: False)
        due = date(2025, 6, 2) + timedelta(days=place % 400)
        own = replace(action, ref=f"RA{ref[2:]}", audit=ref, due=due, text=f"{action.text} {place}")
        yield AuditFile(replace(audit, ref=ref, due=due, original_due=due), (own,))


@dataclass(frozen=True, slots=True)
class Made:
    """Seconds by the clock and of a core; MB at most, and before the first row."""

    seconds: float
    work: float
    size: int
    peak: float
    before: float


def make(rows: int) -> Made:
    made = list(files(rows // 2))
    policy, today = council.policy(), council.TODAY
    before = peak()
    begun, worked = time.perf_counter(), time.process_time()
    tables = [f(made, policy, today) for f in (figures, audits, actions)]
    content = tracking_workbook(
        tables,
        council="Moorbridge Council",
        as_at=datetime(2026, 1, 12, 9, tzinfo=UTC),
        marking="",
        contact="",
        mailbox="case-audits@moorbridge.example",
    )
    seconds, work = time.perf_counter() - begun, time.process_time() - worked
    return Made(seconds, work, len(content), peak(), before)


def measure(rows: int = ROWS) -> Iterator[Figure]:
    found, what = apart(make, rows), f"Tracking workbook of {rows:,} rows"
    beside = f"{found.work:.1f} s of a core; a file of {found.size / 1e6:.1f} MB"
    yield Figure(f"{what}: written", found.seconds, "s", Goal(10, "s"), beside)
    beside = f"{found.before:.0f} MB of it before the first row"
    yield Figure(f"{what}: memory at most", found.peak, "MB", Goal(300, "MB"), beside)


if __name__ == "__main__":
    show(measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
