"""The events of the recipient matrix (requirements, section 8), each as the letters that it brings.

Every event happens to one audit of Ada's, of a case of Tara's team on which Will works. What the
same moment brings for another row of the matrix is left out: each row is tried by itself.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date

from bot.policy.annexe_letters import not_usable
from bot.policy.chasing import chase
from bot.policy.completing import complete
from bot.policy.compliance_letters import four_months
from bot.policy.council import Council, Person, Role
from bot.policy.decision import Decision, Letter
from bot.policy.deploying import deploy
from bot.policy.disputes import disagree, refer
from bot.policy.failures import Failing, failure_letters
from bot.policy.management_decisions import enter
from bot.policy.model import AuditFile, Concern, RequestKind, Status
from bot.policy.moving import owed_on_closure, reopened
from bot.policy.occasion import Occasion
from bot.policy.pack_letters import told
from bot.policy.publication import CaseEvent, ChangeKind
from bot.policy.requests import ask, decide, hand_over
from bot.policy.reviews import Review, ReviewKind
from bot.policy.safeguarding import acknowledge, pursue, raise_concern
from bot.policy.said import StatedAction
from tests.policy.cast import (
    AUDIT,
    CAT,
    COUNCIL,
    DUE,
    HAL,
    LENA,
    MONDAY,
    TARA,
    a_concern,
    a_file,
    a_request,
    an_action,
    occasion,
    on,
    only,
    person,
    reading,
)
from tests.policy.ladders import after
from tests.policy.test_rounds import proposed

SOL = person("Sol Reid", Role.STRATEGIC_DIRECTOR)
UMA = person("Uma Cole")  # covers for others, and has no post of her own
PAM = person("Pam Ross", Role.SCMT_SECRETARY)
WHOLE = replace(COUNCIL, people=(*COUNCIL.people, SOL, UMA, PAM))

# Late is the auditor, not the case's team: the lead of Ada's own service is not that of the case.
OF_CARE = a_file(team="Care", service_area="CYPIC", worker=None)

ACTION_DUE = date(2026, 1, 8)
ACTION = an_action(1, ACTION_DUE)
WITH_TEAM = a_file(ACTION, status=Status.WITH_TEAM_MANAGER, completed_on=MONDAY)
REQUEST = a_request()
ENTERED = "Management Decision: Case Note of 1 December\nReason: The notes were never written."
TELL_TEAM = "Way: by letter\nBy whom: Audit Bot\nDay: today"
REVIEW = Review("QA-1", AUDIT.ref, AUDIT.round, ReviewKind.QUALITY)
CLOSED = CaseEvent("CE-1", AUDIT.child, ChangeKind.CLOSED, MONDAY, on(MONDAY), MONDAY)
BACK = CaseEvent("CE-2", AUDIT.child, ChangeKind.REOPENED, MONDAY, on(MONDAY), MONDAY)
ONE_ACTION = reading(actions=(StatedAction("Add the chronology."),))


def the(decision: Decision, *names: str) -> list[Letter]:
    """The letters of these names, alarms and the lines of daily summaries; without names all."""
    wanted = {*names, "nobody_to_tell"}
    return [x for x in decision.letters if not names or x.digest or x.name in wanted]


def assigned(now: Occasion) -> list[Letter]:
    round_ = proposed().round
    audit = replace(AUDIT, status=Status.PROPOSED, assigned_on=None, due=None, original_due=None)
    return [x for x in deploy(round_, [audit], now, "Cora Bell").letters if x.about == AUDIT.ref]


def owed(file: AuditFile) -> Callable[[Occasion], list[Letter]]:
    """What chasing owes; that a worker is away has letters of its own (9.5)."""
    return lambda now: [
        x
        for one in chase(file, now)
        if not one.step.startswith("worker")
        for x in the(one.decision)
    ]


def asked(now: Occasion) -> list[Letter]:
    return the(ask(a_file(), RequestKind.DEFERMENT, date(2026, 1, 9), "I am on leave.", now))


def decided(granted: bool) -> Callable[[Occasion], list[Letter]]:
    file = a_file(request=REQUEST)
    return lambda now: the(decide(file, REQUEST, granted, HAL.name, now))


def handed_over(now: Occasion) -> list[Letter]:
    return the(hand_over(AUDIT, CAT.name, now, "handed over by Cora Bell"))


def completed(*names: str) -> Callable[[Occasion], list[Letter]]:
    return lambda now: the(complete(a_file(), ONE_ACTION, now), *names)


def half_completed(now: Occasion) -> list[Letter]:
    return the(complete(a_file(), reading(), now))


def selected(now: Occasion) -> list[Letter]:
    """The Consultant Head has reviewed more than the others, so it is not his turn."""
    file, now = replace(a_file(), review=REVIEW), replace(now, review_load=lambda: {HAL.name: 9})
    return the(complete(file, ONE_ACTION, now), "review_request")


def raised(now: Occasion) -> list[Letter]:
    return the(raise_concern(a_concern(), now))


def unanswered(times: int) -> Callable[[Occasion], list[Letter]]:
    """Nobody of chain A has answered, so often that it was time."""

    def again(now: Occasion) -> list[Letter]:
        concern = only(raise_concern(a_concern(), now), Concern)
        return _pursued(concern, times, now)

    return again


def told_team(now: Occasion) -> list[Letter]:
    return the(_decided_how(now), "safeguarding_to_team")


def team_silent(times: int) -> Callable[[Occasion], list[Letter]]:
    def again(now: Occasion) -> list[Letter]:
        return _pursued(only(_decided_how(now), Concern), times, now)

    return again


def _decided_how(now: Occasion) -> Decision:
    held = only(acknowledge(only(raise_concern(a_concern(), now), Concern), LENA, "", now), Concern)
    return acknowledge(held, LENA, TELL_TEAM, now)


def _pursued(concern: Concern, times: int, now: Occasion) -> list[Letter]:
    letters: list[Letter] = []
    for _ in range(times):
        assert concern.next_rung_at is not None
        decision = pursue(concern, replace(now, at=concern.next_rung_at))
        assert decision is not None
        concern, letters = only(decision, Concern), the(decision)
    return letters


def entered(now: Occasion) -> list[Letter]:
    return the(enter(WITH_TEAM, (ACTION.ref,), ENTERED, TARA, now))


def unauthorised(now: Occasion) -> list[Letter]:
    """Put before the Service Manager, twice, and nobody has answered."""
    (record,) = enter(WITH_TEAM, (ACTION.ref,), ENTERED, TARA, occasion(MONDAY, WHOLE)).records
    return owed(replace(WITH_TEAM, decisions=(record,)))(now)


def closed(file: AuditFile) -> Callable[[Occasion], list[Letter]]:
    return lambda now: [x for one in owed_on_closure(file, CLOSED, now) for x in the(one.decision)]


def opened_again(now: Occasion) -> list[Letter]:
    decision = reopened(WITH_TEAM, BACK, now)
    assert decision is not None
    return the(decision)


def unresolved(now: Occasion) -> list[Letter]:
    dispute = disagree(WITH_TEAM, (), reading(), TARA, occasion(MONDAY, WHOLE)).records[-1]
    return the(refer(WITH_TEAM, dispute, now, "not resolved"))


def disputed(now: Occasion) -> list[Letter]:
    return the(disagree(WITH_TEAM, (), reading(safeguarding=True), TARA, now))


def looked_back(now: Occasion) -> list[Letter]:
    return the(four_months("Protect", (ACTION,), now))


def pack(secretary: Role) -> Callable[[Occasion], list[Letter]]:
    files = {secretary: "Packs/2025-12/pack.docx"}
    return lambda now: the(told(date(2025, 12, 1), files, now))


def failing(now: Occasion) -> list[Letter]:
    return failure_letters([Failing("rounds", now.at, "failed: KeyError")], now)


def unusable(name: str) -> Callable[[Occasion], list[Letter]]:
    return lambda now: not_usable(name, {}, now)


# The moment of each line of the matrix -> the day, and what happens.
EVENTS: Mapping[str, tuple[date, Callable[[Occasion], Collection[Letter]]]] = {
    "1 assigned": (MONDAY, assigned),
    "2 reminded": (after(-5), owed(a_file())),
    "3 overdue 1": (after(1), owed(a_file())),
    "3 overdue 3": (after(3), owed(a_file())),
    "4 overdue 5": (after(5), owed(OF_CARE)),
    "4 overdue 10": (after(10), owed(OF_CARE)),
    "4 overdue 15": (after(15), owed(OF_CARE)),
    "5 asked": (MONDAY, asked),
    "6 granted": (MONDAY, decided(True)),
    "6 declined": (MONDAY, decided(False)),
    "7 reallocated": (MONDAY, handed_over),
    "8 completed": (DUE, completed("completed_receipt", "audit_completed")),
    "8 not yet stated": (DUE, half_completed),
    "9 selected": (DUE, selected),
    "10 to the team": (DUE, completed("audit_result", "result_to_worker")),
    "11 due": (after(-1, ACTION_DUE), owed(WITH_TEAM)),
    "11 overdue 1": (after(1, ACTION_DUE), owed(WITH_TEAM)),
    "12 overdue 5": (after(5, ACTION_DUE), owed(WITH_TEAM)),
    "12 overdue 10": (after(10, ACTION_DUE), owed(WITH_TEAM)),
    "13 raised": (MONDAY, raised),
    "13 unanswered 1": (MONDAY, unanswered(1)),
    "13 unanswered 2": (MONDAY, unanswered(2)),
    "14 told": (MONDAY, told_team),
    "14 silent 1": (MONDAY, team_silent(1)),
    "14 silent 2": (MONDAY, team_silent(2)),
    "R-9.1-4 chain B at its end": (MONDAY, team_silent(3)),
    "15 entered": (MONDAY, entered),
    "15 unanswered": (after(6, MONDAY), unauthorised),
    "16 closed": (MONDAY, closed(a_file())),
    "R-9.6-3 closed with actions": (MONDAY, closed(WITH_TEAM)),
    "17 opened again": (MONDAY, opened_again),
    "18 unresolved": (MONDAY, unresolved),
    "19 safeguarding": (MONDAY, disputed),
    "20 four months": (MONDAY, looked_back),
    "21 pack of PMM": (MONDAY, pack(Role.PMM_SECRETARY)),
    "22 pack of SCMT": (MONDAY, pack(Role.SCMT_SECRETARY)),
    "23 pack of EMM": (MONDAY, pack(Role.EMM_SECRETARY)),
    "24 refused": (MONDAY, unusable("annexe_refused")),
    "24 missing": (MONDAY, unusable("annexe_missing")),
    "24 failed": (MONDAY, failing),
}


def letters_of(moment: str, among: Council) -> Collection[Letter]:
    day, happens = EVENTS[moment]
    return happens(occasion(day, among, cause="what happened"))


def without(*gone: Person) -> tuple[Person, ...]:
    return tuple(p for p in WHOLE.people if p not in gone)
