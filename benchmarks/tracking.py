"""How long 50,000 rows of the tracking workbook take, and how much memory: 10 s, 300 MB at most.

python benchmarks/tracking.py [ROWS]
"""

import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.jobs.tracking.figures import figures
from bot.jobs.tracking.work import actions, audits
from bot.policy.model import AuditFile
from bot.policy.references import new_reference
from bot.preview import council, record
from bot.workbooks.tracking import tracking_workbook


def files(number: int) -> Iterator[AuditFile]:
    """So many audits, each with one remedial action."""
    audit, action = next(r for r in record._records() if hasattr(r, "auditor")), record.actions()[0]
    for place in range(number):
        ref = new_reference("AU", b"benchmark", str(place), taken=lambda _: False)
        due = date(2025, 6, 2) + timedelta(days=place % 400)
        own = replace(action, ref=f"RA{ref[2:]}", audit=ref, due=due, text=f"{action.text} {place}")
        yield AuditFile(replace(audit, ref=ref, due=due, original_due=due), (own,))


def main(rows: int) -> None:
    made = list(files(rows // 2))
    policy, today = council.policy(), council.TODAY
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{rows} rows in {seconds:.1f} s ({work:.1f} s of a core), {len(content) / 1e6:.1f} MB;")
    print(f"memory at most {peak:.0f} MB, {before:.0f} MB of it before the first row")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
