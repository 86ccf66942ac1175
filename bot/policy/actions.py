"""Remedial actions signed off by the Team Manager (9.3), or not achievable by decision (9.4)."""

from dataclasses import replace

from bot.policy.chains import Post, tell
from bot.policy.council import Person
from bot.policy.decision import Decision
from bot.policy.digests import digest_lines
from bot.policy.facts import action_facts, audit_facts
from bot.policy.life import Event, after
from bot.policy.model import Action, ActionStatus, Audit, AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.references import ACTION
from bot.policy.wording import count_words

OWNERS = (Post.TEAM_MANAGER, Post.SERVICE_MANAGER, Post.STRATEGIC_LEAD)


def is_owner(person: Person, audit: Audit, occasion: Occasion) -> bool:
    """Whether this person answers for the team of the case: its managers and their cover."""
    policy, on = occasion.policy, occasion.today
    matter = policy.matter(audit)
    # A manager who answers from their leave answers for their team all the same.
    told = tell(OWNERS, matter, policy.council, policy.chains, on, cover_is_addition=True)
    return any(t.person == person for t in told)


def sign_off(
    file: AuditFile, refs: tuple[str, ...], person: Person, occasion: Occasion
) -> Decision:
    """The named actions are done; all open ones if none is named."""
    done = _meant(file, refs)
    if not done:
        return Decision("no change: none of these actions is open")
    note = f"signed off by {person.name}"
    return _close(file, done, ActionStatus.DONE, note, occasion, by=person.name)


def not_achievable(file: AuditFile, refs: tuple[str, ...], by: str, occasion: Occasion) -> Decision:
    """A Management Decision has been authorised: counted apart, not as done (A-16)."""
    meant = _meant(file, refs)
    if not meant:
        return Decision("no change: none of these actions is open")
    note = f"not achievable, Management Decision authorised by {by}"
    return _close(file, meant, ActionStatus.NOT_ACHIEVABLE, note, occasion)


def _meant(file: AuditFile, refs: tuple[str, ...]) -> tuple[Action, ...]:
    """The open actions among `refs`; all open ones if `refs` names no action at all."""
    named = {ref for ref in refs if ref.startswith(f"{ACTION}-")}
    return tuple(a for a in file.open_actions if a.ref in named or not named)


def _close(
    file: AuditFile,
    actions: tuple[Action, ...],
    status: ActionStatus,
    note: str,
    occasion: Occasion,
    by: str | None = None,
) -> Decision:
    """`by` wrote it and has a receipt, besides whoever answers for the team."""
    closed = tuple(replace(a, status=status, done_on=occasion.today) for a in actions)
    left = tuple(a for a in file.open_actions if a not in actions)
    audit = file.audit if left else after(file.audit, Event.CLOSE)
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        "done": action_facts(closed),
        "open": action_facts(left),
        "undo": None,
    }
    told = [t.person.name for t in occasion.tell(file.audit, *OWNERS)]
    readers = dict.fromkeys([*told, by] if by else told)
    letters = [occasion.letter("action_receipt", name, audit.ref, facts) for name in readers]
    line = f"{count_words(len(closed), 'remedial action')} {note}; {len(left)} open"
    return Decision(
        line,
        (*closed, audit),
        (*letters, *digest_lines(audit.ref, line, occasion)),
    )
