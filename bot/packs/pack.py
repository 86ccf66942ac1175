"""A pack put together: its parts in order, what needs a decision, and the whole in short."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.packs.meetings import Level, Meeting, level_of
from bot.packs.part import Ask, Part, month_words
from bot.packs.parts.actions import actions_part
from bot.packs.parts.completion import completion_part
from bot.packs.parts.exemptions import exemptions_part
from bot.packs.parts.four_months import four_months_part
from bot.packs.parts.grades import grades_part
from bot.packs.parts.safeguarding import safeguarding_part
from bot.packs.parts.sample import sample_part
from bot.packs.parts.themes import themes_part
from bot.packs.sampling import sampled
from bot.packs.source import Source
from bot.policy.wording import count_words
from bot.workbooks.tables import Column, Table

DECISIONS = "What needs a decision"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on every pack of a council."""

    council: str
    marking: str
    contact: str
    made: datetime  # by the council's clock


@dataclass(frozen=True, slots=True)
class Pack:
    """All that one meeting is told of one month."""

    level: Level
    month: date  # its first day
    as_at: date
    parts: Sequence[Part]  # the last one is what needs a decision

    @property
    def title(self) -> str:
        return f"Case record audits: {month_words(self.month)}"

    @property
    def tables(self) -> list[Table]:
        """Every table once, for the workbook of figures."""
        return [table for part in self.parts for table in part.tables]


def make_pack(source: Source, meeting: Meeting) -> Pack:
    level = level_of(meeting, source.policy.rules)
    drawn = sampled(source)
    parts = [
        sample_part(source, level, drawn),
        completion_part(source, level),
        grades_part(source, level, drawn),
        themes_part(source, level, drawn),
        actions_part(source, level),
        *([four_months_part(source, level)] if level.nature else []),
        exemptions_part(source, level),
        safeguarding_part(source, level),
    ]
    asks = [ask for part in parts for ask in part.asks]
    return Pack(level, source.month, source.as_at, [*parts, _decisions(asks)])


def _decisions(asks: Sequence[Ask]) -> Part:
    if not asks:
        return Part(DECISIONS, "Nothing needs a decision of this meeting")
    columns = (
        Column("What", width=44),
        Column("Why", width=44),
        Column("Who", width=30),
    )
    rows = [(ask.what, ask.why, ask.who) for ask in asks]
    number = count_words(len(asks), "matter")
    finding = f"{number} {'needs' if len(asks) == 1 else 'need'} a decision"
    table = Table("Decisions", "For decision", columns, rows, "What")
    return Part(DECISIONS, finding, tables=(table,))
