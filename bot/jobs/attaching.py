"""What a letter brings along, made at the moment when it leaves: not stored, not out of date."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.letters import House
from bot.policy.decision import Letter
from bot.policy.in_force import Policy
from bot.policy.model import AuditFile
from bot.policy.returning import form_meant
from bot.ports import Attachment
from bot.store import programme
from bot.store.transaction import Transaction
from bot.workbooks.return_form import FormFacts, return_form

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Desk:
    """What an attachment is made from."""

    work: Transaction
    policy: Policy
    house: House


def attachments(letter: Letter, desk: Desk) -> tuple[Attachment, ...]:
    """The files of this letter; most have none."""
    make = _MAKERS.get(letter.name)
    return make(letter, desk) if make else ()


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


_MAKERS: Mapping[str, Callable[[Letter, Desk], tuple[Attachment, ...]]] = {
    "assignment": _form,
    "completed_receipt": _form,
    "actions_wanted": _form,
}
