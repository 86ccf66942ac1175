"""What every letter of one council says alike, and what a letter is once it is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy.model import Fact


@dataclass(frozen=True, slots=True)
class Someone:
    """A person to turn to."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class House:
    """The council's own facts, the same in each of its letters."""

    council_name: str
    bot_address: str
    coordinator: Someone
    consultant_head: Someone | None  # None: the post is vacant (5.1)
    emergency: str  # whom to ring when a child is at risk now
    out_of_hours: str  # what a safeguarding letter says besides at night and on closed days
    action_days: int  # working days that a Team Manager has for remedial actions (9.3)
    marking: str = "OFFICIAL-SENSITIVE"  # "" for none
    marked: frozenset[str] | None = None  # names of letters; None: those that name a case


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter as it leaves: one subject line, and the same words as text and as HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Sample:
    """Invented facts that show a letter: for checking it, and for the preview."""

    note: str
    reader: str
    cc: tuple[str, ...]
    facts: Mapping[str, Fact]
