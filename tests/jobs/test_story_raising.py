"""Stories of a concern from its acknowledgement until the team has it (9.1, at its end)."""

import pytest

from bot.policy.model import ConcernStatus
from bot.ports import Folder
from tests.jobs.world import OUT_OF_OFFICE, World

pytestmark = pytest.mark.embedded

CONCERN = "SAFEGUARDING\nThe record shows bruising twice, and nobody has seen the child alone."
BY_LETTER = (
    "ACKNOWLEDGE\nHow: by letter\nBy whom: Audit Bot\nWhen: now\n"
    "For the team: Please see the child today and ring me first."
)


def raised(world: World, when: str = "8 Dec 2025 09:00") -> str:
    """A concern about a case of the Assessment Team. Returns its reference."""
    audit = world.in_area("A&A")
    world.reply(audit.auditor, audit.ref, CONCERN, when)
    world.cycle(when)
    return world.concern().ref


def answer(world: World, person: str, text: str, when: str, **how: str) -> str:
    mail = world.reply(person, world.concern().ref, text, when, **how)
    world.cycle(when)
    return mail


@pytest.mark.requirement("R-9.1-3")
def test_how_by_whom_and_when_are_recorded_from_the_reply_and_told_to_the_auditor(
    december: World,
) -> None:
    ref = raised(december)
    answer(december, "Sal Lead", "ACKNOWLEDGE", "8 Dec 2025 09:20")
    words = "ACKNOWLEDGE\nHow: at a meeting\nBy whom: Sal Lead\nWhen: Tuesday at ten"
    answer(december, "Sal Lead", words, "8 Dec 2025 10:00", letter="safeguarding_thanks")

    concern = december.concern()
    assert (concern.status, concern.how, concern.by_whom, concern.when) == (
        ConcernStatus.RAISED,
        "at a meeting",
        "Sal Lead",
        "Tuesday at ten",
    )
    auditor = december.in_area("A&A").auditor
    assert december.readers("safeguarding_decided") == ["Sal Lead", auditor]
    assert "Tuesday at ten" in december.letters(auditor, "safeguarding_decided")[0].text
    assert "has decided how it is raised" in december.history(ref)[-1]
    assert {"Tom Duty", "Wyn Pell"}.isdisjoint(
        x.to for x in december.letters(since="8 Dec 2025 09:00")
    )


@pytest.mark.requirement("R-9.1-3")
def test_a_concern_that_was_taken_on_and_forgotten_is_asked_about_again_and_again(
    december: World,
) -> None:
    raised(december)
    answer(december, "Sal Lead", "ACKNOWLEDGE", "8 Dec 2025 09:20")
    for when in ("8 Dec 2025 13:20", "9 Dec 2025 13:20", "10 Dec 2025 13:20"):
        december.cycle(when)
    asked = december.letters("Sal Lead", "safeguarding_decide")
    assert len(asked) == 3
    assert "how, by whom, when" in asked[0].text
    assert "Not recorded yet" in " ".join(december.tracked("Needs attention"))

    answer(december, "Sal Lead", "How: by telephone", "10 Dec 2025 14:00")
    december.cycle("11 Dec 2025 16:00")
    assert "by whom, when" in december.letters("Sal Lead", "safeguarding_decide")[-1].text
    assert "how, by whom" not in december.letters("Sal Lead", "safeguarding_decide")[-1].text


@pytest.mark.requirement("R-9.1-4")
def test_the_service_tells_the_team_by_letter_where_that_was_decided_and_chases_it(
    december: World,
) -> None:
    raised(december)
    answer(december, "Sal Lead", "ACKNOWLEDGE", "8 Dec 2025 09:20")
    answer(december, "Sal Lead", BY_LETTER, "8 Dec 2025 09:40", letter="safeguarding_thanks")

    (letter,) = december.letters(name="safeguarding_to_team")
    audit = december.in_area("A&A")
    assert (letter.to, letter.cc) == (
        "Tom Duty",
        (f"{audit.auditor.split()[0].lower()}@council.example",),
    )
    assert "see the child today and ring me first" in letter.text
    assert "bruising" not in letter.text  # only what the person who decided has written

    december.cycle("8 Dec 2025 11:40")
    assert december.readers("safeguarding_to_team", since="8 Dec 2025 11:40") == [
        "Tom Duty",
        "Ola Service",
    ]
    answer(december, "Tom Duty", "ACKNOWLEDGE", "8 Dec 2025 12:00")
    concern = december.concern()
    assert (concern.status, concern.team_answered_by) == (ConcernStatus.RAISED, "Tom Duty")
    assert concern.for_team == ""

    december.cycle("9 Dec 2025 16:00")
    assert len(december.letters(name="safeguarding_to_team")) == 3


