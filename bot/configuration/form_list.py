"""The sheet Form: the sections, the scale and the categories that the audit form asks for."""

from collections.abc import Sequence

from bot.configuration.desk import Desk, closed, opened
from bot.configuration.entries import Entry, Fault, refuse_repeats, settle
from bot.configuration.form_sheet import CATEGORY, FORM, GRADE, SECTION
from bot.configuration.rows import FormRow
from bot.policy.form import AuditForm, Grade, Section

# The lines of a reply that mean something else already.
_TAKEN = ("action", "actions", "good practice", "remedial actions", "safeguarding concern")
_LONGEST_NAME = 60


def check_form(desk: Desk) -> AuditForm:
    """The form of today. A row that cannot be used is left out, or used as it last was."""
    kept = desk.last_good.get(FORM.name, {})
    entries = refuse_repeats(opened(desk, FORM.name, FormRow), said_by, "Name")
    settled = [settle(entry, form_faults, FormRow, kept) for entry in entries]
    items = closed(desk, FORM.name, with_both_halves(settled))
    return as_form(items)


def said_by(row: FormRow) -> Sequence[str]:
    """What must not stand twice: names of a part, and for a grade its short form as well."""
    names = [row.name, row.short] if row.part == GRADE else [row.name]
    return list(dict.fromkeys(f"{row.part} {name}" for name in names if name))


def form_faults(row: FormRow) -> list[Fault]:
    faults = []
    if row.name.casefold().strip(" :") in _TAKEN or ":" in row.name:
        faults.append(
            Fault(
                f"Name: {row.name!r} cannot be told from the other lines of a reply. Choose another"
                " name, without a colon."
            )
        )
    if len(row.name) > _LONGEST_NAME:
        faults.append(Fault(f"Name: at most {_LONGEST_NAME} characters, for the form."))
    if row.short is not None and row.part != GRADE:
        faults.append(Fault("Short: only a grade has one.", "short"))
    return faults


def with_both_halves(entries: Sequence[Entry[FormRow]]) -> list[Entry[FormRow]]:
    """Sections without grades, or grades without sections, ask nothing: that is said."""
    parts = {entry.item.part for entry in entries if entry.item is not None}
    lacking = {SECTION: GRADE, GRADE: SECTION}
    return [
        entry.noted(f"There is no {other.lower()} on this sheet yet, so no grades are asked for.")
        if entry.item is not None
        and (other := lacking.get(entry.item.part)) is not None
        and other not in parts
        else entry
        for entry in entries
    ]


def as_form(rows: Sequence[FormRow]) -> AuditForm:
    def of(kind: str) -> list[FormRow]:
        found = [row for row in rows if row.part == kind]
        last = max((row.order or 0 for row in found), default=0) + 1
        return sorted(found, key=lambda row: last if row.order is None else row.order)

    return AuditForm(
        tuple(Section(r.name, r.meaning or "", not r.optional) for r in of(SECTION)),
        tuple(Grade(r.name, r.short or "", r.meaning or "") for r in of(GRADE)),
        tuple(r.name for r in of(CATEGORY)),
    )
