"""Workbooks as people send them back: taken out of a letter, filled in, attached to a reply."""

from collections.abc import Callable, Mapping
from io import BytesIO

from openpyxl import Workbook, load_workbook

from bot.ports import Attachment
from tests.jobs.council import address
from tests.jobs.world import World

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GRADED_FORM: tuple[dict[str, object], ...] = (
    {"Part": "Section", "Name": "Child's voice", "Order": 1},
    {"Part": "Section", "Name": "Assessment", "Order": 2},
    {"Part": "Section", "Name": "Anything else", "Order": 3, "May_be_left_out": "Yes"},
    {"Part": "Grade", "Name": "Good", "Order": 1, "Short": "G"},
    {"Part": "Grade", "Name": "Requires improvement", "Order": 2, "Short": "RI"},
    {"Part": "Grade", "Name": "Inadequate", "Order": 3, "Short": "I"},
    {"Part": "Category", "Name": "Chronology", "Order": 1},
    {"Part": "Category", "Name": "Supervision", "Order": 2},
)
WHOLE: Mapping[str, Mapping[str, object]] = {
    "Grades": {"Child's voice": "Good", "Assessment": "Requires improvement"},
    "Questions": {
        "Are remedial actions required?": "No",
        "Is there a safeguarding concern?": "No",
    },
}


def brought(world: World, person: str, name: str, number: int = -1) -> Attachment:
    """The file that the newest letter of that name brought to the person."""
    letters = [m for m, _ in world.mailbox.letters if m.to == address(person)]
    found = [m for m in letters if m.key.split("|")[1] == name]
    (attachment,) = found[number].attachments
    return attachment


def filled(
    attachment: Attachment,
    cells: Mapping[str, Mapping[str, object]],
    also: Callable[[Workbook], None] = lambda book: None,
) -> Attachment:
    """The workbook with a person's words in it: sheet, then what stands in the row, then words.

    They go into the first cell of the row that is not locked, as a person's would.
    """
    book = load_workbook(BytesIO(attachment.content))
    for sheet, rows in cells.items():
        for row in book[sheet].iter_rows(min_row=4):
            key = next((str(c.value) for c in row if str(c.value) in rows), None)
            if key is not None:
                free = next(c for c in row if not c.protection.locked)
                free.value = rows[key]
    also(book)
    return Attachment(attachment.name, XLSX, saved(book))


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
