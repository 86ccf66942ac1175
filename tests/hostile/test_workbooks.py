"""Workbooks that are made to harm whoever opens them: read within bounds, or refused in words."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.annexe.workbooks import annexe, nine, repacked, sheet_xml, six, workbook

GOOD = workbook(annexe(list_6=[six(1)], list_9=[nine(3)]))
ROOT = Path(__file__).resolve().parents[2]
SECRET = "the words of another file"
STRINGS = (
    '<?xml version="1.0"?><!DOCTYPE sst [{entities}]><sst'
    ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{words}</t></si></sst>'
)


def strings(entities: str, words: str) -> bytes:
    """A good workbook whose texts are these."""
    return repacked(GOOD, sharedStrings=STRINGS.format(entities=entities, words=words).encode())


def laughing() -> bytes:
    """Ten entities, each ten times the one before: 10 GB of text."""
    tenfold = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 11))
    return strings(f'<!ENTITY e0 "ha">{tenfold}', "&e10;")


def swelling() -> bytes:
    """One long entity, very often: quadratic in the size of the file."""
    return strings(f'<!ENTITY a "{"a" * 100_000}">', "&a;" * 100_000)


def fetching(place: Path) -> bytes:
    return strings(f'<!ENTITY a SYSTEM "{place.as_uri()}">', "&a;")


def linked() -> bytes:
    """A formula that leads to a workbook elsewhere, and what it last showed."""
    cells = '<row r="1"><c r="A1" t="str"><f>[1]Sheet1!A1</f><v>last shown</v></c></row>'
    return with_members(
        repacked(GOOD, sheet6=sheet_xml(cells)),
        {
            "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": b'<Relationships><Relationship Id="r1"'
            b' TargetMode="External" Target="http://127.0.0.1:9/secret.xlsx"/></Relationships>',
        },
    )


def wide() -> bytes:
    """Every one of the 16,384 columns, in 3,000 rows."""
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="XFD{0}"><v>1</v></c></row>'
    return repacked(GOOD, sheet6=sheet_xml("".join(row.format(n) for n in range(1, 3001))))


def nested() -> bytes:
    return repacked(GOOD, sheet6=sheet_xml("<row>" * 200_000))


def swollen() -> bytes:
    """A gigabyte of nothing, which packs into one megabyte."""
    packed = io.BytesIO(GOOD)
    with zipfile.ZipFile(packed, "a", 8) as archive, archive.open("xl/media/more.xml", "w") as new:
        for _ in range(1024):
            new.write(bytes(2**20))
    return packed.getvalue()


def with_members(content: bytes, members: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO(content)
    with zipfile.ZipFile(packed, "a", 8) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, str]]:
    """What each reader said of each workbook, in a process with limits on memory and time."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "secret.txt").write_text(SECRET)
    made = {
        "laughing": laughing(),
        "swelling": swelling(),
        "fetching": fetching(folder / "secret.txt"),
        "linked": linked(),
        "wide": wide(),
        "nested": nested(),
        "swollen": swollen(),
        "many": with_members(GOOD, {f"xl/media/{n}.xml": b"<a/>" for n in range(2_500)}),
        "climbing": with_members(
            GOOD, {"../../climbed.xml": b"<a/>", str(folder / "climbed.xml"): b"<a/>"}
        ),
        "macros": with_members(GOOD, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Shell"}),
    }
    for name, content in made.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    command = [sys.executable, "-m", "tests.hostile.readers", str(folder)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert not (folder / "climbed.xml").exists()
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [line["file"] for line in lines] == sorted(made)
    return {line.pop("file"): line for line in lines}


# Workbook -> how it ends as an Annexe A, and as a workbook that came with a mail ("": it is read).
ENDS = {
    "laughing": ("damaged", "damaged"),
    "swelling": ("damaged", "damaged"),
    "fetching": ("damaged", "damaged"),
    "linked": ("list_missing", ""),
    "wide": ("too_wide", "far to the right"),
    "nested": ("list_missing", ""),
    "swollen": ("too_large", "far more"),
    "many": ("too_large", "far more"),
    "climbing": ("read", ""),
    "macros": ("read", ""),
}


@pytest.mark.parametrize("name", ENDS)
def test_a_workbook_that_is_made_to_harm_is_read_within_bounds_or_refused(
    said: Mapping[str, Mapping[str, str]], name: str
) -> None:
    annexe_says, returned_says = ENDS[name]
    assert annexe_says in said[name]["annexe"]
    assert said[name]["returned"].startswith("refused: ") == bool(returned_says)
    assert returned_says in said[name]["returned"]
    assert SECRET not in said[name]["returned"]
    assert len(said[name]["returned"]) < 10_000


def test_a_formula_that_leads_elsewhere_is_what_it_last_showed(
    said: Mapping[str, Mapping[str, str]],
) -> None:
    assert "last shown" in said["linked"]["returned"]
