"""A workbook of actions has come back: taken row by row, and answered row by row (10.2)."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import TypeAlias

from bot.jobs.incoming import Filed, Mail
from bot.mail.attached import Attached
from bot.policy.actions import receipts, sign_off
from bot.policy.answers import to_read
from bot.policy.compliance import may_record, outcome
from bot.policy.council import Person, tidy
from bot.policy.decision import Decision, Letter
from bot.policy.labels import REASON as REASON_LABEL
from bot.policy.labels import REFERENCE as DECISION_LABEL
from bot.policy.management_decisions import enter
from bot.policy.model import Action, ActionStatus, AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.owners import is_owner, owner_names
from bot.policy.references import WORKBOOK
from bot.policy.returned_values import (
    DONE,
    NOT_ACHIEVABLE,
    NotTaken,
    past_day,
    recorded,
    report,
)
from bot.policy.wording import count_words, day_words
from bot.ports import Folder
from bot.store import compliance, programme, questions
from bot.store.saving import save
from bot.store.transaction import Transaction
from bot.workbooks.returned_rows import ReturnedRow
from bot.workbooks.team_layout import (
    AUTHORISED,
    COMPLETED,
    DATE_DONE,
    DECISION,
    FACTS,
    FOUND,
    FULFILLED,
    NOTE,
    REASON,
    REPORT,
    SUSTAINED,
)

_FIELDS = {
    **dict(
        zip(
            (FULFILLED, COMPLETED, AUTHORISED),
            ("fulfilled", "completed", "authorised"),
            strict=True,
        )
    ),
    SUSTAINED: "sustained",
    FOUND: "note",
}


def noted_audit(work: Transaction, attached: Attached) -> AuditFile | None:
    """The audit that the notes of a workbook are about, if it is one: a concern is about that."""
    noted = [row.ref for rows in attached.rows for row in rows.rows if rows.is_noted(row)]
    found = (programme.get(work, Action, ref) for ref in noted)
    audits = {action.audit for action in found if action}
    return programme.audit_file(work, audits.pop()) if len(audits) == 1 else None


Take: TypeAlias = Callable[[Transaction, ReturnedRow, Action, Person, Occasion], str]


def take_workbooks(work: Transaction, mail: Mail, person: Person, occasion: Occasion) -> Filed:
    """Every row that this person may change; of each row they learn what became of it."""
    lines: list[tuple[str, str]] = []
    notes: list[str] = []
    were_open = _open_among(work, mail)
    for rows in mail.attached.rows:
        take: Take = _check if rows.is_check else _report
        for row in rows.rows:
            lines.append((row.ref, _taken(work, take, row, person, occasion)))
            notes += [f"{row.ref}: {row.values[NOTE]}"] if NOTE in row.values else []
    faults = [fault for rows in mail.attached.rows for fault in rows.faults]
    about = occasion.new_reference(WORKBOOK, "back", occasion.cause)
    facts: dict[str, Fact] = {
        "workbook": {"ref": about},
        "rows": [{"ref": ref, "line": line} for ref, line in lines],
        "faults": list(faults),
    }
    note = f"workbook of {person.name} read: {count_words(len(lines), 'row')}"
    letter = occasion.letter("workbook_read", person.name, about, facts)
    letters = (letter, *_receipts(work, were_open, person, occasion))
    save(work, Decision(note, (), letters), occasion, about=about, by=person.name)
    if notes or faults:
        asks = f"{person.name} has sent a workbook back with notes of their own, or rows that could"
        asks += " not be taken. Please read the mail in the folder Handled."
        questions.ask(work, [to_read(about, asks, occasion)], occasion.at)
    return Filed(Folder.HANDLED, about, note)


def _open_among(work: Transaction, mail: Mail) -> list[str]:
    """The actions of the workbook that are open now."""
    refs = dict.fromkeys(row.ref for rows in mail.attached.rows for row in rows.rows)
    found = (programme.get(work, Action, ref) for ref in refs)
    return [action.ref for action in found if action and action.status is ActionStatus.OPEN]


def _receipts(
    work: Transaction, were_open: Collection[str], person: Person, occasion: Occasion
) -> Iterator[Letter]:
    """Who answers for the same team learns of each audit once, however many rows were of it."""
    found = (programme.get(work, Action, ref) for ref in were_open)
    done = [action for action in found if action and action.status is ActionStatus.DONE]
    for ref in dict.fromkeys(action.audit for action in done):
        file = programme.audit_file(work, ref)
        if file is not None:
            others = [n for n in owner_names(file.audit, occasion) if n != person.name]
            signed_off = [action for action in done if action.audit == ref]
            yield from receipts(file, signed_off, (), others, occasion)


def _taken(
    work: Transaction, take: Take, row: ReturnedRow, person: Person, occasion: Occasion
) -> str:
    """What became of one row, in words. Whatever is wrong with it changes nothing."""
    action = programme.get(work, Action, row.ref)
    if action is None:
        return "not taken: it is no action that we know"
    if row.words and tidy(row.words) != tidy(action.text):
        # Only the yellow columns are read; that somebody changed others must not go unseen.
        changed = " Its words were changed in the workbook; ours stay as they are."
    else:
        changed = ""
    try:
        return take(work, row, action, person, occasion) + changed
    except NotTaken as why:
        place = next(iter(row.places.values()))
        return f"not taken: {why} ({place}).{changed}"


# --- what a team reports --------------------------------------------------------------------------


def _report(
    work: Transaction, row: ReturnedRow, action: Action, person: Person, occasion: Occasion
) -> str:
    file = programme.audit_file(work, action.audit)
    if file is None or not is_owner(person, file.audit, occasion):
        return "not taken: it is not of a team that you manage."
    said = report(row.values.get(REPORT, ""))
    day = past_day(row.values.get(DATE_DONE, ""), occasion.today)
    if said == DONE:
        return _done(work, file, action, person, occasion, _on(day))
    if said == NOT_ACHIEVABLE:
        return _not_achievable(work, file, action, row, person, occasion)
    if day or row.values.get(DECISION):
        raise NotTaken(f"the row gives no report under “{REPORT}”")
    return "nothing to change." + (" A person reads your note." if NOTE in row.values else "")


def _on(day: object) -> str:
    return f", done on {day}" if day else ""


def _done(
    work: Transaction,
    file: AuditFile,
    action: Action,
    person: Person,
    occasion: Occasion,
    on: str,
) -> str:
    if action.status is ActionStatus.DONE:
        return "signed off already: nothing to change."
    if action.status is not ActionStatus.OPEN:
        return _conflict(action)
    decision = sign_off(file, (action.ref,), person, occasion)
    now = next((r for r in decision.records if r.ref == action.ref), action)
    # Nobody gets a receipt for each row: one about all of them is written when they are taken.
    letters = tuple(letter for letter in decision.letters if letter.name != "action_receipt")
    decision = replace(decision, letters=letters, note=f"{decision.note}{on}")
    save(work, decision, occasion, about=file.audit.ref, by=person.name)
    if isinstance(now, Action) and now.status is ActionStatus.OPEN:
        return "held back: a Management Decision about it must be authorised first."
    return "signed off."


def _not_achievable(
    work: Transaction,
    file: AuditFile,
    action: Action,
    row: ReturnedRow,
    person: Person,
    occasion: Occasion,
) -> str:
    if action.status is ActionStatus.NOT_ACHIEVABLE:
        return "authorised as not achievable already: nothing to change."
    if action.status is not ActionStatus.OPEN:
        return _conflict(action)
    words = "\n".join(
        f"{label}: {row.values[heading]}"
        for label, heading in ((DECISION_LABEL, DECISION), (REASON_LABEL, REASON))
        if heading in row.values
    )
    apart = replace(occasion, cause=f"{occasion.cause} {action.ref}")
    decision = enter(file, (action.ref,), words, person, apart)
    save(work, decision, apart, about=file.audit.ref, by=person.name)
    if DECISION in row.values and REASON in row.values:
        return "put forward as not achievable: the Service Manager is asked to authorise it."
    return "not complete: we have written to you about what is missing."


def _conflict(action: Action) -> str:
    """What the workbook says and what we hold differ: that is shown, and nothing is changed."""
    on = f" since {day_words(action.done_on)}" if action.done_on else ""
    by = f", by {action.done_by}" if action.done_by else ""
    return f"not taken: it is “{action.status.value}”{on}{by}. Tell us if that is wrong."


# --- what the Consultant Head records -------------------------------------------------------------


def _check(
    work: Transaction, row: ReturnedRow, action: Action, person: Person, occasion: Occasion
) -> str:
    if not may_record(person, occasion):
        return "not taken: the Consultant Head records this."
    check = compliance.waiting_check(work, action.ref)
    if check is None:
        return "not taken: nobody was asked to look at it."
    found = recorded(check, _by_field(row), person.name, occasion.today)
    if found == check:
        return "nothing to change."
    said = outcome(found, action, occasion.today).value if found.recorded_on else "not all is said"
    note = f"{action.ref} looked at by {person.name}: {said}"
    save(work, Decision(note, (found,)), occasion, about=action.audit, by=person.name)
    return f"recorded: {said}." if found.recorded_on else "kept; the other facts are still wanted."


def _by_field(row: ReturnedRow) -> dict[str, str]:
    found = {field: row.values.get(heading, "") for heading, field in _FIELDS.items()}
    for fact, (by, on) in FACTS.items():
        found[f"{_FIELDS[fact]}_by"] = row.values.get(by, "")
        found[f"{_FIELDS[fact]}_on"] = row.values.get(on, "")
    return found
