"""What a person's reply means for an audit: a table of wishes, and one decision for each."""

from collections.abc import Callable, Mapping

from bot.policy.answers import (
    PASSED_ON,
    Heard,
    not_theirs,
    offered,
    pass_on,
    say_again,
    to_confirm,
)
from bot.policy.completing import complete, give
from bot.policy.council import Person
from bot.policy.decision import Decision
from bot.policy.gates import COMPLETABLE, why_not
from bot.policy.life import Event, after
from bot.policy.model import Audit, AuditFile, RequestKind, Status
from bot.policy.occasion import Occasion
from bot.policy.remedial_replies import (
    appoints,
    authorises,
    cannot_achieve,
    dates_case_note,
    disagrees,
    has_reviewed,
    not_agreed,
    settles,
    signs_off,
)
from bot.policy.requests import ask, decide
from bot.policy.said import Reading, Wish, WishKind
from bot.policy.undo import with_way_back

ACTIONS_STATED = Wish(WishKind.RETURN, "states the remedial actions")
_SAID_ELSEWHERE = frozenset({WishKind.SAFEGUARDING, WishKind.UNCLEAR, WishKind.ACKNOWLEDGE})


def decide_reply(file: AuditFile, heard: Heard, occasion: Occasion) -> Decision:
    """Say what should happen to the audit. Nothing happens here: the caller saves the decision."""
    if _only_thanks(heard.reading):
        return _taken_note(file.audit, heard.person)
    wishes = what_is_wished(file, heard.reading)
    if not wishes and not offered(file, heard.person, occasion):
        return pass_on(heard, file, occasion)
    if not wishes:
        return say_again(file, heard, occasion)
    refusals = [why_not(file, wish, heard.person, occasion) for wish in wishes]
    if refusals[0] and all(refusals):
        return not_theirs(file, heard, wishes[0], refusals[0], occasion)
    if len(wishes) > 1:
        open_ones = [wish for wish, no in zip(wishes, refusals, strict=True) if not no]
        return to_confirm(file, heard, open_ones, occasion)
    (wish,) = wishes
    if heard.reading.needs_person and not _is_passed_on(file, wish, heard.reading):
        return to_confirm(file, heard, wishes, occasion)
    said = "" if wish is ACTIONS_STATED else wish.evidence
    return with_way_back(act(file, heard, wish, occasion), heard.person, said, occasion)


def _only_thanks(reading: Reading) -> bool:
    kinds = {wish.kind for wish in reading.wishes}
    says_more = reading.needs_person or _states_something(reading)
    return kinds == {WishKind.ACKNOWLEDGE} and not says_more


def _taken_note(audit: Audit, person: Person) -> Decision:
    """An auditor's thanks say that the letter has arrived; anybody else's change nothing."""
    theirs = person.name == audit.auditor and audit.status is Status.ASSIGNED
    records = (after(audit, Event.ACKNOWLEDGE),) if theirs else ()
    return Decision(f"{person.name} has taken note: nothing to do", records)


def _is_passed_on(file: AuditFile, wish: Wish, reading: Reading) -> bool:
    """Put before a person in any case, or too grave to wait until somebody confirms (R-9.8-2)."""
    if wish.kind is WishKind.DISAGREE and file.own_actions:
        return reading.safeguarding
    return wish.kind in PASSED_ON


def act(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    """Do what the wish says; the gate has been passed."""
    return _ACTS[wish.kind](file, heard, wish, occasion)


def what_is_wished(file: AuditFile, reading: Reading) -> tuple[Wish, ...]:
    """The wishes to act on: one, or several of which a person chooses; none, and it is asked."""
    wishes = tuple(w for w in reading.wishes if w.kind not in _SAID_ELSEWHERE)
    if not wishes and _states_something(reading) and file.audit.status in COMPLETABLE:
        # The second half of a completion: the auditor now states what was missing (R-9.1-1).
        return (ACTIONS_STATED,)
    return wishes


def _states_something(reading: Reading) -> bool:
    return bool(reading.actions or reading.no_actions or reading.given.says_anything)


def _give(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    return give(file, heard.reading, occasion)


def _complete(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    reading = heard.reading
    if reading.actions and reading.no_actions and not reading.given.says_anything:
        return say_again(file, heard, occasion, "whether remedial actions are required: both stand")
    return complete(file, heard.reading, occasion)


def _defer(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    if wish.until is None:
        return say_again(file, heard, occasion, "until which date you would like to defer")
    return ask(file, RequestKind.DEFERMENT, wish.until, heard.reading.own_words, occasion)


def _dispense(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    return ask(file, RequestKind.DISPENSATION, None, heard.reading.own_words, occasion)


def _reallocate(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    return ask(file, RequestKind.REALLOCATION, None, heard.reading.own_words, occasion)


def _decide(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    if file.pending is None:
        answer = cannot_achieve if wish.granted is None else authorises
        return answer(file, heard, wish, occasion)
    if wish.granted is None:
        return say_again(file, heard, occasion, "whether you approve or decline")
    return decide(file, file.pending, wish.granted, heard.person.name, occasion)


def _pass_on(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    """A question goes to people, and the writer is told to whom."""
    return pass_on(heard, file, occasion)


_ACTS: Mapping[WishKind, Callable[[AuditFile, Heard, Wish, Occasion], Decision]] = {
    WishKind.COMPLETE: _complete,
    WishKind.RETURN: _give,
    WishKind.DEFER: _defer,
    WishKind.DISPENSATION: _dispense,
    WishKind.REALLOCATE: _reallocate,
    WishKind.REMEDIAL_COMPLETE: signs_off,
    WishKind.MANAGEMENT_DECISION: _decide,
    WishKind.DISAGREE: disagrees,
    WishKind.SETTLE: settles,
    WishKind.NOT_AGREED: not_agreed,
    WishKind.REVIEWED: has_reviewed,
    WishKind.APPOINT: appoints,
    WishKind.CASE_NOTE: dates_case_note,
    WishKind.QUESTION: _pass_on,
}
