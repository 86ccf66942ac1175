"""What a letter brings along, made at the moment when it leaves: not stored, not out of date."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.jobs.action_tables import check_table, team_table
from bot.letters import House, answers_in
from bot.policy.compliance_letters import FOUR_MONTHS, MONTHLY, TO_RECORD
from bot.policy.decision import Letter
from bot.policy.in_force import Policy
from bot.policy.model import Action, AuditFile
from bot.policy.returning import form_meant
from bot.policy.wording import day_words
from bot.ports import Attachment
from bot.store import compliance, programme
from bot.store.transaction import Transaction
from bot.workbooks.return_form import FormFacts, return_form
from bot.workbooks.tracking import book_of_tables

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Desk:
    """What an attachment is made from."""

    work: Transaction
    policy: Policy
    house: House


def has_attachments(letter: Letter) -> bool:
    """Whether the letter, or one that is told as its part, may bring files along."""
    names = (letter.name, *(part.letter for part in answers_in(letter.facts)))
    return any(name in _MAKERS for name in names)


def attachments(letter: Letter, desk: Desk) -> tuple[Attachment, ...]:
    """The files of this letter; most have none."""
    make = _MAKERS.get(letter.name)
    own = make(letter, desk) if make else ()
    parts = (
        replace(letter, name=part.letter, about=part.about, facts=part.facts)
        for part in answers_in(letter.facts)
    )
    return (*own, *(file for part in parts for file in attachments(part, desk)))


def _form(letter: Letter, desk: Desk) -> tuple[Attachment, ...]:
    """The audit return, with what the auditor has given already in it (6.3)."""
    file = programme.audit_file(desk.work, letter.about)
    if file is None or letter.facts.get("stated"):
        return ()
    form = form_meant(file, "", desk.policy)
    if not form.asks_grades:
        return ()
    facts = form_facts(file, desk)
    given = file.returned if file.returned and file.returned.auditor == letter.to else None
    return (Attachment(f"Audit return {facts.ref}.xlsx", XLSX, return_form(form, facts, given)),)


def form_facts(file: AuditFile, desk: Desk) -> FormFacts:
    audit, house = file.audit, desk.house
    return FormFacts(
        ref=audit.ref,
        auditor=audit.auditor,
        team=audit.team,
        due=audit.due,
        council=house.council_name,
        marking=house.marking,
        contact=contact(house),
        action_days=desk.policy.rules.action_days,
    )


def contact(house: House) -> str:
    return f"{house.coordinator.name}, {house.coordinator.address}"


def _actions(letter: Letter, desk: Desk) -> tuple[Attachment, ...]:
    """One workbook with the actions that the letter names, as they stand now (10.2)."""
    about = letter.facts["workbook"]
    listed = letter.facts["actions"]
    if not isinstance(about, Mapping) or not isinstance(listed, Sequence):
        return ()
    as_at = date.fromisoformat(str(about["as_at"]))
    every = [programme.get(desk.work, Action, str(ref)) for ref in listed]
    actions = [action for action in every if action]
    checks = {c.action: c for c, _ in compliance.checks_of(desk.work, [a.ref for a in actions])}
    if letter.name == TO_RECORD:
        title, name = "Remedial actions to look at", "Remedial actions to look at"
        pairs = [(a, checks[a.ref]) for a in actions if a.ref in checks]
        table = check_table(pairs, desk.policy, as_at)
    else:
        title, name = f"Remedial actions of {about['team']}", f"Remedial actions {about['team']}"
        told = checks if letter.name == FOUR_MONTHS else {}
        looked = [(action, told.get(action.ref)) for action in actions]
        table = team_table(str(about["team"]), looked, desk.policy, as_at)
    lines = list(cover(desk.house, as_at, letter.about))
    made = datetime(as_at.year, as_at.month, as_at.day)  # noqa: DTZ001 - Excel knows no zones
    content = book_of_tables([table], title, title, lines, made)
    return (Attachment(f"{name} {as_at}.xlsx", XLSX, content),)


def cover(house: House, as_at: date, ref: str) -> Iterator[str]:
    """What the cover says: what it is, as at when, how it is marked, whom to ask, what to do."""
    yield house.council_name
    yield f"As at {day_words(as_at)}. Workbook {ref}."
    yield f"Marking: {house.marking or 'no protective marking'}"
    yield f"Contact: {contact(house)}"
    yield (
        "Fill in the yellow columns of the sheet Actions, save the workbook, attach it to a reply"
        " to the letter that brought it, and send it. We tell you row by row what we took."
    )
    yield (
        "Sort, filter, hide and widen as you like. We know each row by its reference and take only"
        " what stands in the yellow columns. The sheet Notes says what each column means."
    )


_MAKERS: Mapping[str, Callable[[Letter, Desk], tuple[Attachment, ...]]] = {
    "assignment": _form,
    "completed_receipt": _form,
    "actions_wanted": _form,
    MONTHLY: _actions,
    FOUR_MONTHS: _actions,
    TO_RECORD: _actions,
}
