"""Job: send what is owed. Safeguarding first, at any hour; never twice, never lost (promise 1)."""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.jobs.attaching import Desk, attachments, has_attachments
from bot.jobs.holding import may_leave
from bot.jobs.service import LetterWriter, Partly, Service
from bot.jobs.settle_panels import together
from bot.jobs.undeliverable import not_delivered
from bot.letters import House, LetterError, Someone
from bot.policy.bounced import ask_for_another
from bot.policy.chains import who_coordinates
from bot.policy.council import Person, Role, has_left
from bot.policy.decision import Decision
from bot.policy.in_force import Policy
from bot.policy.matters import Dispute, ManagementDecision
from bot.policy.model import Action, Audit, Concern, Request
from bot.policy.panels import Panel
from bot.policy.references import mark
from bot.policy.reviews import Review
from bot.policy.still_owed import Now, is_checked, why_withhold
from bot.policy.wording import count_words, day_words
from bot.ports import (
    Attachment,
    OutgoingMail,
    PermanentError,
    TemporaryError,
    Unavailable,
)
from bot.store import inbox, keeping, outbox, programme
from bot.store.outbox import OutboxRow, State
from bot.store.saving import save
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)


def deliver(
    service: Service, policy: Policy, at: datetime, *, urgent_only: bool = False
) -> str | Partly:
    """Everything that may leave now; at other hours and on quiet days safeguarding alone (C1).

    Where mail systems let letters leave slowly, a cycle sends a part, and all of safeguarding: what
    has come in meanwhile is read before a round's three hundred letters have left. Raises
    Unavailable where the mail system as a whole is away; what is owed stays owed.
    """
    _settle_interrupted(service, policy, at)
    quiet = policy.council.quiet(policy.today(at))
    closed = quiet is not None or not policy.hours.is_open(at, policy.calendar)
    ended: Counter[State] = Counter()
    room = service.at_once
    # Again and again, because a letter that is given up brings another one about.
    while waiting := _going(service, policy, at, urgent_only=urgent_only or closed):
        rows = _portion(waiting, room)
        if not rows:
            return Partly(f"{_in_words(ended)}, {len(waiting)} more in the next cycle")
        room = None if room is None else room - sum(not row.letter.urgent for row in rows)
        said_alike = house(service, policy, at)
        pen = Pen(service.letters(said_alike), said_alike)
        ended.update(_deliver_one(service, policy, pen, row, at) for row in rows)
    if not ended:
        held = len(_waiting(service, at, urgent_only=False))
        until = "the quiet days are over" if quiet else "office hours"
        hold = f"{count_words(held, 'letter')} until {until}" if closed and held else ""
        return hold or "nothing owed"
    return _in_words(ended)


def _in_words(ended: Counter[State]) -> str:
    return ", ".join(f"{number} {state.value}" for state, number in sorted(ended.items()))


def _portion(rows: Sequence[OutboxRow], room: int | None) -> list[OutboxRow]:
    """Every letter of safeguarding, and of the others as many as there is room for."""
    urgent = [row for row in rows if row.letter.urgent]
    return [*urgent, *[row for row in rows if not row.letter.urgent][:room]]


def _going(service: Service, policy: Policy, at: datetime, *, urgent_only: bool) -> list[OutboxRow]:
    rows = _waiting(service, at, urgent_only=urgent_only)
    return rows if urgent_only or not rows else may_leave(service, policy, rows, at)


def _waiting(service: Service, at: datetime, *, urgent_only: bool) -> list[OutboxRow]:
    with service.store.reading() as work:
        return outbox.waiting(work, at, urgent_only=urgent_only)


