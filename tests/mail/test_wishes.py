"""What a reply wishes, and what may be done without a person."""

from datetime import date

import pytest

from bot.mail.context import Context
from bot.mail.reading import read_words
from bot.policy.said import StatedAction, WishKind
from tests.mail.mails import AUDITOR, CONSULTANT_HEAD, MONDAY, STRATEGIC_LEAD, TEAM_MANAGER
from tests.mail.phrases import NEVER_ACTED_ON, NOT_TAKEN_ON, UNDERSTOOD, Phrase

ACTING = {
    WishKind.COMPLETE,
    WishKind.DEFER,
    WishKind.DISPENSATION,
    WishKind.REALLOCATE,
    WishKind.REMEDIAL_COMPLETE,
    WishKind.MANAGEMENT_DECISION,
}


def assert_acted_on(context: Context, text: str, kind: WishKind) -> None:
    found = read_words(text, received=MONDAY, context=context)
    assert [wish.kind for wish in found.wishes] == [kind]
    assert not found.needs_person


@pytest.mark.parametrize("phrase", UNDERSTOOD, ids=lambda p: p.text[:60])
def test_a_phrase_is_read_as_it_was_meant(phrase: Phrase) -> None:
    found = read_words(phrase.text, received=phrase.received, context=phrase.context)
    assert {str(wish.kind) for wish in found.wishes} == phrase.wishes
    if phrase.until:
        assert [w.until for w in found.wishes if w.kind is WishKind.DEFER] == [phrase.until]


@pytest.mark.parametrize("phrase", NEVER_ACTED_ON, ids=lambda p: p.text[:60])
def test_a_near_miss_is_never_acted_on_without_a_person(phrase: Phrase) -> None:
    found = read_words(phrase.text, received=MONDAY, context=phrase.context)
    acts = {wish.kind for wish in found.wishes} & ACTING
    assert found.needs_person or not acts


@pytest.mark.requirement("R-9.1-1")
@pytest.mark.parametrize(
    ("text", "actions", "none"),
    [
        ("COMPLETE\nRemedial actions: none", (), True),
        ("Completed. No remedial actions required.", (), True),
        ("Completed, no actions needed", (), True),
        ("COMPLETE", (), False),
        ("COMPLETE\nAction:\nAction:", (), False),
        (
            "COMPLETE\nAction: update the chronology (10 days)\nAction: hold supervision",
            (StatedAction("update the chronology", 10), StatedAction("hold supervision")),
            False,
        ),
        (
            "Audit complete\n\nAction 1: add a genogram within 10 working days\n\nThanks\nAda",
            (StatedAction("add a genogram", 10),),
            False,
        ),
        *(
            (text, (StatedAction("Update the plan"), StatedAction("Record the visit", 10)), False)
            for text in (
                "COMPLETE\nRemedial actions:\n1. Update the plan\n2. Record the visit within 10"
                " working days",
                "Complete\n\nActions required:\n\n- Update the plan\n\n- Record the visit (10 days)"
                "\n\nThanks\nAda",
                "Audit completed.\nActions as follows\nUpdate the plan\nRecord the visit (10"
                " days)\n\nThank you",
                "Remedial actions: 1. Update the plan 2) Record the visit (10 days)\nCOMPLETE",
                "Complete\nActions required: yes\n• Update\n  the plan\n• Record the visit (10"
                " days)",
                "COMPLETE\nRemedial actions: 1. Update the plan\n2. Record the visit (10 days)",
            )
        ),
        ("COMPLETE\nRemedial actions:\nNone", (), True),
        ("COMPLETE\nRemedial actions required: yes", (), False),
    ],
)
def test_a_completion_states_its_actions_or_that_there_are_none(
    text: str, actions: tuple[StatedAction, ...], none: bool
) -> None:
    found = read_words(text, received=MONDAY, context=AUDITOR)
    assert [wish.kind for wish in found.wishes] == [WishKind.COMPLETE]
    assert (found.actions, found.no_actions) == (actions, none)
    assert not found.needs_person


@pytest.mark.requirement("R-9.1-1")
@pytest.mark.parametrize(
    "text",
    [
        "COMPLETE\nActions:\n- Update the plan\n- Can you tell me when it is due?",
        "COMPLETE\nActions:\n- Update the plan\nGenogram has to be added",
        "COMPLETE\nActions:\nI have not been able to see the plan",
    ],
)
def test_of_a_list_that_may_hold_something_else_no_half_is_taken(text: str) -> None:
    found = read_words(text, received=MONDAY, context=AUDITOR)
    assert (found.actions, found.no_actions) == ((), False)
    assert found.to_read


@pytest.mark.parametrize(
    ("context", "text", "kind"),
    [
        (AUDITOR, "DEFER UNTIL 19 January 2026\nReason: the worker is ill", WishKind.DEFER),
        (AUDITOR, "EXCUSE ME\nReason: phased return", WishKind.DISPENSATION),
        (AUDITOR, "HAND OVER\nReason: I know the family", WishKind.REALLOCATE),
        (TEAM_MANAGER, "DONE RA-7K3F-QT", WishKind.REMEDIAL_COMPLETE),
        (TEAM_MANAGER, "DONE", WishKind.REMEDIAL_COMPLETE),
        (CONSULTANT_HEAD, "APPROVE", WishKind.MANAGEMENT_DECISION),
        (CONSULTANT_HEAD, "DECLINE\nReason: third time", WishKind.MANAGEMENT_DECISION),
        (STRATEGIC_LEAD, "ACKNOWLEDGE", WishKind.ACKNOWLEDGE),
        (AUDITOR, "SAFEGUARDING\nMy concern:", WishKind.SAFEGUARDING),
    ],
)
def test_a_command_is_carried_out(context: Context, text: str, kind: WishKind) -> None:
    assert_acted_on(context, text, kind)


