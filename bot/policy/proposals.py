"""A proposed round as it is saved, shown to those who decide, and asked about (6.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.policy.decision import Decision, Question, QuestionKind, Record
from bot.policy.digests import programme_leads
from bot.policy.draw import Draw
from bot.policy.facts import round_facts
from bot.policy.model import Audit, Fact, Round
from bot.policy.occasion import Occasion
from bot.policy.panels import Panel
from bot.policy.wording import count_words, day_words

DEPLOY, DISCARD, DRAW_AGAIN = "Deploy", "Discard", "Draw again"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A round as it would be deployed, and everything that a person needs to judge it."""

    round: Round
    audits: tuple[Audit, ...]
    without: tuple[tuple[str, str], ...]  # people of the pool without an audit, and why (R-5.2-2)
    left_out: tuple[tuple[str, int], ...]  # why cases of the frame could not be drawn, how many
    nobody_for: tuple[tuple[str, str], ...]  # child, and why no auditor could be found
    draw: Draw
    panels: tuple[Panel, ...] = ()
    too_few_for: tuple[tuple[str, str], ...] = ()  # child of a panel that is not full, and why
    why: Mapping[str, str] = field(default_factory=dict)  # audit -> why this auditor has it
    alike: tuple[str, ...] = ()  # notes on cases that may be of one family or one file (C23)


def proposal_decision(proposal: Proposal, occasion: Occasion) -> Decision:
    """Save the proposal, show it to the coordinator and the Consultant Head, and ask."""
    round_ = proposal.round
    facts: dict[str, Fact] = {"round": proposal_facts(proposal)}
    letters = [
        occasion.letter("round_proposed", name, round_.ref, facts)
        for name in programme_leads(occasion.policy, occasion.today)
    ]
    asks = (
        f"Deploy the round of {round_.name}: {count_words(len(proposal.audits), 'audit')} from "
        f"{count_words(round_.open_cases, 'open case')} as at {day_words(round_.as_at)}?"
    )
    choices = (DEPLOY, DRAW_AGAIN, DISCARD)
    question = Question(
        f"round {round_.ref}", QuestionKind.ROUND, round_.ref, asks, DEPLOY, choices
    )
    note = f"round of {round_.name} proposed with {count_words(len(proposal.audits), 'audit')}"
    notes = tuple((audit.ref, _drawn(proposal, audit)) for audit in proposal.audits)
    records: tuple[Record, ...] = (round_, *proposal.panels, *proposal.audits)
    return Decision(note, records, tuple(letters), (question,), notes)


def _drawn(proposal: Proposal, audit: Audit) -> str:
    """The first line of an audit's history: where it comes from, and why it is this auditor's."""
    why = proposal.why.get(audit.ref)
    because = f" ({why})" if why else ""
    return f"drawn in {audit.round} from {audit.stratum}, proposed for {audit.auditor}{because}"


def proposal_facts(proposal: Proposal) -> dict[str, Fact]:
    """What the proposal letter shows."""
    round_ = proposal.round
    nobody = [{"child": child, "why": why} for child, why in proposal.nobody_for]
    too_few = [{"child": child, "why": why} for child, why in proposal.too_few_for]
    return {
        **round_facts(round_),
        "size": len(proposal.audits),
        "panels": len(proposal.panels),
        "cases": len({audit.child for audit in proposal.audits}),
        "audits": [{"ref": a.ref, "team": a.team, "auditor": a.auditor} for a in proposal.audits],
        "without": [{"auditor": name, "why": why} for name, why in proposal.without],
        "left_out": [{"why": why, "cases": number} for why, number in proposal.left_out],
        "nobody_for": nobody,
        "too_few_for": too_few,
        "alike": list(proposal.alike),
    }
