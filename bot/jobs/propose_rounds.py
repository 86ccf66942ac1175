"""Job: propose each round as soon as it can be drawn, once, for a person to deploy (6.2)."""

import logging
from datetime import datetime

from bot.jobs.read_annexe import mapped
from bot.jobs.rounds_owed import rounds_owed
from bot.jobs.service import YEAR, Service
from bot.policy.in_force import Policy
from bot.policy.occasion import Occasion
from bot.policy.proposals import proposal_decision
from bot.policy.rounds import Past, propose
from bot.policy.themes import Wanted, months_before
from bot.policy.wording import listed
from bot.store import draws, programme, publications, second_looks
from bot.store.saving import save
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)


def propose_rounds(service: Service, policy: Policy, wanted: Wanted, at: datetime) -> str:
    """Every round that is owed, each in a transaction of its own."""
    if policy.council.quiet(policy.today(at)):
        return "a quiet day"
    proposed: list[str] = []
    while note := _next(service, policy, wanted, at):
        proposed.append(note)
    return listed(proposed) if proposed else "no round is owed"


def _next(service: Service, policy: Policy, wanted: Wanted, at: datetime) -> str | None:
    with service.store.transaction() as work:
        occasion = service.occasion(work, policy, at, "round owed")
        plan, publication = next(rounds_owed(work, wanted, occasion), (None, None))
        if plan is None or publication is None:
            return None
        frame = mapped(publications.frame(work, publication), policy)
        proposal = propose(frame, _past(work, occasion), plan, occasion)
        decision = proposal_decision(proposal, occasion)
        save(work, decision, occasion, about=proposal.round.ref)
        draws.keep(work, proposal.round.ref, proposal.draw)
    log.info("round %s: %s", proposal.round.ref, decision.note)
    return decision.note


def _past(work: Transaction, occasion: Occasion) -> Past:
    year_ago = occasion.today - YEAR
    window = months_before(occasion.today, occasion.rules.repeat_audit_months)
    return Past(
        programme.audited_since(work, window),
        programme.load_since(work, year_ago),
        draws.spreads(work, occasion.today - 2 * YEAR),
        second_looks.together_since(work, year_ago),
    )
