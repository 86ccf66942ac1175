"""Stories of panels: apart until all are in, then one view or a moderator's; exercises (8.1)."""

import pytest

from bot.policy.form import AuditReturn
from bot.policy.model import AuditFile, Status
from bot.policy.panels import Panel, PanelStatus
from bot.store import programme, second_looks
from tests.jobs.returned import GRADED_FORM
from tests.jobs.world import World, day

pytestmark = pytest.mark.requirement("R-8.1-1", "R-8.1-2")
GRADES = "Child's voice: Good\nAssessment: RI"
DIFFERS = "COMPLETE\nAction: Record the visits"


def paired(world: World) -> World:
    """Half of what December's auditors can take on belongs to pairs: one pair, and two others."""
    world.vary("panel_share", 0.5)
    world.deploy()
    return world


def panel(world: World) -> Panel:
    last = world.rounds()[-1].ref
    with world.store.reading() as work:
        return second_looks.panels_of(work, last)[0]


def members(world: World) -> list[AuditFile]:
    """The lead first."""
    it = panel(world)
    with world.store.reading() as work:
        audits = second_looks.audits_of(work, it.ref)
    return [world.file(a.ref) for a in sorted(audits, key=lambda a: a.ref != it.lead)]


def all_in(world: World) -> tuple[AuditFile, AuditFile]:
    """Both have finished, and differ."""
    lead, other = members(paired(world))
    for file, words in ((lead, "COMPLETE\nRemedial actions: none"), (other, DIFFERS)):
        world.reply(file.audit.auditor, file.audit.ref, words, "8 Dec 2025 10:00")
    world.cycle("8 Dec 2025 10:05")
    return lead, other


def given(world: World, ref: str) -> AuditReturn:
    with world.store.reading() as work:
        found = programme.get(work, AuditReturn, ref)
    assert found is not None
    return found


def test_two_audit_the_same_case_and_neither_learns_who_the_other_is(world: World) -> None:
    lead, other = members(paired(world))

    assert lead.audit.child == other.audit.child
    assert lead.audit.auditor != other.audit.auditor
    for one, partner in ((lead, other), (other, lead)):
        for letter in world.letters(one.audit.auditor):
            if letter.about == one.audit.ref:
                assert partner.audit.auditor not in letter.text.split("If you have a question")[0]
        mine = world.letters(one.audit.auditor, "assignment")
        letter = next(m for m in mine if m.about == one.audit.ref)
        assert "Others audit this record too" in letter.text
        assert "We tell you then who they are." in letter.text


def test_names_are_shown_from_the_start_where_the_council_wants_it(world: World) -> None:
    world.vary("panel_names_shown", 1)
    lead, other = members(paired(world))

    mine = world.letters(lead.audit.auditor, "assignment")
    letter = next(m for m in mine if m.about == lead.audit.ref)
    assert f"The others are {other.audit.auditor}." in letter.text


def test_the_worker_has_one_letter_that_names_both(world: World) -> None:
    lead, other = members(paired(world))

    about = {lead.audit.ref, other.audit.ref}
    (letter,) = [m for m in world.letters(name="audit_under_way") if m.about in about]
    assert lead.audit.auditor in letter.text
    assert other.audit.auditor in letter.text


def test_nobody_sees_what_another_has_found_before_all_are_in(world: World) -> None:
    lead, other = members(paired(world))
    world.reply(other.audit.auditor, other.audit.ref, DIFFERS, "8 Dec 2025 10:00")
    world.cycle("8 Dec 2025 10:05")

    assert world.audit(other.audit.ref).status is Status.AWAITING_CONSENSUS
    assert not any("Record the visits" in m.text for m in world.letters(lead.audit.auditor))
    assert world.letters(name="audit_result") == []
    receipt = world.letters(other.audit.auditor, "completed_receipt")[-1]
    assert "until all of you have finished" in receipt.text
    assert "Record the visits" not in world.letters(name="audit_completed")[-1].text


def test_when_all_are_in_each_sees_all_views_and_the_first_drawn_leads(world: World) -> None:
    lead, other = all_in(world)

    assert panel(world).status is PanelStatus.AGREEING
    assert panel(world).agree_by == day("15 Dec 2025")
    for one in (lead, other):
        (letter,) = world.letters(one.audit.auditor, "panel_agree")
        assert letter.cc == ()
        assert f"What {lead.audit.auditor} has found" in letter.text
        assert f"What {other.audit.auditor} has found" in letter.text
        assert ("You lead" in letter.text) is (one is lead)
    assert world.letters(name="audit_result") == []


