"""Remedial actions as they are required: whose they are, and whether they are required already."""

from dataclasses import replace

from bot.policy.decision import Question, QuestionKind
from bot.policy.model import Action, Audit, AuditFile
from bot.policy.occasion import Occasion
from bot.policy.owners import manager_in_post
from bot.policy.same_action import alike, same_as

SAME, TWO = "The same: do it once", "Two different actions"


def placed(
    file: AuditFile, audit: Audit, actions: tuple[Action, ...], occasion: Occasion
) -> tuple[Action, ...]:
    """Each with the manager whose it is (9.2), and linked to one that says the same (C17)."""
    manager = manager_in_post(audit, occasion)
    owner = manager.name if manager else None
    found = []
    for action in actions:
        same = same_as(action.text, action.due, file.elsewhere)
        found.append(replace(action, owner=owner, linked_to=same.ref if same else None))
    return tuple(found)


def perhaps_same(file: AuditFile, actions: tuple[Action, ...]) -> tuple[Question, ...]:
    """A person is asked whether two actions that say much the same are one (C17)."""
    return tuple(
        Question(
            f"same {action.ref} {other.ref}",
            QuestionKind.SAME,
            action.ref,
            f"{action.ref} of {action.audit} may be required already, as {other.ref} of "
            f"{other.audit}: “{action.text}” and “{other.text}”. Are they the same?",
            TWO,
            (SAME, TWO),
            {"same": other.ref},
        )
        for action in actions
        if action.linked_to is None and (other := alike(action.text, file.elsewhere))
    )
