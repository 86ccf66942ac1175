"""Stories of people who are away, leave, or are not there at all: nothing of theirs is lost."""

import pytest

from bot.policy.model import RequestStatus
from bot.policy.requests import WITHDRAW
from bot.store import history
from tests.jobs.world import OUT_OF_OFFICE, World, day

pytestmark = pytest.mark.embedded

AWAY = "I am out of the office until 12 December 2025."


def number_of(world: World, name: str) -> int:
    """The person's row on the sheet People, from 1."""
    rows = list(world.lists.lists["People"].values())
    return next(n for n, row in enumerate(rows, 1) if row["Name"] == name)


def test_what_is_still_with_a_leaver_is_listed_once_and_handed_on_by_choice(
    december: World,
) -> None:
    audit = december.audit_of("Ben Cole")
    december.edit("People", number_of(december, "Ben Cole"), Until=day("12 Dec 2025"))
    december.cycle("2 Dec 2025 09:00")
    december.cycle("3 Dec 2025 09:00")

    assert december.readers("leaver") == ["Fay Moss", "Sam Safe"]
    assert audit.ref in december.letters("Fay Moss", "leaver")[0].text
    assert audit.ref in december.waiting()

    december.choose(audit.ref, "Cleo Dunn")
    december.cycle("3 Dec 2025 11:00")
    assert december.audit(audit.ref).auditor == "Cleo Dunn"
    assert "assignment" in december.names("Cleo Dunn", since="3 Dec 2025 11:00")


@pytest.mark.requirement("R-7.2-1")
@pytest.mark.parametrize("choice", ["Cleo Dunn", WITHDRAW])
def test_what_a_leaver_has_asked_for_is_not_granted_once_the_audit_has_moved_on_by_choice(
    december: World, choice: str
) -> None:
    ref = december.audit_of("Ben Cole").ref
    december.edit("People", number_of(december, "Ben Cole"), Until=day("12 Dec 2025"))
    december.reply("Ben Cole", ref, "DEFER UNTIL 14 January 2026", "2 Dec 2025 08:50")
    december.cycle("2 Dec 2025 09:00")
    december.choose(ref, choice)
    december.cycle("3 Dec 2025 09:00")
    moved = december.audit(ref)
    request = december.request(ref)
    assert request.status is RequestStatus.OVERTAKEN
    assert request.ref not in december.waiting()

    december.reply("Cara Head", request.ref, "APPROVE", "3 Dec 2025 11:00")
    december.cycle("3 Dec 2025 11:05")
    assert december.audit(ref) == moved


def test_an_audit_that_comes_to_somebody_who_was_listed_as_leaving_is_asked_about_too(
    december: World,
) -> None:
    """Whoever takes it may go on the same day as who had it."""
    cleos = december.audit_of("Cleo Dunn").ref
    for name, when in (("Ben Cole", "2 Dec 2025 09:00"), ("Cleo Dunn", "3 Dec 2025 09:00")):
        december.edit("People", number_of(december, name), Until=day("12 Dec 2025"))
        december.cycle(when)
    december.choose(cleos, "Ben Cole")
    december.cycle("3 Dec 2025 11:00")
    assert december.audit(cleos).auditor == "Ben Cole"
    assert cleos in december.waiting()
    assert len(december.letters("Fay Moss", "leaver")) == 3

    december.choose(cleos, "Ada Obi")
    december.cycle("4 Dec 2025 09:00")
    assert december.audit(cleos).auditor == "Ada Obi"


def test_a_team_manager_who_leaves_is_told_of_with_team_and_actions(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "COMPLETE\nAction: See them", "2 Dec 2025 10:00")
    december.cycle("2 Dec 2025 10:05")
    december.edit("People", number_of(december, "Tom Duty"), Until=day("12 Dec 2025"))
    december.cycle("3 Dec 2025 09:00")

    assert december.readers("leaver") == ["Fay Moss", "Ola Service"]
    text = december.letters("Ola Service", "leaver")[0].text
    assert "Team Manager of the team, with 1 open remedial action" in text


