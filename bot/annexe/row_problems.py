"""What can be wrong with one row, in words for the person who will put it right."""

from datetime import date
from typing import NamedTuple

from bot.annexe.headers import LISTS
from bot.annexe.problems import Problem, Severity
from bot.annexe.sheets import Sheet
from bot.annexe.values import text

_LONGEST = 60  # figures of a wrong cell that are shown


class Place(NamedTuple):
    """A row of a list, and the child whom it names."""

    sheet: Sheet
    row: int  # as Excel numbers it
    child: str = ""

    @property
    def list(self) -> int:
        return self.sheet.number

    def heading(self, key: str) -> str:
        return self.sheet.headings.get(key) or LISTS[self.list].header(key)

    def __str__(self) -> str:
        child = f" (child {self.child})" if self.child else ""
        return f"List {self.list}, row {self.row}{child}"


def uk_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _problem(
    severity: Severity, kind: str, place: Place, key: str, cell: object, message: str
) -> Problem:
    value = text(cell)[:_LONGEST]
    heading = place.heading(key)
    return Problem(
        severity, kind, f"{place}: {message}", place.sheet.tab, place.row, heading, value
    )


def bad_id(place: Place, cell: object) -> Problem:
    written = text(cell)
    if not isinstance(cell, str) or written[:1].isdecimal():
        return _problem(
            *(Severity.ERROR, "id_unreadable", place, "child_id", cell),
            f"“{written[:_LONGEST]}” cannot be trusted as a child’s id, for Excel rounds numbers of"
            " more than 15 figures. The row was left out: have the ids written as text.",
        )
    return _problem(
        *(Severity.WARNING, "id_is_words", place, "child_id", cell),
        f"“{written[:_LONGEST]}” is not a child’s id. The row was left out. Totals, footnotes and"
        " repeated headings belong outside the list.",
    )


def no_id(place: Place) -> Problem:
    return _problem(
        *(Severity.WARNING, "id_blank", place, "child_id", ""),
        "the row has no child’s id and was left out. Fill in the id, or delete the row.",
    )


def bad_end(place: Place, key: str, cell: object) -> Problem:
    return _problem(
        *(Severity.ERROR, "end_unreadable", place, key, cell),
        f"“{text(cell)[:_LONGEST]}” under “{place.heading(key)}” is neither a date nor blank, so"
        " nobody can tell whether the case is open. Write the date as dd/mm/yyyy, or clear the cell"
        " if it is open.",
    )


def bad_date(place: Place, key: str, cell: object) -> Problem:
    return _problem(
        *(Severity.WARNING, "date_unreadable", place, key, cell),
        f"“{text(cell)[:_LONGEST]}” under “{place.heading(key)}” is not a date, so it was passed"
        " over. Write it as dd/mm/yyyy.",
    )


def bad_status(place: Place, cell: object) -> Problem:
    written = text(cell)[:_LONGEST]
    what = f"“{written}” is not a case status that is known" if written else "no case status"
    return _problem(
        *(Severity.WARNING, "status_unknown", place, "case_status", cell),
        f"{what}, so it was taken from the other lists. Write it as Ofsted does, for instance"
        " “c) Child in need plan”.",
    )


def future_end(place: Place, key: str, end: date, as_at: date, closed: bool) -> Problem:
    counted = "as closed, as its status says" if closed else "as still open"
    return _problem(
        *(Severity.WARNING, "end_in_future", place, key, end),
        f"“{place.heading(key)}” is {uk_date(end)}, after the day of this file"
        f" ({uk_date(as_at)}). It was counted {counted}. Check the date.",
    )


def ended_but_open(place: Place, key: str, end: date, status: str | None) -> Problem:
    return _problem(
        *(Severity.WARNING, "ended_but_open", place, key, end),
        f"closed on {uk_date(end)}, yet its status is “{status}”. It was counted as closed. Set the"
        " status to “e) Closed episode”, or clear the date if the case is open.",
    )


def closed_without_date(place: Place, cell: object) -> Problem:
    return _problem(
        *(Severity.WARNING, "closed_without_date", place, "case_status", cell),
        "its status is closed but it has no closure date. It was counted as closed. Fill in the"
        " date, or mend the status if the case is open.",
    )


def died(place: Place, cell: object) -> Problem:
    return _problem(
        *(Severity.NOTE, "died", place, "in_touch", cell),
        "recorded as died, so it was not counted as an open case.",
    )


def repeated(place: Place, others: str, *, matters: bool) -> Problem:
    severity = Severity.WARNING if matters else Severity.NOTE
    return _problem(
        *(severity, "child_repeated", place, "child_id", place.child),
        f"the child is also on {others} of the same list. An open row was believed before a closed"
        " one, then the later start. Leave one row for the child.",
    )


def not_on_list_6(place: Place) -> Problem:
    return _problem(
        *(Severity.WARNING, "not_on_list_6", place, "child_id", place.child),
        f"open on List {place.list} but not on List 6. The case was counted as open. Add the child"
        f" to List 6, or put the end date on List {place.list}.",
    )


def closed_on_list_6(place: Place, end: date | None) -> Problem:
    closed = f"closed on List 6 on {uk_date(end)}" if end else "closed on List 6"
    counted = (
        "not counted, for an assessment does not keep a case open"
        if place.list == 4
        else ("counted as open")
    )
    return _problem(
        *(Severity.WARNING, "closed_on_list_6", place, "child_id", place.child),
        f"still open on List {place.list} but {closed}. It was {counted}. Put right the list that"
        " is wrong.",
    )


def status_differs(place: Place, status: str, on_list: int) -> Problem:
    return _problem(
        *(Severity.NOTE, "status_differs", place, "case_status", status),
        f"its status is “{status}”, yet the child is also open on List {on_list}"
        f" ({LISTS[on_list].title}). List 6 was believed.",
    )


def unallocated(place: Place, key: str) -> Problem:
    what = "team" if key == "team" else "worker"
    return _problem(
        *(Severity.WARNING, f"no_{what}", place, key, ""),
        f"no {what} is given (blank, #N/A or “unallocated”). Fill it in, so that the right people"
        " hear of an audit.",
    )
