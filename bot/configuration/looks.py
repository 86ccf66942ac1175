"""How the configuration workbook looks: GOV.UK colours, with a contrast of 4.5:1 at least."""

DATE_FORMAT = "dd/mm/yyyy"  # as people type it here
NEEDED = {"bg_color": "#003078", "font_color": "#FFFFFF", "border": 1, "border_color": "#FFFFFF"}
OPTIONAL = {"bg_color": "#BBD4EA", "font_color": "#0B0C0C", "border": 1, "border_color": "#FFFFFF"}
BOT = {"bg_color": "#505A5F", "font_color": "#FFFFFF", "border": 1, "border_color": "#FFFFFF"}
# What a Bot check begins with, and its colours.
TONES = {
    "OK": {"font_color": "#00582E"},
    "Please mend": {"font_color": "#7A1509", "bg_color": "#F8DDD9"},
    "Pending": {"font_color": "#594D00", "bg_color": "#FFF7BF"},
    "This waits": {"font_color": "#594D00", "bg_color": "#FFF7BF"},
}
