"""Job: a case that closed before its audit, or its actions, were done is told of (9.6)."""

import logging
from dataclasses import replace
from datetime import datetime

from bot.jobs.follow_cases import still_closed
from bot.jobs.service import Service
from bot.policy.in_force import Policy
from bot.policy.moving import owed_on_closure
from bot.policy.wording import count_words
from bot.store import keeping
from bot.store.saving import save

log = logging.getLogger(__name__)


def alert_closed(service: Service, policy: Policy, at: datetime) -> str:
    """On working days: each week while the audit goes on, once about open actions."""
    if not policy.calendar.is_working_day(policy.today(at)):
        return "not a working day"
    if policy.council.quiet(policy.today(at)):
        return "a quiet day"
    told = 0
    with service.store.transaction() as work:
        occasion = service.occasion(work, policy, at, "case closed")
        closed = still_closed(work, occasion)
        owing = [
            (file.audit.ref, one)
            for file, event in closed
            for one in owed_on_closure(file, event, occasion)
        ]
        undone = keeping.undone(work, [(ref, one.step) for ref, one in owing])
        for ref, one in owing:
            if (ref, one.step) in undone and keeping.once(work, ref, one.step, at):
                save(work, one.decision, replace(occasion, cause=one.step), about=ref)
                told += 1
    return f"{count_words(len(closed), 'closed case')} with work left, {told} told of"
