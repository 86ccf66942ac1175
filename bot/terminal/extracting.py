"""Writing out what is held: everything about one child, for whoever must answer for it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot import clock
from bot.policy.wording import count_words
from bot.policy.working_days import LONDON
from bot.settings import load_settings
from bot.store.extract import about_child
from bot.terminal.records import record
from bot.workbooks.tables import Column, Table, Value
from bot.workbooks.tracking import book_of_tables
from bot.workspace import WorkspaceError

HEADING = "What Audit Bot holds about one child"


def extract(workspace: Path, ids: Sequence[str], to: Path | None, *, as_json: bool) -> str:
    """Everything about the child known by `ids`, as JSON, or as a workbook written to `to`."""
    with record(workspace) as store, store.reading() as work:
        found = about_child(work, ids)
    if as_json:
        return json.dumps(found, default=str, ensure_ascii=False)
    if to is None:
        raise WorkspaceError("Please say where to write it: --to FILE.xlsx, or --json.")
    if to.exists():
        raise WorkspaceError(f"{to} is there already. Please give a new name.")
    number = sum(map(len, found.values()))
    if not found:
        return "Nothing is held about this child."
    to.write_bytes(_workbook(found, load_settings(workspace).council.name))
    return (
        f"{to}: {count_words(number, 'row')} in {count_words(len(found), 'table')}. Mails lie in "
        "the mailbox, by the references in it; the audit form lies in the child's record."
    )


def _workbook(found: Mapping[str, Sequence[Mapping[str, Any]]], council: str) -> bytes:
    made = clock.now().astimezone(LONDON)
    lines = [
        council,
        f"As at {made:%A} {made.day} {made:%B %Y}, {made:%H:%M}",
        "Everything that the store of Audit Bot holds about the child, one sheet for each table. "
        "It also names staff: look at it before it leaves the council.",
    ]
    tables = [_table(name, rows) for name, rows in found.items()]
    return book_of_tables(tables, HEADING, HEADING, lines, made)


def _table(name: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    headings = list(rows[0])
    title = name.replace("_", " ").capitalize()
    columns = [Column(heading.replace("_", " ").capitalize(), width=24) for heading in headings]
    values = [[_value(row[heading]) for heading in headings] for row in rows]
    return Table(title, title, columns, values, columns[0].heading)


def _value(found: Any) -> Value:
    if isinstance(found, datetime):
        return f"{found.astimezone(LONDON):%Y-%m-%d %H:%M}"
    if found is None or isinstance(found, str | date):
        return found
    return json.dumps(found, default=str, ensure_ascii=False)
