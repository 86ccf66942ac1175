"""The lists that the coordinator edits, in their order.

The workbook, its help and the checks are all made from these tables.
"""

from collections.abc import Mapping

from bot.configuration.columns import Sheet
from bot.configuration.council_sheets import ABSENCES, ALIASES, CONFLICTS, PEOPLE, TEAMS
from bot.configuration.form_sheet import FORM
from bot.configuration.note_sheet import CASE_NOTES
from bot.configuration.programme_sheets import (
    CLOSURES,
    DECISIONS,
    DIGESTS,
    HOLDS,
    QUIET_DAYS,
    RULE_CHANGES,
)
from bot.configuration.round_sheets import INSPECTIONS, THEMES

SHEETS: Mapping[str, Sheet] = {
    sheet.name: sheet
    for sheet in (
        PEOPLE,
        TEAMS,
        ABSENCES,
        CONFLICTS,
        ALIASES,
        CLOSURES,
        QUIET_DAYS,
        DIGESTS,
        HOLDS,
        THEMES,
        INSPECTIONS,
        RULE_CHANGES,
        FORM,
        DECISIONS,
        CASE_NOTES,
    )
}
