"""A case that closed before its audit began gives way to the next reserve of its stratum (9.6).

The service cannot see whether an auditor has begun, so a person decides. What is replaced stays in
the count of what was drawn (A-25).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.policy.decision import Decision, Letter, Question, QuestionKind, Record
from bot.policy.deploying import assign, assignment_letters
from bot.policy.digests import coordinator_lines
from bot.policy.facts import audit_facts
from bot.policy.life import Event, after
from bot.policy.model import Audit, AuditFile, Case, Fact
from bot.policy.occasion import Occasion
from bot.policy.panels import Panel, PanelStatus
from bot.policy.pool import successor, unavailable
from bot.policy.publication import CaseEvent
from bot.policy.references import AUDIT, PANEL, REVIEW
from bot.policy.reviews import Review, ReviewStatus
from bot.policy.round_parts import Withdrawal
from bot.policy.rounds import audit_of
from bot.policy.undeploying import NOT_BEGUN
from bot.policy.under_way import told_of, under_way
from bot.policy.wording import listed

REPLACE, CONTINUE = "Not begun: take the next reserve", "Begun: finish the audit"


def may_be_replaced(file: AuditFile) -> bool:
    """Whether nobody who audits the case has said a word of having begun."""
    return all(f.audit.status in NOT_BEGUN for f in (file, *file.others))


def replace_question(file: AuditFile, event: CaseEvent) -> list[Question]:
    """Asked once about a case, however many audit it and however often its closure is told of."""
    panel = file.panel
    if not may_be_replaced(file) or (panel and panel.lead != file.audit.ref):
        return []
    asks = (
        f"The case of {file.audit.ref} has closed. If {file.audit.auditor} has not begun, the next "
        "reserve of its stratum can be audited instead. Has the audit begun?"
    )
    key = f"replace {file.audit.ref} {event.ref}"
    return [Question(key, QuestionKind.REPLACE, file.audit.ref, asks, REPLACE, (REPLACE, CONTINUE))]


def next_reserve(file: AuditFile, frame: Mapping[str, Case], taken: Collection[str]) -> Case | None:
    """The first reserve of the same stratum that is open now and audited by nobody (R-9.6-1).

    `frame`: the open cases by child. `taken`: the children audited in this round or not long ago.
    """
    reserves = file.round.reserves if file.round else ()
    return next(
        (
            case
            for reserve in reserves
            if reserve.stratum == file.audit.stratum and reserve.child not in taken
            if (case := frame.get(reserve.child)) and case.team and case.service_area
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class _New:
    """What takes the place of one audit; None: nobody can audit the reserve instead."""

    old: AuditFile
    audit: Audit | None


def by_reserve(file: AuditFile, case: Case | None, by: str, occasion: Occasion) -> Decision:
    """The audits of the closed case end; those of the reserve begin today, with the same auditors.

    The choice for quality assurance was sealed at assignment and passes on with the audit (A-9).
    """
    files = (file, *file.others)
    if not may_be_replaced(file):
        return Decision("no change: the audit has begun")
    begun = occasion.begun(file.round)
    new = _assigned(files, case, begun) if case else [_New(f, None) for f in files]
    panel = _panel(file.panel, case, new, begun)
    going = [replace(n.audit, panel=panel.ref if panel else None) for n in new if n.audit]
    gone = [
        replace(after(f.audit, Event.WITHDRAW), withdrawn=Withdrawal.CLOSED_BEFORE) for f in files
    ]
    records: list[Record] = [*gone, *going, *_reviews(new, begun)]
    records += [panel] if panel else []
    records += [replace(file.panel, status=PanelStatus.DISSOLVED)] if file.panel else []
    letters = [_replaced(n, begun) for n in new]
    letters += _called_off(file, letters, begun)
    for audit in going:
        partners = [a.auditor for a in going if a.ref != audit.ref]
        letters += assignment_letters(audit, begun, partners)
    letters += under_way(going, begun) if going else []
    instead = f"{listed([a.ref for a in going])} of the next reserve instead"
    note = f"withdrawn by {by}: the case closed before the audit began; " + (
        instead if going else "no reserve can be audited instead"
    )
    letters += coordinator_lines(file.audit.ref, note, begun)
    notes = [(a.ref, f"assigned to {a.auditor} in place of {a.replaces}") for a in going]
    notes += [(f.audit.ref, note) for f in file.others]
    return Decision(note, tuple(records), tuple(letters), (), tuple(notes))


def _assigned(files: Sequence[AuditFile], case: Case, occasion: Occasion) -> list[_New]:
    day = occasion.policy.letter_day(occasion.at)
    found: list[_New] = []
    for seat, file in enumerate(files):
        others = [n.audit.auditor for n in found if n.audit]
        named = (file.audit.round, case.child, *([str(seat)] if seat else []))
        ref = occasion.new_reference(AUDIT, *named)
        audit = audit_of(case, file.audit.round, file.audit.auditor, ref)
        name = _able(audit, others, occasion)
        if name is None:
            found.append(_New(file, None))
            continue
        given = assign(after(audit, Event.DEPLOY), name, occasion.policy, day)
        found.append(_New(file, replace(given, replaces=file.audit.ref)))
    return found


def _able(audit: Audit, besides: Collection[str], occasion: Occasion) -> str | None:
    """The same auditor, unless they cannot have this case; then the least loaded who can."""
    person = occasion.council.person(audit.auditor)
    if (
        person
        and person.name not in besides
        and person.in_post(occasion.today)
        and occasion.conflicts_of(audit)(person) is None
        and unavailable(person, occasion.policy, occasion.today) is None
    ):
        return person.name
    other = successor(audit, occasion, besides)
    return other.name if other else None


def _panel(
    old: Panel | None, case: Case | None, new: Sequence[_New], occasion: Occasion
) -> Panel | None:
    seats = [n.audit for n in new if n.audit]
    if old is None or case is None or len(seats) < 2:
        return None
    ref = occasion.new_reference(PANEL, old.round, case.child)
    return Panel(ref, old.round, case.child, old.kind, seats[0].ref)


def _reviews(new: Sequence[_New], occasion: Occasion) -> list[Review]:
    found: list[Review] = []
    for n in new:
        if review := n.old.review:
            found.append(replace(review, status=ReviewStatus.CANCELLED))
            if n.audit:
                ref = occasion.new_reference(REVIEW, n.audit.ref)
                found.append(Review(ref, n.audit.ref, review.round, review.kind))
    return found


def _replaced(new: _New, occasion: Occasion) -> Letter:
    """The auditor need not audit the closed case."""
    old = new.old.audit
    facts: dict[str, Fact] = {
        "audit": audit_facts(old, occasion),
        "instead": new.audit.ref if new.audit and new.audit.auditor == old.auditor else None,
    }
    decider = occasion.decider(old.auditor)
    cc = (decider.person.name,) if decider else ()
    return occasion.letter("audit_replaced", old.auditor, old.ref, facts, cc)


def _called_off(file: AuditFile, replaced: Sequence[Letter], occasion: Occasion) -> list[Letter]:
    """Whoever knew of the case's audit, and is not told of it already; once, however many audit."""
    reader, _ = told_of(file.audit, occasion)
    if reader is None or any(reader in (letter.to, *letter.cc) for letter in replaced):
        return []
    facts: dict[str, Fact] = {"audit": audit_facts(file.audit, occasion), "closed": True}
    return [occasion.letter("audit_called_off", reader, file.audit.ref, facts)]
