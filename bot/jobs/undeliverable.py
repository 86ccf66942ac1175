"""A letter that could not reach its reader: the coordinator is told, at once if it was urgent."""

from datetime import datetime

from bot.letters import KINDS
from bot.policy.chains import who_coordinates
from bot.policy.decision import Letter
from bot.policy.in_force import Policy
from bot.policy.model import Fact
from bot.store.outbox import OutboxRow


def not_delivered(row: OutboxRow, reason: str, policy: Policy, at: datetime) -> tuple[Letter, ...]:
    """One letter to each coordinator; about a letter of this kind itself there is none."""
    if row.letter.name == "not_delivered":
        return ()
    kind = KINDS.get(row.letter.name)
    facts: dict[str, Fact] = {
        "letter": kind.title if kind else row.letter.name,
        "reader": row.letter.to,
        "about": row.letter.about,
        "reason": reason,
    }
    return tuple(
        Letter(
            "not_delivered",
            person.name,
            row.letter.about,
            row.as_cause,
            facts,
            urgent=row.letter.urgent,
        )
        for person in who_coordinates(policy.council, policy.today(at))
    )