@pytest.mark.requirement("R-9.1-4", "R-9.1-5")
def test_an_automatic_reply_of_the_team_manager_does_not_end_the_chase(december: World) -> None:
    raised(december)
    answer(december, "Sal Lead", BY_LETTER, "8 Dec 2025 09:20")
    answer(december, "Tom Duty", "ACKNOWLEDGE", "8 Dec 2025 09:30", headers=OUT_OF_OFFICE)
    assert december.concern().status is ConcernStatus.WITH_TEAM

    mail = answer(december, "Tom Duty", "Which child is that?", "8 Dec 2025 09:40")
    assert december.filed(mail) is Folder.PUT_ASIDE
    december.cycle("8 Dec 2025 11:20")
    assert "Ola Service" in december.readers("safeguarding_to_team")


@pytest.mark.requirement("R-9.1-4")
def test_a_team_manager_who_is_away_is_told_and_the_service_manager_with_them(
    december: World,
) -> None:
    december.away("Tom Duty", "1 Dec 2025", "31 Dec 2025")
    raised(december)
    answer(december, "Sal Lead", BY_LETTER, "8 Dec 2025 09:20")

    assert december.readers("safeguarding_to_team") == ["Tom Duty", "Ola Service"]


@pytest.mark.requirement("R-9.1-5")
def test_at_night_the_letters_say_to_ring_the_emergency_duty_team(december: World) -> None:
    raised(december, "8 Dec 2025 23:10")
    words = "ring the Emergency Duty Team now: do not wait"
    assert words in december.letters("Sal Lead", "safeguarding_notice")[0].text

    answer(december, "Sal Lead", "ACKNOWLEDGE", "8 Dec 2025 23:30")
    assert december.concern().next_rung_at is not None


@pytest.mark.requirement("R-9.1-3")
def test_what_is_written_after_the_decision_goes_to_a_person(december: World) -> None:
    raised(december)
    words = "ACKNOWLEDGE\nHow: by telephone\nBy whom: Sal Lead\nWhen: now"
    answer(december, "Sal Lead", words, "8 Dec 2025 09:20")
    assert december.concern().status is ConcernStatus.RAISED
    answer(december, "Sal Lead", "It was Ola who rang him in the end.", "8 Dec 2025 15:00")
    assert "question_passed_on" in december.names("Fay Moss")


@pytest.mark.requirement("R-9.1-6", "R-9.1-5")
def test_a_concern_about_the_leads_own_team_goes_past_the_lead_who_never_reads_of_it(
    december: World,
) -> None:
    """While the Team Manager's post is vacant the Strategic Lead runs the team herself."""
    december.edit("Teams", 1, Team_Manager="Sal Lead")
    december.cycle("8 Dec 2025 08:40")
    raised(december)

    assert december.readers("safeguarding_notice") == ["Ola Service"]
    (notice,) = december.letters("Ola Service", "safeguarding_notice")
    passed_over = "Sal Lead, the Strategic Lead for Safeguarding, is passed over, being concerned."
    assert passed_over in " ".join(notice.text.split())

    for when in ("8 Dec 2025 11:30", "8 Dec 2025 16:30", "9 Dec 2025 15:00"):
        december.cycle(when)
    told = {m.to for m in december.letters(name="safeguarding_chase")}
    assert told == {"Ola Service", "Pat Lead", "Gus Hill"}
    assert december.letters("Sal Lead", "safeguarding_alarm") == []
    answer(december, "Sal Lead", "ACKNOWLEDGE", "9 Dec 2025 15:05", subject=december.concern().ref)
    assert december.concern().status is ConcernStatus.OPEN
