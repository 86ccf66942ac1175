"""The lists that ask for rounds besides the month's: themes, inter-rater exercises, inspections."""

from bot.configuration.columns import BOT_CHECK, Kind, Sheet, SheetColumn
from bot.policy.themes import Repeat

THEMATIC, INTER_RATER = "Thematic", "Inter-rater"

THEMES = Sheet(
    "Themes",
    "Thematic audits (policy 4.2): cases of one kind, on one day or over a longer time; and"
    " inter-rater exercises (8.1): many auditors look at the same case. A round is proposed on each"
    " day, for you to deploy. They are kept out of estimates for all cases.",
    (
        SheetColumn("Theme", "A short name.", "Neglect", needed=True, width=26),
        SheetColumn("From", "The fixed day, or the first.", "02/02/2026", Kind.DATE, needed=True),
        SheetColumn("Until", "The last day. Blank for one fixed day.", "27/02/2026", Kind.DATE),
        SheetColumn(
            "Repeat",
            "How often cases are drawn until the last day. Blank means once, on the first.",
            Repeat.MONTHLY.value,
            Kind.CHOICE,
            choices=tuple(Repeat),
            width=18,
        ),
        SheetColumn("Cases", "How many cases each time.", "12", Kind.NUMBER, needed=True, width=12),
        SheetColumn(
            "Auditors a case",
            "Blank means one. Two or three audit the same case apart from each other, and then"
            " agree. An inter-rater exercise may have more.",
            "1",
            Kind.NUMBER,
            width=12,
        ),
        SheetColumn("Service areas", "Only these, with semicolons between.", "CYPIC", width=26),
        SheetColumn("Teams", "Only these, with semicolons between.", "", width=26),
        SheetColumn("Statuses", "Only these, with semicolons between.", "Looked after", width=26),
        SheetColumn(
            "Lists",
            "Only cases on these lists of Annexe A, by number, with semicolons between.",
            "7; 8",
            width=14,
        ),
        SheetColumn(
            "Kind",
            "Blank means thematic. In an inter-rater exercise nobody agrees on anything: what the"
            " auditors found is compared and discussed.",
            THEMATIC,
            Kind.CHOICE,
            choices=(THEMATIC, INTER_RATER),
            width=16,
        ),
        BOT_CHECK,
    ),
    key=("Theme",),
)

INSPECTIONS = Sheet(
    "Inspections",
    "Cases that an inspection has named, one in each row. A round of them is proposed on the first"
    " day, with a short deadline. Rows that are added later make another round.",
    (
        SheetColumn(
            "Inspection", "A short name, the same in each row.", "Ofsted", needed=True, width=26
        ),
        SheetColumn(
            "Child",
            "The child's unique id as in Annexe A. Never a name.",
            "100234",
            needed=True,
        ),
        SheetColumn("From", "The day on which it begins.", "02/02/2026", Kind.DATE, needed=True),
        SheetColumn(
            "Complete by",
            "By when the audits must be complete. Blank: as the rules say.",
            "06/02/2026",
            Kind.DATE,
        ),
        BOT_CHECK,
    ),
    key=("Inspection", "Child"),
)
