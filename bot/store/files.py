"""Audits with all that belongs to each, put together once for as long as none of it changes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.policy.form import AuditReturn
from bot.policy.matters import CaseNote, Dispute, ManagementDecision
from bot.policy.model import Action, ActionStatus, Audit, AuditFile, Request, Round, Status
from bot.policy.panels import Panel
from bot.policy.reviews import Review, ReviewKind
from bot.store import memory
from bot.store.transaction import Transaction

_PARTS: tuple[type, ...] = (Action, Request, ManagementDecision, Dispute, CaseNote, Review)


def files_of(work: Transaction, found: Iterable[Audit]) -> list[AuditFile]:
    """Each of these audits with all that belongs to it, and with the others of its panel."""
    kept = memory.files(work)
    audits = list(found)
    _read(work, [audit for audit in audits if audit.ref not in kept])
    files = []
    for audit in audits:
        if audit.ref not in kept:
            kept[audit.ref] = _in_panel(work, _alone(work, audit))
        files.append(kept[audit.ref])
    return files


def _read(work: Transaction, audits: Sequence[Audit]) -> None:
    """All that belongs to these audits: a question for each kind of record, not for each audit."""
    panels = {audit.panel for audit in audits if audit.panel}
    mates = [*audits, *memory.where(work, Audit, "panel", panels)]
    for kind in _PARTS:
        memory.read(work, kind, "audit", (audit.ref for audit in mates))
    memory.read(work, Action, "child", (audit.child for audit in mates if audit.child))
    memory.read(work, AuditReturn, "ref", (audit.ref for audit in mates))
    memory.read(work, Round, "ref", (audit.round for audit in mates))
    memory.read(work, Panel, "ref", panels)


def _alone(work: Transaction, audit: Audit) -> AuditFile:
    """The audit with its actions, requests, Management Decisions and disagreements."""
    ref = (audit.ref,)
    asked = memory.where(work, Request, "audit", ref)
    decided = memory.where(work, ManagementDecision, "audit", ref)
    disputed = memory.where(work, Dispute, "audit", ref)
    noted = memory.where(work, CaseNote, "audit", ref)
    looked = memory.where(work, Review, "audit", ref)
    return AuditFile(
        audit,
        tuple(memory.where(work, Action, "audit", ref)),
        tuple(sorted(asked, key=lambda request: request.asked_on)),
        memory.get(work, AuditReturn, audit.ref),
        tuple(sorted(decided, key=lambda decision: decision.asked_on)),
        tuple(sorted(disputed, key=lambda dispute: dispute.raised_on)),
        tuple(a for a in _open_of(work, audit.child) if a.audit != audit.ref),
        notes=tuple(sorted(noted, key=lambda note: note.wanted_on)),
        round=memory.get(work, Round, audit.round),
        review=next((r for r in looked if r.kind is ReviewKind.QUALITY), None),
    )


def _open_of(work: Transaction, child: str) -> list[Action]:
    if not child:
        return []  # erased
    actions = memory.where(work, Action, "child", (child,))
    return [action for action in actions if action.status is ActionStatus.OPEN]


def _in_panel(work: Transaction, file: AuditFile) -> AuditFile:
    """The same file; that of a panel with the panel, and with its other audits."""
    ref = file.audit.panel
    panel = memory.get(work, Panel, ref) if ref else None
    if panel is None:
        return file
    members = memory.where(work, Audit, "panel", (ref,))
    others = (a for a in members if a.ref != file.audit.ref and a.status is not Status.WITHDRAWN)
    return replace(file, panel=panel, others=tuple(_alone(work, other) for other in others))
