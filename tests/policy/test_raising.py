"""How a concern is raised with the team: three facts recorded, chain B, no silence (9.1)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.policy.council import Absence, Council, Person
from bot.policy.model import Concern, ConcernStatus
from bot.policy.raising_said import Said, said
from bot.policy.safeguarding import acknowledge, may_acknowledge, pursue, raise_concern
from tests.policy.cast import (
    ADA,
    BEN,
    CHAINS,
    CORA,
    DORA,
    HAL,
    LENA,
    MONDAY,
    PIERS,
    SUE,
    TARA,
    WILL,
    a_concern,
    away,
    council,
    occasion,
    on,
    only,
    readers,
    sent,
    the_letter,
)

ALL_THREE = "How: by telephone\nBy whom: Lena Stone\nWhen: today at two"
BY_LETTER = (
    "How: by letter\nBy whom: audit bot\nWhen: now\nFor the team: See the child today.\nRing me."
)


def taken_on(words: str = "", *absences: Absence) -> Concern:
    """A concern that Lena has acknowledged on Monday at eleven."""
    among = council(*absences)
    raised = only(raise_concern(a_concern(), occasion(MONDAY, among)), Concern)
    return only(acknowledge(raised, LENA, words, occasion(on(MONDAY, 11), among)), Concern)


def chased(concern: Concern, *absences: Absence) -> tuple[Concern, list[tuple[str, str]]]:
    """What the concern owes when its time has come."""
    decision = pursue(concern, occasion(concern.next_rung_at, council(*absences)))
    return only(decision, Concern), sent(decision)


# --- what an answer says --------------------------------------------------------------------------


@pytest.mark.requirement("R-9.1-3")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (ALL_THREE, Said("by telephone", "Lena Stone", "today at two")),
        (f"ACKNOWLEDGE\n\n{ALL_THREE}", Said("by telephone", "Lena Stone", "today at two")),
        ("> when = Tuesday\n> BY WHOM: me", Said(None, "me", "Tuesday")),
        ("How:\nby telephone\nWhen:\nBy whom:", Said("by telephone")),
        (BY_LETTER, Said("by letter", "audit bot", "now", "See the child today. Ring me.")),
        ("I shall ring Tara Penn at two", Said("I shall ring Tara Penn at two")),
        ("Thank you!", Said()),
        ("ACKNOWLEDGE", Said()),
        ("", Said()),
        ("Acknowledged. Many thanks", Said()),
    ],
)
def test_an_answer_is_read_by_its_labels_and_a_thank_you_says_nothing(
    words: str, expected: Said
) -> None:
    assert said(words) == expected


# --- open until all three are recorded ------------------------------------------------------------


@pytest.mark.requirement("R-9.1-3")
def test_a_concern_stays_open_until_how_by_whom_and_when_are_recorded() -> None:
    first = taken_on()
    assert first.status is ConcernStatus.ACKNOWLEDGED
    for words in ("How: by telephone", "By whom: me"):
        first = only(acknowledge(first, LENA, words, occasion()), Concern)
        assert first.status is ConcernStatus.ACKNOWLEDGED
    decision = acknowledge(first, SUE, "When: today", occasion())
    done = only(decision, Concern)
    assert (done.status, done.how, done.by_whom, done.when) == (
        ConcernStatus.RAISED,
        "by telephone",
        "me",
        "today",
    )
    assert (done.decided_by, done.decided_at, done.next_rung_at) == (SUE.name, on(MONDAY), None)
    assert sent(decision) == [("safeguarding_decided", n) for n in (SUE.name, LENA.name, ADA.name)]
    assert pursue(done, occasion(date(2026, 3, 2))) is None


@pytest.mark.requirement("R-9.1-3")
def test_an_acknowledgement_may_say_all_three_at_once() -> None:
    raised = only(raise_concern(a_concern(), occasion()), Concern)
    decision = acknowledge(raised, LENA, ALL_THREE, occasion())
    assert only(decision, Concern).status is ConcernStatus.RAISED
    assert readers(decision, "safeguarding_thanks") == []
    assert readers(decision, "safeguarding_answered") == [ADA.name]


@pytest.mark.requirement("R-9.1-3")
def test_a_decision_that_is_not_recorded_is_asked_for_and_never_stops_silently() -> None:
    concern = taken_on()
    assert pursue(concern, occasion(on(MONDAY, 14))) is None
    first, letters = chased(concern)
    assert letters == [("safeguarding_decide", LENA.name)]
    assert first.next_rung_at == on(date(2025, 12, 2), 15)
    second, letters = chased(first)
    assert letters == [("safeguarding_decide", LENA.name)]
    wider = replace(second, told=(LENA.name, SUE.name))
    _, letters = chased(wider)
    assert letters == [("safeguarding_decide", LENA.name), ("safeguarding_decide", SUE.name)]


@pytest.mark.requirement("R-9.1-3")
def test_who_covers_for_the_one_who_took_it_on_is_asked_as_well() -> None:
    gone = away(LENA, BEN, start=date(2025, 12, 1))
    assert chased(taken_on(), gone)[1] == [
        ("safeguarding_decide", LENA.name),
        ("safeguarding_decide", BEN.name),
    ]


# --- chain B --------------------------------------------------------------------------------------


@pytest.mark.requirement("R-9.1-4")
@pytest.mark.parametrize(
    ("absences", "told"),
    [
        ([], [TARA]),
        ([away(TARA, BEN)], [TARA, BEN]),  # cover is an addition
        ([away(TARA)], [TARA, SUE]),
        ([away(TARA), away(SUE)], [TARA, SUE, LENA]),
        ([away(TARA), away(SUE), away(LENA)], [TARA, SUE, LENA, DORA]),
        ([away(TARA, ADA)], [TARA, SUE]),  # the one who raised it is no cover
        ([away(TARA, WILL)], [TARA, SUE]),  # nor is the worker of the case
    ],
)
def test_the_letter_to_the_team_goes_to_the_first_who_is_here(
    absences: list[Absence], told: list[Person]
) -> None:
    """Row 14: To the Team Manager, else the Service Manager, else the Strategic Lead; c auditor."""
    among = council(*absences)
    decision = acknowledge(taken_on(), LENA, BY_LETTER, occasion(MONDAY, among))
    letters = [x for x in decision.letters if x.name == "safeguarding_to_team"]
    assert [x.to for x in letters] == [p.name for p in told]
    assert [x.cc for x in letters] == [(ADA.name,), *[()] * (len(told) - 1)]
    assert only(decision, Concern).status is ConcernStatus.WITH_TEAM
    assert letters[0].facts["for_team"] == "See the child today. Ring me."
    assert readers(decision, "safeguarding_decided") == [LENA.name, ADA.name]


@pytest.mark.requirement("R-9.1-4")
def test_nobody_else_has_a_letter_when_the_team_is_told() -> None:
    """Row 14: neither worker, Consultant Head, Assistant Director nor coordinator."""
    decision = acknowledge(taken_on(), LENA, BY_LETTER, occasion())
    told = {name for x in decision.letters for name in (x.to, *x.cc)}
    assert told == {TARA.name, ADA.name, LENA.name}


@pytest.mark.requirement("R-9.1-4", "R-9.1-5")
def test_a_silent_team_is_gone_up_until_one_of_them_answers() -> None:
    concern = only(acknowledge(taken_on(), LENA, BY_LETTER, occasion()), Concern)
    assert concern.next_rung_at == on(MONDAY, 12)
    expected = ([TARA, SUE], [TARA, SUE, LENA], [TARA, SUE, LENA, DORA])
    for told in expected:
        concern, letters = chased(concern)
        assert letters == [("safeguarding_to_team", p.name) for p in told]
    for _ in range(2):  # the chain is at its end: it goes on, and the coordinator rings
        concern, letters = chased(concern)
        assert ("safeguarding_alarm", CORA.name) in letters
        assert ("safeguarding_to_team", TARA.name) in letters

    decision = acknowledge(concern, SUE, "", occasion(on(MONDAY, 16)))
    done = only(decision, Concern)
    assert (done.status, done.team_answered_by, done.for_team) == (
        ConcernStatus.RAISED,
        SUE.name,
        "",
    )
    assert readers(decision, "safeguarding_decided") == [LENA.name, ADA.name]


@pytest.mark.requirement("R-9.1-5")
@pytest.mark.parametrize(
    ("among", "raised_by", "rung_for"),
    [
        (council(), ADA, [CORA]),
        (council(), CORA, [HAL]),
        (council(away(CORA, ADA)), ADA, [CORA, HAL]),  # her cover has raised it
        (council(away(CORA, WILL)), ADA, [CORA, HAL]),  # nor does the worker of the case ring
        (council(without=[CORA, HAL]), ADA, [DORA]),
    ],
)
def test_at_the_end_of_chain_b_too_who_is_above_rings_where_the_coordinator_cannot(
    among: Council, raised_by: Person, rung_for: list[Person]
) -> None:
    raised = only(
        raise_concern(a_concern(raised_by=raised_by.name), occasion(MONDAY, among)), Concern
    )
    held = only(acknowledge(raised, LENA, BY_LETTER, occasion(MONDAY, among)), Concern)
    last = replace(held, rung=len(CHAINS.raised_with_team))
    decision = pursue(last, occasion(last.next_rung_at, among))
    assert readers(decision, "safeguarding_alarm") == [p.name for p in rung_for]


@pytest.mark.requirement("R-9.1-6")
def test_a_team_manager_who_raised_it_is_passed_over_in_chain_b() -> None:
    raised = only(raise_concern(a_concern(raised_by=TARA.name), occasion()), Concern)
    held = only(acknowledge(raised, LENA, "", occasion()), Concern)
    decision = acknowledge(held, LENA, BY_LETTER, occasion())
    letter = the_letter(decision, "safeguarding_to_team")
    assert letter.to == SUE.name
    assert "Tara Penn, the Team Manager, is passed over" in letter.facts["why_you"]


@pytest.mark.requirement("R-9.1-4")
def test_only_who_was_told_of_the_team_may_answer_for_it() -> None:
    concern = only(acknowledge(taken_on(), LENA, BY_LETTER, occasion()), Concern)
    assert may_acknowledge(concern, TARA, occasion())
    assert not may_acknowledge(taken_on(), TARA, occasion())
    assert not may_acknowledge(concern, WILL, occasion())
    # The one who decided may write again: that does not answer for the team.
    again = acknowledge(concern, LENA, "", occasion())
    assert again.records == ()


@pytest.mark.requirement("R-9.1-4", "R-9.1-5")
def test_an_empty_chain_b_is_an_alarm_and_the_decision_is_asked_for_again() -> None:
    concern = replace(taken_on(), team=None, service_area="A&A")
    decision = acknowledge(concern, PIERS, BY_LETTER, occasion(MONDAY, council(without=(DORA,))))
    held = only(decision, Concern)
    assert held.status is ConcernStatus.ACKNOWLEDGED
    assert (held.by_whom, held.next_rung_at) == (None, on(MONDAY))
    assert readers(decision, "safeguarding_alarm") == [CORA.name]
    assert "chain B is empty" in decision.note


# --- out of hours ---------------------------------------------------------------------------------


@pytest.mark.requirement("R-9.1-5")
@pytest.mark.parametrize(
    ("at", "late"),
    [
        (on(MONDAY), ""),
        (on(MONDAY, 23), "yes"),
        (on(MONDAY + timedelta(days=5), 11), "yes"),
        (on(date(2025, 12, 25), 11), "yes"),
    ],
    ids=["in office hours", "at night", "on Saturday", "on Christmas Day"],
)
def test_outside_office_hours_the_letters_name_the_emergency_duty_team(
    at: datetime, late: str
) -> None:
    decision = raise_concern(a_concern(), occasion(at))
    for name in ("safeguarding_notice", "safeguarding_receipt"):
        assert the_letter(decision, name).facts["out_of_hours"] == late
