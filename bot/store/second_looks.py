"""Panels and reviews: what can be asked of the record."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import combinations

from bot.policy.model import Audit, Status
from bot.policy.panels import Panel, PanelStatus
from bot.policy.reviews import Review, ReviewKind, ReviewStatus
from bot.store import memory
from bot.store.transaction import Transaction


def together_since(work: Transaction, day: date) -> Mapping[frozenset[str], int]:
    """How often two auditors have sat on one panel since `day`."""
    members: dict[str, list[str]] = defaultdict(list)
    for audit in memory.every(work, Audit).values():
        given = audit.assigned_on and audit.assigned_on >= day
        if audit.panel and given and audit.status is not Status.WITHDRAWN:
            members[audit.panel].append(audit.auditor)
    pairs = (frozenset(pair) for names in members.values() for pair in combinations(names, 2))
    return Counter(pairs)


def panels_of(work: Transaction, round_ref: str) -> list[Panel]:
    return memory.where(work, Panel, "round", (round_ref,))


def reviews_of(work: Transaction, round_ref: str) -> list[Review]:
    return memory.where(work, Review, "round", (round_ref,))


def audits_of(work: Transaction, panel: str) -> list[Audit]:
    """The audits of a panel, but for those that were withdrawn."""
    members = memory.where(work, Audit, "panel", (panel,))
    return [audit for audit in members if audit.status is not Status.WITHDRAWN]


def panels_in(work: Transaction, *statuses: PanelStatus) -> list[Panel]:
    return memory.where(work, Panel, "status", statuses)


def reviews_in(work: Transaction, *statuses: ReviewStatus) -> list[Review]:
    return memory.where(work, Review, "status", statuses)


def review_load(work: Transaction, day: date) -> Mapping[str, int]:
    """Reviews given to each reviewer since `day`."""

    def count() -> Mapping[str, int]:
        given = (r for r in memory.every(work, Review).values() if r.sent_on and r.sent_on >= day)
        return Counter(review.reviewer for review in given if review.reviewer)

    return memory.made_of(work, Review, ("load since", day), count)


def reviewed(work: Transaction, kind: ReviewKind) -> frozenset[str]:
    """The audits that have a review of this kind."""
    return frozenset(review.audit for review in memory.where(work, Review, "kind", (kind,)))


def completed_between(work: Transaction, first: date, last: date) -> list[Audit]:
    """The audits that were completed on these days, both included."""
    every = memory.every(work, Audit).values()
    found = [a for a in every if a.completed_on and first <= a.completed_on <= last]
    return sorted(found, key=lambda audit: audit.ref)
