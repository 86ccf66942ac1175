"""Each month a random sample of the audits that peers have done is looked at again (R-5.2-3)."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from hashlib import sha256

from bot.policy.decision import Decision
from bot.policy.model import AuditFile, Status
from bot.policy.occasion import Occasion
from bot.policy.quality import give, next_reviewer
from bot.policy.references import REVIEW
from bot.policy.reviews import Review, ReviewKind

# Told to the team: what a look after the event cannot hold up any more.
_TOLD = (Status.WITH_TEAM_MANAGER, Status.DISPUTED, Status.CLOSED)


def month_before(today: date) -> tuple[date, date]:
    """The first and the last day of the calendar month before."""
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def peer_reviews(
    files: Sequence[AuditFile], looked_at: Collection[str], occasion: Occasion
) -> list[tuple[str, Decision]]:
    """For each audit of the sample, its reference and what gives it to a reviewer.

    Drawn as the quality assurance is: the lowest by SHA-256 of the reference that its review would
    have, which nobody can tell or steer. `looked_at`: audits that had quality assurance; panels are
    left out, for their auditors have compared their views. Who reviews is another person each time,
    neither the auditor nor in conflict; an audit that nobody may review is passed over.
    """
    able = [f for f in files if _can(f, looked_at)]
    names = {f.audit.ref: occasion.new_reference(REVIEW, f.audit.ref, "peer") for f in able}
    ranked = sorted(able, key=lambda f: sha256(names[f.audit.ref].encode()).hexdigest())
    found: list[tuple[str, Decision]] = []
    given: list[str] = []
    for file in ranked:
        if len(found) == occasion.rules.peer_reviews:
            break
        reviewer = next_reviewer(file.audit, occasion, given) or next_reviewer(file.audit, occasion)
        if reviewer is None:
            continue
        given.append(reviewer.name)
        audit = file.audit
        review = Review(names[audit.ref], audit.ref, audit.round, ReviewKind.PEER)
        found.append((audit.ref, give(review, reviewer.name, audit, file.returned, occasion)))
    return found


def _can(file: AuditFile, looked_at: Collection[str]) -> bool:
    audit = file.audit
    return audit.status in _TOLD and audit.panel is None and audit.ref not in looked_at
