"""Stories of chain A: any suggestion of harm reaches the right person at once, until answered."""

from collections.abc import Callable

import pytest

from bot.jobs import chase
from bot.mail.limits import unreadable
from bot.mail.reading import Read, read
from bot.policy.decision import Decision
from bot.policy.model import Concern, ConcernStatus, Status
from bot.policy.occasion import Occasion
from bot.policy.safeguarding import pursue
from bot.ports import Folder
from bot.store import publications
from tests.jobs.council import address
from tests.jobs.test_incoming import failing_on
from tests.jobs.world import OUT_OF_OFFICE, ReaderHere, World, at, day

CONCERN = "SAFEGUARDING\nThe record shows bruising twice, and nobody has seen the child alone."
NIGHT = "8 Dec 2025 23:07"


def raise_concern(world: World, area: str = "A&A", when: str = NIGHT, words: str = CONCERN) -> str:
    """The auditor of a case of that area writes. Returns the audit's reference."""
    audit = world.in_area(area)
    world.reply(audit.auditor, audit.ref, words, when)
    world.cycle(when)
    return audit.ref


@pytest.mark.requirement("R-9.1-2")
def test_a_concern_at_night_leaves_at_once_and_before_all_other_letters(december: World) -> None:
    other = december.in_area("CYPIC")
    december.reply(other.auditor, other.ref, "QUESTION\nWhich form?", "8 Dec 2025 23:00")
    raise_concern(december)

    sent = december.names(since=NIGHT)
    assert sent[0] == "safeguarding_notice"
    assert all(name.startswith("safeguarding_") for name in sent)

    december.cycle("9 Dec 2025 08:30")
    assert "question_receipt" in december.names(since="9 Dec 2025 08:30")


@pytest.mark.requirement("R-9.1-2")
def test_by_day_a_concern_leaves_before_letters_that_were_owed_earlier(december: World) -> None:
    first, second = december.in_area("CYPIC"), december.in_area("A&A")
    december.reply(first.auditor, first.ref, "COMPLETE", "8 Dec 2025 10:00")
    december.reply(second.auditor, second.ref, CONCERN, "8 Dec 2025 10:04")
    december.cycle("8 Dec 2025 10:05")

    sent = december.names(since="8 Dec 2025 10:05")
    urgent = [name.startswith("safeguarding_") for name in sent]
    assert urgent == sorted(urgent, reverse=True)
    assert set(urgent) == {True, False}


@pytest.mark.requirement("R-9.1-2", "R-9.1-3")
@pytest.mark.parametrize(
    ("area", "lead", "manager"),
    [
        ("A&A", "Sal Lead", "Tom Duty"),
        ("Safeguarding", "Sal Lead", "Tess Guard"),
        ("CYPIC", "Pat Lead", "Tia Place"),
    ],
)
def test_the_right_strategic_lead_is_told_and_neither_team_manager_nor_worker(
    december: World, area: str, lead: str, manager: str
) -> None:
    ref = raise_concern(december, area)

    assert december.readers("safeguarding_notice") == [lead]
    assert "bruising" in december.letters(lead, "safeguarding_notice")[0].text
    told = {letter.to for letter in december.letters(since=NIGHT)}
    assert told == {lead, december.audit(ref).auditor, "Cara Head", "Fay Moss"}
    assert manager not in told
    assert "Wyn Pell" not in told


@pytest.mark.requirement("R-9.1-2")
def test_those_who_only_need_to_know_read_nothing_of_what_was_written(december: World) -> None:
    raise_concern(december)

    audit = december.in_area("A&A")
    for letter in december.letters(name="safeguarding_known"):
        assert "bruising" not in letter.text
        assert audit.child not in letter.text
    assert december.readers("safeguarding_known") == ["Cara Head", "Fay Moss"]


