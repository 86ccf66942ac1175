"""Stories of what stands under every mail of a person: learnt, taken off, and forgotten."""

import pytest

from bot.policy.model import Status
from tests.jobs.world import World, dump

SIGNATURE = "Kind regards\n\nAda\nbased in the annexe, with two spaniels"
DAYS = ("2", "3", "4")


def taught(world: World, signature: str = SIGNATURE) -> tuple[str, str]:
    """Ada Obi has signed three mails like this. The references of her two audits."""
    first, second = [audit.ref for audit in world.audits() if audit.auditor == "Ada Obi"]
    for day in DAYS:
        text = f"QUESTION\nIs this the one of {day} May?\n\n{signature}"
        world.reply("Ada Obi", first, text, f"{day} Dec 2025 10:00")
        world.cycle(f"{day} Dec 2025 10:05")
    return first, second


def rows(world: World) -> list[tuple[object, ...]]:
    return dump(world.store)["signatures"]


def test_the_words_of_a_signature_ask_nobody_once_it_was_seen_three_times(december: World) -> None:
    _, second = taught(december)
    said = f"Completed. No remedial actions are required.\n\n{SIGNATURE}"
    december.reply("Ada Obi", second, said, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")

    assert december.audit(second).status is Status.CLOSED
    assert second not in december.waiting()


def test_before_that_a_person_is_asked(december: World) -> None:
    audit = december.in_area("A&A")
    said = f"Completed. No remedial actions are required.\n\n{SIGNATURE}"
    december.reply(audit.auditor, audit.ref, said, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")

    assert december.audit(audit.ref).status is Status.ASSIGNED
    assert audit.ref in december.waiting()


@pytest.mark.requirement("R-9.1-2")
@pytest.mark.parametrize(
    "said",
    [
        f"Completed.\n\n{SIGNATURE}\n\nPS he told school that his uncle hits him.",
        f"Completed.\n\n{SIGNATURE} and he has a bruise",
    ],
)
def test_a_concern_under_a_known_signature_or_in_it_is_raised(december: World, said: str) -> None:
    _, second = taught(december)
    december.reply("Ada Obi", second, said, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")

    assert december.concern().audit == second


def test_what_is_kept_holds_none_of_the_words(december: World) -> None:
    taught(december)
    kept = repr(rows(december))
    assert "Ada Obi" in kept
    assert "spaniels" not in kept
    assert "annexe" not in kept


def test_what_was_not_seen_for_half_a_year_is_forgotten(december: World) -> None:
    taught(december)
    december.cycle("1 Jun 2026 16:30", settled=False)
    assert rows(december)
    december.cycle("3 Jun 2026 16:30", settled=False)
    assert rows(december) == []


def test_a_stranger_teaches_nothing(december: World) -> None:
    for day in DAYS:
        text = f"Hello {day}\n\n{SIGNATURE}"
        december.write("Ada Obi", text, f"{day} Dec 2025 10:00", sender="ada@elsewhere.example")
        december.cycle(f"{day} Dec 2025 10:05")
    assert rows(december) == []
