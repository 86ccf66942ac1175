"""Panels and reviews: what can be asked of the record."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import combinations

from sqlalchemy import select

from bot.policy.model import Audit, Status
from bot.policy.panels import Panel, PanelStatus
from bot.policy.reviews import Review, ReviewKind, ReviewStatus
from bot.store.records import from_row
from bot.store.tables import audits, panels, reviews
from bot.store.transaction import Transaction


def together_since(work: Transaction, day: date) -> Mapping[frozenset[str], int]:
    """How often two auditors have sat on one panel since `day`."""
    query = select(audits.c.panel, audits.c.auditor).where(
        audits.c.panel.is_not(None),
        audits.c.assigned_on >= day,
        audits.c.status != Status.WITHDRAWN.value,
    )
    members: dict[str, list[str]] = defaultdict(list)
    for panel, auditor in work.execute(query.order_by(audits.c.ref)):
        members[panel].append(auditor)
    pairs = (frozenset(pair) for names in members.values() for pair in combinations(names, 2))
    return Counter(pairs)


def panels_of(work: Transaction, round_ref: str) -> list[Panel]:
    query = select(panels).where(panels.c.round == round_ref).order_by(panels.c.ref)
    return [from_row(Panel, row) for row in work.execute(query)]


def reviews_of(work: Transaction, round_ref: str) -> list[Review]:
    query = select(reviews).where(reviews.c.round == round_ref).order_by(reviews.c.ref)
    return [from_row(Review, row) for row in work.execute(query)]


def audits_of(work: Transaction, panel: str) -> list[Audit]:
    """The audits of a panel, but for those that were withdrawn."""
    query = select(audits).where(audits.c.panel == panel, audits.c.status != Status.WITHDRAWN.value)
    return [from_row(Audit, row) for row in work.execute(query.order_by(audits.c.ref))]


def panels_in(work: Transaction, *statuses: PanelStatus) -> list[Panel]:
    wanted = [status.value for status in statuses]
    query = select(panels).where(panels.c.status.in_(wanted)).order_by(panels.c.ref)
    return [from_row(Panel, row) for row in work.execute(query)]


def reviews_in(work: Transaction, *statuses: ReviewStatus) -> list[Review]:
    wanted = [status.value for status in statuses]
    query = select(reviews).where(reviews.c.status.in_(wanted)).order_by(reviews.c.ref)
    return [from_row(Review, row) for row in work.execute(query)]


def review_load(work: Transaction, day: date) -> Mapping[str, int]:
    """Reviews given to each reviewer since `day`."""
    query = select(reviews.c.reviewer).where(reviews.c.sent_on >= day)
    return Counter(name for name in work.execute(query).scalars() if name)


def reviewed(work: Transaction, kind: ReviewKind) -> frozenset[str]:
    """The audits that have a review of this kind."""
    query = select(reviews.c.audit).where(reviews.c.kind == kind.value)
    return frozenset(work.execute(query).scalars())
