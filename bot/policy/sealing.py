"""Which audits are quality assured: drawn and sealed before any of them is begun (6.5, A-9)."""

import hashlib
import math
from collections.abc import Sequence

from bot.policy.model import Audit, Round
from bot.policy.occasion import Occasion
from bot.policy.references import REVIEW
from bot.policy.reviews import Review, ReviewKind
from bot.policy.round_parts import RoundKind
from bot.policy.wording import count_words

SEAL = "quality assurance is sealed"


def sealed(
    round_: Round, audits: Sequence[Audit], occasion: Occasion
) -> tuple[list[Review], list[str]]:
    """The reviews of this round, and the line of history that proves that they were fixed now.

    An audit is chosen if the reference that its review would have is among the lowest by SHA-256.
    References are keyed with the council's secret: nobody can tell or steer the choice (A-9).
    Audits of a panel are left out: they are compared with each other already.
    """
    able = [audit for audit in audits if audit.panel is None]
    names = {audit.ref: occasion.new_reference(REVIEW, audit.ref) for audit in able}
    ranked = sorted(able, key=lambda audit: _digest(names[audit.ref]))
    chosen = ranked[: how_many(round_, len(able), occasion)]
    reviews = [
        Review(names[audit.ref], audit.ref, round_.ref, ReviewKind.QUALITY) for audit in chosen
    ]
    if not reviews:
        return [], []
    return reviews, [f"{SEAL}: {count_words(len(reviews), 'audit')}, SHA-256 {seal(reviews)}"]


def how_many(round_: Round, audits: int, occasion: Occasion) -> int:
    """A-9: a share of the audits, rounded up, and of a month's round a least number."""
    share = math.ceil(round(occasion.rules.review_share * audits, 6))
    least = occasion.rules.reviews_a_month if round_.kind is RoundKind.MONTHLY else 0
    return min(max(share, least if share else 0), audits)


def seal(reviews: Sequence[Review]) -> str:
    """Differs whenever another audit had been chosen. Not to be guessed: it covers references that
    nobody knows before their reviews begin."""
    lines = sorted(f"{review.ref} {review.audit}\n" for review in reviews)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
