"""Whose remedial actions they are now: who holds the case, whenever the fault occurred (9.2)."""

from dataclasses import replace

from bot.policy.decision import Decision
from bot.policy.digests import digest_lines
from bot.policy.facts import action_facts, audit_facts, person_facts
from bot.policy.model import AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.owners import manager_in_post, owner_names
from bot.policy.wording import count_words


def handed_on(file: AuditFile, occasion: Occasion) -> Decision | None:
    """Open actions whose manager has changed: the case has moved, or the team has another one.

    Both are told (R-9.2-1). None: nothing has changed, or nobody is there to take them over.
    """
    manager = manager_in_post(file.audit, occasion)
    moved = tuple(a for a in file.open_actions if manager and a.owner != manager.name)
    if manager is None or not moved:
        return None
    former = occasion.council.person(moved[0].owner)
    facts: dict[str, Fact] = {
        "audit": audit_facts(file.audit, occasion),
        "actions": action_facts(a for a in moved if a.linked_to is None),
        "manager": person_facts(manager),
        "former": person_facts(former) if former else None,
    }
    worker = occasion.council.person(file.audit.worker)
    cc = (worker.name,) if worker else ()
    letters = [
        occasion.letter("actions_received", name, file.audit.ref, facts, cc)
        for name in owner_names(file.audit, occasion)
    ]
    if former and former.in_post(occasion.today):
        letters.append(occasion.letter("actions_passed_on", former.name, file.audit.ref, facts))
    line = f"{count_words(len(moved), 'remedial action')} of {file.audit.team} now with "
    line += manager.name + (f", before with {former.name}" if former else "")
    return Decision(
        line,
        tuple(replace(a, owner=manager.name) for a in moved),
        (*letters, *digest_lines(file.audit.ref, line, occasion)),
    )
