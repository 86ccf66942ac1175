"""Job: do what the coordinator has chosen on the Decisions list, each choice once."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.configuration.other_lists import Answer
from bot.jobs.case_decisions import replaced, same_child, vanished
from bot.jobs.holding import surge_answered
from bot.jobs.read_annexe import BELIEVE, answered
from bot.jobs.remedial_answers import disputed, not_achievable, same
from bot.jobs.round_decisions import decide_round
from bot.jobs.second_look_decisions import review_decided, reviewer_named
from bot.jobs.service import Service
from bot.policy.answers import DO_IT, Heard
from bot.policy.bounced import SEND_AGAIN
from bot.policy.decision import Decision, Question, QuestionKind
from bot.policy.deploying import assignment_letters
from bot.policy.gates import why_not
from bot.policy.in_force import Policy
from bot.policy.kept_reading import kept_reading, kept_wish
from bot.policy.life import Event, refusal
from bot.policy.model import AuditFile, Request, Round
from bot.policy.occasion import Occasion
from bot.policy.replies import act
from bot.policy.requests import GRANT, WITHDRAW, decide, hand_over, overtaken, withdraw
from bot.policy.wording import count_words
from bot.store import programme, questions
from bot.store.saving import save
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)


def apply_decisions(
    service: Service, policy: Policy, answers: Sequence[Answer], at: datetime
) -> str:
    """Every answer to an open question; one that has been acted on is left alone."""
    with service.store.reading() as work:
        waiting = questions.open_keys(work)  # answered rows stay on the list for good
    done = sum(_apply(service, policy, each, at) for each in answers if each.key in waiting)
    return count_words(done, "decision") + " carried out" if done else "no new decision"


def answer_now(
    service: Service, policy: Policy, key: str, choice: str, by: str, at: datetime
) -> bool:
    """The same by hand, from the command line."""
    return _apply(service, policy, Answer(key, choice, by), at)


def _apply(service: Service, policy: Policy, answer: Answer, at: datetime) -> bool:
    with service.store.transaction() as work:
        question = questions.get(work, answer.key)
        if question is None or questions.answer_of(work, answer.key) is not None:
            return False
        occasion = service.occasion(work, policy, at, f"decision {answer.key}")
        decision = _ACTS[question.kind](work, question, answer, occasion)
        questions.answer(work, answer.key, answer.choice, answer.by, at)
        save(work, decision, occasion, about=question.about, by=answer.by, evidence=answer.choice)
    log.info("decision %s: %s", question.about, question.kind)
    return True


def _round(work: Transaction, question: Question, answer: Answer, occasion: Occasion) -> Decision:
    round_ = programme.get(work, Round, question.about)
    if round_ is None:
        return Decision("no change: the round is not known any more")
    return decide_round(work, round_, answer.choice, answer.by, occasion)


def _request(work: Transaction, question: Question, answer: Answer, occasion: Occasion) -> Decision:
    request = programme.get(work, Request, question.about)
    file = programme.audit_file(work, request.audit) if request else None
    if request is None or file is None:
        return Decision("no change: the request is not known any more")
    occasion = occasion.begun(file.round)
    return decide(file, request, answer.choice == GRANT, answer.by, occasion)


def _reply(work: Transaction, question: Question, answer: Answer, occasion: Occasion) -> Decision:
    """A person confirms what free text was taken to mean; the gates are asked again."""
    data = question.data
    file = programme.audit_file(work, str(data["audit"]))
    person = occasion.council.person(str(data["person"]))
    if answer.choice != DO_IT or file is None or person is None:
        return Decision(f"left as it is by {answer.by}")
    wish = kept_wish(data)
    occasion = occasion.begun(file.round)
    if reason := why_not(file, wish, person, occasion):
        return Decision(f"no change: {reason}")
    return act(file, Heard(person, kept_reading(data, wish)), wish, occasion)


def _successor(
    work: Transaction, question: Question, answer: Answer, occasion: Occasion
) -> Decision:
    file = programme.audit_file(work, question.about)
    if file is None:
        return Decision("no change: the audit is not known any more")
    if reason := refusal(file.audit, Event.REALLOCATE):
        return Decision(f"no change: {reason}")
    if answer.choice == WITHDRAW:
        return _moved_on(file, withdraw(file.audit, answer.by))
    if answer.choice == SEND_AGAIN:
        letters = assignment_letters(file.audit, occasion)
        return Decision(f"assignment sent again by {answer.by}", (), tuple(letters))
    occasion = occasion.begun(file.round)
    if answer.choice in {other.audit.auditor for other in file.others}:
        return Decision(f"no change: {answer.choice} audits this case already")
    note = f"handed over by {answer.by}"
    return _moved_on(file, hand_over(file.audit, answer.choice, occasion, note))


def _moved_on(file: AuditFile, decision: Decision) -> Decision:
    """What its auditor has asked for is nothing to grant to whoever has the audit now."""
    return replace(decision, records=(*decision.records, *overtaken(file)))


def _annexe(work: Transaction, question: Question, answer: Answer, occasion: Occasion) -> Decision:
    """An answer makes the job look at the file again."""
    answered(work)
    believed = answer.choice == BELIEVE
    return Decision(f"mass change {'believed' if believed else 'refused'} by {answer.by}")


def _surge(work: Transaction, question: Question, answer: Answer, occasion: Occasion) -> Decision:
    return surge_answered(work, question, answer.choice, answer.by, occasion)


def _read(work: Transaction, question: Question, answer: Answer, occasion: Occasion) -> Decision:
    return Decision(f"read by {answer.by}")


def _written(work: Transaction, question: Question, answer: Answer, occasion: Occasion) -> Decision:
    return Decision(f"the report is written, says {answer.by}")


_ACTS: Mapping[QuestionKind, Callable[[Transaction, Question, Answer, Occasion], Decision]] = {
    QuestionKind.ROUND: _round,
    QuestionKind.REQUEST: _request,
    QuestionKind.REPLY: _reply,
    QuestionKind.SUCCESSOR: _successor,
    QuestionKind.NOT_ACHIEVABLE: not_achievable,
    QuestionKind.ANNEXE: _annexe,
    QuestionKind.SURGE: _surge,
    QuestionKind.VANISHED: vanished,
    QuestionKind.SAME_CHILD: same_child,
    QuestionKind.REPLACE: replaced,
    QuestionKind.DISPUTE: disputed,
    QuestionKind.SAME: same,
    QuestionKind.READ: _read,
    QuestionKind.THEME: _written,
    QuestionKind.REVIEWER: reviewer_named,
    QuestionKind.REVIEW: review_decided,
}
