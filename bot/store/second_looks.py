"""Panels and reviews: what can be asked of the record."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations

from sqlalchemy import bindparam, select

from bot.policy.model import Audit, Status
from bot.policy.panels import Panel, PanelStatus
from bot.policy.reviews import Review, ReviewKind, ReviewStatus
from bot.store import memory, programme
from bot.store.tables import audits, reviews
from bot.store.transaction import Transaction

_SENT_SINCE = select(reviews).where(reviews.c.sent_on >= bindparam("day"))


def together_since(work: Transaction, day: date) -> Mapping[frozenset[str], int]:
    """How often two auditors have sat on one panel since `day`."""
    members: dict[str, list[str]] = defaultdict(list)
    for audit in programme.given_since(work, day):
        if audit.panel:
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
    """Reviews given to each reviewer since `day`. Not to be changed in place: it is kept."""

    def count() -> Mapping[str, int]:
        given = memory.selected(work, Review, ("sent since", day), _SENT_SINCE, values={"day": day})
        return Counter(review.reviewer for review in given if review.reviewer)

    return memory.made_of(work, (Review,), ("review load", day), count)


def reviewed(work: Transaction, among: Iterable[Audit], kind: ReviewKind) -> frozenset[str]:
    """Those of these audits that have a review of this kind."""
    found = memory.where(work, Review, "audit", (audit.ref for audit in among))
    return frozenset(review.audit for review in found if review.kind is kind)


def completed_between(work: Transaction, first: date, last: date) -> list[Audit]:
    """The audits that were completed on these days, both included."""
    days = audits.c.completed_on.between(first, last)
    query = select(audits).where(days).order_by(audits.c.ref)
    return memory.selected(work, Audit, ("completed between", first, last), query)
