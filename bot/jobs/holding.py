"""Which of the letters owed may leave now: not too many to one person, and no surge unasked."""

from collections.abc import Sequence
from datetime import datetime, time

from bot.jobs.service import Service
from bot.policy.decision import Decision, Question
from bot.policy.digests import digest_lines, programme_leads
from bot.policy.in_force import Policy
from bot.policy.occasion import Occasion
from bot.policy.surges import WITHHOLD, Going, Owed, going, surge_question
from bot.policy.wording import count_words
from bot.store import outbox
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
    if chosen.asked or chosen.tomorrow:
        _tell(service, policy, chosen, at)
    return [row for row in rows if row.id in chosen.now]


def _tell(service: Service, policy: Policy, chosen: Going, at: datetime) -> None:
    day = policy.today(at).isoformat()
    with service.store.transaction() as work:
        occasion = service.occasion(work, policy, at, f"letters of {day}")
        if chosen.asked and once(work, "outbox", f"surge from {chosen.asked[0].id}", at):
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
    """Everything that waits at this moment is sent, or withheld; safeguarding did not wait."""
    rows = outbox.waiting(work, occasion.at, urgent_only=False)
    if choice == WITHHOLD:
        keepers = programme_leads(occasion.policy, occasion.today)
        held = [r for r in rows if not r.letter.urgent and r.letter.to not in keepers]
        for row in held:
            note = f"withheld by {by}: too many letters at once"
            outbox.move(work, row.id, State.WITHHELD, occasion.at, note=note)
        return Decision(f"{count_words(len(held), 'letter')} withheld by {by}")
    keep(work, _AGREED, max((row.id for row in rows), default=0))
    return Decision(f"{count_words(len(rows), 'letter')} agreed to by {by}")
