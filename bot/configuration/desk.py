"""The sheets on the table while they are checked: what was read, what is said, what is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from bot.configuration.columns import Sheet
from bot.configuration.entries import (
    Entry,
    Kept,
    RowsRead,
    good_cells,
    kept_entries,
    read_entries,
)
from bot.configuration.faults import Known
from bot.configuration.last_good import LastGood
from bot.configuration.sheets import SHEETS
from bot.policy.council import tidy
from bot.ports import ListRow

Item = TypeVar("Item", bound=BaseModel)
# Without these nothing can run, so an emptied sheet is taken for an accident.
NEVER_EMPTY = ("People", "Teams")


@dataclass
class Desk:
    """The sheets while they are being checked."""

    rows: Mapping[str, Sequence[ListRow]]
    last_good: LastGood
    known: Known
    checks: dict[str, dict[str, str]] = field(default_factory=dict)
    kept: dict[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    before: Mapping[str, RowsRead] = field(default_factory=dict)  # of the last check, by list


def opened(desk: Desk, name: str, model: type[Item]) -> list[Entry[Item]]:
    """The rows of a sheet, or the whole sheet as it last was, with a warning."""
    kept = desk.last_good.get(name, {})
    rows = desk.rows.get(name)
    reason = why_unusable(SHEETS[name], rows, kept)
    if reason is None:
        return read_entries(SHEETS[name], model, rows or (), kept, desk.before.get(name))
    meanwhile = " Meanwhile the bot uses it as it last was in order." if kept else ""
    desk.warnings.append(f"The sheet {name} {reason} Please put that right.{meanwhile}")
    return kept_entries(model, kept)


def why_unusable(sheet: Sheet, rows: Sequence[ListRow] | None, kept: Kept) -> str | None:
    if rows is None:
        return "is missing or cannot be read."
    if not rows:
        return "has no rows any more." if kept and sheet.name in NEVER_EMPTY else None
    headings = {tidy(heading) for heading in rows[0].values}
    lost = [c.heading for c in sheet.columns if not c.bot and tidy(c.heading) not in headings]
    return f"lacks the column {', '.join(lost)}." if lost else None


def closed(desk: Desk, name: str, entries: Sequence[Entry[Item]]) -> list[Item]:
    """Note what stands under Bot check and what to keep. Returns the rows that count."""
    desk.checks[name] = {e.row_id: e.check() for e in entries if e.row_id is not None}
    desk.kept[name] = good_cells(entries, desk.last_good.get(name, {}))
    return [entry.item for entry in entries if entry.item is not None]
