"""Stories of a day on which far more letters are owed than on any other (C21)."""

from bot.policy.surges import SEND, WITHHOLD
from tests.jobs.world import World, day


def vary(world: World, rule: str, value: str) -> None:
    world.add(
        "Rules",
        Rule=rule,
        Value=value,
        **{
            "Reason": "small council",
            "Proposed by": "Fay Moss",
            "Approved by": "Gus Hill",
            "Approved on": day("1 Nov 2025"),
        },
    )


def deployed(world: World) -> None:
    vary(world, "surge", "2")
    world.deploy("1 Dec 2025")


def test_a_surge_waits_until_the_coordinator_agrees_and_leaves_once(world: World) -> None:
    deployed(world)
    assert "assignment" not in world.names()
    assert "outbox" in world.waiting()

    world.choose("outbox", SEND)
    world.cycle("1 Dec 2025 15:00")

    assert world.names().count("assignment") == len(world.audits())
    assert "agreed to by Fay Moss" in " ".join(world.history("outbox"))


def test_a_surge_that_is_withheld_never_leaves(world: World) -> None:
    deployed(world)
    world.choose("outbox", WITHHOLD)
    world.cycle("1 Dec 2025 15:00")
    world.cycle("2 Dec 2025 10:00")

    assert "assignment" not in world.names()


def test_an_answer_about_a_surge_holds_for_the_letters_of_its_question_alone(world: World) -> None:
    deployed(world)
    audit = world.in_area("A&A")
    text = "DEFER UNTIL 9 January 2026\nReason: leave"
    world.write(audit.auditor, text, "1 Dec 2025 14:00", subject=audit.ref)
    world.cycle("1 Dec 2025 14:00")
    world.choose("outbox", WITHHOLD)
    world.cycle("1 Dec 2025 15:00")

    assert "assignment" not in world.names()
    assert "request_received" in world.names(audit.auditor)


def test_a_question_about_a_surge_that_is_over_is_asked_no_more(world: World) -> None:
    deployed(world)
    world.edit("Rules", 1, Value="50")
    world.cycle("1 Dec 2025 15:00")

    assert "assignment" in world.names()
    assert world.waiting() == []


def test_a_person_whose_number_is_full_gets_the_rest_the_next_day(world: World) -> None:
    vary(world, "letter_cap", "1")
    world.deploy("1 Dec 2025")
    audit = world.in_area("A&A")
    before = len(world.letters(audit.auditor))
    world.reply(audit.auditor, audit.ref, "COMPLETE\nRemedial actions: none", "1 Dec 2025 15:00")
    world.cycle("1 Dec 2025 15:00")
    assert len(world.letters(audit.auditor)) == before

    world.cycle("2 Dec 2025 09:00")

    assert "completed_receipt" in world.names(audit.auditor)
