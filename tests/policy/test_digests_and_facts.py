"""Lines of the daily digest, and the plain values that letters are told."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.policy.case_notes import actions_note, assignment_note
from bot.policy.council import Council, DigestTime, Person, Role
from bot.policy.digests import digest_lines, last_slot, programme_leads
from bot.policy.facts import audit_facts, concern_facts, days_over, iso_time, request_facts
from bot.policy.model import Fact
from bot.policy.wording import count_words, day_words, listed
from tests.policy.cast import (
    AUDIT,
    BEN,
    CORA,
    COUNCIL,
    DORA,
    DUE,
    HAL,
    LENA,
    MONDAY,
    PIERS,
    SUE,
    TARA,
    WILL,
    a_concern,
    a_request,
    an_action,
    away,
    council,
    occasion,
    policy,
)
from tests.policy.ladders import after

# --- digests --------------------------------------------------------------------------------------


@pytest.mark.requirement("R-5.1-1")
@pytest.mark.parametrize(
    ("among", "leads"),
    [
        (COUNCIL, [CORA, HAL]),
        (council(away(HAL, BEN)), [CORA, BEN]),
        (council(away(HAL)), [CORA, DORA]),
        (council(away(HAL, CORA)), [CORA]),  # one line, not two
        (council(without=[CORA, HAL, DORA]), []),
    ],
)
def test_those_who_keep_count_have_one_line_each(among: Council, leads: list[Person]) -> None:
    assert programme_leads(policy(among), MONDAY) == [p.name for p in leads]
    lines = digest_lines(AUDIT.ref, "completed", occasion(MONDAY, among))
    assert [x.to for x in lines] == [p.name for p in leads]
    assert all(x.digest and x.facts == {"line": "completed"} for x in lines)


@pytest.mark.requirement("R-B-1")
def test_two_things_that_one_mail_brings_about_are_two_lines() -> None:
    now = occasion()
    one, two = (digest_lines(AUDIT.ref, line, now)[0] for line in ("completed", "late"))
    assert one.key != two.key
    assert one.key == digest_lines(AUDIT.ref, "completed", now)[0].key


# --- facts ----------------------------------------------------------------------------------------


def plain(facts: Fact) -> bool:
    return json.loads(json.dumps(facts)) == facts


@pytest.mark.requirement("R-6.4-1", "R-6.4-4")
def test_a_letter_is_told_all_that_an_auditor_needs_in_plain_values() -> None:
    facts = audit_facts(AUDIT, occasion())
    assert plain(facts)
    assert facts["due"] == facts["original_due"] == "2025-12-31"
    assert (facts["worker"], facts["worker_address"]) == (WILL.name, WILL.address)
    assert (facts["team_manager"], facts["team_manager_address"]) == (TARA.name, TARA.address)
    assert (facts["lead"], facts["lead_address"]) == (LENA.name, LENA.address)


@pytest.mark.requirement("R-6.4-4", "R-9.1-2")
@pytest.mark.parametrize(
    ("among", "manager", "lead"),
    [
        (council(away(TARA)), SUE.name, LENA.name),
        (council(away(TARA), away(LENA, PIERS)), SUE.name, PIERS.name),
        (council(without=[TARA, SUE, LENA]), None, None),
    ],
)
def test_whom_to_ring_is_somebody_who_is_here(
    among: Council, manager: str | None, lead: str | None
) -> None:
    facts = audit_facts(AUDIT, occasion(MONDAY, among))
    assert (facts["team_manager"], facts["lead"]) == (manager, lead)


@pytest.mark.requirement("R-6.4-3")
@pytest.mark.parametrize(("over", "days"), [(-5, 0), (0, 0), (1, 1), (7, 7)])
def test_days_over_are_working_days_past_the_due_date(over: int, days: int) -> None:
    assert days_over(DUE, policy(), after(over)) == days
    assert days_over(None, policy(), after(over)) == 0


@pytest.mark.requirement("R-6.4-3")
def test_a_deferment_does_not_hide_how_late_an_audit_is() -> None:
    deferred = replace(AUDIT, due=date(2026, 1, 9), deferrals=1)
    facts = audit_facts(deferred, occasion(date(2026, 1, 12)))
    assert (facts["days_over"], facts["days_over_original"]) == (1, 7)


@pytest.mark.requirement("R-9.1-2")
def test_the_words_of_a_concern_are_given_only_where_they_are_asked_for() -> None:
    shown = concern_facts(a_concern(), policy(), words=True)
    hidden = concern_facts(a_concern(), policy(), words=False)
    assert plain(shown)
    assert plain(hidden)
    assert shown["words"] == a_concern().words
    assert a_concern().words not in json.dumps(hidden)


def test_times_are_told_in_the_councils_own_time() -> None:
    summer = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    assert iso_time(summer, policy()) == "2026-06-02T00:30:00+01:00"


@pytest.mark.requirement("R-7.2-1")
def test_a_request_is_told_with_its_writers_reason() -> None:
    facts = request_facts(a_request(reason="I am on leave.", late=True))
    assert plain(facts)
    assert (facts["until"], facts["reason"], facts["late"]) == (
        "2026-01-09",
        "I am on leave.",
        True,
    )


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-6.4-2")
def test_the_note_for_the_childs_record_alerts_auditor_and_worker() -> None:
    note = assignment_note(AUDIT)
    assert f"{AUDIT.ref} has been assigned to Ada Marsh." in note
    assert "by Wednesday 31 December 2025." in note
    assert "Alert: Ada Marsh; Will Ash." in note
    assert "Alert: Ada Marsh; Allocated Case Worker." in assignment_note(
        replace(AUDIT, worker=None)
    )


@pytest.mark.requirement("R-9.3-1")
def test_the_note_lists_each_remedial_action_with_its_date() -> None:
    action = an_action()
    assert f"{action.ref}: {action.text} By Thursday 8 January 2026." in actions_note(
        AUDIT, [action]
    )


def test_an_action_that_was_typed_without_a_full_stop_does_not_run_into_its_date() -> None:
    action = an_action(text="Update the chronology")
    assert "Update the chronology. By Thursday 8 January 2026." in actions_note(AUDIT, [action])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (listed([]), ""),
        (listed(["a"]), "a"),
        (listed(["a", "b"]), "a and b"),
        (listed(["a", "b", "c"], "or"), "a, b or c"),
        (count_words(1, "case"), "1 case"),
        (count_words(0, "case"), "0 cases"),
        (day_words(date(2026, 3, 9)), "Monday 9 March 2026"),
    ],
)
def test_lists_counts_and_days_are_put_as_people_say_them(words: str, said: str) -> None:
    assert words == said


@pytest.mark.parametrize(
    ("weekdays", "at", "slot"),
    [
        ({0, 1, 2, 3, 4}, datetime(2025, 12, 3, 16, 0, tzinfo=UTC), date(2025, 12, 3)),
        ({0, 1, 2, 3, 4}, datetime(2025, 12, 3, 15, 59, tzinfo=UTC), date(2025, 12, 2)),
        ({0, 1, 2, 3, 4}, datetime(2025, 12, 1, 9, 0, tzinfo=UTC), date(2025, 11, 28)),
        ({3}, datetime(2025, 12, 3, 16, 0, tzinfo=UTC), date(2025, 11, 27)),
        # Thursday is Christmas Day, Friday Boxing Day: the summary comes on Monday.
        ({3}, datetime(2025, 12, 26, 17, 0, tzinfo=UTC), date(2025, 12, 18)),
        ({3}, datetime(2025, 12, 29, 16, 0, tzinfo=UTC), date(2025, 12, 29)),
    ],
)
def test_a_summary_is_due_on_its_day_or_the_next_working_day(
    weekdays: set[int], at: datetime, slot: date
) -> None:
    chosen = DigestTime(Role.CONSULTANT_HEAD, frozenset(weekdays), time(16, 0))
    assert last_slot(chosen, at, occasion().policy) == slot
