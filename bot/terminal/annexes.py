"""Looking at an Annexe A workbook: what was understood of it, or why it is refused."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import clock
from bot.annexe.as_at import as_at_from_name
from bot.annexe.reading import AnnexeReading, read_annexe
from bot.annexe.report import as_json, as_text


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


def look_at_annexe(file: Path, on: date | None) -> LookedAt:
    """Read the workbook as of `on`, of its name's date, or of today."""
    as_at = on or as_at_from_name(file.name) or clock.now().date()
    return LookedAt(read_annexe(file.read_bytes(), file=file.name, as_at=as_at, areas={}))
