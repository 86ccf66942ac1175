"""What people do to a workbook before they send it back, and what they meant to say with it.

python -m tests.workbooks.people 1000     as many workbooks, from as many seeds; where LibreOffice
                                          is installed, it saves one in forty of them besides
"""

import random
import sys
import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from bot.jobs.action_tables import team_table
from bot.policy.references import ACTION, new_reference
from bot.workbooks.opening import open_workbook
from bot.workbooks.returned_rows import read_rows
from bot.workbooks.tracking import book_of_tables
from tests.policy.cast import an_action, policy
from tests.workbooks.libreoffice import SOFFICE, saved_by_libreoffice

TODAY = date(2026, 1, 12)
MADE = datetime(2026, 1, 12)  # noqa: DTZ001 - Excel knows no zones
HOSTILE = (
    "=1+1",
    "+44 1632 960000",
    "-see below",
    "@everyone",
    "\tindented",
    "\rreturn",
    "it's fine",
)
REPORTS = ("Done", "Not achievable", "Not done yet", "done ", "DONE")
Meant = dict[str, dict[str, str]]


def sent_out(number: int) -> bytes:
    """A team's workbook as it leaves, with `number` actions."""
    actions = [
        replace(an_action(1), ref=reference(n), text=f"{random.Random(n).choice(HOSTILE)} {n}")
        for n in range(number)
    ]
    table = team_table("Protect", [(a, None) for a in actions], policy(), TODAY)
    return book_of_tables([table], "Actions", "Actions", ["Council"], MADE)


def reference(number: int) -> str:
    return new_reference(ACTION, b"people", str(number), taken=lambda _: False)


def returned(seed: int, sent: bytes) -> tuple[bytes, Meant]:
    """The workbook as one person sends it back, and what they filled in."""
    dice = random.Random(seed)
    book = load_workbook(BytesIO(sent))
    page = book["Actions"]
    meant = fill_in(page, dice)
    for change in dice.sample(CHANGES, dice.randint(1, 4)):
        change(book, page, dice)
    out = BytesIO()
    book.save(out)
    return out.getvalue(), meant


