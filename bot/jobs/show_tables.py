"""Job: show the tables of the tracking workbook as lists too, where the site has lists for them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.configuration.sheets import SHEETS
from bot.jobs.service import Service
from bot.jobs.tracking import tracking_stamp, tracking_tables
from bot.policy.in_force import Policy
from bot.policy.wording import count_words
from bot.store import keeping
from bot.workbooks.tables import Table, digest

_SHOWN = "tracking lists show"
_STAMP = "tracking lists looked at"


def show_tables(service: Service, policy: Policy, at: datetime) -> str:
    """A list has the name of its table. What changed since the last time is compared row by row."""
    if service.views is None:
        return "the workbook is the only view"
    with service.store.reading() as work:
        stamp = tracking_stamp(work, policy, at)
        if keeping.kept_value(work, _STAMP) == stamp:
            return "nothing has changed"
        tables = tracking_tables(work, policy, at)
        shown: Mapping[str, str] = keeping.kept_value(work, _SHOWN) or {}
    there = set(service.views.names()) - set(SHEETS)
    written = 0
    for table in tables:
        mark = digest([table])
        if table.name not in there or shown.get(table.name) == mark:
            continue
        written += service.views.show(table.name, table.key_column, rows_of(table))
        shown = {**shown, table.name: mark}
        with service.store.transaction() as work:
            keeping.keep(work, _SHOWN, dict(shown))
    with service.store.transaction() as work:
        keeping.keep(work, _STAMP, stamp)
    return f"{count_words(written, 'row')} written" if written else "nothing to write"


def rows_of(table: Table) -> Sequence[Mapping[str, object]]:
    headings = [column.heading for column in table.columns]
    return [dict(zip(headings, row, strict=True)) for row in table.rows]
