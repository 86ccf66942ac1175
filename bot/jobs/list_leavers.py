"""Job: before somebody leaves, what is still theirs is listed and asked about, once (C6)."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from bot.jobs.service import Service
from bot.policy.in_force import Policy
from bot.policy.leaving import leave, leavers
from bot.policy.wording import count_words
from bot.store import keeping, programme
from bot.store.saving import save


def list_leavers(service: Service, policy: Policy, at: datetime) -> str:
    """On working days, as soon as the last day in post is near. A date that moves is told anew."""
    today = policy.today(at)
    if not policy.calendar.is_working_day(today) or policy.council.quiet(today):
        return "not today"
    told = 0
    with service.store.transaction() as work:
        occasion = service.occasion(work, policy, at, "leavers")
        going = leavers(occasion)
        files = programme.open_files(work) if going else []
        concerns = programme.unsettled_concerns(work) if going else []
        for person in going:
            # A mark of the name: the ledger of steps holds no names.
            mark = sha256(person.name.encode()).hexdigest()[:16]
            caused = replace(occasion, cause=f"leaves {person.end} {mark}")
            decision = leave(person, files, concerns, caused)
            if decision and keeping.once(work, "leavers", caused.cause, at):
                save(work, decision, caused, about="leavers")
                told += 1
    return f"{count_words(told, 'leaver')} told of"
