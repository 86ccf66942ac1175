"""Annexe A cannot be used, or a run has failed: who is told (6.1, recipient matrix row 24)."""

from collections.abc import Mapping

from bot.policy.chains import who_coordinates
from bot.policy.decision import Letter
from bot.policy.model import Fact
from bot.policy.occasion import Occasion

ANNEXE = "Annexe A"  # what most of these letters are about


def not_usable(
    name: str, facts: Mapping[str, Fact], occasion: Occasion, about: str = ANNEXE
) -> list[Letter]:
    """To whoever coordinates, with a copy to the Consultant Head: the programme stands still."""
    readers = [p.name for p in who_coordinates(occasion.council, occasion.today)]
    decider = occasion.decider()
    head = decider.person.name if decider else None
    cc = (head,) if head and head not in readers else ()
    return [occasion.letter(name, reader, about, facts, cc) for reader in readers]
