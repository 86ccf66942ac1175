"""Whose mail it is and what it answers: the gates that role and thread are."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.policy.form import NO_FORM, AuditForm

ROLES = ("auditor", "team_manager", "service_manager", "strategic_lead", "consultant_head")
THREADS = (
    "assignment",
    "remedial",
    "moderation",
    "request_pending",
    "safeguarding",
    "disagreement",
)
MANAGERS = frozenset(ROLES[1:])


@dataclass(frozen=True, slots=True)
class Context:
    """What the jobs know of a mail before it is read.

    `sender_role` is one of `ROLES`, `thread` one of `THREADS`.
    """

    sender_role: str
    thread: str
    form: AuditForm = NO_FORM  # of the audit that the mail is about

    @property
    def decides(self) -> bool:
        """Whether the sender was asked to decide a request."""
        return self.thread == "request_pending" and self.sender_role in MANAGERS

    @property
    def audits(self) -> bool:
        return self.thread == "assignment" and self.sender_role == "auditor"

    @property
    def mends(self) -> bool:
        """Whether the sender is answerable for remedial actions."""
        return self.thread == "remedial" and self.sender_role in MANAGERS


@dataclass(frozen=True, slots=True)
class Matter:
    """One of several audits that a mail names: its references, and who the sender is to it."""

    audit: str
    references: Collection[str]
    context: Context