def fill_in(page: Worksheet, dice: random.Random) -> Meant:
    columns = {str(cell.value): cell.column for cell in page[3]}
    meant: Meant = {}
    for row in range(4, page.max_row + 1):
        said: dict[str, str] = {}
        if dice.random() < 0.6:
            said["What you report"] = dice.choice(REPORTS)
            if dice.random() < 0.5:
                day = TODAY - timedelta(days=dice.randint(0, 30))
                typed = dice.choice(("", "", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%Y-%m-%d"))
                cell = page.cell(row, columns["Date done"])
                cell.value = f"{day:{typed}}" if typed else day
                said["Date done"] = f"{day:{typed}}" if typed else day.isoformat()
        if dice.random() < 0.3:
            said["Your note"] = dice.choice(HOSTILE)
        for heading in ("What you report", "Your note"):
            if heading in said:
                cell = page.cell(row, columns[heading])
                cell.value = said[heading]
                cell.data_type = "s"  # as a program keeps what was typed as text
        if said:
            meant[str(page.cell(row, 1).value)] = {h: v.strip() for h, v in said.items()}
    return meant


def sort(book: Workbook, page: Worksheet, dice: random.Random) -> None:
    rows = [[(c.value, c.data_type) for c in row] for row in page.iter_rows(min_row=4)]
    dice.shuffle(rows)
    write(page, rows, 4)


def insert_rows(book: Workbook, page: Worksheet, dice: random.Random) -> None:
    rows = [[(c.value, c.data_type) for c in row] for row in page.iter_rows(min_row=4)]
    for _ in range(dice.randint(1, 3)):
        blank = [(None, "n")] * len(rows[0])
        if dice.random() < 0.5:
            blank[0] = ("what Sam said:", "s")
        rows.insert(dice.randint(0, len(rows)), blank)
    write(page, rows, 4)


def write(page: Worksheet, rows: list[list[tuple[object, str]]], first: int) -> None:
    for number, row in enumerate(rows, first):
        for column, (value, kind) in enumerate(row, 1):
            cell = page.cell(number, column)
            cell.value = value  # type: ignore[assignment]
            if kind == "s":
                cell.data_type = "s"


def hide(book: Workbook, page: Worksheet, dice: random.Random) -> None:
    for number in dice.sample(range(4, page.max_row + 1), min(3, page.max_row - 3)):
        page.row_dimensions[number].hidden = True
    page.column_dimensions[dice.choice("BCDEFG")].hidden = True


def widen(book: Workbook, page: Worksheet, dice: random.Random) -> None:
    page.column_dimensions[dice.choice("ABCDEFGH")].width = dice.randint(4, 90)


def filter_rows(book: Workbook, page: Worksheet, dice: random.Random) -> None:
    page.auto_filter.ref = None
    for row in range(4, page.max_row + 1):
        page.row_dimensions[row].hidden = dice.random() < 0.5


def rename(book: Workbook, page: Worksheet, dice: random.Random) -> None:
    page.title = dice.choice(("Tabelle1", "actions (2)", "Ebrill", "Actions done TD"))


def note_above(book: Workbook, page: Worksheet, dice: random.Random) -> None:
    page["B1"] = "Sent by Tara on Tuesday"


def reorder_sheets(book: Workbook, page: Worksheet, dice: random.Random) -> None:
    book.move_sheet(page, offset=-1)


def spaces(book: Workbook, page: Worksheet, dice: random.Random) -> None:
    """A reference pasted with spaces and small letters; a heading with a space behind it."""
    cell = page.cell(dice.randint(4, page.max_row), 1)
    if cell.value and str(cell.value).startswith("RA-"):
        cell.value = f" {str(cell.value).lower()} "
    page.cell(3, 1).value = "reference "


def extra_column(book: Workbook, page: Worksheet, dice: random.Random) -> None:
    last = page.max_column + 1
    page.cell(3, last).value = "Who does it"
    page.cell(4, last).value = "Wyn"


def count_from_1904(book: Workbook, page: Worksheet, dice: random.Random) -> None:
    """As Excel on a Mac once did; the days are the same."""
    book.epoch = CALENDAR_MAC_1904


def other_language(book: Workbook, page: Worksheet, dice: random.Random) -> None:
    """Another country's dates and decimals: shown otherwise, meant alike."""
    look = dice.choice(("dd.mm.yyyy", "yyyy-mm-dd", "[$-407]d. mmmm yyyy", "[$-452]d mmmm yyyy"))
    for row in page.iter_rows(min_row=4):
        for cell in row:
            if cell.is_date:
                cell.number_format = look


def clear_looks(book: Workbook, page: Worksheet, dice: random.Random) -> None:
    """Pasted as values only: no table, no choices, no colours any more."""
    for name in list(page.tables):
        del page.tables[name]
    page.data_validations.dataValidation.clear()


CHANGES = (
    count_from_1904,
    other_language,
    clear_looks,
    sort,
    insert_rows,
    hide,
    widen,
    filter_rows,
    rename,
    note_above,
    reorder_sheets,
    spaces,
    extra_column,
)


def read_back(content: bytes) -> Meant:
    found = read_rows(open_workbook(content))
    if found is None or found.faults:
        raise AssertionError(f"not read: {found}")
    return {row.ref: dict(row.values) for row in found.rows}


def check(seed: int) -> None:
    """Nothing is lost and nothing invented. Raises AssertionError, naming the seed."""
    content, meant = returned(seed, sent_out(3 + seed % 9))
    if read_back(content) != meant:
        raise AssertionError(f"seed {seed}: {read_back(content)} is not {meant}")


def main(number: int) -> None:
    for seed in range(number):
        check(seed)
    sys.stdout.write(f"{number} workbooks came back: no entry lost, none invented\n")
    if SOFFICE is None:
        sys.stdout.write("LibreOffice is not installed: it has saved none of them\n")
        return
    sample = {f"{seed}": returned(seed, sent_out(3 + seed % 9)) for seed in range(0, number, 40)}
    with tempfile.TemporaryDirectory() as scratch:
        books = {name: content for name, (content, _) in sample.items()}
        for name, content in saved_by_libreoffice(books, Path(scratch)).items():
            if read_back(content) != sample[name][1]:
                raise AssertionError(f"seed {name}, saved by LibreOffice, says something else")
    sys.stdout.write(f"LibreOffice saved {len(sample)} of them: the same\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
