"""What is said of a column of the coordinator's sheets, once, for workbook, help and checks."""

from dataclasses import dataclass
from enum import StrEnum

CHECK = "Bot check"
KEY = "Key"


class Kind(StrEnum):
    TEXT = "text"
    CHOICE = "one of a list"
    DATE = "date"
    YES_NO = "Yes or No"
    NUMBER = "whole number"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    heading: str
    explanation: str
    example: str = ""
    kind: Kind = Kind.TEXT
    needed: bool = False
    choices: tuple[str, ...] = ()
    several: bool = False  # more than one of the choices, with semicolons between
    bot: bool = False  # written by the bot; what a person types there is overwritten
    width: int = 22  # characters
    pick: str = ""  # the sheet whose first column is offered, "People" or "Teams"


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    purpose: str
    columns: tuple[SheetColumn, ...]
    key: tuple[str, ...]  # what a row is known by from one week to the next

    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)


BOT_CHECK = SheetColumn(
    CHECK,
    'Written by the bot each time it reads this sheet: "OK", or what is wrong and how to mend it.',
    "OK",
    bot=True,
    width=60,
)
