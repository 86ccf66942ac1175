"""Cells of a workbook as ids, dates, names and text; each says plainly when it cannot be read."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Literal, TypeAlias


class Unreadable(Enum):
    """The third answer beside a value and a blank."""

    CELL = "unreadable"


UNREADABLE = Unreadable.CELL
DateCell: TypeAlias = date | Literal[Unreadable.CELL] | None

# What systems write into a cell that is empty. In coded columns these words may be answers.
BLANKS = frozenset(
    {
        *(
            "",
            "-",
            "--",
            "---",
            "–",
            "—",
            ".",
            "..",
            "<blank>",
            "blank",
            "(blank)",
            "not applicable",
        ),
        *("n/a", "na", "n.a.", "n.a", "#n/a", "null", "(null)", "none", "nan", "nat", "nil"),
    }
)
UNALLOCATED = BLANKS | {
    *("unallocated", "not allocated", "unassigned", "not assigned", "awaiting allocation"),
    *("#ref!", "#name?", "#value!", "#div/0!", "#null!", "#num!"),
    *("no allocated worker", "no allocated team", "no worker", "no team", "tbc"),
}
_WHOLE_NUMBER = re.compile(r"[+]?(\d+)[.]0*")
_SCIENTIFIC = re.compile(r"\d([.]\d+)?E[+]\d+", re.IGNORECASE)
_LONGEST_ID = 20  # of ids with a space in them; what is longer is a footnote
_MOST_DIGITS = 10**15  # Excel keeps 15 figures of a number and makes the rest noughts


def text(value: object) -> str:
    """The cell as one line: what cannot be seen is a space, spaces are single."""
    if isinstance(value, str):
        if value.isascii() and value.isprintable():
            return " ".join(value.split())
        whole = unicodedata.normalize("NFC", value)
        return " ".join("".join(c if c.isprintable() else " " for c in whole).split())
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return "" if value is None else str(value)


def is_blank(value: object) -> bool:
    if isinstance(value, float):
        return False
    return value == "" or value is None or text(value).casefold() in BLANKS


def name(value: object) -> str | None:
    """A team or a worker, tidied; None: blank or unallocated (an error cell reads as blank)."""
    tidied = text(value)
    return None if tidied.casefold() in UNALLOCATED else tidied


def child_id(value: object) -> str | Literal[Unreadable.CELL] | None:
    """A child's unique id as text, so that the number 100008 and the text " 100008 " are one.

    Leading zeros stay. Unreadable: dates, figures that Excel rounded (more than 15, or 1.2E+15),
    and words without a figure ("Total", a footnote, the headings once more).
    """
    if type(value) is float and 0 <= value < _MOST_DIGITS and value.is_integer():
        return str(int(value))
    if isinstance(value, str):
        return _id_from_text(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value != value or value < 0 or value >= _MOST_DIGITS:
            return UNREADABLE
        return text(value)
    return None if value is None else UNREADABLE


def _id_from_text(value: str) -> str | Literal[Unreadable.CELL] | None:
    tidied = text(value).upper()
    if not tidied.isascii():
        tidied = text(unicodedata.normalize("NFKC", tidied))
    if tidied.casefold() in BLANKS:
        return None
    if _SCIENTIFIC.fullmatch(tidied) or not any(map(str.isdecimal, tidied)):
        return UNREADABLE
    if len(tidied) > _LONGEST_ID and " " in tidied:
        return UNREADABLE
    whole = _WHOLE_NUMBER.fullmatch(tidied)
    return whole.group(1) if whole else tidied


_MONTHS = {
    month: number
    for number, month in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.]\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-]\d\d:?\d\d)?)?"
_DAY_FIRST = re.compile(r"(\d{1,2})([/. -])(\d{1,2})\2(\d{4}|\d{2})" + _TIME)
_YEAR_FIRST = re.compile(r"(\d{4})([/. -])(\d{1,2})\2(\d{1,2})" + _TIME)
_WORDS = re.compile(
    r"(?:[A-Za-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})[., -]*(\d{4}|\d{2})" + _TIME
)
_FIGURES = re.compile(r"\d{5}(?:[.]\d+)?|\d{8}")
# Bare numbers are believed as dates between 1 October 1954 and the end of 2119.
_SERIALS = range(20_000, 80_355)
_EPOCH = date(1899, 12, 30)
EPOCH_SHIFT = 1462  # days between the epochs of 1900 and 1904


def day(value: object, *, shift: int = 0) -> DateCell:
    """The date in a cell: a value, None for a blank, or UNREADABLE, which is never a blank.

    Reads true dates, dd/mm/yyyy (day first, never month first), ISO, "1 December 2025", yyyymmdd
    and Excel's bare day numbers. `shift`: EPOCH_SHIFT for these where a workbook counts from 1904.
    """
    if type(value) is date:  # the commonest first: a county's workbook has 48,000 dates
        return _plausible(value)
    if value == "" or value is None:
        return None
    if isinstance(value, datetime):
        return _plausible(value.date())
    if isinstance(value, bool):
        return UNREADABLE
    if isinstance(value, int | float):
        return _from_number(value, shift)
    if isinstance(value, str):
        return _from_text(text(value), shift)
    return UNREADABLE


def _plausible(found: date) -> DateCell:
    # 1900 and before is what an empty or broken cell becomes, not a day in a child's life.
    return found if found.year > 1900 else UNREADABLE


def _from_number(value: float, shift: int) -> DateCell:
    if value != value or abs(value) > 99_999_999:
        return UNREADABLE
    if int(value) in _SERIALS:
        return _EPOCH + timedelta(days=int(value) + shift)
    return _from_figures(str(int(value))) if float(value).is_integer() else UNREADABLE


def _from_figures(figures: str) -> DateCell:
    if len(figures) != 8:
        return UNREADABLE
    return _made(int(figures[:4]), int(figures[4:6]), int(figures[6:]))


def _from_text(tidied: str, shift: int) -> DateCell:
    if tidied.casefold() in BLANKS:
        return None
    if found := _DAY_FIRST.fullmatch(tidied):
        return _made(_year(found[4]), int(found[3]), int(found[1]))
    if found := _YEAR_FIRST.fullmatch(tidied):
        return _made(int(found[1]), int(found[3]), int(found[4]))
    if found := _WORDS.fullmatch(tidied):
        return _made(_year(found[3]), _MONTHS.get(found[2][:3].casefold(), 0), int(found[1]))
    if _FIGURES.fullmatch(tidied):
        return _from_number(float(tidied), shift)
    return UNREADABLE


def _year(figures: str) -> int:
    year = int(figures)
    if len(figures) == 4:
        return year
    return 2000 + year if year < 70 else 1900 + year


def _made(year: int, month: int, in_month: int) -> DateCell:
    try:
        return _plausible(date(year, month, in_month))
    except ValueError:
        return UNREADABLE
