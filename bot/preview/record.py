"""A made-up record of two rounds in which a little of everything has happened."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from bot.policy.action_checks import ActionCheck, CheckKind
from bot.policy.decision import Decision, Question, QuestionKind, Record
from bot.policy.matters import (
    CaseNote,
    CaseNoteKind,
    Dispute,
    DisputeStep,
    ManagementDecision,
    ManagementDecisionStatus,
)
from bot.policy.model import (
    Action,
    ActionStatus,
    Audit,
    Concern,
    ConcernStatus,
    Request,
    RequestKind,
    RequestStatus,
    Round,
    RoundStatus,
    Status,
    Stratum,
)
from bot.policy.occasion import Occasion
from bot.policy.publication import CaseEvent, ChangeKind
from bot.policy.references import new_reference
from bot.preview.council import COUNCIL, NOW, policy
from bot.store.saving import save
from bot.store.transaction import Transaction

_DECEMBER, _JANUARY = date(2025, 12, 1), date(2026, 1, 5)
_DUE, _LATER = date(2025, 12, 31), date(2026, 1, 19)
_DONE = date(2025, 12, 18)

# Round, team, auditor, where it stands, due, completed on; the child's id follows from the place.
_AUDITS: tuple[tuple[int, int, str, Status, date, date | None], ...] = (
    (0, 1, "Ada Marsden", Status.WITH_TEAM_MANAGER, _DUE, _DONE),
    (0, 1, "Joan Ellery", Status.WITH_TEAM_MANAGER, _DUE, date(2025, 12, 29)),
    (0, 0, "Joan Ellery", Status.DISPUTED, _DUE, date(2026, 1, 2)),
    (0, 0, "Nadia Jepson", Status.CLOSED, _DUE, date(2025, 12, 12)),
    (0, 2, "Imran Lomax", Status.CLOSED, _DUE, date(2025, 12, 22)),
    (0, 2, "Grace Whitfield", Status.ASSIGNED, _DUE, None),
    (0, 0, "Samuel Adeyemi", Status.DEFERRED, _LATER, None),
    (0, 1, "Nadia Jepson", Status.COMPLETED, _DUE, date(2026, 1, 8)),
    (1, 1, "Samuel Adeyemi", Status.ASSIGNED, date(2026, 2, 2), None),
    (1, 2, "Ada Marsden", Status.ACKNOWLEDGED, date(2026, 2, 2), None),
    (1, 0, "Grace Whitfield", Status.ASSIGNED, date(2026, 2, 2), None),
    (1, 2, "Marcus Dutton", Status.ASSIGNED, date(2026, 2, 2), None),
)

# Audit, what must be put right, category, due, where it stands.
_ACTIONS: tuple[tuple[int, str, str, date, ActionStatus], ...] = (
    (
        0,
        "Update the chronology with the events since August.",
        "Chronology",
        _DUE,
        _OPEN := ActionStatus.OPEN,
    ),
    (0, "Record the supervision of October and November.", "Supervision", date(2026, 1, 16), _OPEN),
    (
        0,
        "See the child alone, and record what the child says.",
        "Visits",
        _LATER,
        ActionStatus.DONE,
    ),
    (
        1,
        "- bring the plan up to date: names, dates, who does what",
        "Plan",
        date(2026, 2, 3),
        _OPEN,
    ),
    (1, "Ask the school for its attendance report.", "Assessment", date(2026, 1, 12), _OPEN),
    (
        1,
        "Hold the review that was due in May.",
        "Plan",
        date(2026, 2, 3),
        ActionStatus.NOT_ACHIEVABLE,
    ),
    (2, "Complete the parenting assessment.", "Assessment", date(2026, 2, 9), _OPEN),
    (4, "Add the father's details to the basic record.", "Recording", date(2026, 1, 30), _OPEN),
)

# Audit, what became of its case, the day of it, the Annexe A that showed it.
_EVENTS: tuple[tuple[int, ChangeKind, date | None, date], ...] = (
    (0, ChangeKind.MOVED, None, date(2026, 1, 12)),
    (1, ChangeKind.CLOSED, date(2025, 12, 18), date(2025, 12, 22)),
    (1, ChangeKind.REOPENED, date(2026, 1, 7), date(2026, 1, 12)),
    (5, ChangeKind.CLOSED, date(2026, 1, 8), date(2026, 1, 12)),
    (9, ChangeKind.VANISHED, None, date(2026, 1, 12)),
)


def fill(work: Transaction) -> None:
    """Save the record, as if the service had come to it."""
    occasion = Occasion(policy(), NOW, "preview", reference)
    decision = Decision("made up", tuple(_records()), questions=(_question(),))
    save(work, decision, occasion, about=reference("RD", "0"), by="Audit Bot")


def reference(prefix: str, *parts: str) -> str:
    return new_reference(prefix, b"preview", *parts, taken=lambda ref: False)


def actions() -> list[Action]:
    """Every remedial action of the record."""
    return [_action(number) for number in range(len(_ACTIONS))]


def looked_at(action: Action) -> ActionCheck:
    """What the look after four months has found of an action."""
    done = action.status is not ActionStatus.OPEN
    return ActionCheck(
        reference("AR", action.ref),
        action.ref,
        action.audit,
        CheckKind.FOUR_MONTHS,
        date(2026, 1, 12),
        fulfilled=done,
        completed=done,
        authorised=None if done else False,
        recorded_by="Walter Finch",
        recorded_on=date(2026, 1, 9),
    )


def audit_ref(number: int) -> str:
    return reference("AU", str(number))


def _records() -> Iterator[Record]:
    yield _round(0, "December 2025", "2025-12", _DECEMBER)
    yield _round(1, "January 2026", "2026-01", _JANUARY)
    for number in range(len(_AUDITS)):
        yield _audit(number)
    yield from actions()
    yield from _matters()


def _round(number: int, name: str, period: str, day: date) -> Round:
    strata = tuple(Stratum(f"Child in need, {t.service_area}", 40, 4) for t in COUNCIL.teams)
    return Round(
        ref=reference("RD", str(number)),
        period=period,
        name=name,
        status=RoundStatus.DEPLOYED,
        as_at=day,
        frame_sha256="0" * 64,
        algorithm="proportional, 1",
        seed=f"Annexe A of {day}",
        open_cases=120,
        available=12,
        strata=strata,
        proposed_on=day,
        deployed_on=day,
        deployed_by="Priya Nair",
    )


def _audit(number: int) -> Audit:
    in_round, team, auditor, status, due, completed = _AUDITS[number]
    chosen = COUNCIL.teams[team]
    return Audit(
        ref=audit_ref(number),
        round=reference("RD", str(in_round)),
        child=str(8000417 + 31 * number),
        team=chosen.name,
        worker=("Niamh Okafor", "Tom Reddish", "Lucy Grant")[team],
        service_area=chosen.service_area,
        stratum=f"Child in need, {chosen.service_area}",
        auditor=auditor,
        status=status,
        assigned_on=(_DECEMBER, _JANUARY)[in_round],
        due=due,
        original_due=_DUE if in_round == 0 else due,
        deferrals=int(status is Status.DEFERRED),
        completed_on=completed,
    )


def _action(number: int) -> Action:
    about, text, category, due, status = _ACTIONS[number]
    audit = _audit(about)
    over = status is not ActionStatus.OPEN
    return Action(
        ref=reference("RA", str(number)),
        audit=audit.ref,
        child=audit.child,
        team=audit.team,
        service_area=audit.service_area,
        text=text,
        days=25,
        created_on=audit.completed_on or _DONE,
        due=due,
        provisional=False,
        status=status,
        done_on=date(2026, 1, 7) if over else None,
        done_by=COUNCIL.team(audit.team).manager if over else None,  # type: ignore[union-attr]
        category=category,
        case_note_on=audit.completed_on,
    )


def _matters() -> Iterator[Record]:
    yield Request(
        reference("RQ", "0"), audit_ref(6), RequestKind.DEFERMENT, "Samuel Adeyemi",
        date(2025, 12, 22), _LATER, status=RequestStatus.GRANTED, decided_by="Walter Finch",
    )  # fmt: skip
    yield Request(
        reference("RQ", "1"), audit_ref(5), RequestKind.REALLOCATION, "Grace Whitfield",
        date(2026, 1, 9), late=True,
    )  # fmt: skip
    yield ManagementDecision(
        reference("MD", "0"), audit_ref(1), (reference("RA", "5"),), "Grace Whitfield",
        date(2026, 1, 6), "Case Note of 6 January 2026", "The family has moved to another council.",
        ManagementDecisionStatus.AUTHORISED, "Marcus Dutton", date(2026, 1, 7),
    )  # fmt: skip
    yield Dispute(
        reference("DS", "0"), audit_ref(2), (reference("RA", "6"),), "Imran Lomax",
        date(2026, 1, 6), "The assessment was made in November.", False, DisputeStep.TEAM,
        date(2026, 1, 6), lead="Helen Sharrock",
    )  # fmt: skip
    for number, entered in ((0, date(2025, 12, 18)), (1, None)):
        yield CaseNote(
            reference("CN", str(number)), audit_ref(number), CaseNoteKind.ACTIONS,
            "Remedial actions are required.", _DONE, _DONE, entered,
            "Grace Whitfield" if entered else None,
        )  # fmt: skip
    yield _concern()
    yield from _case_events()


def _case_events() -> Iterator[CaseEvent]:
    for number, kind, on, seen_on in _EVENTS:
        audit, moved = _audit(number), kind is ChangeKind.MOVED
        yield CaseEvent(
            reference("CE", str(number), kind), audit.child, kind, seen_on,
            datetime.combine(seen_on, time(8), UTC), on,
            from_team=COUNCIL.teams[0].name if moved else None,
            to_team=audit.team if moved else None,
        )  # fmt: skip


def _concern() -> Concern:
    audit = _audit(3)
    return Concern(
        reference("SG", "0"), audit.ref, audit.child, audit.team, audit.worker, audit.service_area,
        audit.auditor, datetime(2025, 12, 12, 15, 40, tzinfo=UTC), True, "",
        ("Helen Sharrock",), ConcernStatus.ACKNOWLEDGED, acknowledged_by="Helen Sharrock",
        acknowledged_at=datetime(2025, 12, 12, 16, 25, tzinfo=UTC),
    )  # fmt: skip


def _question() -> Question:
    asks = "Grace Whitfield asks that somebody else takes over. Who decides: Walter Finch."
    ref = reference("RQ", "1")
    return Question(ref, QuestionKind.REQUEST, ref, asks, "", ("Grant", "Decline"))
