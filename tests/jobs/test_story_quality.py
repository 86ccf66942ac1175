"""Stories of quality assurance: sealed, hidden, reviewed by somebody else, then released (6.5)."""

from dataclasses import replace

import pytest

from bot.configuration.other_lists import Answer
from bot.jobs.second_look_decisions import reviewer_named
from bot.policy.decision import Decision, Question, QuestionKind
from bot.policy.model import Status
from bot.policy.quality import RELEASE_IT
from bot.policy.reviews import Review, ReviewKind, ReviewStatus
from bot.policy.sealing import seal
from bot.store import second_looks
from bot.store.saving import save
from tests.jobs.world import World, at, day
from tests.policy.cast import policy

pytestmark = pytest.mark.requirement("R-6.5-2")
ACTIONS = "COMPLETE\nAction: Update the chronology\nAction: See the child (5 days)"


def sealed(world: World) -> World:
    """Every audit of December is selected."""
    world.vary("reviews_a_month", 4)
    world.vary("review_share", 1.0)
    world.deploy()
    return world


def reviews(world: World) -> list[Review]:
    rounds = world.rounds()
    with world.store.reading() as work:
        return [r for round_ in rounds for r in second_looks.reviews_of(work, round_.ref)]


def review_of(world: World, audit: str) -> Review:
    return next(r for r in reviews(world) if r.audit == audit)


def completed(world: World, words: str = ACTIONS) -> Review:
    """Ben's audit is complete, and with its reviewer."""
    audit = world.audit_of("Ben Cole")
    world.reply("Ben Cole", audit.ref, words, "8 Dec 2025 10:00")
    world.cycle("8 Dec 2025 10:05")
    return review_of(world, audit.ref)


def test_the_selection_is_sealed_at_assignment_and_shown_to_nobody(world: World) -> None:
    world.vary("reviews_a_month", 2)
    world.vary("review_share", 0.1)
    world.deploy()

    chosen = reviews(world)
    assert len(chosen) == 2  # at least two of a month's round
    assert {r.status for r in chosen} == {ReviewStatus.SEALED}
    lines = world.history(world.round().ref)
    assert f"quality assurance is sealed: 2 audits, SHA-256 {seal(chosen)}" in lines
    everything = [m.text for m in world.letters()]
    everything += [line for rows in world.tracking().values() for line in rows]
    assert not any(r.ref in text for r in chosen for text in everything)
    assert not any("quality" in m.text.lower() for m in world.letters(name="assignment"))


def test_an_audit_that_was_selected_goes_to_a_reviewer_before_the_team_manager(
    world: World,
) -> None:
    review = completed(sealed(world), "COMPLETE\nAction: Update the chronology")

    audit = world.audit(review.audit)
    assert audit.status is Status.IN_QA
    assert world.letters(name="audit_result") == []
    assert world.letters(name="result_to_worker") == []
    (letter,) = world.letters(name="review_request")
    assert letter.to == review.reviewer != audit.auditor
    assert letter.cc == ()
    assert "Update the chronology" in letter.text
    assert review.due == day("15 Dec 2025")
    receipt = world.letters("Ben Cole", "completed_receipt")[-1]
    assert "goes to quality assurance first" in receipt.text
    assert "We have told the Team Manager" not in receipt.text


@pytest.mark.requirement("R-5.2-3")
def test_the_reviewer_is_neither_the_auditor_nor_in_conflict_nor_away(world: World) -> None:
    world.add("Conflicts", Person="Cara Head", Team=None, Worker=None, Child=None)
    world.add(
        "People", **{"Name": "Rae Look", "Address": "rae@council.example"}, Roles="QA reviewer"
    )
    world.away("Rae Look", "1 Dec 2025", "31 Jan 2026")
    sealed(world)
    audit = world.audit_of("Cleo Dunn")
    world.reply("Cleo Dunn", audit.ref, "COMPLETE\nRemedial actions: none", "8 Dec 2025 10:00")
    world.cycle("8 Dec 2025 10:05")

    assert review_of(world, audit.ref).reviewer == "Cara Head"


def test_what_cannot_wait_is_released_at_once_and_the_rest_after_the_review(world: World) -> None:
    review = completed(sealed(world))
    audit = world.audit(review.audit)

    (first,) = world.letters(name="audit_result")
    assert "See the child" in first.text
    assert "Update the chronology" not in first.text
    assert "More may follow" in first.text
    assert [a.text for a in world.actions(audit.ref)] == ["See the child"]

    world.reply(str(review.reviewer), review.ref, "AGREE", "10 Dec 2025 10:00")
    world.cycle("10 Dec 2025 10:05")
    assert world.audit(audit.ref).status is Status.WITH_TEAM_MANAGER
    second = world.letters(name="audit_result")[-1]
    assert "Update the chronology" in second.text
    assert "See the child" not in second.text
    assert {a.text for a in world.actions(audit.ref)} == {"See the child", "Update the chronology"}
    assert review_of(world, audit.ref).status is ReviewStatus.CONFIRMED


def test_signing_off_what_could_not_wait_does_not_end_the_review(world: World) -> None:
    review = completed(sealed(world))
    audit = world.audit(review.audit)
    manager = world.readers("audit_result")[0]
    world.reply(manager, audit.ref, "DONE", "9 Dec 2025 10:00")
    world.cycle("9 Dec 2025 10:05")
    assert world.audit(audit.ref).status is Status.IN_QA

    world.reply(str(review.reviewer), review.ref, "AGREE", "10 Dec 2025 10:00")
    world.cycle("10 Dec 2025 10:05")
    assert world.audit(audit.ref).status is Status.WITH_TEAM_MANAGER


