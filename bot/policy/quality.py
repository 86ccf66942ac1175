"""An audit that was selected for quality assurance is completed: who reviews it, by when (6.5)."""

from collections.abc import Collection
from dataclasses import replace

from bot.policy.council import Person, Role
from bot.policy.decision import Decision, Question, QuestionKind
from bot.policy.digests import digest_lines
from bot.policy.draw import rank
from bot.policy.facts import audit_facts, iso
from bot.policy.form import AuditReturn
from bot.policy.model import Audit, AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.reviews import Review, ReviewStatus
from bot.policy.views import view_facts
from bot.policy.wording import day_words

# R-5.2-3: the Consultant Head, the consultants, and pool members whom the coordinator nominates.
REVIEWING_ROLES = (Role.CONSULTANT_HEAD, Role.CONSULTANT_SOCIAL_WORKER, Role.REVIEWER)
RELEASE_IT = "Release it without"


def cannot_wait(returned: AuditReturn, occasion: Occasion) -> tuple[int, ...]:
    """A-8: the numbers of the actions that are released at once.

    Those with a shorter time than the rule's, and those about safeguarding; all of them where the
    auditor has a safeguarding concern, for nobody can tell here which of them it is about.
    """
    return tuple(
        number
        for number, action in enumerate(returned.actions, 1)
        if returned.safeguarding
        or (action.days is not None and action.days < occasion.rules.action_days)
        or action.is_safeguarding
    )


def begin(
    file: AuditFile,
    audit: Audit,
    returned: AuditReturn,
    released: tuple[int, ...],
    occasion: Occasion,
) -> Decision:
    """The sealed review is opened, and goes to a reviewer; without one, a person is asked."""
    if file.review is None:
        raise ValueError(f"{audit.ref} was not selected for quality assurance")
    opened = replace(file.review, released=released)
    reviewer = next_reviewer(audit, occasion)
    if reviewer is None:
        asked = _who_reviews(opened, audit, occasion)
        waiting = replace(opened, status=ReviewStatus.WITH_REVIEWER)
        note = "selected for quality assurance, but no reviewer without conflict is here"
        return Decision(note, (waiting,), (), (asked,))
    return give(opened, reviewer.name, audit, returned, occasion)


def give(
    review: Review, reviewer: str, audit: Audit, returned: AuditReturn | None, occasion: Occasion
) -> Decision:
    """The review is with this person from the day on which the letter leaves (A-8: 5 days)."""
    day = occasion.policy.letter_day(occasion.at)
    due = occasion.calendar.add(day, occasion.rules.review_days)
    given = replace(
        review, status=ReviewStatus.WITH_REVIEWER, reviewer=reviewer, sent_on=day, due=due
    )
    letter = occasion.letter(
        "review_request", reviewer, review.ref, review_facts(given, audit, returned, occasion)
    )
    line = f"{review.kind.value.lower()} by {reviewer}, due {day_words(due)}"
    letters = (letter, *digest_lines(audit.ref, line, occasion))
    return Decision(line, (given,), letters)


def review_facts(
    review: Review, audit: Audit, returned: AuditReturn | None, occasion: Occasion
) -> dict[str, Fact]:
    return {
        "audit": audit_facts(audit, occasion),
        "review": {
            "ref": review.ref,
            "kind": review.kind.value,
            "due": iso(review.due),
            "reviewer": review.reviewer,
        },
        "given": view_facts(returned, released=review.released),
    }


def next_reviewer(audit: Audit, occasion: Occasion, besides: Collection[str] = ()) -> Person | None:
    """R-5.2-3: who may, is here and has reviewed least; never the auditor or one in conflict."""
    today = occasion.today
    able = [
        p
        for p in reviewers(audit, occasion)
        if p.name not in besides and occasion.council.absence(p.name, today) is None
    ]
    load = occasion.review_load()
    return min(able, key=lambda p: (load.get(p.name, 0), rank(audit.ref, p.name)), default=None)


def reviewers(audit: Audit, occasion: Occasion) -> list[Person]:
    """Everybody who may review this audit, here or away."""
    conflict = occasion.conflicts_of(audit)
    return [
        p
        for p in occasion.council.people
        if p.in_post(occasion.today)
        and p.roles.intersection(REVIEWING_ROLES)
        and p.name != audit.auditor
        and conflict(p) is None
    ]


def _who_reviews(review: Review, audit: Audit, occasion: Occasion) -> Question:
    asks = (
        f"{audit.ref} was selected for quality assurance, and no reviewer without conflict is "
        "here. Who shall review it?"
    )
    names = tuple(p.name for p in reviewers(audit, occasion))
    return Question(
        f"reviewer {review.ref} {occasion.today}",
        QuestionKind.REVIEWER,
        review.ref,
        asks,
        RELEASE_IT,
        (*names, RELEASE_IT),
    )
