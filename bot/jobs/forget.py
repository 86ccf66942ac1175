"""Job: once a day, names, ids and words go whose time has come (A-29)."""

import logging
from collections.abc import Collection
from datetime import UTC, date, datetime, time

from bot.jobs.service import Service
from bot.policy.decision import Decision
from bot.policy.in_force import Policy
from bot.policy.model import AuditFile, ConcernStatus, Round
from bot.policy.retention import Ended, concern_time_has_come, time_has_come
from bot.policy.reviews import ReviewStatus
from bot.policy.themes import months_before
from bot.policy.wording import count_words, listed
from bot.store import forgetting, keeping, programme, second_looks
from bot.store.saving import save
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)


def forget(service: Service, policy: Policy, at: datetime) -> str:
    """Statistics stay, without a child's id or a name; what is on the list Holds stays whole."""
    today = policy.today(at)
    with service.store.transaction() as work:
        if not keeping.once(work, "retention", today.isoformat(), at):
            return "done already today"
        before = months_before(today, policy.rules.retention_months)
        forgetting.forget_old(work, datetime.combine(before, time(), UTC), before)
        months = policy.rules.compliance_months + policy.rules.retention_months
        forgetting.forget_rounds(work, months_before(today, months))
        ended = programme.ended_before(work, before)
        waiting = second_looks.reviews_in(work, ReviewStatus.WITH_REVIEWER)
        reviewed = {review.audit for review in waiting}
        due = [file for file in ended if _is_due(work, file, reviewed, policy, today)]
        for file in due:
            forgetting.forget_audit(work, file.audit.ref, at)
        forgetting.forget_panels(work, at)
        concerns = [
            concern
            for concern in programme.concerns_without_audit(work)
            if concern_time_has_come(concern, policy.council, policy.rules, today)
        ]
        for concern in concerns:
            forgetting.forget_concern(work, concern.ref, at)
        counted = ((len(due), "audit"), (len(concerns), "concern"))
        gone = listed([count_words(number, what) for number, what in counted if number])
        if gone:
            occasion = service.occasion(work, policy, at, f"retention of {today}")
            note = f"names, ids and words of {gone} erased"
            save(work, Decision(note), occasion, about="retention of data")
    return f"{gone} lost names and words" if gone else "nothing is due"


def _is_due(
    work: Transaction, file: AuditFile, reviewed: Collection[str], policy: Policy, today: date
) -> bool:
    round_ = programme.get(work, Round, file.audit.round)
    if round_ is None:
        return False
    concerns = programme.concerns_of(work, file.audit.ref)
    # A concern is chased until it has been raised with the team, long after somebody has answered.
    in_use = (
        any(c.status is not ConcernStatus.RAISED for c in concerns)
        or any(dispute.is_open for dispute in file.disputes)
        or file.audit.ref in reviewed
    )
    ended = Ended(file, round_.proposed_on, in_use)
    return time_has_come(ended, policy.council, policy.rules, today)
