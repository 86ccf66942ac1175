"""What the store keeps for good is ever more, and no cycle may go through all of it.

SQLite itself says how it finds what it is asked for (https://sqlite.org/eqp.html).
"""

import re
from typing import Any

from sqlalchemy import event

from bot.store.tables import metadata
from tests.jobs.world import World

# A row or more for each audit, and retention leaves them: they are counted on.
FOR_GOOD = "audits|actions|returns|case_notes|action_checks|reviews|history"
OF_SOME = "|".join(  # indexes of a few rows, which may be gone through
    str(index.name)
    for table in metadata.tables.values()
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
)
WHOLE = re.compile(rf"SCAN ({FOR_GOOD})\b(?! USING (COVERING )?INDEX ({OF_SOME})\b)")
FIRST_OF_ALL = " LIMIT ? OFFSET ?"  # in the order of its key: one row is looked at


def test_no_cycle_goes_through_all_that_is_kept_for_good(december: World) -> None:
    world = december
    world.vary("review_share", 0.5)
    audit = world.in_area("A&A")
    found: dict[str, str] = {}

    def explain(connection: Any, _cursor: Any, statement: str, values: Any, *rest: Any) -> None:
        of_many = rest[-1]
        if of_many or statement.startswith("INSERT") or statement.endswith(FIRST_OF_ALL):
            return
        driver = connection.connection.driver_connection
        for *_, how in driver.execute(f"EXPLAIN QUERY PLAN {statement}", values):
            if WHOLE.match(how):
                found[statement] = how

    world = world.started_anew()
    event.listen(world.store._engine, "before_cursor_execute", explain)
    world.reply(audit.auditor, audit.ref, "COMPLETE\nRemedial actions: none", "8 Dec 2025 10:00")
    for when in ("8 Dec 2025 10:00", "9 Dec 2025 10:00", "5 Jan 2026 10:00", "1 May 2026 10:00"):
        world.cycle(when, settled=False)
        assert not found
    world.propose("4 May 2026")
    assert not found
