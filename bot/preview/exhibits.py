"""What the preview shows: each letter, workbook and report as data, whoever has made it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.letters import House, Rendered


class Group(StrEnum):
    """The parts of the site, in their order."""

    LETTERS = "Letters"
    WORKBOOKS = "Workbooks"
    REPORTS = "Reports"


@dataclass(frozen=True, slots=True)
class Setting:
    """Whose letters and workbooks are shown."""

    house: House
    own_letters: Path | None = None  # the council's own copies of letters, if there are any


@dataclass(frozen=True, slots=True)
class Mail:
    """One letter, written with the facts of one sample."""

    key: str  # "reminder-0": the name of its own page and of its pictures
    note: str  # what this sample shows
    to: str
    cc: tuple[str, ...]
    letter: Rendered


@dataclass(frozen=True, slots=True)
class File:
    """A workbook or a document, with what it shows."""

    name: str  # "Audit return AU-7K3F-Q2.xlsx"
    note: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One page of the site: a kind of letter, workbook or report."""

    name: str  # of its page: small letters, digits and underscores
    group: Group
    title: str
    readers: str
    when: str
    why: str  # completes "They get it because …"; empty where `when` says it all
    requirements: tuple[str, ...]
    source: str = ""  # where its words stand, for whoever wants to change them
    mails: tuple[Mail, ...] = ()
    files: tuple[File, ...] = ()
    beside: tuple[str, ...] = ()  # names of exhibits that come with it
