"""Themes and Inspections: rows -> the rounds that the coordinator asks for besides the month's."""

from collections.abc import Sequence

from bot.configuration.desk import Desk, closed, opened
from bot.configuration.entries import Entry, refuse_repeats
from bot.configuration.rows import InspectionRow, ThemeRow
from bot.policy.council import Council, tidy
from bot.policy.themes import Inspection, Theme, Wanted


def check_rounds(desk: Desk, council: Council) -> Wanted:
    return Wanted(_themes(desk, council), _inspections(desk))


def _themes(desk: Desk, council: Council) -> tuple[Theme, ...]:
    entries = refuse_repeats(opened(desk, "Themes", ThemeRow), lambda row: (row.name,), "Theme")
    items = closed(desk, "Themes", [_with_known_teams(entry, council) for entry in entries])
    return tuple(Theme(**{**row.model_dump(), "auditors": row.auditors or 1}) for row in items)


def _with_known_teams(entry: Entry[ThemeRow], council: Council) -> Entry[ThemeRow]:
    teams = entry.item.teams if entry.item else ()
    unknown = [f"Teams: {t!r} is not on the sheet Teams." for t in teams if not council.team(t)]
    return entry.noted(*unknown)


def _inspections(desk: Desk) -> tuple[Inspection, ...]:
    """The rows of one name are one inspection, which begins on its earliest day."""
    entries = refuse_repeats(
        opened(desk, "Inspections", InspectionRow), lambda row: (f"{row.name}: {row.child}",), "Row"
    )
    rows = closed(desk, "Inspections", entries)
    names = dict.fromkeys(tidy(row.name) for row in rows)
    return tuple(_inspection([row for row in rows if tidy(row.name) == name]) for name in names)


def _inspection(rows: Sequence[InspectionRow]) -> Inspection:
    dates = [row.complete_by for row in rows if row.complete_by]
    start = min(row.start for row in rows)
    children = tuple(row.child for row in rows)
    return Inspection(rows[0].name, start, min(dates, default=None), children)
