"""Links from the references in a workbook: to their own row, or to a mail about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bot.policy.references import is_reference
from bot.workbooks.layout import HEADER
from bot.workbooks.tables import Link, Table

# Excel takes 65,530 links a sheet, and each costs time. What is open stands first.
MOST_LINKED_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Links:
    """Where references lead in one workbook."""

    rows: Mapping[str, tuple[str, int]]  # reference -> the sheet where it is the key, and its row
    mailbox: str  # empty: no mails are offered

    def address(self, link: Link, ref: str, sheet: str) -> str | None:
        """What a click on `ref` opens; None where it leads nowhere."""
        if not is_reference(ref):
            return None
        if link is Link.MAIL:
            to = quote(self.mailbox, safe="@+")
            return f"mailto:{to}?subject={ref}" if to else None
        place = self.rows.get(ref)
        return f"internal:'{place[0]}'!A{place[1] + 1}" if place and place[0] != sheet else None


def links_of(tables: Sequence[Table], mailbox: str = "") -> Links:
    """The first rows of each table, by the references that they are known by."""
    rows: dict[str, tuple[str, int]] = {}
    for table in tables:
        key = [column.heading for column in table.columns].index(table.key_column)
        for number, row in enumerate(table.rows[:MOST_LINKED_ROWS], start=HEADER + 1):
            rows.setdefault(str(row[key]), (table.name, number))
    return Links(rows, mailbox)
