"""Which of the letters owed may leave now: not too many to one person, and no surge unasked."""

from collections.abc import Sequence
from datetime import datetime, time

from bot.jobs.service import Service
from bot.policy.decision import Decision, Question, QuestionKind
from bot.policy.digests import digest_lines, programme_leads
from bot.policy.in_force import Policy
from bot.policy.occasion import Occasion
from bot.policy.surges import WITHHOLD, Going, Owed, going, surge_key, surge_question
from bot.policy.wording import count_words
from bot.store import outbox, questions
from bot.store.keeping import keep, kept_value, once
from bot.store.outbox import OutboxRow, State
from bot.store.saving import save
from bot.store.transaction import Transaction

_AGREED = "letters agreed to"  # the newest letter of the surges that somebody has agreed to


def may_leave(
    service: Service, policy: Policy, rows: Sequence[OutboxRow], at: datetime
) -> list[OutboxRow]:
    """The rows that leave now. For the others somebody is asked, or told why they wait."""
    midnight = datetime.combine(policy.today(at), time(), policy.hours.zone)
    with service.store.reading() as work:
        chosen = going(
            [Owed(row.id, row.letter) for row in rows],
            agreed_up_to=kept_value(work, _AGREED) or 0,
            surge=policy.rules.surge,
            keepers=programme_leads(policy, policy.today(at)),
            sent_today=outbox.sent_since(work, midnight),
            cap=policy.rules.letter_cap,
        )
        asking = [q.key for q, _ in questions.unanswered(work) if q.kind is QuestionKind.SURGE]
    over = [key for key in asking if not chosen.asked or key != surge_key(chosen.asked[0].id)]
    if chosen.asked or chosen.tomorrow or over:
        _tell(service, policy, chosen, over, at)
    return [row for row in rows if row.id in chosen.now]


def _tell(
    service: Service, policy: Policy, chosen: Going, over: Sequence[str], at: datetime
) -> None:
    """What waits, and why; the questions `over` are about letters that do not wait any more."""
    day = policy.today(at).isoformat()
    with service.store.transaction() as work:
        occasion = service.occasion(work, policy, at, f"letters of {day}")
        for key in over:
            questions.settle(work, key, "Overtaken", "Audit Bot", at)
        if chosen.asked and once(work, "outbox", surge_key(chosen.asked[0].id), at):
            asks = surge_question(chosen.asked)
            decision = Decision(
                f"{count_words(len(chosen.asked), 'letter')} wait for a person to agree",
                letters=tuple(digest_lines("outbox", asks.asks, occasion)),
                questions=(asks,),
            )
            save(work, decision, occasion, about="outbox")
        for reader, number in chosen.tomorrow.items():
            if once(work, reader, f"letter cap of {day}", at):
                line = f"{count_words(number, 'letter')} to {reader} wait: the day's number is full"
                told = tuple(digest_lines("outbox", line, occasion))
                save(work, Decision(line, letters=told), occasion, about="outbox")


def surge_answered(
    work: Transaction, question: Question, choice: str, by: str, occasion: Occasion
) -> Decision:
    """What was asked about is sent, or withheld; what has come since is nobody's answer yet."""
    first, last = int(str(question.data["first"])), int(str(question.data["last"]))
    keepers = programme_leads(occasion.policy, occasion.today)
    rows = [
        row
        for row in outbox.waiting(work, occasion.at, urgent_only=False)
        if first <= row.id <= last
        and not (row.letter.urgent or row.letter.to in keepers)  # these did not wait
    ]
    if choice == WITHHOLD:
        for row in rows:
            note = f"withheld by {by}: too many letters at once"
            outbox.move(work, row.id, State.WITHHELD, occasion.at, note=note)
        return Decision(f"{count_words(len(rows), 'letter')} withheld by {by}")
    keep(work, _AGREED, last)
    return Decision(f"{count_words(len(rows), 'letter')} agreed to by {by}")
