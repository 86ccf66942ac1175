"""Job: each reader's lines in one mail, when they want it, and what waits for the coordinator."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypeAlias

from bot.jobs.service import Service
from bot.policy.chains import who_coordinates
from bot.policy.council import DigestTime, Role
from bot.policy.decision import Letter, Question, QuestionKind
from bot.policy.digests import last_slot
from bot.policy.facts import iso_time
from bot.policy.in_force import Policy
from bot.policy.model import Fact
from bot.policy.wording import count_words
from bot.store import acts, keeping, outbox, questions, signatures
from bot.store.outbox import OutboxRow
from bot.store.transaction import Transaction

# Longer than any number of working days in which UNDO may be allowed.
_UNDO_IS_OVER = timedelta(days=60)
_SIGNS_OTHERWISE = timedelta(days=180)  # a signature not seen for so long is forgotten

Waiting: TypeAlias = Sequence[tuple[Question, datetime]]


def write_digests(service: Service, policy: Policy, at: datetime) -> str:
    """At the day and hour that each role has chosen: what has happened, and what waits (C19)."""
    if policy.council.quiet(policy.today(at)):
        return "a quiet day"
    usual = DigestTime(None, frozenset(range(5)), service.settings.hours.digest)
    readers = 0
    with service.store.transaction() as work:
        for chosen in (usual, *policy.council.digest_times):
            slot = last_slot(chosen, at, policy)
            if _is_owed(work, chosen, slot, at, policy):
                readers += _merge_lines(work, chosen.role, slot, policy, at)
                if chosen is usual:
                    owed = questions.unanswered(work)
                    outbox.owe(
                        work, [*_decisions(owed, policy, at), *_unread(owed, policy, at)], at
                    )
                    acts.forget(work, at - _UNDO_IS_OVER)
                    signatures.forget(work, at - _SIGNS_OTHERWISE)
    return f"{count_words(readers, 'digest')} written" if readers else "nothing to write now"


def _is_owed(
    work: Transaction, chosen: DigestTime, slot: date, at: datetime, policy: Policy
) -> bool:
    """Each slot once. The first ever counts only on its day: what was before is nobody's news."""
    name = f"digests of {chosen.role or 'everybody else'}"
    last = keeping.kept_value(work, name)
    if last == slot.isoformat():
        return False
    keeping.keep(work, name, slot.isoformat())
    return last is not None or slot == policy.today(at)


def _merge_lines(
    work: Transaction, role: Role | None, slot: date, policy: Policy, at: datetime
) -> int:
    """Each reader's lines become one letter; how many readers there are.

    Where the letter of that day has left, its hour being moved later, they wait for the next.
    """
    by_reader: dict[str, list[OutboxRow]] = defaultdict(list)
    for row in outbox.digest_lines(work):
        chosen = policy.council.digest_time(row.letter.to)
        if (chosen.role if chosen else None) == role:
            by_reader[row.letter.to].append(row)
    day, readers = slot.isoformat(), 0
    for reader, rows in by_reader.items():
        lines: list[Fact] = [
            {"about": row.letter.about, "line": row.letter.facts["line"]} for row in rows
        ]
        facts: dict[str, Fact] = {"day": day, "lines": lines}
        cause = f"{day} {role or ''}".rstrip()
        if outbox.owe(work, [Letter("digest", reader, "digest", cause, facts)], at):
            readers += 1
            outbox.merge(work, rows, at)
    return readers


def _decisions(waiting: Waiting, policy: Policy, at: datetime) -> list[Letter]:
    """To the coordinator: every open question, and how old the oldest unread mail is."""
    if not waiting:
        return []
    asked: list[Fact] = [{"about": q.about, "asks": q.asks, "guess": q.guess} for q, _ in waiting]
    facts: dict[str, Fact] = {"questions": asked, "unread": _oldest(waiting, policy, at)}
    today = policy.today(at)
    return [
        Letter("decisions_waiting", p.name, "decisions", today.isoformat(), facts)
        for p in who_coordinates(policy.council, today)
    ]


def _oldest(waiting: Waiting, policy: Policy, at: datetime) -> Fact:
    unread = [asked for q, asked in waiting if q.kind is QuestionKind.READ]
    if not unread:
        return None
    days = policy.calendar.between(policy.today(min(unread)), policy.today(at))
    return {
        "number": len(unread),
        "oldest": iso_time(min(unread), policy),
        "days": days,
    }


def _unread(waiting: Waiting, policy: Policy, at: datetime) -> list[Letter]:
    """To the Consultant Head, or who stands in: the mails that have waited for too long."""
    today = policy.today(at)
    late: list[Fact] = [
        {"about": q.about, "asks": q.asks, "since": policy.today(asked).isoformat()}
        for q, asked in waiting
        if q.kind is QuestionKind.READ
        and policy.calendar.between(policy.today(asked), today) > policy.rules.unread_days
    ]
    head = policy.decider(today)
    if not late or head is None:
        return []
    coordinators: list[Fact] = [p.name for p in who_coordinates(policy.council, today)]
    facts: dict[str, Fact] = {"mails": late, "coordinators": coordinators}
    return [Letter("mails_unread", head.person.name, "unread", today.isoformat(), facts)]
