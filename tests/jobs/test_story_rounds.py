"""Stories of rounds: of themes and inspections, taken back, and with the rules they began with."""

import pytest

from bot.policy.model import RoundStatus, Status
from bot.policy.round_parts import RoundKind, Withdrawal
from bot.store import programme
from tests.jobs.council import CYPIC, SAFEGUARDING
from tests.jobs.world import World, day

ROW_1 = pytest.mark.requirement("R-4.1-1", "R-6.4-2")


@ROW_1
def test_the_worker_is_told_that_an_audit_is_under_way_and_that_it_is_no_inspection(
    world: World,
) -> None:
    world.deploy()

    audit = world.in_area("A&A")
    (letter,) = world.letters(audit.worker, "audit_under_way")
    assert letter.about == audit.ref
    assert audit.auditor in letter.text
    assert "not an inspection" in letter.text
    assert audit.child not in letter.subject


@ROW_1
def test_where_a_worker_has_no_address_the_team_manager_is_asked_to_tell_them(
    world: World,
) -> None:
    world.deploy()

    others = [a for a in world.audits() if a.worker != "Wyn Pell"]
    assert others
    for audit in others:
        (letter,) = [m for m in world.letters(name="audit_under_way") if m.about == audit.ref]
        assert letter.to in {"Tom Duty", "Tess Guard", "Tia Place"}
        assert f"Please tell the case worker, {audit.worker}" in letter.text


@pytest.mark.requirement("R-6.2-1")
def test_a_round_is_deployed_by_a_reply_to_its_proposal(world: World) -> None:
    world.propose()
    world.reply("Cara Head", world.round().ref, "APPROVE", "1 Dec 2025 09:10")
    world.cycle("1 Dec 2025 09:30")

    assert world.round().status is RoundStatus.DEPLOYED
    assert world.round().deployed_by == "Cara Head"
    assert len(world.letters(name="assignment")) == 4
    assert world.waiting() == []


def test_an_auditor_cannot_deploy_a_round(world: World) -> None:
    world.propose()
    world.write("Ada Obi", "APPROVE", "1 Dec 2025 09:10", subject=world.round().ref)
    world.cycle("1 Dec 2025 09:30")

    assert world.round().status is RoundStatus.PROPOSED


def test_a_round_deployed_by_mistake_is_taken_back_and_each_auditor_is_told_once(
    world: World,
) -> None:
    world.deploy()
    ref = world.round().ref
    world.reply("Fay Moss", ref, "UNDO", "1 Dec 2025 10:00")
    world.cycle("1 Dec 2025 10:05")

    assert sorted(world.readers("audits_withdrawn")) == ["Ada Obi", "Ben Cole", "Cleo Dunn"]
    told = world.letters("Ada Obi", "audits_withdrawn")[0]
    assert "2 audits of yours are withdrawn" in told.text
    assert len(world.letters(name="audit_called_off")) == len(
        world.letters(name="audit_under_way", since="1 Dec 2025 09:00")
    )
    assert sorted(world.readers("round_taken_back")) == ["Cara Head", "Fay Moss"]
    with world.store.reading() as work:
        withdrawn = programme.audits_of(work, ref)
    assert {a.withdrawn for a in withdrawn} == {Withdrawal.MISTAKE}


def test_a_round_that_was_taken_back_is_proposed_again(world: World) -> None:
    world.deploy()
    first = world.round().ref
    world.reply("Fay Moss", first, "UNDO", "1 Dec 2025 10:00")
    world.cycle("1 Dec 2025 10:05")

    second = next(r for r in world.rounds() if r.status is RoundStatus.PROPOSED)
    assert (second.period, second.ref != first) == ("2025-12", True)
    world.choose(second.ref, "Deploy")
    world.cycle("1 Dec 2025 11:00")
    assert len([a for a in world.audits() if a.round == second.ref]) == 4


def test_an_audit_that_was_begun_goes_on_when_its_round_is_taken_back(world: World) -> None:
    world.deploy()
    audit = world.audit_of("Cleo Dunn")
    world.reply("Cleo Dunn", audit.ref, "COMPLETE\nRemedial actions: none", "1 Dec 2025 09:40")
    world.reply("Fay Moss", world.round().ref, "UNDO", "1 Dec 2025 10:00")
    world.cycle("1 Dec 2025 10:05")

    assert world.audit(audit.ref).status is Status.CLOSED
    assert "Cleo Dunn" not in world.readers("audits_withdrawn")
    assert "1 audit had been begun and goes on" in world.letters(name="round_taken_back")[0].text


def test_letters_that_have_not_left_never_do_and_nobody_is_told_of_them(world: World) -> None:
    world.propose()
    world.choose(world.round().ref, "Deploy")
    world.cycle("1 Dec 2025 19:00")
    world.write("Fay Moss", "UNDO", "1 Dec 2025 19:10", subject=world.round().ref)
    world.cycle("1 Dec 2025 19:15")
    world.cycle("2 Dec 2025 09:00")

    assert world.letters(name="assignment") == []
    assert world.letters(name="audits_withdrawn") == []
    assert world.letters(name="audit_called_off") == []


