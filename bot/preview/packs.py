"""The monthly packs of the three meetings, from half a year of an invented programme."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.demo.pack_sample import pack_sample
from bot.jobs.attaching import contact
from bot.packs.files import pack_files
from bot.packs.meetings import Level, Meeting, level_of
from bot.packs.pack import Frame
from bot.preview.exhibits import Exhibit, File, Group, Setting

_MADE = datetime(2026, 2, 2, 9, 5, tzinfo=UTC)
_NOTES = {".docx": "A draft to edit and pass on", ".xlsx": "Its figures, as they stand in it"}


def packs(setting: Setting) -> Iterator[Exhibit]:
    """One exhibit for each meeting: the Word document and the workbook with its figures."""
    source = pack_sample()
    house = setting.house
    frame = Frame(house.council_name, house.marking, contact(house), _MADE)
    for meeting in Meeting:
        files = tuple(
            File(name, _NOTES[name[-5:]], content)
            for name, content in pack_files(source, meeting, frame).items()
        )
        yield _exhibit(level_of(meeting, source.policy.rules), files)


def _exhibit(level: Level, files: tuple[File, ...]) -> Exhibit:
    return Exhibit(
        name=f"pack_{level.meeting.lower()}",
        group=Group.REPORTS,
        title=f"Monthly pack of the {level.name} ({level.meeting})",
        readers=f"The Consultant Head, and through the meeting {level.reader}",
        when="On the first working day after a month",
        why="",
        requirements=("R-5.3-1", "R-5.3-2", "R-2.1-2"),
        files=files,
        beside=("packs_written",),
    )
