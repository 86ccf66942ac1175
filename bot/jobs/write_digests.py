"""Job: once a working day, each reader's lines in one mail, and what waits for the coordinator."""

from collections import defaultdict
from datetime import datetime, time

from bot.jobs.service import Service
from bot.policy.council import Role
from bot.policy.decision import Letter
from bot.policy.in_force import Policy
from bot.policy.model import Fact
from bot.policy.wording import count_words
from bot.store import keeping, outbox, questions
from bot.store.outbox import OutboxRow, State


def write_digests(service: Service, policy: Policy, at: datetime) -> str:
    here = policy.hours.local(at)
    if not policy.calendar.is_working_day(here.date()) or here.time() < _hour(service):
        return "not yet"
    day = here.date().isoformat()
    with service.store.transaction() as work:
        if not keeping.once(work, "digests", day, at):
            return "written already today"
        by_reader: dict[str, list[OutboxRow]] = defaultdict(list)
        for row in outbox.digest_lines(work):
            by_reader[row.letter.to].append(row)
        for reader, rows in by_reader.items():
            lines: list[Fact] = [
                {"about": row.letter.about, "line": row.letter.facts["line"]} for row in rows
            ]
            facts: dict[str, Fact] = {"day": day, "lines": lines}
            outbox.owe(work, [Letter("digest", reader, "digest", day, facts)], at)
            for row in rows:
                outbox.move(work, row.id, State.MERGED, at)
        waiting = [question for question, _ in questions.unanswered(work)]
        if waiting:
            asked: list[Fact] = [
                {"about": q.about, "asks": q.asks, "guess": q.guess} for q in waiting
            ]
            outbox.owe(
                work,
                [
                    Letter("decisions_waiting", p.name, "decisions", day, {"questions": asked})
                    for p in policy.council.holders(Role.COORDINATOR, here.date())
                ],
                at,
            )
    return count_words(len(by_reader), "digest")


def _hour(service: Service) -> time:
    return service.settings.hours.digest
