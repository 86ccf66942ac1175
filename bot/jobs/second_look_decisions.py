"""What the coordinator has chosen about a review: who does it, or what becomes of the audit."""

from bot.configuration.other_lists import Answer
from bot.policy.decision import Decision, Question
from bot.policy.life import Event, refusal
from bot.policy.occasion import Occasion
from bot.policy.quality import RELEASE_IT, give
from bot.policy.reviewing import decide, without_review
from bot.policy.reviews import Review, ReviewStatus
from bot.store import programme
from bot.store.transaction import Transaction


def reviewer_named(
    work: Transaction, question: Question, answer: Answer, occasion: Occasion
) -> Decision:
    """Somebody is named to quality assure an audit that nobody here could, or it goes on so."""
    review = programme.get(work, Review, question.about)
    file = programme.audit_file(work, review.audit) if review else None
    if review is None or file is None or review.status is not ReviewStatus.WITH_REVIEWER:
        return Decision("no change: the review is not waiting for a reviewer")
    if reason := refusal(file.audit, Event.RELEASE):
        return Decision(f"no change: {reason}")
    occasion = occasion.begun(file.round)
    if answer.choice == RELEASE_IT:
        return without_review(file, review, answer.by, occasion)
    return give(review, answer.choice, file.audit, file.returned, occasion)


def review_decided(
    work: Transaction, question: Question, answer: Answer, occasion: Occasion
) -> Decision:
    """What becomes of an audit that its reviewer does not confirm."""
    review = programme.get(work, Review, question.about)
    file = programme.audit_file(work, review.audit) if review else None
    if review is None or file is None:
        return Decision("no change: the review is not known any more")
    return decide(file, review, answer.choice, answer.by, occasion.begun(file.round))