def test_an_audit_that_is_not_confirmed_goes_back_if_the_consultant_head_says_so(
    world: World,
) -> None:
    world.add("Conflicts", Person="Cara Head", Team="Assessment Team", Reason="former team")
    review = completed(sealed(world), "COMPLETE\nRemedial actions: none")
    audit = world.audit(review.audit)
    reviewer = str(review.reviewer)
    words = "DISAGREE\nReason: the plan of June is not looked at"
    world.reply(reviewer, review.ref, words, "9 Dec 2025 10:00")
    world.cycle("9 Dec 2025 10:05")
    (letter,) = world.letters(name="review_not_confirmed")
    assert "the plan of June is not looked at" in letter.text
    assert world.letters(name="audit_result") == []

    world.choose(review.ref, "Give it back to the auditor")
    world.cycle("9 Dec 2025 11:00")
    given_back = world.letters("Ben Cole", "audit_given_back")[0]
    assert "the plan of June is not looked at" in given_back.text
    assert world.audit(audit.ref).original_due == audit.original_due
    world.reply("Ben Cole", audit.ref, "COMPLETE\nAction: Look at the plan", "10 Dec 2025 10:00")
    world.cycle("10 Dec 2025 10:05")
    assert world.audit(audit.ref).status is Status.WITH_TEAM_MANAGER
    assert "Look at the plan" in world.letters(name="audit_result")[0].text


def test_a_review_that_is_late_is_chased_and_the_consultant_head_is_told(world: World) -> None:
    review = completed(sealed(world), "COMPLETE\nRemedial actions: none")
    for when in ("11 Dec 2025", "15 Dec 2025", "16 Dec 2025", "18 Dec 2025", "19 Dec 2025"):
        world.cycle(f"{when} 09:00")

    reminders = world.letters(name="second_look_reminder")
    assert [m.at.day for m in reminders] == [11, 15, 16]
    assert {m.to for m in reminders} == {review.reviewer}
    (told,) = world.letters(name="second_look_overdue")
    assert told.at.day == 18
    assert told.to in {"Cara Head", "Gus Hill"} - {review.reviewer}


def test_the_review_of_somebody_who_goes_away_passes_to_the_next(world: World) -> None:
    review = completed(sealed(world), "COMPLETE\nRemedial actions: none")
    first = str(review.reviewer)
    world.away(first, "9 Dec 2025", "9 Jan 2026")
    world.cycle("9 Dec 2025 09:00")

    second = review_of(world, review.audit)
    assert second.reviewer not in {first, "Ben Cole"}
    assert world.letters(str(second.reviewer), "review_request")


def test_a_reply_that_is_neither_yes_nor_no_is_asked_again(world: World) -> None:
    review = completed(sealed(world), "COMPLETE\nRemedial actions: none")
    world.reply(str(review.reviewer), review.ref, "Interesting case!", "9 Dec 2025 10:00")
    world.cycle("9 Dec 2025 10:05")

    assert world.audit(review.audit).status is Status.IN_QA
    again = world.letters(str(review.reviewer), "second_look_unclear")[0]
    assert "reply with AGREE" in again.text
    assert "reply with DISAGREE" in again.text


def test_a_completion_taken_back_in_time_ends_its_review(world: World) -> None:
    review = completed(sealed(world), "COMPLETE\nRemedial actions: none")
    world.write("Ben Cole", "UNDO", "8 Dec 2025 11:00", subject=f"UNDO {review.audit}")
    world.cycle("8 Dec 2025 11:05")

    assert world.audit(review.audit).status is Status.ASSIGNED
    assert review_of(world, review.audit).status is ReviewStatus.SEALED


@pytest.mark.requirement("R-5.2-3")
def test_each_month_a_sample_of_the_audits_of_peers_is_looked_at_again(december: World) -> None:
    december.vary("peer_reviews", 1)
    for audit in december.audits():
        words = "COMPLETE\nRemedial actions: none"
        december.reply(audit.auditor, audit.ref, words, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    december.cycle("2 Jan 2026 09:00")
    december.cycle("5 Jan 2026 09:00")

    (request,) = december.letters(name="review_request")
    review = next(r for r in reviews(december) if r.ref == request.about)
    assert review.kind is ReviewKind.PEER
    assert december.audit(review.audit).auditor != request.to
    december.reply(request.to, review.ref, "AGREE", "5 Jan 2026 10:00")
    december.cycle("5 Jan 2026 10:05")
    assert review_of(december, review.audit).status is ReviewStatus.CONFIRMED


@pytest.mark.parametrize("choice", ["Cara Head", RELEASE_IT])
def test_a_reviewer_who_is_named_once_the_audit_has_ended_changes_nothing(
    world: World, choice: str
) -> None:
    review = completed(sealed(world), "COMPLETE\nRemedial actions: none")
    asked = Question("reviewer", QuestionKind.REVIEWER, review.ref, "Who?", choice, (choice,))
    ended = replace(world.audit(review.audit), status=Status.CLOSED)
    with world.store.transaction() as work:
        occasion = world.service.occasion(work, policy(), at("9 Dec 2025 10:00"), "decision")
        save(work, Decision("ended", (ended,)), occasion, about=review.audit)
        answer = Answer(asked.key, choice, "Fay Moss")
        decision = reviewer_named(work, asked, answer, occasion)
    world.cycle("9 Dec 2025 10:05")

    assert decision.records == decision.letters == ()
    assert decision.note.startswith(f"no change: {review.audit} is closed")
