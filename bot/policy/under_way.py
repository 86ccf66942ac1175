"""The case worker is told that an audit is under way, and that it is no inspection (4.1, 6.4)."""

from collections.abc import Sequence

from bot.policy.chains import Post
from bot.policy.decision import Letter
from bot.policy.facts import audit_facts, person_facts
from bot.policy.model import Audit, Fact
from bot.policy.occasion import Occasion


def under_way(audits: Sequence[Audit], occasion: Occasion, *, again: bool = False) -> list[Letter]:
    """One letter about one case, however many audit it; `again`: its auditor has changed.

    Where the worker has no address here, the Team Manager is told in their place (A-19).
    """
    first = audits[0]
    names = [audit.auditor for audit in audits]
    auditors = [person_facts(occasion.council.person(name)) for name in names]
    reader, worker = told_of(first, occasion)
    if reader is None or reader in names:
        return []
    facts: dict[str, Fact] = {
        "audit": audit_facts(first, occasion),
        "auditors": [found for found in auditors if found],
        "again": again,
        "for_worker": worker,
    }
    return [occasion.letter("audit_under_way", reader, first.ref, facts)]


def told_of(audit: Audit, occasion: Occasion) -> tuple[str | None, bool]:
    """Who hears of an audit of this case, and whether that is its worker."""
    worker = occasion.council.person(audit.worker)
    if worker and worker.in_post(occasion.today):
        return worker.name, True
    told = occasion.tell(audit, Post.TEAM_MANAGER)
    return (told[0].person.name if told else None), False
