"""What an answer on the Decisions list does about remedial actions: decided, settled, linked."""

from dataclasses import replace

from bot.configuration.other_lists import Answer
from bot.policy.decision import Decision, Question
from bot.policy.dispute_ends import answered
from bot.policy.management_decisions import NOBODY, decide
from bot.policy.matters import Dispute, ManagementDecision
from bot.policy.model import Action
from bot.policy.occasion import Occasion
from bot.policy.requiring import SAME
from bot.store import programme
from bot.store.transaction import Transaction


def not_achievable(
    work: Transaction, question: Question, answer: Answer, occasion: Occasion
) -> Decision:
    """The choice is the name of who has authorised it, or that nobody has."""
    decision = programme.get(work, ManagementDecision, question.about)
    file = programme.audit_file(work, decision.audit) if decision else None
    if decision is None or file is None:
        return Decision("no change: the Management Decision is not known any more")
    if answer.choice == NOBODY:
        return decide(file, decision, False, answer.by, occasion)
    return decide(file, decision, True, answer.choice, occasion)


def disputed(work: Transaction, question: Question, answer: Answer, occasion: Occasion) -> Decision:
    """What has come of one step of a disagreement, as the coordinator has learnt it."""
    dispute = programme.get(work, Dispute, question.about)
    file = programme.audit_file(work, dispute.audit) if dispute else None
    if dispute is None or file is None or not dispute.is_open:
        return Decision("no change: the disagreement is not open any more")
    return answered(file, dispute, answer.choice, answer.by, occasion)


def same(work: Transaction, question: Question, answer: Answer, occasion: Occasion) -> Decision:
    """C17: one action instead of two that say the same."""
    action = programme.get(work, Action, question.about)
    other = programme.get(work, Action, str(question.data["same"]))
    if answer.choice != SAME or action is None or other is None:
        return Decision(f"two different actions, says {answer.by}")
    linked = replace(action, linked_to=other.ref)
    return Decision(f"{action.ref} is the same as {other.ref}, says {answer.by}", (linked,))