@pytest.mark.requirement("R-9.1-5")
def test_a_silent_concern_is_told_further_until_it_has_reached_everybody(december: World) -> None:
    raise_concern(december, when="8 Dec 2025 09:00")

    def told_at(when: str) -> set[str]:
        december.cycle(when)
        return set(december.readers("safeguarding_chase", since=when))

    assert told_at("8 Dec 2025 10:59") == set()
    assert told_at("8 Dec 2025 11:00") == {"Sal Lead", "Ola Service"}
    assert told_at("8 Dec 2025 14:59") == set()
    assert told_at("8 Dec 2025 15:00") == {"Sal Lead", "Ola Service", "Pat Lead", "Gus Hill"}
    assert told_at("9 Dec 2025 10:00") == {"Sal Lead", "Ola Service", "Pat Lead", "Gus Hill"}
    (alarm,) = december.letters("Fay Moss", "safeguarding_alarm")
    assert "bruising" not in alarm.text
    december.cycle("9 Dec 2025 14:30")
    assert len(december.letters(name="safeguarding_alarm")) >= 2  # it never stops silently


@pytest.mark.requirement("R-9.1-5")
def test_a_concern_that_cannot_be_chased_silences_no_other(
    december: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = raise_concern(december, when="8 Dec 2025 09:00")
    raise_concern(december, "CYPIC", when="8 Dec 2025 09:01")

    def fails_once(concern: Concern, occasion: Occasion) -> Decision | None:
        if concern.audit == first:
            raise ValueError("words of a person")
        return pursue(concern, occasion)

    monkeypatch.setattr(chase, "pursue", fails_once)
    words = december.cycle("8 Dec 2025 11:05", well=False, settled=False)

    assert words["concerns"] == "failed: ValueError"
    assert "Pat Lead" in december.readers("safeguarding_chase")


@pytest.mark.requirement("R-9.1-5", "R-9.1-3")
def test_the_chase_stops_when_a_named_person_acknowledges_and_all_are_told_who(
    december: World,
) -> None:
    ref = raise_concern(december, when="8 Dec 2025 09:00")
    concern = december.concern().ref
    december.cycle("8 Dec 2025 11:00")
    december.reply("Ola Service", concern, "ACKNOWLEDGE", "8 Dec 2025 11:20")
    december.cycle("8 Dec 2025 11:25")

    answered = december.concern()
    assert answered.status is ConcernStatus.ACKNOWLEDGED
    assert (answered.acknowledged_by, answered.words) == ("Ola Service", "")
    assert december.readers("safeguarding_thanks") == ["Ola Service"]
    auditor = december.audit(ref).auditor
    assert set(december.readers("safeguarding_answered")) == {"Sal Lead", auditor}

    december.cycle("8 Dec 2025 16:00")
    december.cycle("9 Dec 2025 16:00")
    assert len(december.letters(name="safeguarding_chase")) == 2


@pytest.mark.requirement("R-9.1-5")
def test_an_answer_in_own_words_that_takes_it_on_stops_the_chase(december: World) -> None:
    raise_concern(december, when="8 Dec 2025 09:00")
    words = "I am dealing with this."
    december.reply("Sal Lead", december.concern().ref, words, "8 Dec 2025 09:20")
    december.cycle("8 Dec 2025 09:25")

    assert december.concern().acknowledged_by == "Sal Lead"


@pytest.mark.requirement("R-9.1-5")
def test_an_automatic_reply_never_acknowledges(december: World) -> None:
    raise_concern(december, when="8 Dec 2025 09:00")
    december.reply(
        "Sal Lead",
        december.concern().ref,
        "ACKNOWLEDGE\nI am out of the office until 15 December 2025.",
        "8 Dec 2025 09:01",
        headers=OUT_OF_OFFICE,
    )
    december.cycle("8 Dec 2025 09:05")
    assert december.concern().status is ConcernStatus.OPEN

    december.cycle("8 Dec 2025 11:05")
    assert "Ola Service" in december.readers("safeguarding_chase")


@pytest.mark.requirement("R-9.1-5")
def test_a_bare_thank_you_does_not_stop_the_chase_and_goes_to_a_person(december: World) -> None:
    raise_concern(december, when="8 Dec 2025 09:00")
    mail = december.reply("Sal Lead", december.concern().ref, "Thanks.", "8 Dec 2025 09:20")
    december.cycle("8 Dec 2025 09:25")

    assert december.concern().status is ConcernStatus.OPEN
    assert december.filed(mail) is Folder.PUT_ASIDE


@pytest.mark.requirement("R-9.1-5")
def test_an_acknowledgement_of_an_unproven_sender_does_not_stop_the_chase(december: World) -> None:
    raise_concern(december, when="8 Dec 2025 09:00")
    december.reply(
        "Sal Lead", december.concern().ref, "ACKNOWLEDGE", "8 Dec 2025 09:20", internal=False
    )
    december.cycle("8 Dec 2025 09:25")

    assert december.concern().status is ConcernStatus.OPEN
    assert "put_aside" in december.names("Fay Moss")


@pytest.mark.requirement("R-9.1-3")
def test_neither_the_auditor_nor_the_team_manager_can_acknowledge(december: World) -> None:
    ref = raise_concern(december, when="8 Dec 2025 09:00")
    concern = december.concern().ref
    december.reply(december.audit(ref).auditor, concern, "ACKNOWLEDGE", "8 Dec 2025 09:20")
    december.write("Tom Duty", "ACKNOWLEDGE", "8 Dec 2025 09:21", subject=concern)
    december.cycle("8 Dec 2025 09:25")

    assert december.concern().status is ConcernStatus.OPEN


@pytest.mark.requirement("R-9.1-2")
def test_a_concern_of_an_unproven_sender_is_raised_as_unverified_and_not_answered(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    mail = december.reply(audit.auditor, audit.ref, CONCERN, NIGHT, internal=False)
    december.cycle(NIGHT)

    assert not december.concern().verified
    assert december.filed(mail) is Folder.PUT_ASIDE
    (notice,) = december.letters("Sal Lead", "safeguarding_notice")
    assert "could not prove" in notice.text
    assert december.names(audit.auditor, since=NIGHT) == []
    december.cycle("9 Dec 2025 09:00")
    (aside,) = december.letters("Fay Moss", "put_aside")
    assert f"The concern in it was passed on as {december.concern().ref}" in aside.text


def never_reads(reader: ReaderHere, raw: bytes, **how: object) -> Read:
    return unreadable("reading it took too much time or memory")


@pytest.mark.requirement("R-9.1-2")
@pytest.mark.parametrize(
    "reads", [failing_on(b"bruising", ReaderHere.read), never_reads], ids=["failed", "unreadable"]
)
@pytest.mark.parametrize("pause", [False, True])
def test_a_mail_in_which_nobody_could_look_for_a_concern_is_told_of_at_night_and_in_a_pause(
    december: World, monkeypatch: pytest.MonkeyPatch, reads: Callable[..., Read], pause: bool
) -> None:
    audit = december.in_area("A&A")
    if pause:
        december.add("Quiet days", From=day("8 Dec 2025"))
    monkeypatch.setattr(ReaderHere, "read", reads)
    december.reply(audit.auditor, audit.ref, CONCERN, NIGHT)
    december.cycle(NIGHT)

    assert december.names("Fay Moss", since=NIGHT) == ["put_aside"]


@pytest.mark.requirement("R-9.1-2")
def test_a_concern_that_the_first_look_found_is_raised_where_the_second_cannot_read_the_mail(
    december: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reads_once(reader: ReaderHere, raw: bytes, **how: object) -> Read:
        return read(raw, **how) if how["context"] is None else never_reads(reader, raw)

    audit = december.in_area("A&A")
    monkeypatch.setattr(ReaderHere, "read", reads_once)
    december.reply(audit.auditor, audit.ref, CONCERN, NIGHT)
    december.cycle(NIGHT)

    assert december.concern().audit == audit.ref
    (notice,) = december.letters("Sal Lead", "safeguarding_notice")
    assert "nobody has seen the child alone" in notice.text
    (aside,) = december.letters("Fay Moss", "put_aside")
    assert f"The concern in it was passed on as {december.concern().ref}" in aside.text


@pytest.mark.requirement("R-9.1-2")
def test_a_concern_that_names_no_audit_is_told_to_both_leads(december: World) -> None:
    december.write("Wyn Pell", CONCERN, NIGHT, subject="worried")
    december.cycle(NIGHT)

    assert december.concern().audit is None
    assert december.readers("safeguarding_notice") == ["Sal Lead", "Pat Lead"]


@pytest.mark.requirement("R-9.1-2")
def test_a_concern_beside_a_completion_is_raised_and_the_audit_is_completed_or_asked(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    december.reply(
        audit.auditor, audit.ref, f"COMPLETE\nRemedial actions: none\n\n{CONCERN}", NIGHT
    )
    december.cycle(NIGHT)

    assert december.readers("safeguarding_notice") == ["Sal Lead"]
    assert december.audit(audit.ref).status in (Status.CLOSED, Status.ASSIGNED)


@pytest.mark.requirement("R-9.1-2")
def test_a_concern_about_a_closed_audit_counts_all_the_same(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "COMPLETE\nRemedial actions: none", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    raise_concern_on(december, audit.ref)

    assert december.readers("safeguarding_notice") == ["Sal Lead"]


def raise_concern_on(world: World, ref: str) -> None:
    world.reply(world.audit(ref).auditor, ref, CONCERN, NIGHT)
    world.cycle(NIGHT)


@pytest.mark.requirement("R-9.1-5")
def test_while_the_lead_is_away_her_cover_is_told_besides(december: World) -> None:
    december.away("Sal Lead", "1 Dec 2025", "31 Dec 2025", cover="Sam Safe")
    raise_concern(december)

    assert december.readers("safeguarding_notice") == ["Sal Lead", "Sam Safe"]


@pytest.mark.requirement("R-9.1-5")
def test_while_the_lead_is_away_without_cover_the_next_step_is_told_at_once(
    december: World,
) -> None:
    december.away("Sal Lead", "1 Dec 2025", "31 Dec 2025")
    raise_concern(december)

    assert december.readers("safeguarding_notice") == ["Sal Lead", "Ola Service"]


@pytest.mark.requirement("R-9.1-6")
def test_a_lead_who_raised_the_concern_is_not_the_one_to_answer_it(december: World) -> None:
    audit = december.in_area("A&A")
    december.write("Sal Lead", CONCERN, NIGHT, subject=audit.ref)
    december.cycle(NIGHT)

    assert "Sal Lead" not in december.readers("safeguarding_notice")
    assert december.readers("safeguarding_notice") == ["Ola Service"]


def test_a_concern_is_heard_although_the_lists_cannot_be_read(december: World) -> None:
    """The last good configuration says whom to tell."""
    december.lists.lists.clear()
    raise_concern_with_lists_gone(december)

    assert december.readers("safeguarding_notice") == ["Sal Lead"]


def raise_concern_with_lists_gone(world: World) -> None:
    audit = world.in_area("A&A")
    world.reply(audit.auditor, audit.ref, CONCERN, NIGHT)
    world.cycle(NIGHT)


def test_a_chase_is_withheld_when_the_acknowledgement_came_with_the_same_look(
    december: World,
) -> None:
    """The mailbox is read before anything is chased."""
    raise_concern(december, when="8 Dec 2025 09:00")
    december.reply("Sal Lead", december.concern().ref, "ACKNOWLEDGE", "8 Dec 2025 10:59")
    december.cycle("8 Dec 2025 11:05")

    assert december.letters(name="safeguarding_chase") == []


def test_a_concern_is_carried_with_importance_and_told_to_addresses_of_people(
    december: World,
) -> None:
    raise_concern(december)

    urgent = [m for m, when in december.mailbox.letters if when == at(NIGHT)]
    assert all(m.urgent for m in urgent)
    assert address("Sal Lead") in {m.to for m in urgent}


@pytest.mark.requirement("R-9.1-2")
def test_the_lists_on_which_a_child_is_open_are_those_of_the_newest_annexe_a(
    december: World,
) -> None:
    audit = december.in_area("CYPIC")
    with december.store.reading() as work:
        assert 8 in publications.open_lists(work, audit.child)
        assert publications.open_lists(work, "no such child") == ()
