"""The columns of the sheet Form: what the audit form asks is the coordinator's to set."""

from bot.configuration.columns import BOT_CHECK, Kind, Sheet, SheetColumn

PARTS = SECTION, GRADE, CATEGORY = "Section", "Grade", "Category"

FORM = Sheet(
    "Form",
    "What the audit form asks (policy 6.3, 7.3): the sections that are graded, the grades, and the"
    " categories of remedial actions. Without sections no grades are asked for.",
    (
        SheetColumn(
            "Part",
            "What the row is: a section of the record, a grade of the scale, or a category.",
            SECTION,
            Kind.CHOICE,
            needed=True,
            choices=PARTS,
            width=14,
        ),
        SheetColumn("Name", "As the form shows it.", "Assessment", needed=True, width=34),
        SheetColumn(
            "Order",
            "A whole number: rows are shown in its order. Grades go from the best to the worst.",
            "1",
            Kind.NUMBER,
            width=10,
        ),
        SheetColumn(
            "Short", "Only for a grade: what may be typed instead of its name.", "RI", width=10
        ),
        SheetColumn(
            "Meaning",
            "What to look at, or what the grade means: shown on the form.",
            "Is it up to date, and does it say what life is like for the child?",
            width=60,
        ),
        SheetColumn(
            "May be left out",
            "Only for a section. Yes if a return is complete without it; blank means No.",
            "No",
            Kind.YES_NO,
            width=14,
        ),
        BOT_CHECK,
    ),
    key=("Part", "Name"),
)
