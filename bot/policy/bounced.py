"""An assignment that did not reach its auditor: another auditor, or another address (6.4)."""

from bot.policy.decision import Letter, Question, QuestionKind
from bot.policy.model import WITH_AUDITOR, Audit
from bot.policy.occasion import Occasion
from bot.policy.pool import successor, without_conflict

SEND_AGAIN = "The address is mended: send it again"


def ask_for_another(letter: Letter, audit: Audit | None, occasion: Occasion) -> list[Question]:
    """What the coordinator is asked if the letter was the assignment of an audit still theirs."""
    if letter.name != "assignment" or audit is None or audit.status not in WITH_AUDITOR:
        return []
    if audit.auditor != letter.to:
        return []
    asks = (
        f"The assignment of {audit.ref} could not be delivered to {audit.auditor}, who may not "
        "know of it. Who shall audit it? The time runs anew for another auditor."
    )
    best = successor(audit, occasion)
    able = [person.name for person in without_conflict(audit, occasion)]
    return [
        Question(
            f"bounced {occasion.cause}",
            QuestionKind.SUCCESSOR,
            audit.ref,
            asks,
            best.name if best else SEND_AGAIN,
            (*able, SEND_AGAIN),
        )
    ]
