"""Chain A: the right lead at once, silence widens, and some must never learn of it (9.1)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.policy.council import Council, Person
from bot.policy.model import Concern, ConcernStatus
from bot.policy.safeguarding import area_to_tell, raise_concern, widen
from tests.policy.cast import (
    ADA,
    AUDIT,
    BEN,
    CORA,
    COUNCIL,
    DORA,
    HAL,
    LENA,
    MONDAY,
    PIERS,
    SID,
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

NOW = on(MONDAY)


def raised(
    concern: Concern, among: Council = COUNCIL, at: datetime = NOW
) -> tuple[Concern, list[str]]:
    """The concern once it has been raised, and who has got the notice."""
    decision = raise_concern(concern, occasion(at, among))
    return only(decision, Concern), readers(decision, "safeguarding_notice")


def next_rung(concern: Concern, among: Council = COUNCIL) -> tuple[Concern, list[str], list[str]]:
    """The concern one rung further, who was chased, and for whom the alarm rang."""
    decision = widen(concern, occasion(concern.next_rung_at, among, cause="no answer"))
    chased = readers(decision, "safeguarding_chase")
    return only(decision, Concern), chased, readers(decision, "safeguarding_alarm")


# --- the first to know ----------------------------------------------------------------------------


@pytest.mark.requirement("R-9.1-2")
@pytest.mark.parametrize(
    ("team", "area", "told"),
    [
        ("Intake", "A&A", [LENA]),
        ("Protect", "Safeguarding", [LENA]),
        ("Care", "CYPIC", [PIERS]),
        ("Elsewhere", "Disability", [LENA, PIERS]),
        (None, None, [LENA, PIERS]),  # the mail named no audit
    ],
)
def test_the_lead_of_the_kind_of_case_is_told_and_both_where_it_is_not_known(
    team: str | None, area: str | None, told: list[Person]
) -> None:
    concern = a_concern(team=team, service_area=area, worker=None)
    assert raised(concern)[1] == [p.name for p in told]


@pytest.mark.requirement("R-9.1-2")
@pytest.mark.parametrize(
    "at",
    [on(date(2025, 12, 7), 3), on(MONDAY, 23), on(date(2025, 12, 25), 12), on(MONDAY)],
    ids=["Sunday at night", "late", "Christmas Day", "in office hours"],
)
def test_a_concern_is_told_at_any_hour(at: datetime) -> None:
    decision = raise_concern(a_concern(), occasion(at))
    assert sent(decision) == [
        ("safeguarding_notice", LENA.name),
        ("safeguarding_receipt", ADA.name),
        ("safeguarding_known", HAL.name),
        ("safeguarding_known", CORA.name),
    ]
    assert all(letter.urgent and not letter.digest for letter in decision.letters)


@pytest.mark.requirement("R-9.1-5")
@pytest.mark.parametrize(
    ("at", "then"),
    [
        (on(MONDAY, 10), on(MONDAY, 12)),
        (on(MONDAY, 17), on(date(2025, 12, 2), 10)),
        (on(date(2025, 12, 7), 3), on(date(2025, 12, 8), 10, 30)),
    ],
)
def test_the_next_are_told_after_two_hours_of_office_time(at: datetime, then: datetime) -> None:
    concern, _ = raised(a_concern(), at=at)
    assert concern.next_rung_at == then


@pytest.mark.requirement("R-9.1-2")
def test_only_those_of_the_chain_read_what_was_written() -> None:
    decision = raise_concern(a_concern(), occasion())
    words = {
        letter.name: letter.facts.get("concern", {}).get("words") for letter in decision.letters
    }
    assert words == {
        "safeguarding_notice": a_concern().words,
        "safeguarding_receipt": "",
        "safeguarding_known": None,
    }
    known = next(x for x in decision.letters if x.name == "safeguarding_known")
    assert known.facts == {"concern_ref": a_concern().ref}


@pytest.mark.requirement("R-9.1-2")
def test_the_notice_says_who_else_has_it_and_who_is_next() -> None:
    letter = the_letter(raise_concern(a_concern(), occasion()), "safeguarding_notice")
    assert letter.facts["why_you"] == "You are the Strategic Lead for Safeguarding."
    assert [t["name"] for t in letter.facts["told"]] == [LENA.name]
    assert letter.facts["next"] == {"name": SUE.name, "at": "2025-12-01T12:00:00+00:00"}


@pytest.mark.requirement("R-9.1-2", "R-B-3")
def test_an_unproven_sender_is_doubted_but_the_concern_is_told_all_the_same() -> None:
    concern = a_concern(raised_by="ada@elsewhere.example", verified=False)
    decision = raise_concern(concern, occasion())
    assert readers(decision, "safeguarding_notice") == [LENA.name]
    assert readers(decision, "safeguarding_receipt") == []
    assert "sender not proven" in decision.note
    notice = the_letter(decision, "safeguarding_notice")
    assert notice.facts["concern"]["verified"] is False


@pytest.mark.requirement("R-9.1-2")
def test_not_even_the_name_of_a_known_person_gets_an_unproven_sender_a_receipt() -> None:
    decision = raise_concern(a_concern(verified=False), occasion())
    assert readers(decision, "safeguarding_receipt") == []


# --- who is absent, concerned, or not there at all ------------------------------------------------


@pytest.mark.requirement("R-9.1-2")
@pytest.mark.parametrize(
    ("among", "told"),
    [
        (council(away(LENA)), [LENA, SUE]),  # told all the same, and the next at once
        (council(away(LENA, BEN)), [LENA, BEN]),  # cover is an addition
        (council(away(LENA), away(SUE, SID)), [LENA, SUE, SID]),
        (council(away(LENA), away(SUE)), [LENA, SUE, PIERS, DORA]),
        (council(without=[LENA]), [SUE]),
    ],
)
def test_absence_hands_on_at_once(among: Council, told: list[Person]) -> None:
    assert raised(a_concern(), among)[1] == [p.name for p in told]


@pytest.mark.requirement("R-9.1-2", "R-9.1-5")
@pytest.mark.parametrize(
    "among",
    [
        council(away(LENA), away(SUE), away(PIERS), away(DORA)),
        council(without=[LENA, SUE, PIERS, DORA]),
    ],
    ids=["all away", "all vacant"],
)
def test_where_nobody_of_the_chain_is_here_the_coordinator_rings_at_once_and_reads_nothing(
    among: Council,
) -> None:
    decision = raise_concern(a_concern(), occasion(among=among))
    assert readers(decision, "safeguarding_alarm") == [CORA.name]
    mine = [letter for letter in decision.letters if letter.to == CORA.name]
    assert not [x for x in mine if a_concern().words in str(x.facts) or "1001" in str(x.facts)]


@pytest.mark.requirement("R-9.1-6")
def test_a_lead_who_audited_the_case_is_passed_over_and_the_next_learns_why() -> None:
    decision = raise_concern(a_concern(raised_by=LENA.name), occasion())
    notice = the_letter(decision, "safeguarding_notice")
    assert notice.to == SUE.name
    assert notice.facts["why_you"] == (
        "You are the Service Manager. Lena Stone, the Strategic Lead for Safeguarding, is passed "
        "over, being concerned."
    )
    assert readers(decision, "safeguarding_receipt") == [LENA.name]


@pytest.mark.requirement("R-9.1-6")
def test_a_service_manager_who_audited_the_case_is_passed_over_for_the_lead() -> None:
    among = council(away(LENA))
    assert raised(a_concern(raised_by=SUE.name), among)[1] == [LENA.name, PIERS.name, DORA.name]


@pytest.mark.requirement("R-9.1-2", "R-9.1-6")
@pytest.mark.parametrize("cover", [TARA, WILL, ADA])
def test_managers_workers_and_writers_of_the_case_learn_nothing_as_covers(cover: Person) -> None:
    among = council(away(LENA, cover), away(SUE, cover), away(HAL, cover), away(CORA, cover))
    concern, told = raised(a_concern(), among)
    assert cover.name not in told
    for _ in range(4):
        concern, chased, alarmed = next_rung(concern, among)
        assert cover.name not in [*chased, *alarmed]


@pytest.mark.requirement("R-9.1-6")
@pytest.mark.parametrize(
    ("worker", "manager"), [("ASH, William", TARA.name), ("will  ash", "tara penn")]
)
def test_a_name_spelled_otherwise_is_still_the_person_concerned(worker: str, manager: str) -> None:
    among = council(away(LENA, WILL), away(SUE, TARA))
    teams = [replace(t, manager=manager) if t.name == "Protect" else t for t in among.teams]
    among = replace(among, teams=tuple(teams))
    told = raised(a_concern(worker=worker, team="CP Team"), among)[1]
    assert told == [LENA.name, SUE.name, PIERS.name, DORA.name]


@pytest.mark.requirement("R-9.1-5")
def test_a_chain_without_anybody_at_all_says_so_in_its_history() -> None:
    among = replace(COUNCIL, people=(ADA, TARA, WILL))
    decision = raise_concern(a_concern(), occasion(NOW, among))
    assert decision.note == "safeguarding concern: told nobody: the chain is empty"
    assert only(decision, Concern).next_rung_at is not None  # and it is looked at again
    later = occasion(on(date(2025, 12, 2)), COUNCIL)
    assert CORA.name in readers(widen(only(decision, Concern), later), "safeguarding_alarm")


# --- silence --------------------------------------------------------------------------------------


@pytest.mark.requirement("R-9.1-5")
def test_silence_reaches_the_assistant_director_then_the_coordinator_and_never_stops() -> None:
    concern, told = raised(a_concern())
    story = [(told, [])]
    for _ in range(5):
        concern, chased, alarmed = next_rung(concern)
        story.append((chased, alarmed))
    first = [LENA.name]
    second = [*first, SUE.name]
    third = [*second, PIERS.name, DORA.name]
    assert story == [
        (first, []),
        (second, []),
        (third, []),
        (third, [CORA.name]),
        (third, [CORA.name]),
        (third, [CORA.name]),
    ]
    assert concern.status is ConcernStatus.OPEN
    assert concern.next_rung_at is not None


@pytest.mark.requirement("R-9.1-5")
@pytest.mark.parametrize(
    ("among", "raised_by", "rung_for"),
    [
        (council(without=[CORA]), ADA, [HAL]),
        (council(away(CORA)), ADA, [CORA, HAL]),
        (council(away(CORA, BEN)), ADA, [CORA, BEN]),
        (council(away(CORA, ADA)), ADA, [CORA, HAL]),  # her cover has raised it
        (COUNCIL, CORA, [HAL]),
        (council(without=[CORA, HAL]), ADA, [DORA]),
        (council(away(HAL), without=[CORA]), ADA, [HAL, DORA]),
        (council(without=[CORA]), HAL, [DORA]),
    ],
)
def test_where_no_coordinator_can_ring_who_is_above_is_asked_to(
    among: Council, raised_by: Person, rung_for: list[Person]
) -> None:
    concern, _ = raised(a_concern(raised_by=raised_by.name), among)
    for _ in range(3):
        concern, _, alarmed = next_rung(concern, among)
    assert alarmed == [p.name for p in rung_for]


@pytest.mark.requirement("R-9.1-5")
def test_each_rung_owes_its_letters_once_more() -> None:
    concern, keys = raised(a_concern())[0], set()
    for _ in range(8):
        decision = widen(concern, occasion(concern.next_rung_at))
        concern = only(decision, Concern)
        assert keys.isdisjoint(letter.key for letter in decision.letters)
        keys |= {letter.key for letter in decision.letters}


@pytest.mark.requirement("R-9.1-5")
def test_nobody_is_chased_before_it_is_time() -> None:
    concern, _ = raised(a_concern())
    assert widen(concern, occasion(concern.next_rung_at - timedelta(seconds=1))) is None


@pytest.mark.requirement("R-9.1-5")
def test_who_is_chased_learns_who_has_been_silent() -> None:
    concern, _ = raised(a_concern())
    decision = widen(concern, occasion(concern.next_rung_at))
    letters = {x.to: x.facts for x in decision.letters if x.name == "safeguarding_chase"}
    assert [facts["silent"] for facts in letters.values()] == [[LENA.name]] * 2
    assert letters[LENA.name]["why_you"] == "You have had this notice already."
    assert letters[SUE.name]["why_you"] == "You are the Service Manager."


@pytest.mark.requirement("R-9.1-2")
@pytest.mark.parametrize(
    ("lists", "leads"),
    [
        ((6, 7), [LENA.name]),
        ((6, 8), [LENA.name]),  # the area of the team decides
        ((6, 7, 8), [LENA.name, PIERS.name]),
        ((), [LENA.name]),
    ],
)
def test_a_child_in_care_and_on_a_plan_is_told_of_to_both_leads(
    lists: tuple[int, ...], leads: list[str]
) -> None:
    concern = a_concern(service_area=area_to_tell(AUDIT, lists))
    assert readers(raise_concern(concern, occasion()), "safeguarding_notice") == leads
