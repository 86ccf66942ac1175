"""Who is who: the sheets People, Teams, Absences and Conflicts, column by column."""

from bot.configuration.columns import BOT_CHECK, Kind, Sheet, SheetColumn
from bot.policy.council import Role

ROLES = "; ".join(Role)

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
            choices=tuple(Role),
            several=True,
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

ALIASES = Sheet(
    "Aliases",
    "Children whose id in Annexe A has changed (two records put together, or a new number): what"
    " was begun under the old id goes on under the new one.",
    (
        SheetColumn("Old id", "The child's unique id as it was.", "100234", needed=True),
        SheetColumn("New id", "The child's unique id as it is now.", "200432", needed=True),
        SheetColumn("Reason", "A few words without anything about a child.", "Merged", width=30),
        BOT_CHECK,
    ),
    key=("Old id",),
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
