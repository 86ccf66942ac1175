"""Rows that the coordinator has edited -> a configuration that holds, and a Bot check a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.configuration.columns import CHECK
from bot.configuration.council_lists import check_council
from bot.configuration.desk import Desk
from bot.configuration.faults import Known, vacancies
from bot.configuration.form_list import check_form
from bot.configuration.last_good import NONE_YET, LastGood
from bot.configuration.note_list import NoteEntered, check_case_notes
from bot.configuration.other_lists import (
    Answer,
    RuleOverride,
    check_decisions,
    check_rules,
)
from bot.configuration.round_lists import check_rounds
from bot.policy.council import Council
from bot.policy.form import AuditForm
from bot.policy.themes import Wanted
from bot.ports import ListRow, RowChange


@dataclass(frozen=True, slots=True)
class Checked:
    council: Council
    overrides: tuple[RuleOverride, ...]
    wanted: Wanted  # rounds besides the month's
    form: AuditForm
    answers: tuple[Answer, ...]
    notes: tuple[NoteEntered, ...]
    checks: Mapping[str, Mapping[str, str]]  # list -> row id -> Bot check
    warnings: tuple[str, ...]  # for the coordinator, about no single row
    last_good: LastGood


def check(
    rows_by_list: Mapping[str, Sequence[ListRow]],
    last_good: LastGood = NONE_YET,
    *,
    known: Known,
) -> Checked:
    """Read all lists. Never fails: what is wrong is said, and the last good version is used.

    A list that could not be read is left out of `rows_by_list`. What is wrong with a row stands in
    `checks`, in `warnings` what is wrong with a whole list.
    """
    desk = Desk(rows_by_list, last_good, known)
    council = check_council(desk)
    overrides = check_rules(desk, council)
    wanted = check_rounds(desk, council)
    form = check_form(desk)
    answers = check_decisions(desk, council)
    notes = check_case_notes(desk, council)
    warnings = (*desk.warnings, *vacancies(council, known.on))
    return Checked(
        council, overrides, wanted, form, answers, notes, desk.checks, warnings, desk.kept
    )


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
