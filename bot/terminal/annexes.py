"""Looking at Annexe A workbooks: what was understood of one, what has changed between two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import clock
from bot.annexe import changes_report
from bot.annexe.as_at import as_at_from_name, likely_as_at
from bot.annexe.changes import compare
from bot.annexe.limits import read_annexe_apart
from bot.annexe.reading import AnnexeReading
from bot.annexe.report import as_json, as_text
from bot.policy.publication import Change
from bot.policy.working_days import london_day


@dataclass(frozen=True, slots=True)
class LookedAt:
    """An Annexe A as it was understood, in both shapes in which it can be shown."""

    reading: AnnexeReading

    @property
    def accepted(self) -> bool:
        return self.reading.accepted

    def as_json(self) -> dict[str, object]:
        return as_json(self.reading)

    def as_text(self) -> str:
        return as_text(self.reading)


class WrongFiles(Exception):
    """The command does not say which workbooks to look at."""


def look(files: Sequence[Path], on: date | None) -> "LookedAt | Compared":
    """One workbook as it is understood, or two compared. Raises WrongFiles."""
    match files:
        case [one]:
            return look_at_annexe(one, on)
        case [Path(name="compare"), old, new]:
            return compare_annexes(old, new, on)
    raise WrongFiles("Give one workbook, or the word compare and two: compare OLD NEW.")


def look_at_annexe(file: Path, on: date | None) -> LookedAt:
    """Read the workbook as of `on`, of its name's date, or of today."""
    as_at = on or as_at_from_name(file.name) or london_day(clock.now())
    return LookedAt(read_annexe_apart(file.read_bytes(), file=file.name, as_at=as_at, areas={}))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two publications, and what became of each child in between."""

    old: AnnexeReading
    new: AnnexeReading
    changes: tuple[Change, ...]
    notes: tuple[str, ...]

    @property
    def accepted(self) -> bool:
        return self.old.accepted and self.new.accepted

    def as_json(self) -> dict[str, object]:
        return changes_report.as_json(self.changes, **self._days(), problems=self.notes)

    def as_text(self) -> str:
        return changes_report.as_text(self.changes, **self._days(), problems=self.notes)

    def _days(self) -> dict[str, date]:
        return {"since": self.old.frame.as_at, "as_at": self.new.frame.as_at}


def compare_annexes(old: Path, new: Path, on: date | None) -> Compared:
    """What has become of each child between two workbooks. `on`: the day of the newer one."""
    before, after = _dated(old, None), _dated(new, on)
    since, as_at = before.frame.as_at, after.frame.as_at
    notes = [*_why_refused(before), *_why_refused(after)]
    if as_at < since:
        notes.append(f"{old.name} is of a later day than {new.name}: are they the right way round?")
    refused = not (before.accepted and after.accepted)
    found = () if refused else compare(before.rows, after.rows, since=since, as_at=as_at)
    return Compared(before, after, found, tuple(notes))


def _dated(file: Path, on: date | None) -> AnnexeReading:
    """The workbook as of its day; where nothing says it, of the day that its events bear out."""
    content, today = file.read_bytes(), london_day(clock.now())
    known = on or as_at_from_name(file.name)
    reading = read_annexe_apart(content, file=file.name, as_at=known or today, areas={})
    if known or not reading.accepted:
        return reading
    entries = (entry for child in reading.children.values() for entry in child.values())
    likely = likely_as_at(entries, today)
    return read_annexe_apart(content, file=file.name, as_at=likely, areas={})


def _why_refused(reading: AnnexeReading) -> Iterable[str]:
    return (f"{reading.file}: {p.message}" for p in reading.problems if p.refuses)
