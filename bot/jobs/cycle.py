"""One cycle: every job once, in the order in which they depend on each other."""

import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeAlias

from bot.jobs.alert_closed import alert_closed
from bot.jobs.apply_decisions import apply_decisions
from bot.jobs.chase import chase_concerns, chase_work
from bot.jobs.count_mails import count_mails
from bot.jobs.deliver import deliver
from bot.jobs.follow_actions import follow_actions
from bot.jobs.forget import forget
from bot.jobs.keep_case_notes import enter_dates, want_case_notes
from bot.jobs.list_leavers import list_leavers
from bot.jobs.look_at_clock import look_at_clock
from bot.jobs.look_at_work import look_at_work
from bot.jobs.look_back import look_back
from bot.jobs.propose_rounds import propose_rounds
from bot.jobs.publish import publish
from bot.jobs.read_annexe import annexe_answers, read_annexe
from bot.jobs.read_configuration import (
    LAST_GOOD,
    after_mails,
    last_policy,
    read_configuration,
)
from bot.jobs.read_mailbox import read_mailbox
from bot.jobs.service import Partly, Service
from bot.jobs.settle_panels import chase_second_looks, settle_panels
from bot.jobs.show_tables import show_tables
from bot.jobs.tell_failures import note_failures, tell_failures
from bot.jobs.write_digests import write_digests
from bot.jobs.write_lists import write_lists
from bot.jobs.write_packs import write_packs
from bot.policy.in_force import Policy
from bot.ports import PermanentError, TemporaryError
from bot.store import keeping
from bot.store.store import StoreError

log = logging.getLogger(__name__)

Job: TypeAlias = Callable[[], str | Partly]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one job of a cycle went, in a line."""

    job: str
    words: str
    failed: bool = False
    more: bool = False  # it would do more at once: the next cycle need not wait
    mistake: Exception | None = None  # of ours; its text may hold what a person wrote


def run_cycle(
    service: Service,
    at: datetime,
    tell: Callable[[Outcome], None] = lambda outcome: None,
    without: Collection[str] = (),
) -> list[Outcome]:
    """Run every job but those `without`. One that fails is told of and does not stop the others.

    Raises StoreError: without its store no job can do anything, and nothing leaves meanwhile.
    The mailbox is read before anything is chased (C3), and whether a letter is still owed is asked
    again when it leaves. Running a cycle twice changes nothing the second time.
    """
    with service.store.transaction() as work:
        number = keeping.cycle_started(work, at)
    outcomes: list[Outcome] = []
    for job, run in _jobs(service, at):
        if job in without:
            continue
        outcome = _attempt(job, run)
        outcomes.append(outcome)
        tell(outcome)
    failed = {o.job: o.words for o in outcomes if o.failed}
    with service.store.transaction() as work:
        words = f"failed: {', '.join(failed)}" if failed else "well"
        keeping.cycle_finished(work, number, at, words)
        note_failures(work, failed, at)
    return outcomes


def _jobs(service: Service, at: datetime) -> Iterator[tuple[str, Job]]:
    try:
        configured = read_configuration(service, at)
    except StoreError:
        raise
    except Exception as error:  # a mistake of ours on a strange cell, too: it is noted and told of
        yield "configuration", partial(_raise, error)
        if _has_looked(service):
            yield "failures", lambda: _tell_that_it_stands(service, at)
            yield "safeguarding letters", lambda: _deliver_owed_concerns(service, at)
        return
    policy = configured.policy
    yield "configuration", configured.in_words
    yield "clock", lambda: look_at_clock(service, policy, at)
    yield "Annexe A", lambda: read_annexe(service, policy, at)
    yield "mailbox", lambda: read_mailbox(service, policy, at)
    policy = after_mails(service, configured, at)
    yield "concerns", lambda: chase_concerns(service, policy, at)
    yield "safeguarding letters", lambda: deliver(service, policy, at, urgent_only=True)
    yield "mail count", lambda: count_mails(service, policy, at)
    answered = annexe_answers(service)
    yield "decisions", lambda: apply_decisions(service, policy, configured.answers, at)
    if annexe_answers(service) != answered:
        yield "Annexe A again", lambda: read_annexe(service, policy, at)
    yield "case note dates", lambda: enter_dates(service, policy, configured.checked.notes, at)
    yield "actions", lambda: follow_actions(service, policy, at)
    yield "rounds", lambda: propose_rounds(service, policy, configured.checked.wanted, at)
    yield "panels", lambda: settle_panels(service, policy, at)
    yield "chasing", lambda: chase_work(service, policy, at)
    yield "closed cases", lambda: alert_closed(service, policy, at)
    yield "peers and themes", lambda: look_at_work(service, policy, configured.checked.wanted, at)
    yield "second looks", lambda: chase_second_looks(service, policy, at)
    yield "compliance", lambda: look_back(service, policy, at)
    yield "leavers", lambda: list_leavers(service, policy, at)
    yield "case notes", lambda: want_case_notes(service, policy, at)
    yield "packs", lambda: write_packs(service, policy, at)
    yield "digests", lambda: write_digests(service, policy, at)
    yield "failures", lambda: tell_failures(service, policy, at)
    yield "letters", lambda: deliver(service, policy, at)
    yield "lists", lambda: write_lists(service, configured, at)
    yield "trackers", lambda: publish(service, policy, at)
    yield "retention", lambda: forget(service, policy, at)
    yield "tracking lists", lambda: show_tables(service, policy, at)


def _raise(error: Exception) -> str:
    raise error


def _has_looked(service: Service) -> bool:
    """Whether the lists were ever read: nothing is owed before."""
    with service.store.reading() as work:
        return keeping.kept_value(work, LAST_GOOD) is not None and bool(keeping.last_cycle(work))


def _tell_that_it_stands(service: Service, at: datetime) -> str:
    """Without its lists the service does nothing else, and nothing else would tell of it."""
    return tell_failures(service, _last_policy(service), at, all_stands=True)


def _deliver_owed_concerns(service: Service, at: datetime) -> str | Partly:
    """What was owed of safeguarding leaves with the lists as they last held."""
    return deliver(service, _last_policy(service), at, urgent_only=True)


def _last_policy(service: Service) -> Policy:
    with service.store.reading() as work:
        return last_policy(work, service.settings, service.rules, service.chains)


def _attempt(job: str, run: Job) -> Outcome:
    try:
        done = run()
        return (
            Outcome(job, done.words, more=True) if isinstance(done, Partly) else Outcome(job, done)
        )
    except StoreError:
        raise
    except (TemporaryError, PermanentError) as error:
        log.warning("%s: %s", job, error)
        return Outcome(job, f"not this time: {error}", failed=True)
    except Exception as error:  # a mistake of ours in one job must not silence the others
        # The type and the place alone: the text of an error may hold what a person wrote.
        log.error("%s failed: %s", job, type(error).__name__)
        return Outcome(job, f"failed: {type(error).__name__}", failed=True, mistake=error)
