"""The lists that the coordinator edits, column by column: what each is for, what may stand in it.

The workbook, its help and the checks are all made from these tables.
"""

from collections.abc import Mapping

from bot.configuration.columns import BOT_CHECK, KEY, Kind, Sheet, SheetColumn
from bot.configuration.form_sheet import FORM
from bot.configuration.rule_names import RULE_WORDS
from bot.policy.council import Role

ROLES = "; ".join(Role)
RULES = tuple(RULE_WORDS)

PEOPLE = Sheet(
    "People",
    "Everybody whom the bot writes to or hears from: auditors, managers, Strategic Leads.",
    (
        SheetColumn(
            "Name", "First and last name, once on this sheet.", "Ada Obi", needed=True, width=24
        ),
        SheetColumn(
            "Address",
            "The work mail address. Letters go there; replies count only from there.",
            "ada.obi@council.example",
            needed=True,
            width=32,
        ),
        SheetColumn(
            "Other addresses",
            "Further addresses from which this person may answer, with commas between.",
            "aobi@council.example",
            width=28,
        ),
        SheetColumn(
            "Telephone",
            "The work telephone, for the calls that a safeguarding concern needs.",
            "01632 960123",
            width=18,
        ),
        SheetColumn(
            "Roles",
            f"One or more, with semicolons between. They are: {ROLES}.",
            "Auditor; Team Manager",
            needed=True,
            width=34,
        ),
        SheetColumn(
            "Team",
            "The team that the person works in or manages, as on the sheet Teams. Nobody audits"
            " a case of their own team.",
            "Duty and Assessment 1",
            width=26,
            pick="Teams",
        ),
        SheetColumn(
            "Service area",
            "Only for somebody without a team: the service area that they belong to.",
            "Safeguarding",
        ),
        SheetColumn(
            "Line manager",
            "A name on this sheet. Told when an audit of this person is overdue.",
            "Bo Reed",
            pick="People",
        ),
        SheetColumn(
            "Qualified",
            "Yes if social-work qualified. Nobody else can be an auditor (policy 5.2).",
            "Yes",
            Kind.YES_NO,
            width=12,
        ),
        SheetColumn(
            "Trained",
            "Yes if trained in the audit form and process. Nobody else is assigned an audit (6.3).",
            "Yes",
            Kind.YES_NO,
            width=12,
        ),
        SheetColumn(
            "Audits a round",
            "How many audits the person can do in one round. Blank means 1; 0 means none for now.",
            "1",
            Kind.NUMBER,
            width=12,
        ),
        SheetColumn(
            "From", "First day in post. Blank if it does not matter.", "01/09/2025", Kind.DATE
        ),
        SheetColumn(
            "Until", "Last day in post. Blank for somebody who stays.", "31/03/2026", Kind.DATE
        ),
        SheetColumn(
            "Also known as",
            "Other spellings of the name in Annexe A, with semicolons between.",
            "OBI, Ada; Ada Obi-West",
            width=26,
        ),
        BOT_CHECK,
    ),
    key=("Name",),
)

TEAMS = Sheet(
    "Teams",
    "Each team of Annexe A, and who answers for it. A case of a team that is not here cannot be"
    " assigned.",
    (
        SheetColumn(
            "Team",
            "The team's name exactly as in Annexe A.",
            "Duty and Assessment 1",
            needed=True,
            width=30,
        ),
        SheetColumn(
            "Service area",
            "Decides which Strategic Lead is told of a safeguarding concern.",
            "Advice and Assessment",
            needed=True,
            width=26,
        ),
        SheetColumn("Team Manager", "A name on the sheet People.", "Bo Reed", pick="People"),
        SheetColumn("Service Manager", "A name on the sheet People.", "Cy Wall", pick="People"),
        SheetColumn("Strategic Lead", "A name on the sheet People.", "Di Ash", pick="People"),
        SheetColumn(
            "Also written as",
            "Other spellings of the team in Annexe A, with semicolons between.",
            "D&A 1; Duty & Assessment One",
            width=30,
        ),
        BOT_CHECK,
    ),
    key=("Team",),
)

ABSENCES = Sheet(
    "Absences",
    "Who is away and who stands in. Nobody who is away for most of a round is assigned an audit.",
    (
        SheetColumn("Person", "A name on the sheet People.", "Bo Reed", needed=True, pick="People"),
        SheetColumn("From", "The first day away.", "22/12/2025", Kind.DATE, needed=True),
        SheetColumn("Until", "The last day away.", "02/01/2026", Kind.DATE, needed=True),
        SheetColumn(
            "Cover",
            "Who stands in: a name on the sheet People. Blank if nobody does.",
            "Cy Wall",
            pick="People",
        ),
        BOT_CHECK,
    ),
    key=("Person",),
)

CONFLICTS = Sheet(
    "Conflicts",
    "Declared reasons why somebody must not audit a case. Own cases, own team and own line of"
    " management are known without this.",
    (
        SheetColumn(
            "Person",
            "The auditor: a name on the sheet People.",
            "Ada Obi",
            needed=True,
            pick="People",
        ),
        SheetColumn(
            "Child",
            "The child's unique id as in Annexe A. Never a name. At least one of Child, Team and"
            " Worker is needed.",
            "100234",
        ),
        SheetColumn(
            "Team", "All cases of this team.", "Children in Care 2", width=26, pick="Teams"
        ),
        SheetColumn("Worker", "All cases of this worker, as in Annexe A.", "Eve Long"),
        SheetColumn(
            "Reason", "A few words without anything about a child.", "Former team", width=30
        ),
        SheetColumn("Until", "The last day on which it holds. Blank: always.", "", Kind.DATE),
        BOT_CHECK,
    ),
    key=("Person",),
)

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

THEMES = Sheet(
    "Themes",
    "Thematic audits (policy 4.2): cases of one kind, on one day or over a longer time. They are"
    " kept out of estimates for all cases.",
    (
        SheetColumn("Theme", "A short name.", "Neglect", needed=True, width=26),
        SheetColumn("From", "The fixed day, or the first.", "02/02/2026", Kind.DATE, needed=True),
        SheetColumn("Until", "The last day. Blank for one fixed day.", "27/02/2026", Kind.DATE),
        SheetColumn("Cases", "How many cases.", "12", Kind.NUMBER, needed=True, width=12),
        SheetColumn("Service areas", "Only these, with semicolons between.", "CYPIC", width=26),
        SheetColumn("Teams", "Only these, with semicolons between.", "", width=26),
        SheetColumn("Statuses", "Only these, with semicolons between.", "Looked after", width=26),
        BOT_CHECK,
    ),
    key=("Theme",),
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
        SheetColumn(KEY, "How the bot knows the row again. Please leave it.", bot=True, width=10),
    ),
    key=(KEY,),
)

SHEETS: Mapping[str, Sheet] = {
    sheet.name: sheet
    for sheet in (
        PEOPLE,
        TEAMS,
        ABSENCES,
        CONFLICTS,
        CLOSURES,
        THEMES,
        RULE_CHANGES,
        FORM,
        DECISIONS,
    )
}