@pytest.mark.requirement("R-9.3-2", "R-6.5-1")
@pytest.mark.parametrize(
    ("context", "text", "kind"),
    [
        (TEAM_MANAGER, "All actions completed and signed off.", WishKind.REMEDIAL_COMPLETE),
        (TEAM_MANAGER, "Completed and authorised in LCS", WishKind.REMEDIAL_COMPLETE),
        (AUDITOR, "Audit completed and authorised.", WishKind.COMPLETE),
    ],
)
def test_the_words_of_the_policy_are_acted_on(context: Context, text: str, kind: WishKind) -> None:
    assert_acted_on(context, text, kind)


def test_the_same_command_for_several_references_is_one_wish() -> None:
    text = "DONE RA-7K3F-Q1\nDONE RA-7K3F-R0"
    refs = ("RA-7K3F-Q1", "RA-7K3F-R0")
    found = read_words(text, received=MONDAY, context=TEAM_MANAGER)
    assert [wish.refs for wish in found.wishes] == [refs]
    assert not found.needs_person


@pytest.mark.parametrize(
    "text",
    [
        "APPROVE RQ-7K3F-QE\nDECLINE RQ-7K3F-QE",
        "DEFER UNTIL 19 January 2026\nDEFER UNTIL 26 January 2026",
        "DONE RA-7K3F-Q1\nDONE",
    ],
)
def test_commands_that_do_not_agree_are_for_a_person(text: str) -> None:
    context = CONSULTANT_HEAD if "RQ" in text else TEAM_MANAGER if "RA" in text else AUDITOR
    found = read_words(text, received=MONDAY, context=context)
    assert len(found.wishes) == 2
    assert found.needs_person


def test_a_command_with_more_beside_it_is_carried_out_and_read() -> None:
    text = "DEFER UNTIL 19 January 2026\nReason: the photocopier burnt down"
    assert read_words(text, received=MONDAY, context=AUDITOR).to_read


def test_a_button_for_a_date_that_was_not_filled_in_is_asked() -> None:
    text = "DEFER UNTIL\nReason: on leave until 19 January"
    found = read_words(text, received=MONDAY, context=AUDITOR)
    assert found.needs_person
    assert found.wishes[0].until is None


@pytest.mark.parametrize("text", ["DEFER UNTIL next Friday", "Can I have until next Friday?"])
def test_a_date_with_two_readings_comes_with_both_to_choose_from(text: str) -> None:
    found = read_words(text, received=MONDAY, context=AUDITOR)
    assert found.wishes[0].readings == (date(2026, 1, 9), date(2026, 1, 16))
    assert found.needs_person


def test_a_certain_date_leaves_nothing_to_choose() -> None:
    found = read_words("DEFER UNTIL Friday 16 January 2026", received=MONDAY, context=AUDITOR)
    assert found.wishes[0].readings == ()
    assert not found.needs_person


@pytest.mark.parametrize(
    ("text", "granted"),
    [("Approved", True), ("Yes agreed", True), ("DECLINE", False), ("Not approved", False),
     ("I can't support this", False), ("Let me think", None)],
)  # fmt: skip
def test_a_decision_says_yes_or_no(text: str, granted: bool | None) -> None:
    found = read_words(text, received=MONDAY, context=CONSULTANT_HEAD)
    assert found.wishes[0].granted is granted


@pytest.mark.parametrize("text", NOT_TAKEN_ON)
def test_an_answer_that_leaves_a_concern_with_nobody_does_not_acknowledge(text: str) -> None:
    found = read_words(text, received=MONDAY, context=STRATEGIC_LEAD)
    acknowledged = any(wish.kind is WishKind.ACKNOWLEDGE for wish in found.wishes)
    assert found.needs_person or not acknowledged


@pytest.mark.parametrize(
    "text", ["I have this. I will ring the Team Manager today", "Got it, on it now", "Acknowledged"]
)
def test_an_acknowledgement_in_plain_words_stops_the_chase_with_its_words(text: str) -> None:
    found = read_words(text, received=MONDAY, context=STRATEGIC_LEAD)
    assert [wish.kind for wish in found.wishes] == [WishKind.ACKNOWLEDGE]
    assert found.wishes[0].evidence
    assert not found.needs_person


def test_words_outside_the_vocabulary_are_put_before_a_person() -> None:
    known = read_words("Completed, thanks", received=MONDAY, context=AUDITOR)
    strange = read_words("COMPLETE\nThe chronology is thin.", received=MONDAY, context=AUDITOR)
    assert not known.to_read
    assert strange.to_read
    assert not strange.needs_person


def test_without_a_context_nothing_is_done() -> None:
    assert read_words("COMPLETE", received=MONDAY, context=None).needs_person


def test_a_word_that_only_a_letter_of_thanks_needs_does_not_hide_a_wish() -> None:
    found = read_words("Thanks. Completed.", received=MONDAY, context=AUDITOR)
    assert [wish.kind for wish in found.wishes] == [WishKind.COMPLETE]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("CASE NOTE ON 22 December", date(2025, 12, 22)),
        ("CASE NOTE ON 12 January", date(2025, 1, 12)),
        ("CASE NOTE ON 12 January 2026", None),
        ("CASE NOTE ON 12/01/26", None),
    ],
)
def test_a_case_note_is_of_a_day_that_has_been(text: str, day: date | None) -> None:
    found = read_words(text, received=MONDAY, context=AUDITOR)
    assert [wish.until for wish in found.wishes] == [day]
