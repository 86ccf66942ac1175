"""The files of a pack: an editable Word document, and its figures as a workbook."""

from collections.abc import Mapping

from bot.packs.meetings import Meeting
from bot.packs.pack import Frame, make_pack
from bot.packs.sheets import figures_workbook
from bot.packs.source import Source
from bot.packs.word import word_pack


def pack_files(source: Source, meeting: Meeting, frame: Frame) -> Mapping[str, bytes]:
    """Name -> content. The time of the run stands in each name, so that no other run has it."""
    pack = make_pack(source, meeting)
    stamp = f"{source.month:%Y-%m} (written {frame.made:%Y-%m-%d %H%M})"
    return {
        f"{meeting} pack {stamp}.docx": word_pack(pack, frame),
        f"{meeting} figures {stamp}.xlsx": figures_workbook(pack, frame),
    }
