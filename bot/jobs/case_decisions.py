"""What the coordinator has found out about a case that is gone or closed, or about two ids."""

from datetime import date

from bot.configuration.other_lists import Answer
from bot.jobs.follow_cases import answered_same, answered_vanished
from bot.jobs.read_annexe import mapped
from bot.policy.decision import Decision, Question
from bot.policy.model import Frame
from bot.policy.moving import SAME, WAS_CLOSED, ask_about_vanished
from bot.policy.occasion import Occasion
from bot.policy.replacing import REPLACE, by_reserve, next_reserve
from bot.policy.themes import months_before
from bot.store import programme, publications
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


def replaced(work: Transaction, question: Question, answer: Answer, occasion: Occasion) -> Decision:
    """R-9.6-1: the next reserve that is open in the newest Annexe A, in the order of the draw."""
    file = programme.audit_file(work, question.about)
    publication = publications.latest(work)
    if file is None or publication is None or answer.choice != REPLACE:
        return Decision(f"the audit goes on although its case has closed, says {answer.by}")
    reserves = {reserve.child for reserve in file.round.reserves} if file.round else set()
    open_now = publications.frame(work, publication).cases
    here = Frame(publication.as_at, tuple(case for case in open_now if case.child in reserves))
    frame = mapped(here, occasion.policy)
    window = months_before(occasion.today, occasion.rules.repeat_audit_months)
    in_round = {audit.child for audit in programme.audits_of(work, file.audit.round)}
    taken = in_round | programme.audited_since(work, window)
    case = next_reserve(file, {case.child: case for case in frame.cases}, taken)
    return by_reserve(file, case, answer.by, occasion)
