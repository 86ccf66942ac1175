"""The list of letters, their templates and their samples fit each other, both ways."""

import re
from dataclasses import replace

import pytest

from bot.letters import KINDS, LONGEST_SUBJECT, Letters, Rendered
from bot.letters.checks import reference
from bot.policy.references import find_references
from tests.letters.conftest import FOLDER, HOUSE, every_sample

# The contract between the policy and the letters: what the policy may owe.
OWED = """
assignment reminder overdue overdue_escalated actions_wanted request_received request_to_decide
request_granted request_declined request_refused reallocated_away completed_receipt audit_completed
audit_result result_to_worker taken_back undone undo_refused action_reminder action_overdue
action_overdue_escalated action_receipt attachment_unread
team_workbook four_month_workbook checks_to_record workbook_read
audit_under_way audit_called_off audit_replaced round_deployed round_taken_back round_discarded
audits_withdrawn theme_report_wanted
case_closed case_closed_actions case_reopened
decision_wanted decision_to_authorise decision_authorised decision_refused
dispute_opened dispute_referred dispute_known dispute_review dispute_reviewer_wanted
dispute_discussion dispute_settled actions_received actions_passed_on worker_away action_dates
case_note_receipt case_notes_wanted packs_written
safeguarding_decide safeguarding_decided safeguarding_to_team
review_request review_receipt review_not_confirmed audit_given_back second_look_reminder
second_look_overdue second_look_unclear panel_agree panel_statement panel_moderated
moderation_wanted panel_settled exercise_compared
leaver nobody_to_tell
safeguarding_notice safeguarding_chase safeguarding_receipt safeguarding_known
safeguarding_answered safeguarding_thanks safeguarding_alarm question_passed_on question_receipt
say_again answers to_confirm not_yours already_done put_aside round_proposed annexe_refused
annexe_missing job_failing configuration_problem not_delivered decisions_waiting mailbox_differs
mails_unread workbook_open
digest
""".split()


def test_the_list_holds_every_letter_that_can_be_owed_and_no_other() -> None:
    assert sorted(KINDS) == sorted(OWED)


def test_every_letter_has_a_template_and_every_template_a_letter() -> None:
    templates = {file.stem for file in FOLDER.glob("*.md") if not file.stem.startswith("_")}
    assert templates == KINDS.keys()


def test_every_letter_has_samples_and_every_sample_a_letter(letters: Letters) -> None:
    assert letters.samples.keys() == KINDS.keys()
    assert all(letters.samples.values())


def test_every_part_that_letters_share_is_used() -> None:
    sources = [file.read_text(encoding="utf-8") for file in FOLDER.glob("*.md")]
    used = {name for source in sources for name in re.findall(r'include "(_\w+)\.md"', source)}
    assert {file.stem for file in FOLDER.glob("_*.md")} == used | {"_footer"}


@pytest.mark.parametrize("name", OWED)
def test_the_list_says_who_reads_a_letter_when_and_why(name: str) -> None:
    kind = KINDS[name]
    assert kind.readers[0].isupper()
    assert kind.when[0].isupper()
    assert kind.because[0].islower()
    assert kind.requirements
    assert all(re.fullmatch(r"R-[\dB][\d.]*-\d+", ref) for ref in kind.requirements)


def test_the_subject_carries_the_reference_and_never_the_child(
    letters: Letters, samples: dict[str, Rendered]
) -> None:
    for key, name, sample in every_sample(letters):
        subject = samples[key].subject
        assert reference(KINDS[name], sample.facts) in subject
        assert "8000417" not in subject
        assert len(subject) <= LONGEST_SUBJECT
        assert "…" not in subject, f"{key} does not fit: {subject}"


@pytest.mark.parametrize("name", [n for n in OWED if n.startswith(("safeguarding", "request_to"))])
def test_a_letter_that_asks_for_an_answer_can_be_answered_by_its_reference(
    name: str, letters: Letters, samples: dict[str, Rendered]
) -> None:
    about = {"s": "SG", "r": "RQ"}[name[0]]
    assert find_references(samples[f"{name}-0"].subject)[0].startswith(about)


def test_letters_that_name_a_case_are_marked_and_others_are_not(
    samples: dict[str, Rendered],
) -> None:
    for key, letter in samples.items():
        marked = KINDS[key.rpartition("-")[0]].names_a_case
        assert letter.subject.startswith("OFFICIAL-SENSITIVE: ") is marked
        assert ("OFFICIAL-SENSITIVE" in letter.text) is marked
        assert ('class="marking"' in letter.html) is marked


def test_a_council_may_mark_other_letters_and_with_other_words() -> None:
    house = replace(HOUSE, marking="OFFICIAL", marked=frozenset({"annexe_missing"}))
    letters = Letters(FOLDER, house)
    sample = letters.samples["annexe_missing"][0]
    assert letters.render("annexe_missing", "A", sample.facts).subject.startswith("OFFICIAL: ")
    sample = letters.samples["reminder"][0]
    assert letters.render("reminder", "A", sample.facts).subject.startswith("Audit AU-")


def test_every_letter_says_where_to_turn_in_an_emergency(samples: dict[str, Rendered]) -> None:
    for letter in samples.values():
        assert HOUSE.emergency in letter.text
        assert HOUSE.emergency in letter.html


@pytest.mark.requirement("R-4.1-1")
@pytest.mark.parametrize("key", ["assignment-0", "audit_result-2", "result_to_worker-0"])
def test_those_whose_case_is_audited_read_that_it_is_no_inspection(
    key: str, samples: dict[str, Rendered]
) -> None:
    assert "not an inspection" in samples[key].text


@pytest.mark.requirement("R-6.4-1", "R-6.4-3", "R-6.4-4", "R-8.1-6", "R-9.1-2", "R-6.4-2")
def test_the_assignment_holds_all_that_an_auditor_needs(samples: dict[str, Rendered]) -> None:
    text = samples["assignment-0"].text
    for fact in (
        "AU-T6F7-A4",
        "8000417",
        "North Safeguarding Team 2",
        "Niamh Okafor, niamh.okafor@moorbridge.example",
        "Grace Whitfield, grace.whitfield@moorbridge.example",
        "Wednesday 31 December 2025",
        "Ring the Strategic Lead, Helen Sharrock, helen.sharrock@moorbridge.example, now, on"
        " 01632 960141.",
        "Joan Ellery, joan.ellery@moorbridge.example",
        "Walter Finch, walter.finch@moorbridge.example (Consultant Head)",
        "Alert: Ada Marsden; Niamh Okafor.",
        "SAFEGUARDING",
        "Remedial actions: none",
        "(10 days)",
        "DEFER UNTIL",
        "EXCUSE ME",
        "HAND OVER",
        "QUESTION",
    ):
        assert fact in text


@pytest.mark.requirement("R-9.1-2")
def test_those_who_need_only_know_of_a_concern_get_no_detail(samples: dict[str, Rendered]) -> None:
    for key in ("safeguarding_known-0", "safeguarding_alarm-0", "safeguarding_answered-0"):
        letter = samples[key]
        for detail in ("8000417", "North Safeguarding Team 2", "bruise"):
            assert detail not in letter.text + letter.html


@pytest.mark.requirement("R-9.4-1", "R-9.4-2")
def test_a_team_manager_learns_what_to_do_when_an_action_is_not_achievable(
    samples: dict[str, Rendered],
) -> None:
    text = samples["audit_result-0"].text
    assert "Enter a Management Decision" in text
    assert "must authorise it first" in text
    assert "“Management Decision: …”" in text
