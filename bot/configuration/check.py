"""Rows that the coordinator has edited -> a configuration that holds, and a Bot check a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.configuration.columns import CHECK
from bot.configuration.council_lists import check_council
from bot.configuration.desk import Desk
from bot.configuration.entries import RowsRead
from bot.configuration.faults import Known, vacancies
from bot.configuration.form_list import check_form
from bot.configuration.last_good import NONE_YET, LastGood
from bot.configuration.note_list import NoteEntered, check_case_notes
from bot.configuration.note_sheet import NAME as CASE_NOTES
from bot.configuration.other_lists import (
    Answer,
    RuleOverride,
    check_decisions,
    check_rules,
)
from bot.configuration.programme_sheets import DECISIONS, RULE_CHANGES
from bot.configuration.round_lists import check_rounds
from bot.configuration.sheets import SHEETS
from bot.policy.council import Council
from bot.policy.form import AuditForm
from bot.policy.themes import Wanted
from bot.ports import ListRow, RowChange

# Each day something else: in the first two the bot asks, and a change of a rule begins on a day.
_OF_THE_DAY = (DECISIONS.name, CASE_NOTES, RULE_CHANGES.name)


@dataclass(frozen=True, slots=True)
class Checked:
    council: Council
    overrides: tuple[RuleOverride, ...]
    wanted: Wanted  # rounds besides the month's
    form: AuditForm
    answers: tuple[Answer, ...]
    notes: tuple[NoteEntered, ...]
    checks: Mapping[str, Mapping[str, str]]  # list -> row id -> Bot check
    refused: tuple[str, ...]  # what is wrong with whole lists, for the coordinator
    vacant: tuple[str, ...]  # posts that nobody holds
    last_good: LastGood

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is to be looked at and is about no single row."""
        return (*self.refused, *self.vacant)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the lists say that are changed now and then, on whichever day they are read."""

    council: Council
    wanted: Wanted
    form: AuditForm
    desk: Desk


def check(
    rows_by_list: Mapping[str, Sequence[ListRow]],
    last_good: LastGood = NONE_YET,
    *,
    known: Known,
) -> Checked:
    """Read all lists. Never fails: what is wrong is said, and the last good version is used.

    A list that could not be read is left out of `rows_by_list`. What is wrong with a row stands in
    `checks`, in `refused` what is wrong with a whole list.
    """
    return _of_the_day(_standing(rows_by_list, last_good, known), rows_by_list, last_good, known)


def _standing(
    rows_by_list: Mapping[str, Sequence[ListRow]],
    last_good: LastGood,
    known: Known,
    before: Mapping[str, RowsRead] | None = None,
) -> Standing:
    desk = Desk(rows_by_list, last_good, _on_any_day(known), before=before or {})
    council = check_council(desk)
    return Standing(council, check_rounds(desk, council), check_form(desk), desk)


def _of_the_day(
    standing: Standing,
    rows_by_list: Mapping[str, Sequence[ListRow]],
    last_good: LastGood,
    known: Known,
    before: Mapping[str, RowsRead] | None = None,
) -> Checked:
    desk = Desk(rows_by_list, last_good, known, before=before or {})
    overrides = check_rules(desk, standing.council)
    answers = check_decisions(desk, standing.council)
    notes = check_case_notes(desk, standing.council)
    return Checked(
        standing.council,
        overrides,
        standing.wanted,
        standing.form,
        answers,
        notes,
        {**standing.desk.checks, **desk.checks},
        (*standing.desk.warnings, *desk.warnings),
        tuple(vacancies(standing.council, known.on)),
        {**standing.desk.kept, **desk.kept},
    )


def _on_any_day(known: Known) -> Known:
    return replace(known, on=date.min)


class LastCheck:
    """`check`, which looks again at People, Teams and the like only when something has changed.

    Questions and answers come and go each day: of them, only rows that have changed are read.
    """

    def __init__(self) -> None:
        self._before = {name: RowsRead() for name in SHEETS}
        self._seen: object = None
        self._standing: Standing | None = None

    def check(
        self,
        rows_by_list: Mapping[str, Sequence[ListRow]],
        last_good: LastGood = NONE_YET,
        *,
        known: Known,
    ) -> Checked:
        """The same as `check`."""
        standing = {n: rows for n, rows in rows_by_list.items() if n not in _OF_THE_DAY}
        # Copies, because whoever reads the lists may go on to change the rows themselves.
        cells = {n: [(r.id, dict(r.values)) for r in rows] for n, rows in standing.items()}
        kept = {name: rows for name, rows in last_good.items() if name not in _OF_THE_DAY}
        seen = (cells, kept, _on_any_day(known))
        if self._standing is None or seen != self._seen:
            self._standing = _standing(rows_by_list, last_good, known, self._before)
            self._seen = seen
        return _of_the_day(self._standing, rows_by_list, last_good, known, self._before)


def bot_checks(
    checked: Checked, rows_by_list: Mapping[str, Sequence[ListRow]]
) -> dict[str, list[RowChange]]:
    """The changes that bring each list's Bot check up to date; none for a list that is."""
    changes = {
        name: [
            RowChange(row.id, {CHECK: words})
            for row in table
            if (words := checked.checks.get(name, {}).get(row.id)) is not None
            and row.values.get(CHECK) != words
        ]
        for name, table in rows_by_list.items()
    }
    return {name: found for name, found in changes.items() if found}
