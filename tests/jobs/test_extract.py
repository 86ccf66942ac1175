"""The extract for one child holds all that is kept of that child, and of no other (10.5)."""

from datetime import date

from bot.store.extract import about_child
from tests.jobs.world import World


def test_everything_of_a_child_is_found_and_nothing_of_another(december: World) -> None:
    audit, other = december.audits()[:2]
    words = "COMPLETE\nRemedial action: Update the plan"
    december.reply(audit.auditor, audit.ref, words, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:00")
    (action,) = december.actions(audit.ref)

    with december.store.reading() as work:
        found = about_child(work, [audit.child])

    assert [row["ref"] for row in found["audits"]] == [audit.ref]
    assert [row["ref"] for row in found["actions"]] == [action.ref]
    assert {row["about"] for row in found["history"]} >= {audit.ref}
    assert {row["about"] for row in found["outbox"]} >= {audit.ref}
    assert {row["child"] for row in found["cases"]} == {audit.child}
    assert found["draws"][0]["names the child among"]
    text = str(found)
    assert other.ref not in text
    assert other.child not in text


def test_a_child_that_is_not_known_has_no_rows(december: World) -> None:
    with december.store.reading() as work:
        assert about_child(work, ["nobody"]) == {}


def test_a_child_known_by_two_ids_is_found_by_both(december: World) -> None:
    first, second = december.audits()[:2]
    with december.store.reading() as work:
        found = about_child(work, [first.child, second.child])

    assert {row["ref"] for row in found["audits"]} == {first.ref, second.ref}
    assert all(isinstance(row["assigned_on"], date) for row in found["audits"])