def test_somebody_who_leaves_with_nothing_open_is_no_news(december: World) -> None:
    december.edit("People", number_of(december, "Wyn Pell"), Until=day("12 Dec 2025"))
    december.cycle("3 Dec 2025 09:00")
    assert december.readers("leaver") == []


@pytest.mark.requirement("R-6.1-1")
def test_while_the_coordinator_is_away_her_cover_is_told_that_annexe_a_is_missing(
    december: World,
) -> None:
    december.away("Fay Moss", "8 Dec 2025", "19 Dec 2025", cover="Cleo Dunn")
    december.cycle("9 Dec 2025 09:00")
    assert december.readers("annexe_missing") == ["Cleo Dunn"]


@pytest.mark.requirement("R-9.1-2")
def test_an_automatic_reply_counts_as_absence_until_its_day_where_the_list_is_silent(
    december: World,
) -> None:
    """A-13: the leave list, then the automatic reply. The next in the chain is told at once."""
    december.write("Sal Lead", AWAY, "8 Dec 2025 08:40", headers=OUT_OF_OFFICE, subject="Away")
    december.cycle("8 Dec 2025 08:45")
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "SAFEGUARDING\nBruising.", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")

    assert december.readers("safeguarding_notice") == ["Sal Lead", "Ola Service"]
    assert any("Sal Lead" in row for row in december.tracked("Needs attention"))


def test_an_automatic_reply_counts_for_what_is_chased_in_the_cycle_that_reads_it(
    december: World,
) -> None:
    """C3: the mailbox is read before anything is decided. A second cycle finds nothing more."""
    words = "I am out of the office until 2 January 2026."
    december.write(*("Ben Cole", words, "22 Dec 2025 08:40"), headers=OUT_OF_OFFICE, subject="Away")
    december.cycle("22 Dec 2025 09:00")
    with december.store.reading() as work:
        before = history.length(work)
    december.cycle("22 Dec 2025 09:00")
    with december.store.reading() as work:
        assert history.length(work) == before


def test_an_automatic_reply_of_a_sender_who_is_not_proven_turns_no_letter_away(
    december: World,
) -> None:
    december.write(
        *("Sal Lead", AWAY, "8 Dec 2025 08:40"),
        headers=OUT_OF_OFFICE,
        subject="Away",
        internal=False,
    )
    december.cycle("8 Dec 2025 08:45")
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "SAFEGUARDING\nBruising.", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")

    assert december.readers("safeguarding_notice") == ["Sal Lead"]


@pytest.mark.requirement("R-B-5")
def test_a_chain_that_reaches_nobody_is_an_alarm_to_the_coordinator(december: World) -> None:
    audit = december.audit_of("Ben Cole")
    for name in ("Sam Safe", "Cara Head", "Gus Hill", "Sal Lead", "Pat Lead"):
        december.away(name, "1 Dec 2025", "31 Jan 2026")
    december.cycle("8 Jan 2026 09:00")  # five working days late: his manager's turn

    alarms = december.letters("Fay Moss", "nobody_to_tell")
    assert audit.ref in [letter.about for letter in alarms]


def test_who_has_left_gets_no_letter_any_more_and_the_coordinator_learns_of_it(
    december: World,
) -> None:
    audit = december.audit_of("Ben Cole")
    december.edit("People", number_of(december, "Ben Cole"), Until=day("8 Dec 2025"))
    december.reply("Ben Cole", audit.ref, "COMPLETE\nActions: none", "8 Dec 2025 18:00")
    december.cycle("8 Dec 2025 18:05")
    december.cycle("9 Dec 2025 09:00")
    december.cycle("9 Dec 2025 09:05")

    assert december.names("Ben Cole", since="8 Dec 2025 18:00") == []
    (letter,) = december.letters("Fay Moss", "not_delivered")
    assert "Ben Cole has left: the last day in post was Monday 8 December 2025" in letter.text
