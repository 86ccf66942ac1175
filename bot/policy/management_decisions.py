"""Management Decisions (9.4): entered by the Team Manager, authorised above, and only then counted.

The order is a gate: reference and reason are explicit, a Service Manager or Strategic Lead
authorises, and until then neither the action nor the audit can be closed.
"""

from dataclasses import replace
from datetime import date

from bot.policy.actions import closed_as, ended, named_actions, under_decision
from bot.policy.alarms import if_nobody
from bot.policy.chains import Told
from bot.policy.council import Person
from bot.policy.decision import Decision, Letter, Question, QuestionKind
from bot.policy.digests import digest_lines
from bot.policy.facts import action_facts, audit_facts, iso, person_facts
from bot.policy.labels import ACTIONS, REASON, REFERENCE, labelled
from bot.policy.matters import ManagementDecision, ManagementDecisionStatus
from bot.policy.model import Action, ActionStatus, AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.owners import authorisers, owner_names
from bot.policy.references import ACTION, DECISION, find_references
from bot.policy.wording import count_words, day_words, listed

NOBODY = "Nobody: refused"  # on the Decisions list
_WAITS = ManagementDecisionStatus.WAITING


def enter(
    file: AuditFile, refs: tuple[str, ...], words: str, person: Person, occasion: Occasion
) -> Decision:
    """A manager says that actions cannot be achieved, and where the Management Decision stands.

    What is missing is asked for; what has been given is kept for the next reply (R-9.4-3).
    """
    meant = _meant(file, (*refs, *find_references(labelled(words, ACTIONS))))
    begun = _begun(file, person)
    if begun and not meant:
        meant = tuple(a for a in file.own_actions if a.ref in begun.actions)
    reference = labelled(words, REFERENCE) or (begun.reference if begun else "")
    reason = labelled(words, REASON) or (begun.reason if begun else "")
    decision = ManagementDecision(
        begun.ref if begun else occasion.new_reference(DECISION, file.audit.ref, occasion.cause),
        file.audit.ref,
        tuple(a.ref for a in meant),
        person.name,
        occasion.today,
        reference,
        reason,
    )
    if missing := _missing(decision):
        return _asked_for(file, decision, missing, person, occasion)
    return put(file, replace(decision, status=_WAITS), occasion)


def put(file: AuditFile, decision: ManagementDecision, occasion: Occasion) -> Decision:
    """Row 15: to the Service Manager, or the Strategic Lead; a copy to the Team Manager."""
    letters = to_authorise(file, decision, occasion, again=False)
    line = (
        f"Management Decision {decision.ref} entered by {decision.asked_by} for "
        f"{listed(decision.actions)}; waits to be authorised"
    )
    return Decision(
        line,
        (decision,),
        (*letters, *digest_lines(file.audit.ref, line, occasion)),
        (question(file, decision, occasion),),
    )


def to_authorise(
    file: AuditFile,
    decision: ManagementDecision,
    occasion: Occasion,
    *,
    again: bool,
    silent: bool = False,
) -> list[Letter]:
    """`silent`: whoever was asked first has not answered, so the next one up is asked besides."""
    told = authorisers(file.audit, decision.asked_by, occasion, everybody=silent)
    if not told:
        return if_nobody((), file.audit, f"that {decision.ref} is to be authorised", occasion)
    return [_to_authorise(file, decision, t, occasion, again=again) for t in told]


def _to_authorise(
    file: AuditFile, decision: ManagementDecision, told: Told, occasion: Occasion, *, again: bool
) -> Letter:
    facts = {**_facts(file, decision, occasion), "again": again, "why_you": told.why, "undo": None}
    copies = dict.fromkeys([*owner_names(file.audit, occasion), decision.asked_by])
    cc = tuple(name for name in copies if name != told.person.name)
    return occasion.letter("decision_to_authorise", told.person.name, decision.ref, facts, cc)


def question(file: AuditFile, decision: ManagementDecision, occasion: Occasion) -> Question:
    """The same on the Decisions list: who has authorised it in the child's record?"""
    asks = (
        f"{decision.asked_by} says that {listed(decision.actions)} of {file.audit.ref} cannot be "
        f"achieved. Who has authorised the Management Decision in the child's record?"
    )
    able = [t.person.name for t in authorisers(file.audit, decision.asked_by, occasion)]
    team = occasion.council.team(file.audit.team)
    above = [team.service_manager, team.strategic_lead] if team else []
    named = [n for n in above if n and n not in (decision.asked_by, file.audit.auditor)]
    choices = (*dict.fromkeys([*able, *named]), NOBODY)
    return Question(
        f"management decision {decision.ref}",
        QuestionKind.NOT_ACHIEVABLE,
        decision.ref,
        asks,
        "",
        choices,
    )


