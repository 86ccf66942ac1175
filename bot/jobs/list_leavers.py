"""Job: before somebody leaves, what is still theirs is listed and asked about, once (C6)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.jobs.service import Service
from bot.policy.in_force import Policy
from bot.policy.leaving import audits_with, leave, leavers, mark_of
from bot.policy.occasion import Occasion
from bot.policy.wording import count_words
from bot.store import keeping, programme
from bot.store.saving import save
from bot.store.transaction import Transaction


def list_leavers(service: Service, policy: Policy, at: datetime) -> str:
    """On working days, as soon as the last day in post is near.

    A date that moves is told anew, and so is an audit that has come to them since.
    """
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
            caused = replace(occasion, cause=f"leaves {person.end} {mark_of(person)}")
            audits = [file.audit.ref for file in audits_with(person, files)]
            steps = [(about, caused.cause) for about in ("leavers", *audits)]
            if not keeping.undone(work, steps) or leave(person, files, concerns, caused) is None:
                continue
            news = _news(work, audits, caused)
            if news and (decision := leave(person, files, concerns, news)):
                save(work, decision, news, about="leavers")
                told += 1
    return f"{count_words(told, 'leaver')} told of"


def _news(work: Transaction, audits: Sequence[str], occasion: Occasion) -> Occasion | None:
    """The moment to be told of; None: all that is theirs has been told of before."""
    fresh = [ref for ref in audits if keeping.once(work, ref, occasion.cause, occasion.at)]
    if keeping.once(work, "leavers", occasion.cause, occasion.at):
        return occasion
    return replace(occasion, cause=f"{occasion.cause} with {' '.join(fresh)}") if fresh else None
