"""The columns of the list Case Notes."""

from bot.configuration.columns import BOT_CHECK, KEY, Kind, Sheet, SheetColumn

NAME = "Case Notes"

CASE_NOTES = Sheet(
    NAME,
    "Case Notes to make in children's records. Paste the text, then write the date that the Case"
    " Note bears, and your name.",
    (
        SheetColumn("Case Note", "What the Case Note tells of.", bot=True, width=20),
        SheetColumn("About", "The reference of the audit.", bot=True, width=16),
        SheetColumn("Child", "The child's unique id as in Annexe A.", bot=True, width=14),
        SheetColumn("Text to paste", "The whole text of the Case Note.", bot=True, width=60),
        SheetColumn("Wanted on", "Since when it waits.", kind=Kind.DATE, bot=True, width=14),
        SheetColumn(
            "Not before", "It cannot bear an earlier date.", kind=Kind.DATE, bot=True, width=14
        ),
        SheetColumn(
            "Date in the record",
            "The date that the Case Note bears. Of remedial actions it sets the due dates.",
            "09/12/2025",
            Kind.DATE,
            width=18,
        ),
        SheetColumn(
            "Your name", "Who has made it: a name on the sheet People.", "Fay Moss", pick="People"
        ),
        BOT_CHECK,
        SheetColumn(KEY, "How the bot knows the row again. Please leave it.", bot=True, width=14),
    ),
    key=(KEY,),
)
