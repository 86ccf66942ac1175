"""Deferment, dispensation, reallocation: asked by the auditor, decided by a person (7.2)."""

from dataclasses import replace
from datetime import date

from bot.policy.alarms import if_nobody
from bot.policy.decision import Decision, Letter, Question, QuestionKind
from bot.policy.deploying import assign, assignment_letters
from bot.policy.digests import coordinator_lines, digest_lines
from bot.policy.facts import audit_facts, iso, person_facts, request_facts
from bot.policy.life import Event, after, in_words, refusal
from bot.policy.model import (
    WITH_AUDITOR,
    Audit,
    AuditFile,
    Fact,
    Request,
    RequestKind,
    RequestStatus,
)
from bot.policy.occasion import Occasion
from bot.policy.pool import successor, without_conflict
from bot.policy.references import REQUEST
from bot.policy.under_way import under_way
from bot.policy.wording import count_words, day_words

GRANT, DECLINE = "Grant", "Decline"
WITHDRAW = "Withdraw the audit"
_LONGEST_REASON = 300


def question_key(request_ref: str) -> str:
    """The row of the Decisions list that asks about a request; answered also by a reply."""
    return f"request {request_ref}"


def ask(
    file: AuditFile, kind: RequestKind, until: date | None, reason: str, occasion: Occasion
) -> Decision:
    """Record the request and put it to the Consultant Head; a rule may refuse it at once."""
    until = occasion.calendar.on_or_after(until) if until else None
    if refusal := _refusal(file.audit, kind, until, occasion):
        return _refused(file.audit, kind, refusal, occasion)
    request = Request(
        ref=occasion.new_reference(REQUEST, file.audit.ref, occasion.cause),
        audit=file.audit.ref,
        kind=kind,
        asked_by=file.audit.auditor,
        asked_on=occasion.today,
        until=until,
        late=file.audit.due is not None and occasion.today > file.audit.due,
        reason=reason[:_LONGEST_REASON],
    )
    decider = occasion.decider(file.audit.auditor)
    facts: dict[str, Fact] = {
        "audit": audit_facts(file.audit, occasion),
        "request": request_facts(request),
        "decider": person_facts(decider.person) if decider else None,
        "undo": None,
    }
    letters = [occasion.letter("request_received", file.audit.auditor, file.audit.ref, facts)]
    letters += request_to_decide(file.audit, request, occasion, again=False)
    letters += digest_lines(file.audit.ref, f"{kind.value} asked for", occasion)
    return Decision(
        f"{asked_in_words(request)} asked for by {request.asked_by}",
        (*overtaken(file), request),
        tuple(letters),
        (request_question(file.audit, request),),
    )


def request_to_decide(
    audit: Audit, request: Request, occasion: Occasion, *, again: bool
) -> list[Letter]:
    decider = occasion.decider(audit.auditor)
    if decider is None:
        return if_nobody((), audit, "what its auditor asks for: it waits on Decisions", occasion)
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        "request": request_facts(request),
        "again": again,
    }
    return [occasion.letter("request_to_decide", decider.person.name, request.ref, facts)]


def decide(
    file: AuditFile, request: Request, granted: bool, by: str, occasion: Occasion
) -> Decision:
    """What a grant or a refusal brings about; nothing where the audit has moved on meanwhile."""
    if request.status is not RequestStatus.PENDING:
        return Decision(f"no change: the request is {request.status.value.lower()} already")
    if file.audit.status not in WITH_AUDITOR:
        moot = replace(request, status=RequestStatus.OVERTAKEN)
        return Decision(f"no change: the audit is {in_words(file.audit.status)}", (moot,))
    if not granted:
        return _declined(file.audit, request, by, occasion)
    if request.kind is RequestKind.DEFERMENT:
        return _deferred(file.audit, request, by, occasion)
    return _handed_over(file, request, by, occasion)


def overtaken(file: AuditFile) -> tuple[Request, ...]:
    """The pending request, if there is one, as it stands once the audit has moved on."""
    pending = file.pending
    return (replace(pending, status=RequestStatus.OVERTAKEN),) if pending else ()


def hand_over(audit: Audit, to: str, occasion: Occasion, note: str) -> Decision:
    """Same case, other auditor: both are told (C5), and the time runs anew for the new one."""
    if reason := refusal(audit, Event.REALLOCATE):
        return Decision(f"no change: {reason}")
    moved = assign(
        after(audit, Event.REALLOCATE), to, occasion.policy, occasion.policy.letter_day(occasion.at)
    )
    facts: dict[str, Fact] = {
        "audit": audit_facts(moved, occasion),
        "new_auditor": person_facts(occasion.council.person(to)),
        "undo": None,
    }
    letters = [occasion.letter("reallocated_away", audit.auditor, audit.ref, facts)]
    letters += assignment_letters(moved, occasion)
    letters += under_way([moved], occasion, again=True)
    return Decision(f"{note}; now with {to}", (moved,), tuple(letters))