@pytest.mark.requirement("R-4.2-2", "R-2.1-3")
def test_a_theme_of_one_day_draws_only_cases_of_its_kind_on_that_day(world: World) -> None:
    world.deploy()
    world.add("Themes", Theme="Care plans", From=day("9 Dec 2025"), Cases=2, Teams=CYPIC)
    world.publish("8 Dec 2025")
    world.cycle("8 Dec 2025 09:00")
    assert len(world.rounds()) == 1
    world.cycle("9 Dec 2025 09:00")

    theme = next(r for r in world.rounds() if r.kind is RoundKind.THEMATIC)
    assert theme.theme == "Care plans"
    world.choose(theme.ref, "Deploy")
    world.cycle("9 Dec 2025 09:30")
    audits = [a for a in world.audits() if a.round == theme.ref]
    assert {a.team for a in audits} == {CYPIC}
    assert len(audits) == 2
    world.cycle("10 Dec 2025 09:00")
    assert len(world.rounds()) == 2


@pytest.mark.requirement("R-4.2-2")
def test_a_theme_over_a_longer_time_is_drawn_again_each_time_with_other_cases(
    world: World,
) -> None:
    world.add(
        "Themes",
        Theme="Supervision",
        From=day("1 Dec 2025"),
        Until=day("15 Dec 2025"),
        Repeat="Every week",
        Cases=1,
        Teams=SAFEGUARDING,
    )
    for monday in ("1 Dec 2025", "8 Dec 2025", "15 Dec 2025", "22 Dec 2025"):
        world.publish(monday)
        world.cycle(f"{monday} 09:00")
        for row in list(world.lists.lists["Decisions"].values()):
            if "Supervision" in str(row["Question"]) and not row.get("Your choice"):
                row.update({"Your choice": "Deploy", "Your name": "Fay Moss"})
        world.cycle(f"{monday} 09:30")

    themes = [r for r in world.rounds() if r.theme == "Supervision"]
    assert len(themes) == 3
    children = [a.child for a in world.audits() if a.round in {r.ref for r in themes}]
    assert len(children) == len(set(children)) == 3


def test_the_cases_that_an_inspection_names_are_audited_by_the_day_that_it_names(
    world: World,
) -> None:
    world.deploy()
    children = [a.child for a in world.audits()][:2]
    for child in (*children, "999999"):
        world.add(
            "Inspections",
            Inspection="Ofsted",
            Child=child,
            From=day("2 Dec 2025"),
            Complete_by=day("5 Dec 2025"),
        )
    world.cycle("2 Dec 2025 09:00")
    proposal = world.letters("Fay Moss", "round_proposed")[-1]
    assert "1 case: not open in Annexe A" in proposal.text
    inspection = next(r for r in world.rounds() if r.kind is RoundKind.INSPECTION)
    world.choose(inspection.ref, "Deploy")
    world.cycle("2 Dec 2025 10:00")

    audits = [a for a in world.audits() if a.round == inspection.ref]
    assert sorted(a.child for a in audits) == sorted(children)
    assert {a.due for a in audits} == {day("5 Dec 2025")}
    world.add("Inspections", Inspection="Ofsted", Child="888888", From=day("2 Dec 2025"))
    world.cycle("3 Dec 2025 09:00")
    assert "Ofsted (2)" in [r.name for r in world.rounds()]


@pytest.mark.requirement("R-1.2-1")
def test_an_audit_that_passes_to_another_auditor_keeps_the_days_that_its_round_began_with(
    world: World,
) -> None:
    world.deploy()
    world.vary("audit_days", 10)
    audit = world.audit_of("Cleo Dunn")
    world.reply("Cleo Dunn", audit.ref, "HAND OVER\nReason: I know them", "2 Dec 2025 09:00")
    world.cycle("2 Dec 2025 09:05")
    world.reply("Cara Head", world.request(audit.ref).ref, "APPROVE", "2 Dec 2025 10:00")
    world.cycle("2 Dec 2025 10:05")

    moved = world.audit(audit.ref)
    assert moved.auditor != "Cleo Dunn"
    assert moved.due == day("2 Jan 2026")
    assert moved.auditor in world.letters(name="audit_under_way")[-1].text


@pytest.mark.requirement("R-8.1-3")
def test_when_a_theme_is_over_its_short_report_is_asked_for_until_it_is_written(
    world: World,
) -> None:
    world.add("Themes", Theme="Care plans", From=day("1 Dec 2025"), Cases=1, Teams=CYPIC)
    world.propose("1 Dec 2025")
    theme = next(r for r in world.rounds() if r.kind is RoundKind.THEMATIC)
    world.choose(theme.ref, "Deploy")
    world.cycle("1 Dec 2025 09:30")
    (audit,) = (a for a in world.audits() if a.round == theme.ref)
    world.cycle("2 Dec 2025 09:00")
    assert world.readers("theme_report_wanted") == []  # its audit is not done

    world.reply(audit.auditor, audit.ref, "COMPLETE\nActions: none", "8 Dec 2025 10:00")
    for morning in ("9 Dec 2025", "10 Dec 2025", "23 Dec 2025", "24 Dec 2025"):
        world.cycle(f"{morning} 09:00")
    letters = world.letters(name="theme_report_wanted")
    assert [(x.to, x.cc, x.at.date()) for x in letters] == [
        ("Cleo Dunn", ("cara@council.example",), day("9 Dec 2025")),
        ("Cleo Dunn", ("cara@council.example",), day("23 Dec 2025")),
    ]
    assert audit.ref in letters[0].text

    world.choose(theme.ref, "The report is written")
    world.cycle("24 Dec 2025 11:00")
    world.cycle("8 Jan 2026 09:00")
    assert len(world.readers("theme_report_wanted")) == 2
