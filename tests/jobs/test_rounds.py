"""Stories of a month's round: proposed, shown, deployed or discarded, and told to the auditors."""

import pytest

from bot.policy.model import RoundStatus, Status
from bot.store import draws, programme
from tests.jobs.council import CYPIC
from tests.jobs.world import World, day


@pytest.mark.requirement("R-6.2-1", "R-4.2-1")
def test_a_round_is_proposed_on_the_first_monday_and_nobody_is_told_but_those_who_decide(
    world: World,
) -> None:
    world.propose("1 Dec 2025")

    assert world.round().status is RoundStatus.PROPOSED
    assert world.readers("round_proposed") == ["Fay Moss", "Cara Head"]
    assert set(world.names()) == {"round_proposed"}
    shown = world.letters("Fay Moss", "round_proposed")[0].text
    assert "Drawn from: 14 open cases, as at Monday 1 December 2025" in shown
    assert world.round().seed in shown


@pytest.mark.requirement("R-6.4-1", "R-6.4-2", "R-6.4-3", "R-6.4-4", "R-8.1-6", "R-4.1-1")
def test_auditors_get_all_they_need_once_the_coordinator_has_deployed_the_round(
    world: World,
) -> None:
    world.deploy("1 Dec 2025")

    audit = world.in_area("A&A")
    (letter,) = [m for m in world.letters(name="assignment") if m.about == audit.ref]
    assert letter.to == audit.auditor
    assert letter.cc == ()
    assert audit.due == day("31 Dec 2025")
    for needed in (
        audit.ref,
        audit.child,
        "Wednesday 31 December 2025",
        "Wyn Pell",
        "Tom Duty",
        "Cleo Dunn",
        "Cara Head",
        "COMPLETE",
        "DEFER UNTIL",
        "SAFEGUARDING",
        "not an inspection",
        f"Alert: {audit.auditor}; Wyn Pell.",
    ):
        assert needed in letter.text
    assert audit.child not in letter.subject


@pytest.mark.requirement("R-6.2-2")
def test_a_round_is_as_large_as_its_auditors_can_manage_and_each_gets_one(world: World) -> None:
    world.deploy("1 Dec 2025")

    given = sorted(audit.auditor for audit in world.audits())
    assert given == ["Ada Obi", "Ada Obi", "Ben Cole", "Cleo Dunn"]
    assert len(world.letters(name="assignment")) == 4


@pytest.mark.requirement("R-6.2-1")
def test_the_history_of_a_round_says_who_has_deployed_it(world: World) -> None:
    world.deploy("1 Dec 2025")

    assert world.history(world.round().ref) == [
        "round of December 2025 proposed with 4 audits",
        "round of December 2025 deployed by Fay Moss: 4 audits",
    ]


def test_a_discarded_round_assigns_nothing_and_is_not_proposed_again(world: World) -> None:
    world.propose("1 Dec 2025")
    world.choose(world.round().ref, "Discard")
    world.cycle("1 Dec 2025 10:00")
    world.publish("8 Dec 2025")
    world.cycle("8 Dec 2025 09:00")

    assert world.round().status is RoundStatus.DISCARDED
    assert world.audits() == []
    assert world.letters(name="assignment") == []
    assert len(world.letters("Fay Moss", "round_proposed")) == 1
    assert world.readers("round_discarded") == ["Fay Moss", "Cara Head"]


@pytest.mark.requirement("R-6.2-1")
def test_a_round_is_drawn_again_by_the_lists_as_they_are_then(world: World) -> None:
    world.propose("1 Dec 2025")
    first = world.round()
    world.away("Ben Cole", "1 Dec 2025", "31 Dec 2025")
    world.choose(first.ref, "Draw again")
    world.cycle("1 Dec 2025 10:00")

    second = next(r for r in world.rounds() if r.status is RoundStatus.PROPOSED)
    assert (second.ref != first.ref, second.seed) == (True, first.seed)
    assert (first.available, second.available) == (4, 3)
    assert "Ben Cole: " in world.letters("Fay Moss", "round_proposed")[-1].text
    assert world.letters(name="assignment") == []
    with world.store.reading() as work:
        assert programme.round_called(work, "2025-12") == second
        assert programme.round_called(work, first.ref) != second
    world.choose(second.ref, "Deploy")
    world.cycle("1 Dec 2025 11:00")
    assert sorted(world.readers("assignment")) == ["Ada Obi", "Ada Obi", "Cleo Dunn"]


@pytest.mark.requirement("R-6.2-1")
def test_nobody_can_draw_until_they_like_the_cases(world: World) -> None:
    """A-30: another proposal from the same open cases is of the same cases."""
    world.propose("1 Dec 2025")
    first = world.round().ref
    world.choose(first, "Draw again")
    world.cycle("1 Dec 2025 10:00")
    second = next(r.ref for r in world.rounds() if r.ref != first)

    with world.store.reading() as work:
        drawn = [draws.of_round(work, ref) for ref in (first, second)]
    assert drawn[0] == drawn[1] is not None


