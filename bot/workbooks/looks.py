"""How workbooks look: GOV.UK colours with a contrast of 4.5:1 at least, Arial, wrapped text."""

from bot.workbooks.tables import Kind, Tone

FONT: dict[str, object] = {"font_name": "Arial", "font_size": 11}
TITLE: dict[str, object] = {**FONT, "bold": True, "font_size": 16}
LINK: dict[str, object] = {**FONT, "underline": 1, "font_color": "#1D70B8"}
HEADING: dict[str, object] = {
    **FONT,
    "bold": True,
    "text_wrap": True,
    "valign": "vcenter",
    "bg_color": "#003078",
    "font_color": "#FFFFFF",
    "border": 1,
    "border_color": "#FFFFFF",
}
CELL: dict[str, object] = {
    **FONT,
    "text_wrap": True,
    "valign": "top",
    "align": "left",
    "bottom": 1,
    "bottom_color": "#B1B4B6",
}
# What a person fills in: not locked where the sheet is, framed, and headed in another colour.
FILL_IN: dict[str, object] = {
    "locked": False,
    "bg_color": "#FFF9E5",
    "border": 1,
    "border_color": "#505A5F",
}
FILL_IN_HEADING: dict[str, object] = {
    **HEADING,
    "bg_color": "#FFDD00",
    "font_color": "#0B0C0C",
}
# 31 Dec 2025: the same in every country's Excel, and no doubt about day and month.
FORMATS = {Kind.DATE: "d mmm yyyy", Kind.TIME: "d mmm yyyy hh:mm"}
TONES: dict[Tone, dict[str, object]] = {
    Tone.GOOD: {"font_color": "#00582E", "bg_color": "#CCE2D8"},
    Tone.SOON: {"font_color": "#594D00", "bg_color": "#FFF7BF"},
    Tone.LATE: {"font_color": "#7A1509", "bg_color": "#F8DDD9", "bold": True},
    Tone.QUIET: {"font_color": "#505A5F"},
}
NONE: dict[str, object] = {"font_color": "#505A5F"}
