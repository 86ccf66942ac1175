"""Job: panels that are all in or out of time, and what is owed about panels and reviews (8.1)."""

import logging
from collections.abc import Iterator
from datetime import datetime

from bot.jobs.service import Service
from bot.policy.chasing_second_looks import chase_panel, chase_review
from bot.policy.consensus import Together, settle
from bot.policy.decision import Decision
from bot.policy.form import AuditReturn
from bot.policy.in_force import Policy
from bot.policy.ladder import Owed
from bot.policy.model import Round
from bot.policy.occasion import Occasion
from bot.policy.panels import Panel, PanelStatus
from bot.policy.reviews import ReviewStatus
from bot.policy.wording import count_words
from bot.store import keeping, programme, second_looks
from bot.store.files import files_of
from bot.store.saving import save
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)


def together(work: Transaction, panel: Panel) -> Together:
    """The panel with its audits, and with what was stated for all of them."""
    files = files_of(work, second_looks.audits_of(work, panel.ref))
    return Together(panel, tuple(files), programme.get(work, AuditReturn, panel.ref))


def settle_panels(service: Service, policy: Policy, at: datetime) -> str:
    """Every panel that all have answered, or whose time to agree is over, goes on."""
    with service.store.reading() as work:
        waiting = second_looks.panels_in(work, PanelStatus.AUDITING, PanelStatus.AGREEING)
        ready = [p.ref for p in waiting if _step(service, work, policy, at, p.ref)]
    moved = sum(_settle(service, policy, at, ref) for ref in ready)
    return f"{count_words(len(waiting), 'open panel')}, {moved} gone on"


def _settle(service: Service, policy: Policy, at: datetime, ref: str) -> bool:
    with service.store.transaction() as work:
        step = _step(service, work, policy, at, ref)  # again: nothing is saved on an old look
        if step is None:
            return False
        decision, occasion = step
        save(work, decision, occasion, about=ref)
    log.info("panel %s: gone on", ref)
    return True


def _step(
    service: Service, work: Transaction, policy: Policy, at: datetime, ref: str
) -> tuple[Decision, Occasion] | None:
    """What is to become of the panel now, if anything."""
    panel = programme.get(work, Panel, ref)
    round_ = programme.get(work, Round, panel.round) if panel else None
    if panel is None or round_ is None or round_.deployed_on is None:
        return None
    occasion = service.occasion(work, policy, at, f"panel {ref}").begun(round_)
    decision = settle(together(work, panel), occasion)
    return (decision, occasion) if decision and decision.records else None


def chase_second_looks(service: Service, policy: Policy, at: datetime) -> str:
    """On working days: the highest rung that each panel and review owes, each rung once."""
    if not policy.calendar.is_working_day(policy.today(at)):
        return "not a working day"
    if policy.council.quiet(policy.today(at)):
        return "a quiet day: what is still owed afterwards is told then, once"
    with service.store.reading() as work:
        owing = list(_owed(work, service.occasion(work, policy, at, "chasing")))
        undone = keeping.undone(work, [(ref, one.step) for ref, one in owing])
        owed = [(r, one.step, one.decision) for r, one in owing if (r, one.step) in undone]
    for ref, step, decision in owed:
        with service.store.transaction() as work:
            if keeping.once(work, ref, step, at):
                occasion = service.occasion(work, policy, at, step)
                save(work, decision, occasion, about=ref)
        log.info("%s: %s", ref, step)
    return f"{count_words(len(owed), 'rung')} owed"


def _owed(work: Transaction, occasion: Occasion) -> Iterator[tuple[str, Owed]]:
    for review in second_looks.reviews_in(work, ReviewStatus.WITH_REVIEWER):
        file = programme.audit_file(work, review.audit)
        if file and (one := chase_review(file, review, occasion.begun(file.round))):
            yield review.ref, one
    for panel in second_looks.panels_in(work, PanelStatus.AGREEING, PanelStatus.MODERATION):
        it = together(work, panel)
        if it.files and (one := chase_panel(it, occasion.begun(it.lead.round))):
            yield panel.ref, one