def test_a_round_that_was_discarded_comes_again_when_somebody_answers_undo(world: World) -> None:
    world.propose("1 Dec 2025")
    first = world.round().ref
    world.choose(first, "Discard")
    world.cycle("1 Dec 2025 10:00")
    world.reply("Cara Head", first, "UNDO", "3 Dec 2025 09:00", letter="round_discarded")
    world.cycle("3 Dec 2025 09:05")

    second = next(r.ref for r in world.rounds() if r.status is RoundStatus.PROPOSED)
    world.choose(second, "Deploy")
    world.cycle("3 Dec 2025 10:00")
    assert len(world.letters(name="assignment")) == 4


def test_who_takes_back_a_round_that_is_only_proposed_learns_why_nothing_happens(
    world: World,
) -> None:
    world.propose("1 Dec 2025")
    world.reply("Fay Moss", world.round().ref, "UNDO", "1 Dec 2025 09:30")
    world.cycle("1 Dec 2025 09:35")

    assert world.round().status is RoundStatus.PROPOSED
    (answer,) = world.letters("Fay Moss", "undo_refused")
    assert "The round of December 2025 is proposed." in answer.text


def test_a_choice_without_a_name_deploys_nothing_and_is_asked_for_the_name(world: World) -> None:
    world.propose("1 Dec 2025")
    world.choose(world.round().ref, "Deploy", by=None)
    world.cycle("1 Dec 2025 10:00")

    assert world.round().status is RoundStatus.PROPOSED
    assert "please say who decides" in world.check("Decisions", 1)


def test_a_round_deployed_in_the_evening_leaves_in_the_morning_and_counts_from_there(
    world: World,
) -> None:
    world.propose("1 Dec 2025")
    world.choose(world.round().ref, "Deploy")
    world.cycle("1 Dec 2025 19:00")
    assert world.letters(name="assignment") == []

    world.cycle("2 Dec 2025 08:30")
    assert len(world.letters(name="assignment")) == 4
    audit = world.audits()[0]
    assert (audit.assigned_on, audit.due) == (day("2 Dec 2025"), day("2 Jan 2026"))


@pytest.mark.requirement("R-7.2-3", "R-5.2-2")
def test_an_auditor_who_is_away_for_most_of_the_time_gets_none_and_the_proposal_says_why(
    world: World,
) -> None:
    world.away("Ben Cole", "1 Dec 2025", "31 Dec 2025")
    world.deploy("1 Dec 2025")

    assert "Ben Cole" not in {audit.auditor for audit in world.audits()}
    assert "away for 20 of the 20 working days" in world.letters(name="round_proposed")[0].text


@pytest.mark.requirement("R-6.3-3")
def test_an_untrained_auditor_gets_none_and_the_proposal_says_why(world: World) -> None:
    world.edit("People", 12, Trained="No")
    world.deploy("1 Dec 2025")

    assert "Ben Cole" not in {audit.auditor for audit in world.audits()}
    assert "not yet trained" in world.letters(name="round_proposed")[0].text


def test_a_declared_conflict_keeps_an_auditor_from_that_team(world: World) -> None:
    world.add("Conflicts", Person="Ada Obi", Team=CYPIC, Reason="worked there")
    world.deploy("1 Dec 2025")

    assert CYPIC not in {a.team for a in world.audits() if a.auditor == "Ada Obi"}


def test_cases_of_a_team_that_is_not_on_the_teams_list_are_left_out_and_counted(
    world: World,
) -> None:
    del world.lists.lists["Teams"]["3"]
    world.deploy("1 Dec 2025")

    assert CYPIC not in {audit.team for audit in world.audits()}
    shown = world.letters(name="round_proposed")[0].text
    assert "the team is not on the Teams list" in shown


@pytest.mark.requirement("R-1.2-1")
def test_an_approved_rule_holds_for_new_audits_alone(world: World) -> None:
    world.deploy("1 Dec 2025")
    world.add(
        "Rules",
        Rule="audit_days",
        Value="15",
        Reason="pilot",
        Proposed_by="Cara Head",
        Approved_by="Gus Hill",
        Approved_on=day("2 Jan 2026"),
    )
    world.deploy("5 Jan 2026")

    dues = {audit.assigned_on: audit.due for audit in world.audits()}
    assert dues == {
        day("1 Dec 2025"): day("31 Dec 2025"),
        day("5 Jan 2026"): day("26 Jan 2026"),
    }


def test_a_child_is_not_audited_again_in_the_following_month(world: World) -> None:
    world.deploy("1 Dec 2025")
    world.deploy("5 Jan 2026")

    children = [audit.child for audit in world.audits()]
    assert len(children) == 8
    assert len(set(children)) == 8


def test_a_year_of_mondays_never_runs_out_of_explanations(world: World) -> None:
    """With fourteen children and four audits a month, the draw is empty in the fourth month."""
    for monday in ("1 Dec 2025", "5 Jan 2026", "2 Feb 2026", "2 Mar 2026"):
        world.deploy(monday)

    sizes = [len([a for a in world.audits() if a.round == r]) for r in _rounds(world)]
    assert sizes == [4, 4, 4, 2]
    assert all(audit.status is Status.ASSIGNED for audit in world.audits())


def _rounds(world: World) -> list[str]:
    return list(dict.fromkeys(a.round for a in sorted(world.audits(), key=_assigned)))


def _assigned(audit: object) -> str:
    return str(getattr(audit, "assigned_on", ""))
