"""When a chain is at its end and reaches nobody, the coordinator must know, to put it right."""

from collections.abc import Collection

from bot.policy.chains import who_coordinates
from bot.policy.decision import Letter
from bot.policy.model import Audit, Fact
from bot.policy.occasion import Occasion


def if_nobody(
    told: Collection[object], audit: Audit, what: str, occasion: Occasion
) -> list[Letter]:
    """The alarm about the audit, where nobody could be told; none where somebody was.

    Never to its auditor, who may coordinate as well.
    """
    return [] if told else alarm(audit.ref, what, occasion, audit.auditor)


def alarm(about: str, what: str, occasion: Occasion, besides: str | None = None) -> list[Letter]:
    """To whoever coordinates, but not `besides`. `what` ends "Nobody could be told …"."""
    facts: dict[str, Fact] = {"about": about, "what": what}
    names = [p.name for p in who_coordinates(occasion.council, occasion.today)]
    if names == [besides] and (decider := occasion.decider(besides)):
        names = [decider.person.name]
    return [
        occasion.letter("nobody_to_tell", name, about, facts) for name in names if name != besides
    ]
