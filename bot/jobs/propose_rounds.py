"""Job: propose the month's round as soon as it can be drawn, once, for a person to deploy (6.2)."""

import logging
from datetime import date, datetime

from bot.jobs.read_annexe import mapped
from bot.jobs.service import YEAR, Service
from bot.policy.in_force import Policy
from bot.policy.occasion import Occasion
from bot.policy.rounds import Past, Proposal, is_owed, period_of, proposal_decision, propose
from bot.store import draws, programme, publications
from bot.store.saving import save
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)


def propose_rounds(service: Service, policy: Policy, at: datetime) -> str:
    """A month has one round; a discarded one may be proposed again by hand."""
    if policy.council.quiet(policy.today(at)):
        return "a quiet day"
    with service.store.transaction() as work:
        occasion = service.occasion(work, policy, at, "round owed")
        existing = programme.round_of(work, period_of(occasion.today))
        if existing:
            return f"{existing.name}: {existing.status.value.lower()}"
        if _discarded(work, occasion.today):
            return "this month's round was discarded"
        proposal = proposal_now(work, occasion)
        if proposal is None:
            return "no round is owed"
        decision = proposal_decision(proposal, occasion)
        save(work, decision, occasion, about=proposal.round.ref)
        draws.keep(work, proposal.round.ref, proposal.draw)
    log.info("round %s: %s", proposal.round.ref, decision.note)
    return decision.note


def proposal_now(work: Transaction, occasion: Occasion) -> Proposal | None:
    """The round as it would be drawn today; None if none is owed."""
    publication = publications.first_of_month(work, occasion.today)
    if publication is None or not is_owed(occasion.today, publication.as_at, occasion.policy):
        return None
    frame = mapped(publications.frame(work, publication), occasion.policy)
    past = Past(
        programme.audited_since(work, _months_before(occasion)),
        programme.load_since(work, occasion.today - YEAR),
        draws.spreads(work, occasion.today - 2 * YEAR),
    )
    return propose(frame, past, occasion)


def _discarded(work: Transaction, today: date) -> bool:
    return any(round_.period == period_of(today) for round_ in programme.all_rounds(work))


def _months_before(occasion: Occasion) -> date:
    """The first day of the month so many months ago: a whole month has one window."""
    months = occasion.today.year * 12 + occasion.today.month - 1
    year, month = divmod(months - occasion.rules.repeat_audit_months, 12)
    return date(year, month + 1, 1)
