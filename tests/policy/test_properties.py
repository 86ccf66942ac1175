"""What must hold in every council, however its posts are filled and whoever is away."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.policy.actions import sign_off
from bot.policy.chains import who_coordinates
from bot.policy.chasing import chase
from bot.policy.completing import complete
from bot.policy.conflicts import conflict
from bot.policy.council import Council, Role
from bot.policy.decision import Decision
from bot.policy.deploying import deploy
from bot.policy.model import (
    Action,
    Audit,
    AuditFile,
    Concern,
    Frame,
    Request,
    RequestKind,
    Status,
)
from bot.policy.plans import monthly
from bot.policy.requests import ask, decide
from bot.policy.rounds import Past, propose
from bot.policy.safeguarding import raise_concern, widen
from bot.policy.said import StatedAction
from tests.policy.cast import (
    AUDIT,
    CALENDAR,
    COUNCIL,
    MONDAY,
    a_file,
    an_action,
    occasion,
    on,
    only,
    readers,
    reading,
)
from tests.policy.councils import CONCERNS, COUNCILS, FILES, FRAMES

CHAIN_A = {
    "safeguarding_notice",
    "safeguarding_chase",
    "safeguarding_alarm",
    "safeguarding_known",
}
RUNGS = 6


def told_of(concern: Concern, among: Council) -> tuple[list[Decision], Concern]:
    """Everything that is decided about a concern while nobody ever answers."""
    decisions = [raise_concern(concern, occasion(on(MONDAY), among))]
    now = only(decisions[-1], Concern)
    for _ in range(RUNGS):
        decisions.append(widen(now, occasion(now.next_rung_at, among, cause="no answer")))
        now = only(decisions[-1], Concern)
    return decisions, now


def concerned_names(concern: Concern, among: Council) -> set[str]:
    """Everybody whose practice or whose own report it is, by the name on the People list."""
    team = among.team(concern.team)
    names = (concern.raised_by, concern.worker, team.manager if team else None)
    return {person.name for name in names if (person := among.person(name))}


@pytest.mark.requirement("R-9.1-2", "R-9.1-6")
@settings(max_examples=100)
@given(CONCERNS, COUNCILS)
def test_no_letter_of_chain_a_goes_to_manager_worker_or_writer(
    concern: Concern, among: Council
) -> None:
    decisions, _ = told_of(concern, among)
    letters = [x for decision in decisions for x in decision.letters if x.name in CHAIN_A]
    had = {name for letter in letters for name in (letter.to, *letter.cc)}
    assert had.isdisjoint(concerned_names(concern, among))


@pytest.mark.requirement("R-9.1-5")
@settings(max_examples=100)
@given(CONCERNS, COUNCILS)
def test_silence_never_ends_the_chase_and_no_letter_of_it_is_the_same_as_another(
    concern: Concern, among: Council
) -> None:
    decisions, last = told_of(concern, among)
    times = [only(decision, Concern).next_rung_at for decision in decisions]
    assert times == sorted(set(times))
    assert last.words == concern.words
    keys = [letter.key for decision in decisions for letter in decision.letters]
    assert len(keys) == len(set(keys))
    for before, after in pairwise(decisions):
        assert set(only(before, Concern).told) <= set(only(after, Concern).told)


@pytest.mark.requirement("R-9.1-5")
@settings(max_examples=100)
@given(CONCERNS, COUNCILS)
def test_in_the_end_director_and_coordinator_know_unless_they_are_concerned(
    concern: Concern, among: Council
) -> None:
    forever = tuple(replace(p, end=None) for p in among.people)
    among = replace(among, people=forever)
    decisions, last = told_of(concern, among)
    alarmed = {name for decision in decisions for name in readers(decision, "safeguarding_alarm")}
    concerned = concerned_names(concern, among)
    for role, know in ((Role.ASSISTANT_DIRECTOR, set(last.told)), (Role.COORDINATOR, alarmed)):
        assert {p.name for p in among.holders(role, MONDAY)} - concerned <= know


@pytest.mark.requirement("R-9.1-2")
@given(CONCERNS, COUNCILS)
def test_a_concern_reaches_somebody_at_once_or_the_history_says_that_nobody_is_there(
    concern: Concern, among: Council
) -> None:
    decision = raise_concern(concern, occasion(on(MONDAY), among))
    told = any(letter.name == "safeguarding_notice" for letter in decision.letters)
    assert told is not ("nobody: the chain is empty" in decision.note)


# --- work that is late ----------------------------------------------------------------------------

PAST_DUE = st.integers(1, 30).map(lambda days: CALENDAR.add(AUDIT.due, days))


@pytest.mark.requirement("R-B-5", "R-5.1-1")
@settings(max_examples=100)
@given(FILES, COUNCILS, PAST_DUE)
def test_every_rung_is_told_to_somebody_or_the_history_says_that_the_posts_are_vacant(
    file: AuditFile, among: Council, day: date
) -> None:
    file = replace(file, actions=(an_action(1, AUDIT.due),))
    for owed in chase(file, occasion(day, among, cause="chasing")):
        if "overdue" in owed.step:
            mails = [x for x in owed.decision.letters if not x.digest]
            told = [x for x in mails if x.name != "nobody_to_tell"]
            assert bool(told) is not ("the posts are vacant" in owed.decision.note)
            others = [p for p in who_coordinates(among, day) if p.name != file.audit.auditor]
            assert told or not others or mails != told  # the coordinator is alarmed
            assert len({x.key for x in told}) == len(told)


@pytest.mark.requirement("R-9.1-6")
@settings(max_examples=100)
@given(FILES, COUNCILS, PAST_DUE)
def test_no_escalation_of_an_audit_goes_to_its_own_auditor(
    file: AuditFile, among: Council, day: date
) -> None:
    for owed in chase(file, occasion(day, among, cause="chasing")):
        if owed.step.startswith(("overdue 5 ", "overdue 10 ", "overdue 15 ")):
            assert file.audit.auditor not in [x.to for x in owed.decision.letters if not x.digest]


# --- an audit's whole life ------------------------------------------------------------------------


def apply(file: AuditFile, decision: Decision) -> AuditFile:
    """The file once a decision has been saved."""
    audit = file.audit
    actions = {a.ref: a for a in file.actions}
    requests = {r.ref: r for r in file.requests}
    for record in decision.records:
        if isinstance(record, Audit):
            audit = record
        elif isinstance(record, Action):
            actions[record.ref] = record
        elif isinstance(record, Request):
            requests[record.ref] = record
    return AuditFile(audit, tuple(actions.values()), tuple(requests.values()))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "grant", "decline", "silent", "actions", "none", "sign"]),
        st.sampled_from(RequestKind),
        st.integers(0, 30),
    ),
    max_size=8,
)


def stepped(
    file: AuditFile, step: tuple[str, RequestKind, int], number: int, among: Council
) -> Decision:
    what, kind, days = step
    now = occasion(MONDAY + timedelta(days=7 * number), among, cause=f"mail {number}")
    if what == "ask":
        return ask(file, kind, CALENDAR.add(MONDAY, days + 15), "", now)
    if what in ("grant", "decline"):
        asked = file.requests[-1:]
        return decide(file, *asked, what == "grant", "Hal Quinn", now) if asked else Decision("")
    if what == "sign":
        return sign_off(file, (), among.people[0], now)
    stated = (StatedAction("Put it right."),) if what == "actions" else ()
    return complete(file, reading(actions=stated, no_actions=what == "none"), now)


@pytest.mark.requirement("R-7.2-1", "R-6.4-3", "R-6.2-2")
@settings(max_examples=100)
@given(STEPS, st.just(COUNCIL) | COUNCILS)
def test_whatever_happens_the_original_due_date_stays_and_nobody_in_conflict_gets_the_audit(
    steps: list[tuple[str, RequestKind, int]], among: Council
) -> None:
    file = a_file()
    for number, step in enumerate(steps):
        before = file.audit
        if step[0] in ("silent", "actions", "none") and before.status not in (
            Status.ASSIGNED,
            Status.COMPLETED,
        ):
            continue  # the gate refuses it
        file = apply(file, stepped(file, step, number, among))
        after = file.audit
        assert after.original_due == AUDIT.original_due
        assert after.deferrals <= 1
        if after.auditor != before.auditor:
            new = among.person(after.auditor)
            assert new
            assert conflict(new, after, among, MONDAY + timedelta(days=7 * number)) is None
        if before.status in (Status.CLOSED, Status.WITH_TEAM_MANAGER):
            assert after.status is not Status.ASSIGNED


@pytest.mark.requirement("R-6.2-2", "R-5.2-1")
@settings(max_examples=100)
@given(FRAMES, COUNCILS)
def test_no_round_gives_a_case_to_somebody_in_conflict_absent_or_full(
    frame: Frame, among: Council
) -> None:
    now = occasion(MONDAY, among, cause="round owed")
    proposal = propose(frame, Past(frozenset(), {}), monthly(now.policy, now.today), now)
    cases = {case.child: case for case in frame.cases}
    decision = deploy(proposal.round, proposal.audits, now, "Cora Bell", proposal.panels)
    audits = [r for r in decision.records if isinstance(r, Audit)]
    for audit in audits:
        auditor = among.person(audit.auditor)
        assert auditor
        assert auditor.in_post(MONDAY)
        assert conflict(auditor, cases[audit.child], among, MONDAY) is None
        assert sum(a.auditor == audit.auditor for a in audits) <= auditor.capacity
    drawn = sum(stratum.drawn for stratum in proposal.round.strata)
    # A panel audits one case several times: it is the cases that must all be accounted for.
    assert len({audit.child for audit in audits}) + len(proposal.nobody_for) == drawn
    assert drawn <= proposal.round.available
