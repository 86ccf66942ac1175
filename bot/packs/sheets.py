"""The figures of a pack as an accessible workbook: cover, one table a sheet, notes (10.4)."""

from collections.abc import Iterator

from bot.packs.pack import Frame, Pack
from bot.packs.part import month_words
from bot.policy.wording import day_words
from bot.workbooks.tables import Column, Table
from bot.workbooks.tracking import book_of_tables

SYMBOLS = (
    ("[c]", "Hidden: a small count, or one that would give a small count away."),
    ("[x]", "There is nothing to reckon it from."),
)


def figures_workbook(pack: Pack, frame: Frame) -> bytes:
    """The findings, then every table of the Word document, with the same numbers."""
    heading = f"{pack.title}, figures for {pack.level.meeting}"
    tables = [_findings(pack), *pack.tables, _symbols()]
    return book_of_tables(tables, heading, heading, list(_cover(pack, frame)), frame.made)


def _cover(pack: Pack, frame: Frame) -> Iterator[str]:
    yield frame.council
    yield f"{pack.level.name} ({pack.level.meeting}), {month_words(pack.month)}"
    yield f"As at {day_words(pack.as_at)}; written on {day_words(frame.made.date())}"
    yield f"Marking: {frame.marking or 'no protective marking'}"
    yield f"Contact: {frame.contact}"
    yield "The same figures as in the Word document. Each sheet holds one table."
    if pack.level.smallest > 1:
        yield (
            f"Counts from 1 to {pack.level.smallest - 1} are hidden, and others with them so that"
            " none can be reckoned back: such a cell says [c]."
        )


def _findings(pack: Pack) -> Table:
    columns = (Column("Part", width=28), Column("Finding", width=90))
    rows = [(part.topic, f"{part.finding}.") for part in pack.parts]
    return Table("Findings", "What was found", columns, rows, "Part")


def _symbols() -> Table:
    columns = (Column("Symbol", width=14), Column("Meaning", width=80))
    return Table("Symbols", "Symbols in cells", columns, SYMBOLS, "Symbol")
