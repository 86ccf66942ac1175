"""LibreOffice opens each pack and saves it again, and what it has saved is still whole."""

import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from bot.demo.pack_sample import pack_sample
from bot.packs.files import pack_files
from bot.packs.meetings import Meeting
from bot.packs.pack import Frame

FRAME = Frame("Moorbridge Council", "OFFICIAL", "Grace", datetime(2026, 2, 2, 9, 5, tzinfo=UTC))


@pytest.mark.skipif(shutil.which("lowriter") is None, reason="LibreOffice Writer is not installed")
def test_libreoffice_opens_the_documents_and_what_it_saves_is_whole(tmp_path: Path) -> None:
    source, written = pack_sample(3), tmp_path / "written"
    written.mkdir()
    for meeting in Meeting:
        for name, content in pack_files(source, meeting, FRAME).items():
            if name.endswith(".docx"):
                (written / name).write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, written.iterdir())], check=True, timeout=240)
    for before in written.iterdir():
        sent, back = (Document(BytesIO(f.read_bytes())) for f in (before, tmp_path / before.name))
        headings = [[p.text for p in d.paragraphs if is_heading(p)] for d in (sent, back)]
        assert headings[0] == headings[1] != []
        cells = [
            [[c.text for c in row.cells] for table in d.tables for row in table.rows]
            for d in (sent, back)
        ]
        assert cells[0] == cells[1]
        assert len(back.inline_shapes) == len(sent.inline_shapes)
        assert all(shape._inline.docPr.get("descr") for shape in back.inline_shapes)


def is_heading(paragraph: object) -> bool:
    return str(paragraph.style.name).startswith("Heading")  # type: ignore[attr-defined]