def test_the_lead_states_one_view_the_other_agrees_and_the_team_is_told_once(
    world: World,
) -> None:
    lead, other = all_in(world)
    ref = panel(world).ref
    words = "COMPLETE\nAction: Record the visits of August"
    world.reply(lead.audit.auditor, ref, words, "9 Dec 2025 10:00")
    world.cycle("9 Dec 2025 10:05")
    (asked,) = world.letters(name="panel_statement")
    assert asked.to == other.audit.auditor
    assert world.letters(name="audit_result") == []

    world.reply(other.audit.auditor, ref, "AGREE", "9 Dec 2025 11:00")
    world.cycle("9 Dec 2025 11:05")
    (result,) = world.letters(name="audit_result")
    assert "Record the visits of August" in result.text
    assert panel(world).status is PanelStatus.AGREED
    assert world.audit(lead.audit.ref).status is Status.WITH_TEAM_MANAGER
    assert world.audit(other.audit.ref).status is Status.CLOSED
    assert sorted(world.readers("panel_settled")) == sorted(
        [lead.audit.auditor, other.audit.auditor]
    )
    # The earlier views are kept as they were.
    assert given(world, lead.audit.ref).actions == ()
    assert [a.text for a in given(world, other.audit.ref).actions] == ["Record the visits"]
    assert [a.text for a in given(world, ref).actions] == ["Record the visits of August"]


@pytest.mark.requirement("R-7.1-1")
def test_the_one_view_of_a_panel_is_given_with_the_grades_that_the_form_asks(world: World) -> None:
    for row in GRADED_FORM:
        world.add("Form", **row)
    lead, other = members(paired(world))
    words = f"COMPLETE\n{GRADES}\nSafeguarding concern: no\nRemedial actions: none"
    for file in (lead, other):
        world.reply(file.audit.auditor, file.audit.ref, words, "8 Dec 2025 10:00")
    world.cycle("8 Dec 2025 10:05")
    ref = panel(world).ref
    world.reply(lead.audit.auditor, ref, words, "9 Dec 2025 10:00")
    world.cycle("9 Dec 2025 10:05")

    assert world.letters(name="second_look_unclear") == []
    assert [letter.to for letter in world.letters(name="panel_statement")] == [other.audit.auditor]
    assert [g.grade for g in given(world, ref).grades] == ["Good", "Requires improvement"]


@pytest.mark.embedded
def test_no_agreement_goes_to_a_consultant_who_is_not_of_the_panel(world: World) -> None:
    world.add(
        "People",
        Name="Rae Look",
        Address="rae@council.example",
        Roles="Consultant QA Social Worker",
        Qualified="Yes",
        Trained="No",
    )
    lead, other = all_in(world)
    ref = panel(world).ref
    world.reply(lead.audit.auditor, ref, "COMPLETE\nRemedial actions: none", "9 Dec 2025 10:00")
    world.cycle("9 Dec 2025 10:05")
    words = "DISAGREE\nReason: the visits are missing"
    world.reply(other.audit.auditor, ref, words, "9 Dec 2025 11:00")
    world.cycle("9 Dec 2025 11:05")

    moderator = str(panel(world).moderator)
    assert moderator not in {lead.audit.auditor, other.audit.auditor}
    (letter,) = world.letters(moderator, "moderation_wanted")
    assert "the visits are missing" in letter.text
    assert "Do not count votes" in letter.text
    assert world.letters(name="audit_result") == []
    world.reply(moderator, ref, "COMPLETE\nAction: Record the visits", "10 Dec 2025 10:00")
    world.cycle("10 Dec 2025 10:05")
    assert panel(world).status is PanelStatus.AGREED
    assert "Record the visits" in world.letters(name="audit_result")[0].text
    assert set(world.readers("panel_settled")) == {
        lead.audit.auditor,
        other.audit.auditor,
        moderator,
    }


def test_a_panel_that_does_not_agree_in_time_is_reminded_and_then_moderated(world: World) -> None:
    lead, _ = all_in(world)
    for when in ("11 Dec 2025", "15 Dec 2025", "16 Dec 2025"):
        world.cycle(f"{when} 09:00")

    reminders = world.letters(name="second_look_reminder")
    assert [(m.to, m.at.day) for m in reminders[:2]] == [
        (lead.audit.auditor, 11),
        (lead.audit.auditor, 15),
    ]
    assert panel(world).status is PanelStatus.MODERATION
    assert "has not agreed by Monday 15 December 2025" in (
        world.letters(name="moderation_wanted")[0].text
    )


@pytest.mark.requirement("R-B-2")
def test_a_panel_is_reminded_once_after_a_pause_not_once_for_each_rung(world: World) -> None:
    lead, _ = all_in(world)
    world.add("Quiet days", From=day("10 Dec 2025"), Until=day("12 Dec 2025"))
    words = world.cycle("11 Dec 2025 09:00")
    assert words["second looks"].startswith("a quiet day")
    world.cycle("15 Dec 2025 09:00")

    assert world.readers("second_look_reminder").count(lead.audit.auditor) == 1


