"""Cells in which Excel shows an error: the reader gives them as empty, and empty means open."""

import re
from collections.abc import Mapping
from html import unescape
from typing import TypeAlias

ErrorCells: TypeAlias = Mapping[tuple[int, int], str]  # row and column from nought -> "#REF!"

_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>"""
    rb"""(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]{1,20})</""",
    re.DOTALL,
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")


def error_cells(sheet: bytes) -> ErrorCells:
    """The error cells of one sheet's XML; #N/A is left out, for it says that there is no value."""
    # Every error begins with #, in a sheet whose words stand apart one of the rarest signs: it is
    # looked for ten times as quickly.
    if b"#" not in sheet or b't="e"' not in sheet:
        return {}
    found = {
        (int(cell[2]) - 1, column_number(cell[1]) - 1): cell[3].decode("ascii", "replace")
        for cell in _ERROR.finditer(sheet)
    }
    return {place: shown for place, shown in found.items() if shown != "#N/A"}


def column_number(letters: bytes) -> int:
    """From one: of A 1, of AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def tabs_by_member(workbook: bytes, relations: bytes) -> Mapping[str, str]:
    """The file of each sheet inside the workbook -> the name of its tab."""
    targets = {
        _attribute(relation, rb"Id"): _attribute(relation, rb"Target")
        for relation in _RELATION.findall(relations)
    }
    tabs: dict[str, str] = {}
    for sheet in _SHEET.findall(workbook):
        target = targets.get(_attribute(sheet, rb"\w+:id"), "")
        member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        tabs[member] = _attribute(sheet, rb"name")
    return tabs


def _attribute(element: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb"""=(?:"([^"]*)"|'([^']*)')""", element)
    return unescape((found[1] or found[2] or b"").decode("utf-8", "replace")) if found else ""