def _refusal(
    audit: Audit, kind: RequestKind, until: date | None, occasion: Occasion
) -> tuple[str, date | None] | None:
    """Why a rule refuses, and the latest date that could be had (A-11)."""
    if kind is not RequestKind.DEFERMENT or until is None or audit.due is None:
        return None
    if audit.deferrals >= occasion.rules.deferments:
        times = count_words(occasion.rules.deferments, "time")
        return f"This audit has been deferred before. It can be deferred {times} at most.", None
    days = occasion.rules.deferment_days
    end = occasion.calendar.add(audit.due, days)
    latest = end if end >= occasion.today else None
    if until > end:
        return f"An audit can be deferred by {days} working days at most.", latest
    if until < occasion.today:
        return f"{day_words(until)} has passed already.", latest
    if until <= audit.due:
        return f"The audit is not due before {day_words(audit.due)}.", latest
    return None


def _refused(
    audit: Audit,
    kind: RequestKind,
    refusal: tuple[str, date | None],
    occasion: Occasion,
) -> Decision:
    reason, latest = refusal
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        "kind": kind.value,
        "reason": reason,
        "latest": iso(latest),
    }
    line = f"{kind.value} refused by rule: {reason}"
    return Decision(
        line,
        letters=(
            occasion.letter("request_refused", audit.auditor, audit.ref, facts),
            *digest_lines(audit.ref, line, occasion),
        ),
    )


def _declined(audit: Audit, request: Request, by: str, occasion: Occasion) -> Decision:
    closed = replace(request, status=RequestStatus.DECLINED, decided_by=by)
    letter = _answer("request_declined", audit, closed, by, occasion)
    line = f"{asked_in_words(request)} declined by {by}"
    lines = coordinator_lines(audit.ref, line, occasion)
    return Decision(line, (closed,), (letter, *lines))


def _deferred(audit: Audit, request: Request, by: str, occasion: Occasion) -> Decision:
    closed = replace(request, status=RequestStatus.GRANTED, decided_by=by)
    later = replace(
        after(audit, Event.DEFER),
        due=request.until or audit.due,
        deferrals=audit.deferrals + 1,
    )
    letter = _answer("request_granted", later, closed, by, occasion)
    line = f"{asked_in_words(request)} granted by {by}"
    lines = coordinator_lines(audit.ref, line, occasion)
    return Decision(line, (later, closed), (letter, *lines))


def _handed_over(file: AuditFile, request: Request, by: str, occasion: Occasion) -> Decision:
    audit = file.audit
    # Nobody sits on one panel twice (8.1).
    partners = [other.audit.auditor for other in file.others]
    closed = replace(request, status=RequestStatus.GRANTED, decided_by=by)
    note = f"{asked_in_words(request)} granted by {by}"
    new = successor(audit, occasion, partners)
    if new is None:
        asks = f"{note}, but no auditor without conflict is here. Who shall take {audit.ref}?"
        choices = (*(p.name for p in without_conflict(audit, occasion, partners)), WITHDRAW)
        question = Question(
            f"successor {request.ref}", QuestionKind.SUCCESSOR, audit.ref, asks, WITHDRAW, choices
        )
        waiting = after(audit, Event.DISPENSE)
        return Decision(
            f"{note}; nobody without conflict is here", (waiting, closed), (), (question,)
        )
    moved = hand_over(audit, new.name, occasion, note)
    letters = tuple(
        replace(x, cc=_copied(audit, occasion)) if x.name == "reallocated_away" else x
        for x in moved.letters
    )
    return replace(moved, records=(*moved.records, closed), letters=letters)


def _answer(letter: str, audit: Audit, request: Request, by: str, occasion: Occasion) -> Letter:
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        "request": request_facts(request),
        "decided_by": person_facts(occasion.council.person(by)) or {"name": by, "address": None},
        "undo": None,
    }
    return occasion.letter(letter, audit.auditor, audit.ref, facts, _copied(audit, occasion))


def _copied(audit: Audit, occasion: Occasion) -> tuple[str, ...]:
    """Whoever decides has a copy of what was decided, and of how to take it back."""
    decider = occasion.decider(audit.auditor)
    return (decider.person.name,) if decider else ()


def request_question(audit: Audit, request: Request) -> Question:
    """The row of the Decisions list that asks for a decision about the request."""
    asks = f"{request.asked_by} asks for {asked_in_words(request)} of {audit.ref}. Grant it?"
    return Question(
        question_key(request.ref),
        QuestionKind.REQUEST,
        request.ref,
        asks,
        "",
        (GRANT, DECLINE),
    )


def asked_in_words(request: Request) -> str:
    """Such as "deferment until Wednesday 14 January 2026"."""
    until = f" until {day_words(request.until)}" if request.until else ""
    return f"{request.kind.value}{until}"


def withdraw(audit: Audit, by: str) -> Decision:
    """Nobody can take it: the audit ends, and stays in the count as not done."""
    if reason := refusal(audit, Event.WITHDRAW):
        return Decision(f"no change: {reason}")
    return Decision(f"withdrawn by {by}", (after(audit, Event.WITHDRAW),))