def test_a_statement_that_does_not_say_whether_actions_are_required_is_asked_for(
    world: World,
) -> None:
    lead, _ = all_in(world)
    world.reply(lead.audit.auditor, panel(world).ref, "COMPLETE", "9 Dec 2025 10:00")
    world.cycle("9 Dec 2025 10:05")

    (asked,) = world.letters(name="second_look_unclear")
    assert "whether remedial actions are required" in asked.text
    assert not panel(world).stated


def test_what_cannot_wait_for_the_other_is_told_to_the_team_at_once_and_only_once(
    world: World,
) -> None:
    lead, other = members(paired(world))
    world.reply(
        other.audit.auditor,
        other.audit.ref,
        "COMPLETE\nAction: See the child (3 days)",
        "8 Dec 2025 10:00",
    )
    world.cycle("8 Dec 2025 10:05")
    (first,) = world.letters(name="audit_result")
    assert "See the child" in first.text
    assert not any("See the child" in m.text for m in world.letters(lead.audit.auditor))

    none = "COMPLETE\nRemedial actions: none"
    world.reply(lead.audit.auditor, lead.audit.ref, none, "8 Dec 2025 11:00")
    world.cycle("8 Dec 2025 11:05")
    words = "COMPLETE\nAction: See the child (3 days)\nAction: Write it down"
    world.reply(lead.audit.auditor, panel(world).ref, words, "8 Dec 2025 12:00")
    world.cycle("8 Dec 2025 12:05")
    world.reply(other.audit.auditor, panel(world).ref, "AGREE", "8 Dec 2025 13:00")
    world.cycle("8 Dec 2025 13:05")
    second = world.letters(name="audit_result")[-1]
    assert "Write it down" in second.text
    assert "See the child" not in second.text


def test_a_partner_who_hands_over_is_replaced_by_somebody_who_is_not_of_the_panel(
    world: World,
) -> None:
    lead, other = members(paired(world))
    words = "HAND OVER\nReason: workload"
    world.reply(other.audit.auditor, other.audit.ref, words, "2 Dec 2025 10:00")
    world.cycle("2 Dec 2025 10:05")
    world.reply("Cara Head", world.request(other.audit.ref).ref, "APPROVE", "2 Dec 2025 11:00")
    world.cycle("2 Dec 2025 11:05")

    moved = world.audit(other.audit.ref)
    assert moved.auditor not in {lead.audit.auditor, other.audit.auditor}
    assert moved.panel == panel(world).ref


def test_a_view_cannot_be_taken_back_once_the_others_have_seen_it(world: World) -> None:
    _, other = all_in(world)
    world.write(other.audit.auditor, "UNDO", "8 Dec 2025 11:00", subject=f"UNDO {other.audit.ref}")
    world.cycle("8 Dec 2025 11:05")

    assert world.audit(other.audit.ref).status is Status.AWAITING_CONSENSUS
    refused = world.letters(other.audit.auditor, "undo_refused")[0]
    assert "has seen what the others have found" in refused.text


@pytest.mark.requirement("R-8.1-4", "R-8.1-5")
def test_an_exercise_gives_one_case_to_many_and_compares_what_they_found(world: World) -> None:
    world.add(
        "Themes",
        **{"Auditors a case": 3},
        Theme="Common eyes",
        From=day("1 Dec 2025"),
        Cases=1,
        Kind="Inter-rater",
    )
    world.propose()
    exercise = next(r for r in world.rounds() if r.theme == "Common eyes")
    world.choose(exercise.ref, "Deploy")
    world.cycle("1 Dec 2025 09:30")
    audits = [a for a in world.audits() if a.round == exercise.ref]
    assert len({a.child for a in audits}) == 1
    assert sorted(a.auditor for a in audits) == ["Ada Obi", "Ben Cole", "Cleo Dunn"]

    for audit in audits:
        world.reply(
            audit.auditor, audit.ref, "COMPLETE\nRemedial actions: none", "8 Dec 2025 10:00"
        )
    world.cycle("8 Dec 2025 10:05")
    assert sorted(world.readers("exercise_compared")) == [
        "Ada Obi",
        "Ben Cole",
        "Cara Head",
        "Cleo Dunn",
    ]
    assert {world.audit(a.ref).status for a in audits} == {Status.CLOSED}


@pytest.mark.requirement("R-8.1-4")
def test_an_exercise_is_proposed_half_a_year_after_the_programme_began(world: World) -> None:
    world.deploy()
    world.publish("1 Jun 2026")
    world.cycle("1 Jun 2026 09:00")
    kinds = {r.kind.value: r for r in world.rounds()}
    assert "Inter-rater" in kinds
    world.choose(kinds["Inter-rater"].ref, "Discard")
    world.cycle("1 Jun 2026 10:00")
    world.publish("6 Jul 2026")
    world.cycle("6 Jul 2026 09:00")
    assert [r.kind.value for r in world.rounds()].count("Inter-rater") == 1
