"""What the coordinator has found out about a case that is gone, or about two ids (A-26)."""

from datetime import date

from bot.configuration.other_lists import Answer
from bot.jobs.follow_cases import answered_same, answered_vanished
from bot.policy.decision import Decision, Question
from bot.policy.moving import SAME, WAS_CLOSED, ask_about_vanished
from bot.policy.occasion import Occasion
from bot.store import programme
from bot.store.transaction import Transaction


def vanished(work: Transaction, question: Question, answer: Answer, occasion: Occasion) -> Decision:
    child, seen_on = str(question.data["child"]), date.fromisoformat(str(question.data["seen_on"]))
    if answer.choice == WAS_CLOSED:
        return answered_vanished(child, seen_on, answer.by, occasion)
    return Decision(f"the case that is gone from Annexe A: {answer.choice}, says {answer.by}")


def same_child(
    work: Transaction, question: Question, answer: Answer, occasion: Occasion
) -> Decision:
    """From now on both ids are one child; or else the first child has vanished."""
    data = question.data
    child, seen_on = str(data["child"]), date.fromisoformat(str(data["seen_on"]))
    if answer.choice == SAME:
        return answered_same(child, str(data["now"]), seen_on, answer.by, occasion)
    file = programme.audit_file(work, question.about)
    if file is None:
        return Decision("no change: the audit is not known any more")
    return ask_about_vanished(file, child, seen_on, occasion)
