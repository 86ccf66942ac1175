"""What is owed about Management Decisions and disagreements that nobody has answered (9.4, 9.8)."""

from functools import partial

from bot.policy.decision import Decision
from bot.policy.digests import coordinator_lines, digest_lines
from bot.policy.disputes import refer, review, step_letters, to_lead
from bot.policy.ladder import Owed
from bot.policy.management_decisions import to_authorise
from bot.policy.matters import Dispute, DisputeStep, ManagementDecision
from bot.policy.model import AuditFile
from bot.policy.occasion import Occasion
from bot.policy.wording import count_words

_DAILY = 1  # what is relevant to safeguarding is asked again each working day


def chase_matters(file: AuditFile, occasion: Occasion) -> list[Owed | None]:
    """Everything that waits for somebody above the team."""
    owed = [_decision(file, one, occasion) for one in file.waiting_decisions]
    return [*owed, _dispute(file, file.dispute, occasion) if file.dispute else None]


def _decision(file: AuditFile, decision: ManagementDecision, occasion: Occasion) -> Owed | None:
    """Row 15: who must authorise is asked again; from the second time the next one up besides."""
    waited = occasion.calendar.between(decision.asked_on, occasion.today)
    times = waited // occasion.rules.request_nudge_days
    if times < 1:
        return None

    def asked_again() -> Decision:
        letters = to_authorise(file, decision, occasion, again=True, silent=times > 1)
        days = count_words(waited, "working day")
        line = f"{decision.ref} not authorised after {days}: asked again"
        lines = digest_lines(file.audit.ref, line, occasion)
        return Decision(line, (), (*letters, *lines))

    return Owed(f"nudge {times} of {decision.ref}", asked_again)


def _dispute(file: AuditFile, dispute: Dispute, occasion: Occasion) -> Owed | None:
    """The next step of 9.8 when its time is over; until then whoever must act is asked again."""
    waited = occasion.calendar.between(dispute.since, occasion.today)
    if onward := _onward(file, dispute, waited, occasion):
        return onward
    if dispute.step is DisputeStep.TEAM:
        return None
    each = _DAILY if dispute.safeguarding else occasion.rules.dispute_nudge_days
    times = waited // each
    if times < 1:
        return None

    def asked_again() -> Decision:
        line = f"{dispute.ref} {dispute.step.value.lower()}: asked again"
        letters = (
            to_lead(file, dispute, occasion, silent=times)
            if dispute.step is DisputeStep.LEAD
            else step_letters(file, dispute, occasion, again=True)
        )
        lines = coordinator_lines(file.audit.ref, line, occasion)
        return Decision(line, (), (*letters, *lines))

    step = f"{dispute.step.name.lower()} {dispute.since}"
    return Owed(f"nudge {times} of {dispute.ref} {step}", asked_again)


def _onward(file: AuditFile, dispute: Dispute, waited: int, occasion: Occasion) -> Owed | None:
    rules = occasion.rules
    if dispute.step is DisputeStep.TEAM and waited > rules.dispute_days:
        why = f"{dispute.ref} is not resolved after {count_words(waited, 'working day')}"
        return Owed(f"refer {dispute.ref}", partial(refer, file, dispute, occasion, why))
    if dispute.step is DisputeStep.LEAD and waited > rules.dispute_lead_days:
        why = f"{dispute.ref} is still not agreed after {count_words(waited, 'working day')}"
        return Owed(f"review {dispute.ref}", partial(review, file, dispute, occasion, why))
    return None
