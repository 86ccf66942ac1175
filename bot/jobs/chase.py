"""Job: what is due, overdue or unanswered, found in the store and told once (9.1, 7.2, 9.3)."""

import logging
from dataclasses import replace
from datetime import datetime

from bot.jobs.all_tried import AllTried
from bot.jobs.service import Service
from bot.policy.chasing import chase as owed_by
from bot.policy.in_force import Policy
from bot.policy.model import Concern
from bot.policy.safeguarding import pursue
from bot.policy.wording import count_words
from bot.store import keeping, programme
from bot.store.saving import save
from bot.store.store import StoreError

log = logging.getLogger(__name__)


def chase_concerns(service: Service, policy: Policy, at: datetime) -> str:
    """At any hour: every silent concern goes one rung further when it is time.

    One that cannot be chased silences no other; the job fails all the same, so that it is told of.
    """
    with service.store.reading() as work:
        refs = [concern.ref for concern in programme.unsettled_concerns(work)]
    widened, tried = 0, AllTried(Exception, at_once=StoreError)
    for ref in refs:
        with tried.trying(f"chasing concern {ref}"):  # a mistake of ours may be about one alone
            widened += _widen(service, policy, at, ref)
    tried.raise_first()
    return f"{count_words(len(refs), 'open concern')}, {widened} told further"


def _widen(service: Service, policy: Policy, at: datetime, ref: str) -> bool:
    with service.store.transaction() as work:
        concern = programme.get(work, Concern, ref)
        occasion = service.occasion(work, policy, at, "no answer")
        decision = pursue(concern, occasion) if concern else None
        if decision is None:
            return False
        save(work, decision, occasion, about=ref)
    log.warning("concern %s: %s", ref, "told further")
    return True


def chase_work(service: Service, policy: Policy, at: datetime) -> str:
    """On working days: the highest rung that each audit owes, each rung once."""
    if not policy.calendar.is_working_day(policy.today(at)):
        return "not a working day"
    if policy.council.quiet(policy.today(at)):
        return "a quiet day: what is still owed afterwards is told then, once"
    with service.store.reading() as work:
        occasion = service.occasion(work, policy, at, "chasing")
        files = programme.open_files(work)
        looked = service.settled["chasing"].others(files, occasion)
        owing = [
            (file.audit.ref, one)
            for file in looked
            for one in owed_by(file, occasion.begun(file.round))
        ]
        undone = keeping.undone(work, [(ref, one.step) for ref, one in owing])
        owed = [(r, one.step, one.decision) for r, one in owing if (r, one.step) in undone]
    still = {ref for ref, _ in undone}
    service.settled["chasing"].add(f for f in looked if f.audit.ref not in still)
    for ref, step, decision in owed:
        with service.store.transaction() as work:
            if keeping.once(work, ref, step, at):
                save(work, decision, replace(occasion, cause=step), about=ref)
        log.info("audit %s: %s", ref, step)
    return f"{count_words(len(files), 'open audit')}, {count_words(len(owed), 'rung')} owed"