def _settle_interrupted(service: Service, policy: Policy, at: datetime) -> None:
    """Letters of which it is not known whether they left: look before sending again.

    One that may be leaving still keeps back no other.
    """
    with service.store.reading() as work:
        rows = outbox.interrupted(work)
    for row in rows:
        try:
            state = _settle(service, row, at, again_at=None)
        except Unavailable:
            raise
        except TemporaryError as error:
            log.info("letter %s about %s: %s", row.letter.name, row.letter.about, error)
            continue
        if state is State.QUEUED and row.attempts >= service.settings.delivery.attempts:
            _give_up(service, policy, row, "each time it was not known whether it had left", at)


def _settle(service: Service, row: OutboxRow, at: datetime, *, again_at: datetime | None) -> State:
    """Sent, if the mailbox holds a mail with the letter's key; else it is owed again."""
    found = service.mailbox.sent(row.letter.key)
    with service.store.transaction() as work:
        if found:
            outbox.move(work, row.id, State.SENT, at, message_id=found.message_id)
            return State.SENT
        outbox.move(work, row.id, State.QUEUED, at, next_at=again_at)
        return State.QUEUED


@dataclass(frozen=True, slots=True)
class Pen:
    """What every letter is written with."""

    letters: LetterWriter
    house: House


def _deliver_one(service: Service, policy: Policy, pen: Pen, row: OutboxRow, at: datetime) -> State:
    with service.store.transaction() as work:
        checked = is_checked(row.letter)
        reason = why_withhold(row.letter, _now(work, row.letter.about)) if checked else None
        if reason:
            outbox.move(work, row.id, State.WITHHELD, at, note=reason)
            log.info("letter %s about %s withheld", row.letter.name, row.letter.about)
            return State.WITHHELD
        outbox.move(work, row.id, State.SENDING, at, attempts=row.attempts + 1)
        # Who has written finds the answer below what they wrote.
        answers = inbox.answered(work, row.letter.cause, row.letter.to)
        restored = keeping.looks_first(work, at)
    try:
        if restored and (left := service.mailbox.sent(row.letter.key)):
            return _has_left(service, row, left.message_id, at)
        mail = _rendered(pen.letters, policy, row, service.secret, at)
        mail = replace(mail, in_reply_to=answers, attachments=_files(service, policy, pen, row))
        message_id = service.mailbox.send(mail, at)
    except Unavailable:
        # Nothing against this letter, so nothing is counted; and the others need not be tried.
        with service.store.transaction() as work:
            outbox.move(work, row.id, State.QUEUED, at, attempts=row.attempts)
        raise
    except TemporaryError as error:
        return _try_again(service, policy, row, str(error), at)
    except (PermanentError, LetterError) as error:
        return _give_up(service, policy, row, str(error), at)
    except Exception as error:  # a mistake of ours in one letter must not keep back the others
        # The type alone: the text of an error may hold what the letter says.
        return _try_again(service, policy, row, f"it failed: {type(error).__name__}", at)
    return _has_left(service, row, message_id, at)


def _files(service: Service, policy: Policy, pen: Pen, row: OutboxRow) -> tuple[Attachment, ...]:
    if not has_attachments(row.letter):
        return ()
    with service.store.reading() as work:
        desk = Desk(work, policy, pen.house)
        return (service.attach or attachments)(row.letter, desk)


def _has_left(service: Service, row: OutboxRow, message_id: str, at: datetime) -> State:
    with service.store.transaction() as work:
        outbox.move(work, row.id, State.SENT, at, message_id=message_id)
    log.info("letter %s about %s sent", row.letter.name, row.letter.about)
    return State.SENT


def _rendered(
    letters: LetterWriter, policy: Policy, row: OutboxRow, secret: bytes, at: datetime
) -> OutgoingMail:
    """The letter with the addresses of today. PermanentError: the reader is not here any more."""
    letter, today = row.letter, policy.today(at)
    reader = _reader(policy, letter.to, today)
    copied = (policy.council.person(name) for name in letter.cc if name != letter.to)
    copies = [p for p in copied if p and not has_left(p, today)]

    def sign(ref: str) -> str:
        return mark(secret, ref, reader.name)

    written = letters.render(
        letter.name,
        reader.name,
        letter.facts,
        [p.name for p in copies],
        # Whoever has a copy may press a button too, and a mark names one reader.
        None if copies else sign,
    )
    return OutgoingMail(
        key=letter.key,
        to=reader.address,
        cc=tuple(p.address for p in copies),
        subject=written.subject,
        text=written.text,
        html=written.html,
        urgent=letter.urgent,
    )


