"""The rows of the store as they stand at one moment, read without the service's own records."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from sqlalchemy import Column, Dialect, Table, or_, select

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
from bot.store.transaction import Transaction, driver_of

Row: TypeAlias = Mapping[str, Any]


class Decoded:
    """The rows of a table as they were last decoded: of most a look later nothing has changed."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, tuple[Any, Row]]] = {}

    def by_ref(self, work: Transaction, table: Table) -> dict[str, Row]:
        before = self._rows.get(table.name, {})
        names = [column.name for column in table.c]
        place = names.index("ref")
        decode = [_decoder(column, work.dialect) for column in table.c]
        now: dict[str, tuple[Any, Row]] = {}
        for raw in driver_of(work).execute(str(select(table))):
            known = before.get(raw[place])
            if known is None or known[0] != raw:
                values = (each(cell) for each, cell in zip(decode, raw, strict=True))
                known = raw, dict(zip(names, values, strict=True))
            now[raw[place]] = known
        self._rows[table.name] = now
        return {ref: row for ref, (_, row) in now.items()}


class Record:
    """The rows that the checks look at, as they stand at the end of a look."""

    def __init__(self, work: Transaction, decoded: Decoded) -> None:
        read = partial(decoded.by_ref, work)
        self.audits = read(audits)
        self.actions = read(actions)
        self.requests = read(requests)
        self.concerns = read(concerns)
        self.rounds = read(rounds)
        self.decisions = read(management_decisions)
        self.reviews = read(reviews)
        others = (self.requests, read(disputes), self.decisions, self.reviews)
        self._more = (self.actions, *others)
        self.panels = read(panels)
        self._looking: defaultdict[str, set[str]] = defaultdict(set)
        for row in (row for rows in others for row in rows.values()):
            if row.get("reviewer"):
                self._looking[row["audit"]].add(str(row["reviewer"]))
        self._members: defaultdict[str, set[str]] = defaultdict(set)
        for row in self.audits.values():
            if row["panel"]:
                self._members[row["panel"]].add(str(row["auditor"]))

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


def failed(work: Transaction) -> list[str]:
    """The letters and mails that have failed so far: such a row stays as it is."""
    # Of whoever has left the coordinator is told instead (C6).
    gone = outbox.c.note.contains(" has left: ")
    again = select(outbox.c.name, outbox.c.about).where(
        or_(outbox.c.attempts > 1, outbox.c.state.in_(("sending", "failed"))),
        or_(outbox.c.note.is_(None), ~gone),
    )
    tried = select(inbox.c.id).where(inbox.c.tries > 1)
    return [
        *(f"{row.name} about {row.about} did not leave" for row in work.execute(again)),
        *(f"{row.id} could not be read" for row in work.execute(tried)),
    ]


def _decoder(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any]:
    decode = column.type.dialect_impl(dialect).result_processor(dialect, None)
    return decode or (lambda cell: cell)
