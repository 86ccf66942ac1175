"""The table of hostile strings, and what must hold of every file that they go into."""

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import cycle
from pathlib import Path
from xml.etree import ElementTree

# "kind" says what a program might take it for; "times" repeats a text that would be long to read.
_TABLE = Path(__file__).with_name("strings.jsonl")
STRINGS: tuple[str, ...] = tuple(
    row["text"] * row.get("times", 1)
    for row in map(json.loads, _TABLE.read_text(encoding="ascii").splitlines())
)
# A half character cannot be written as UTF-8, so none can arrive in a mail or a workbook.
WHOLE = tuple(text for text in STRINGS if text.encode("utf-8", "ignore").decode() == text)
_FORMULA = re.compile(r"\}f$")
_CHART = re.compile(r"xl/charts/")
_CELLS = re.compile(r"('[^'!]+'|\w+)!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?")  # what a chart draws
_OURS = re.compile(r"mailto:[\w.]+@council\.example\?subject=[A-Z]{2}-\w{4}-\w{2}")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def turns(strings: tuple[str, ...] = STRINGS) -> Iterator[str]:
    """The strings again and again: each field gets another."""
    return cycle(strings)


def parts(content: bytes) -> Mapping[str, ElementTree.Element]:
    """The XML of every part of an Office file: each is well-formed, or this raises."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: ElementTree.fromstring(archive.read(name)) for name in names}


def check_workbook(content: bytes) -> None:
    """No formula, no link but to a mail to us about a reference, nothing that runs."""
    for name, root in parts(content).items():
        assert "vba" not in name.lower()
        assert "externalLink" not in name
        for element in root.iter():
            if _FORMULA.search(element.tag):
                drawn = _CHART.match(name) and _CELLS.fullmatch(element.text or "")
                assert drawn, f"{name}: a formula"
            assert "ddeLink" not in element.tag
            if element.get("TargetMode") == "External":
                assert _OURS.fullmatch(element.get("Target", "")), f"{name}: {element.attrib}"


def check_document(content: bytes) -> None:
    """No field but the page number, no link, no picture from elsewhere, nothing embedded."""
    for name, root in parts(content).items():
        for element in root.iter():
            assert element.get("TargetMode") != "External", f"{name}: {element.attrib}"
            tag = element.tag.removeprefix(_WORD)
            assert tag not in ("hyperlink", "instrText", "fldChar", "object", "altChunk"), name
            if tag == "fldSimple":
                assert element.get(f"{_WORD}instr") in ("PAGE", "NUMPAGES")
