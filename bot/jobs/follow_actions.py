"""Job: open remedial actions follow their case, their manager and the action they are linked to."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from bot.jobs.service import Service
from bot.policy.decision import Decision
from bot.policy.in_force import Policy
from bot.policy.linking import follow
from bot.policy.model import Action, AuditFile
from bot.policy.occasion import Occasion
from bot.policy.owning import handed_on
from bot.policy.wording import count_words
from bot.store import programme
from bot.store.saving import save
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)

Step: TypeAlias = Callable[[Transaction, AuditFile, Occasion], Decision | None]


def follow_actions(service: Service, policy: Policy, at: datetime) -> str:
    """Each audit in a transaction of its own; what has been followed is not followed again."""
    with service.store.reading() as work:
        occasion = _occasion(service, work, policy, at)
        files = [file for file in programme.open_files(work) if file.open_actions]
        moved = [f.audit.ref for f in files if any(step(work, f, occasion) for step in _STEPS)]
    changed = sum(_follow(service, policy, at, ref, step) for ref in moved for step in _STEPS)
    return f"{count_words(len(files), 'audit')} with open actions, {changed} changed"


def _occasion(service: Service, work: Transaction, policy: Policy, at: datetime) -> Occasion:
    return service.occasion(work, policy, at, f"following {policy.today(at)}")


def _follow(service: Service, policy: Policy, at: datetime, ref: str, step: Step) -> bool:
    with service.store.transaction() as work:
        file = programme.audit_file(work, ref)
        occasion = _occasion(service, work, policy, at)
        decision = step(work, file, occasion) if file and file.open_actions else None
        if decision is None:
            return False
        save(work, decision, occasion, about=ref)
    log.info("audit %s: %s", ref, "its remedial actions have moved on")
    return True


def _owner(work: Transaction, file: AuditFile, occasion: Occasion) -> Decision | None:
    return handed_on(file, occasion)


def _link(work: Transaction, file: AuditFile, occasion: Occasion) -> Decision | None:
    for action in file.open_actions:
        if action.linked_to:
            other = programme.get(work, Action, action.linked_to)
            if decision := follow(file, action, other, occasion):
                return decision
    return None


_STEPS: tuple[Step, ...] = (_owner, _link)
