"""Brings docs/data-protection.md up to date: every field that is kept, from the code itself.

    python -m tests.data_record

The words of the page are its own; what stands between its marks is made here, from the tables of
the record and the lists of the site, so that no field is missing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Table

from bot.policy.rules import Rules
from bot.premises import ListShape
from bot.provisioning.shapes import wanted_lists
from bot.settings import load_rules, load_settings
from bot.store.held import ERASED_WITH_AN_AUDIT, HELD, Held
from bot.store.tables import metadata
from bot.terminal.provisioning import tables_of_an_empty_record

PAGE = Path(__file__).resolve().parents[1] / "docs" / "data-protection.md"
MARKED = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
OTHER = "dates, numbers, yes or no"  # of columns that cannot hold text


def main() -> None:
    PAGE.write_text(current(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def current(page: str) -> str:
    """The page with what stands between its marks made anew."""
    made = {
        "kinds": "\n".join(kinds(load_rules())),
        "fields": "\n".join(fields(metadata.sorted_tables, HELD)),
        "lists": "\n".join(lists(wanted_lists(tables_of_an_empty_record(load_settings(None, {}))))),
    }
    return MARKED.sub(lambda found: f"{found[1]}{made[found[2]]}\n{found[3]}", page)


def kinds(rules: Rules) -> Iterator[str]:
    months = rules.compliance_months + rules.retention_months
    yield f"*With its audit*: {months} months after the audit, or its last action, has ended; what"
    yield "the list *Holds* names, a child who may not be drawn again yet, and open matters stay."
    yield from ("", "| kind | erased |", "| --- | --- |")
    for kind in Held:
        when = "with its audit" if kind in ERASED_WITH_AN_AUDIT else "no: it counts on, nameless"
        yield f"| {kind.value} | {when} |"


def fields(tables: Sequence[Table], held: Mapping[str, Mapping[str, Held]]) -> Iterator[str]:
    """A row for each kind of data of each table."""
    yield from ("| table | field | holds |", "| --- | --- | --- |")
    for table in sorted(tables, key=lambda each: each.name):
        for kind in (*(each.value for each in Held), OTHER):
            own = [c.name for c in table.c if _kind(held[table.name].get(c.name)) == kind]
            if own:
                yield f"| {table.name} | {', '.join(sorted(own))} | {kind} |"


def _kind(held: Held | None) -> str:
    return held.value if held else OTHER


def lists(shapes: Sequence[ListShape]) -> Iterator[str]:
    yield from ("| list | columns |", "| --- | --- |")
    for shape in sorted(shapes, key=lambda each: each.name):
        yield f"| {shape.name} | {', '.join(column.heading for column in shape.columns)} |"


if __name__ == "__main__":
    main()