def _reader(policy: Policy, name: str, today: date) -> Person:
    """C4, C6: who has left gets nothing any more; the coordinator learns what they did not get."""
    person = policy.council.person(name)
    if person is None:
        raise PermanentError(f"{name} is not on the People list, so there is no address.")
    if person.end and has_left(person, today):
        raise PermanentError(f"{name} has left: the last day in post was {day_words(person.end)}.")
    return person


def _try_again(
    service: Service, policy: Policy, row: OutboxRow, reason: str, at: datetime
) -> State:
    """It may have left all the same: look first. After too many failures a person is told."""
    log.warning("letter %s about %s: %s", row.letter.name, row.letter.about, "not sent this time")
    try:
        state = _settle(service, row, at, again_at=_later(row.attempts, at))
    except TemporaryError:
        return State.SENDING  # nothing is known: the next cycle looks again
    if state is State.QUEUED and row.attempts + 1 >= service.settings.delivery.attempts:
        return _give_up(service, policy, row, reason, at)
    return state


def _give_up(service: Service, policy: Policy, row: OutboxRow, reason: str, at: datetime) -> State:
    with service.store.transaction() as work:
        outbox.move(work, row.id, State.FAILED, at, note=reason)
        occasion = service.occasion(work, policy, at, row.as_cause)
        note = f"{row.letter.name} to {row.letter.to} could not be sent: {reason}"
        audit = programme.get(work, Audit, row.letter.about)
        asked = tuple(ask_for_another(row.letter, audit, occasion))
        decision = Decision(note, (), not_delivered(row, reason, policy, at), asked)
        save(work, decision, occasion, about=row.letter.about)
    log.error("letter %s about %s: given up", row.letter.name, row.letter.about)
    return State.FAILED


def _later(attempts: int, at: datetime) -> datetime:
    """After 1, 2, 4 … minutes, an hour at the most."""
    return at + timedelta(minutes=min(2**attempts, 60))


def _now(work: Transaction, about: str) -> Now:
    """How things stand with what the letter is about."""
    audit = programme.get(work, Audit, about)
    request = programme.get(work, Request, about)
    action = programme.get(work, Action, about)
    concern = programme.get(work, Concern, about)
    decision = programme.get(work, ManagementDecision, about)
    dispute = programme.get(work, Dispute, about)
    review = programme.get(work, Review, about)
    panel = programme.get(work, Panel, about)
    matters = (request, action, decision, dispute, review)
    ref = audit.ref if audit else next((r.audit for r in matters if r), None)
    file = programme.audit_file(work, ref)
    agreeing = together(work, panel) if panel else None
    return Now(file, request, concern, decision, dispute, review, agreeing)


def house(service: Service, policy: Policy, at: datetime) -> House:
    """What every letter says alike: the council, whom to ask, whom to ring."""
    today = policy.today(at)
    settings = service.settings
    coordinators = who_coordinates(policy.council, today)
    heads = policy.council.holders(Role.CONSULTANT_HEAD, today)
    return House(
        council_name=settings.council.name,
        bot_address=settings.council.mailbox,
        coordinator=_someone(coordinators) or Someone("Audit Bot", settings.council.mailbox),
        consultant_head=_someone(heads),
        emergency=settings.council.emergency,
        out_of_hours=settings.council.out_of_hours,
        action_days=policy.rules.action_days,
        marking=settings.marking.text,
    )


def _someone(people: list[Person]) -> Someone | None:
    return Someone(people[0].name, people[0].address) if people else None
