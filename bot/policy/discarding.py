"""A proposed round that is not to be: discarded, or drawn again once the lists are right (6.2)."""

from collections.abc import Sequence
from dataclasses import replace

from bot.policy.decision import Decision, Letter
from bot.policy.digests import programme_leads
from bot.policy.facts import round_facts
from bot.policy.life import Event, after
from bot.policy.model import Audit, Fact, Round, RoundStatus
from bot.policy.occasion import Occasion
from bot.policy.panels import Panel, PanelStatus
from bot.policy.round_parts import Withdrawal


def discard(
    round_: Round, audits: Sequence[Audit], panels: Sequence[Panel], by: str, occasion: Occasion
) -> Decision:
    """Nothing of the proposal becomes real, and those who had it learn how to have another."""
    gone = _without_effect(round_, audits, panels, RoundStatus.DISCARDED)
    note = f"round of {round_.name} discarded by {by}"
    return replace(gone, note=note, letters=tuple(_told(round_, by, occasion)))


def draw_again(
    round_: Round, audits: Sequence[Audit], panels: Sequence[Panel], by: str
) -> Decision:
    """Another is proposed in its place, by the lists as they are then.

    Frame and seed are the same (A-30), so nobody can draw until they like the cases: what changes
    is what the lists say, of who can audit and of which cases may be drawn.
    """
    gone = _without_effect(round_, audits, panels, RoundStatus.DRAWN_AGAIN)
    return replace(gone, note=f"round of {round_.name} to be drawn again, says {by}")


def wanted_after_all(round_: Round, by: str) -> Decision:
    """A round that was discarded is proposed anew, unless its time is over."""
    note = f"round of {round_.name} wanted after all by {by}: it is drawn again"
    return Decision(note, (replace(round_, status=RoundStatus.DRAWN_AGAIN),))


def _without_effect(
    round_: Round, audits: Sequence[Audit], panels: Sequence[Panel], status: RoundStatus
) -> Decision:
    withdrawn = [
        replace(after(audit, Event.WITHDRAW), withdrawn=Withdrawal.DISCARDED) for audit in audits
    ]
    dissolved = [replace(panel, status=PanelStatus.DISSOLVED) for panel in panels]
    return Decision("", (replace(round_, status=status), *dissolved, *withdrawn))


def _told(round_: Round, by: str, occasion: Occasion) -> list[Letter]:
    facts: dict[str, Fact] = {"round": round_facts(round_), "by": by}
    readers = programme_leads(occasion.policy, occasion.today)
    return [occasion.letter("round_discarded", name, round_.ref, facts) for name in readers]