def decide(
    file: AuditFile,
    decision: ManagementDecision,
    granted: bool,
    by: str,
    occasion: Occasion,
    on: date | None = None,
) -> Decision:
    """Authorised: its actions are counted apart, as not achievable (A-16). Refused: they stay open.

    `on`: the day as stated, such as in a returned workbook; without one it is today.
    """
    if decision.status is not _WAITS:
        return Decision(f"no change: {decision.ref} is {decision.status.value.lower()}")
    if reason := out_of_order(decision, on, occasion):
        return Decision(f"no change: {reason}")
    status = ManagementDecisionStatus.AUTHORISED if granted else ManagementDecisionStatus.REFUSED
    decided = replace(decision, status=status, decided_by=by, decided_on=on or occasion.today)
    meant = tuple(a for a in file.open_actions if a.ref in decision.actions)
    closed = closed_as(meant, ActionStatus.NOT_ACHIEVABLE, by, occasion) if granted else ()
    records = ended(file, closed, by, occasion) if closed else ()
    verb = "authorised" if granted else "refused"
    line = f"Management Decision {decision.ref} {verb} by {by}"
    if closed:
        line += f": {count_words(len(closed), 'remedial action')} not achievable"
    letters = _answer(file, decided, closed, occasion)
    return Decision(
        line,
        (decided, *records),
        (*letters, *digest_lines(file.audit.ref, line, occasion)),
    )


def out_of_order(decision: ManagementDecision, on: date | None, occasion: Occasion) -> str | None:
    """R-9.4-2: why a Management Decision cannot have been authorised on that day; None: it can."""
    if on is None:
        return None
    if on > occasion.today:
        return f"{decision.ref} cannot have been authorised on {day_words(on)}: it is still to come"
    if on < decision.asked_on:
        return f"{decision.ref} was entered on {day_words(decision.asked_on)}, not before"
    return None


def _answer(
    file: AuditFile, decided: ManagementDecision, closed: tuple[Action, ...], occasion: Occasion
) -> list[Letter]:
    """The Team Manager is told, and whoever decided has a copy with the way back."""
    granted = decided.status is ManagementDecisionStatus.AUTHORISED
    name = "decision_authorised" if granted else "decision_refused"
    shut = {a.ref for a in closed}
    facts: dict[str, Fact] = {
        **_facts(file, decided, occasion),
        "decided_by": person_facts(occasion.council.person(decided.decided_by))
        or {"name": decided.decided_by, "address": None},
        "open": action_facts(a for a in file.open_actions if a.ref not in shut),
        "undo": None,
    }
    readers = dict.fromkeys([*owner_names(file.audit, occasion), decided.asked_by])
    first, *others = readers
    cc = tuple(n for n in dict.fromkeys([*others, decided.decided_by or first]) if n != first)
    return [occasion.letter(name, first, decided.ref, facts, cc)]


def _facts(file: AuditFile, decision: ManagementDecision, occasion: Occasion) -> dict[str, Fact]:
    about = [a for a in file.actions if a.ref in decision.actions]
    return {
        "audit": audit_facts(file.audit, occasion),
        "decision": {
            "ref": decision.ref,
            "reference": decision.reference,
            "reason": decision.reason,
            "asked_on": iso(decision.asked_on),
            "asked_by": person_facts(occasion.council.person(decision.asked_by))
            or {"name": decision.asked_by, "address": None},
        },
        "actions": action_facts(about),
    }


def _meant(file: AuditFile, refs: tuple[str, ...]) -> tuple[Action, ...]:
    """The named actions that no decision waits for; without a name, the only one there is."""
    named = any(ref.startswith(f"{ACTION}-") for ref in refs)
    waiting = under_decision(file)
    free = tuple(a for a in named_actions(file, refs) if a.ref not in waiting and not a.linked_to)
    return free if named or len(free) == 1 else ()


def _begun(file: AuditFile, person: Person) -> ManagementDecision | None:
    """What this person has given before of a decision that is not whole yet."""
    incomplete = ManagementDecisionStatus.INCOMPLETE
    found = (d for d in file.decisions if d.status is incomplete and d.asked_by == person.name)
    return next(found, None)


def _missing(decision: ManagementDecision) -> list[Fact]:
    parts = (
        (decision.actions, "the reference of the action, such as RA-…"),
        (decision.reference, "where the Management Decision stands in the child’s record"),
        (decision.reason, "the reason why it cannot be done"),
    )
    return [words for given, words in parts if not given]


def _asked_for(
    file: AuditFile,
    decision: ManagementDecision,
    missing: list[Fact],
    person: Person,
    occasion: Occasion,
) -> Decision:
    facts: dict[str, Fact] = {
        **_facts(file, decision, occasion),
        "missing": missing,
        "open": action_facts(file.own_actions),
    }
    letter = occasion.letter("decision_wanted", person.name, file.audit.ref, facts)
    what = listed([str(words) for words in missing])
    return Decision(f"said not to be achievable; asked for {what}", (decision,), (letter,))
