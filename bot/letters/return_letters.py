"""Letters about what comes back in workbooks, and about the review after four months."""

from bot.letters.kind import LetterKind

_MANAGER = "you manage, or cover for, this team"

RETURN_LETTERS = (
    LetterKind(
        "attachment_unread",
        "An attached file could not be read",
        "The sender",
        "When a workbook came with a mail and could not be read, or is none of ours",
        "you sent us a mail with an attached file",
        ("R-6.3-1", "R-7.3-1"),
    ),
    LetterKind(
        "team_workbook",
        "Workbook of open remedial actions",
        "The Team Manager",
        "Once a month, while a team has open actions",
        _MANAGER,
        ("R-9.3-2", "R-10.2-3"),
        about="workbook.ref",
    ),
    LetterKind(
        "four_month_workbook",
        "Workbook of remedial actions after four months",
        "The Team Manager, with copies to Service Manager and Strategic Lead",
        "When everything of a team that was due has been looked at",
        _MANAGER,
        ("R-10.2-1", "R-10.2-2", "R-10.2-3"),
        about="workbook.ref",
    ),
    LetterKind(
        "checks_to_record",
        "Remedial actions to look at after four months",
        "The Consultant Head",
        "When actions are four months old, and again until each is recorded",
        "you lead the audit programme",
        ("R-10.1-1", "R-10.1-2", "R-10.2-5"),
        about="workbook.ref",
    ),
    LetterKind(
        "workbook_read",
        "What we took from a returned workbook",
        "The sender",
        "When a workbook of actions came back",
        "you sent us a workbook",
        ("R-10.2-3", "R-9.3-2", "R-10.1-2"),
        about="workbook.ref",
    ),
    LetterKind(
        "packs_written",
        "Monthly packs for the meetings",
        "The Consultant Head, and the secretary of each meeting",
        "On the first working day after a month",
        "you report to a meeting, or prepare one",
        ("R-5.3-1",),
        about="",
        names_a_case=False,
    ),
)
