"""The rows of the store as they stand at one moment, read without the service's own records."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import or_, select

from bot.simulation.readers import CaseFacts
from bot.store.tables import (
    actions,
    audits,
    concerns,
    disputes,
    inbox,
    management_decisions,
    outbox,
    panels,
    requests,
    reviews,
    rounds,
)
from bot.store.transaction import Transaction

Row: TypeAlias = Mapping[str, Any]


class Record:
    """The rows that the checks look at, read once a day."""

    def __init__(self, work: Transaction) -> None:
        self.audits = _by_ref(work, audits)
        self.actions = _by_ref(work, actions)
        self.requests = _by_ref(work, requests)
        self.concerns = _by_ref(work, concerns)
        self.rounds = _by_ref(work, rounds)
        self.decisions = _by_ref(work, management_decisions)
        self.reviews = _by_ref(work, reviews)
        others = (self.requests, _by_ref(work, disputes), self.decisions, self.reviews)
        self._more = (self.actions, *others)
        self.panels = _by_ref(work, panels)
        self._looking: defaultdict[str, set[str]] = defaultdict(set)
        for row in (row for rows in others for row in rows.values()):
            if row.get("reviewer"):
                self._looking[row["audit"]].add(str(row["reviewer"]))
        self._members: defaultdict[str, set[str]] = defaultdict(set)
        for row in self.audits.values():
            if row["panel"]:
                self._members[row["panel"]].add(str(row["auditor"]))
        # Of whoever has left the coordinator is told instead (C6).
        gone = outbox.c.note.contains(" has left: ")
        again = select(outbox.c.name, outbox.c.about).where(
            or_(outbox.c.attempts > 1, outbox.c.state.in_(("sending", "failed"))),
            or_(outbox.c.note.is_(None), ~gone),
        )
        self.failed = [f"{row.name} about {row.about} did not leave" for row in work.execute(again)]
        tried = select(inbox.c.id).where(inbox.c.tries > 1)
        self.failed += [f"{row.id} could not be read" for row in work.execute(tried)]

    def case(
        self,
        about: str,
        former: Mapping[str, set[str]],
        writers: Sequence[str],
        workbook: Mapping[str, str] | None = None,
    ) -> CaseFacts:
        """What the letter is about. A workbook is about a team, a panel about its first audit."""
        concern, panel = self.concerns.get(about, {}), self.panels.get(about, {})
        ref = str(concern.get("audit") or panel.get("lead") or about)
        for rows in self._more:
            ref = rows[ref]["audit"] if ref in rows else ref
        audit = self.audits.get(ref, {})
        panel = panel or self.panels.get(str(audit.get("panel")), {})
        everybody = set(self._of_round(about)) if about in self.rounds else set()
        of_workbook = str(workbook.get("team") or "") if workbook else ""
        return CaseFacts(
            team=str(audit.get("team") or concern.get("team") or of_workbook),
            auditor=str(audit.get("auditor") or ""),
            worker=str(audit.get("worker") or ""),
            former=frozenset(former.get(ref, set()) | everybody),
            writers=frozenset(writers),
            reviewers=frozenset(self._looking[ref] | {str(panel.get("moderator") or "")}),
            members=frozenset(self._members[str(panel.get("ref"))]),
            raised_by=str(concern.get("raised_by") or ""),
            told=frozenset((*concern.get("told", ()), *concern.get("team_told", ()))),
        )

    def _of_round(self, ref: str) -> Iterator[str]:
        return (str(row["auditor"]) for row in self.audits.values() if row["round"] == ref)


def _by_ref(work: Transaction, table: Any) -> dict[str, Row]:
    return {row["ref"]: row for row in work.execute(select(table)).mappings()}
