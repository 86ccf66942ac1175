"""How the programme runs: the sheets of days, themes, rules and decisions, column by column."""

from bot.configuration.columns import BOT_CHECK, KEY, Kind, Sheet, SheetColumn
from bot.configuration.rule_names import RULE_WORDS
from bot.policy.council import Role

RULES = tuple(RULE_WORDS)

CLOSURES = Sheet(
    "Closures",
    "Days on which the council is closed, besides weekends and bank holidays. They are not working"
    " days.",
    (
        SheetColumn("From", "The first day closed.", "24/12/2025", Kind.DATE, needed=True),
        SheetColumn("Until", "The last day closed. Blank for a single day.", "", Kind.DATE),
        SheetColumn("Name", "What it is called.", "Christmas Eve", width=30),
        BOT_CHECK,
    ),
    key=("Name",),
)

QUIET_DAYS = Sheet(
    "Quiet days",
    "Days on which the bot writes to nobody: a pause. Only safeguarding letters leave. Replies are"
    " read, deadlines run on, and what is still owed afterwards leaves once.",
    (
        SheetColumn("From", "The first quiet day.", "23/12/2025", Kind.DATE, needed=True),
        SheetColumn(
            "Until", "The last quiet day. Blank: until this row is deleted.", "", Kind.DATE
        ),
        SheetColumn("Why", "What it is for.", "Inspection week", width=34),
        BOT_CHECK,
    ),
    key=("From",),
)

HOLDS = Sheet(
    "Holds",
    "What must be kept although its time has come: for a complaint, an inquiry or a court.",
    (
        SheetColumn(
            "Reference or child",
            "The reference of an audit, or a child's unique id: then everything about the child.",
            "AU-7K3F-Q2",
            needed=True,
            width=24,
        ),
        SheetColumn("Until", "The last day. Blank: until this row is deleted.", "", Kind.DATE),
        SheetColumn("Why", "A few words without anything about a child.", "Complaint", width=34),
        BOT_CHECK,
    ),
    key=("Reference or child",),
)

DIGESTS = Sheet(
    "Digests",
    "When people get their summary. A role without a row gets it every working day at the time"
    " that IT has set.",
    (
        SheetColumn(
            "Role",
            "A role of the sheet People. The first row that fits a person counts.",
            "Consultant Head",
            Kind.CHOICE,
            needed=True,
            choices=tuple(Role),
            width=34,
        ),
        SheetColumn(
            "Days",
            "Days of the week, with commas between. Blank: every working day. A summary that falls"
            " on a holiday comes on the next working day.",
            "Monday, Thursday",
            width=30,
        ),
        SheetColumn("Time", "The time of day, as 09:00.", "09:00", needed=True, width=12),
        BOT_CHECK,
    ),
    key=("Role",),
)

RULE_CHANGES = Sheet(
    "Rules",
    "Changes to the numbers of the policy. Each needs the Assistant Director's approval (3.1):"
    " until then the number stays as it was.",
    (
        SheetColumn(
            "Rule",
            "The name of the number: the end of the sheet Help explains each.",
            "audit_days",
            Kind.CHOICE,
            needed=True,
            choices=RULES,
            width=24,
        ),
        SheetColumn("Value", "The new number, or numbers with commas between.", "15", needed=True),
        SheetColumn("Reason", "Why it changes.", "Pilot in spring 2026", width=34),
        SheetColumn("Proposed by", "A name.", "Fay Moss"),
        SheetColumn(
            "Approved by",
            "The Assistant Director, as on the sheet People.",
            "Gus Hill",
            pick="People",
        ),
        SheetColumn("Approved on", "The day of the approval.", "12/01/2026", Kind.DATE),
        BOT_CHECK,
    ),
    key=("Rule",),
)

DECISIONS = Sheet(
    "Decisions",
    "What the bot could not decide. Choose for each under Your choice, and give your name.",
    (
        SheetColumn("Question", "What is to be decided.", bot=True, width=60),
        SheetColumn("About", "The reference of the audit, action or mail.", bot=True, width=18),
        SheetColumn("Our guess", "What the bot would choose.", bot=True, width=24),
        SheetColumn("Choices", 'What may be chosen, with " / " between.', bot=True, width=40),
        SheetColumn("Your choice", "One of the choices, word for word.", "Complete", width=24),
        SheetColumn(
            "Your name", "Who decides: a name on the sheet People.", "Fay Moss", pick="People"
        ),
        SheetColumn("Asked on", "When the bot first asked.", kind=Kind.DATE, bot=True, width=14),
        BOT_CHECK,
        SheetColumn(KEY, "How the bot knows the row again. Please leave it.", bot=True, width=28),
    ),
    key=(KEY,),
)
