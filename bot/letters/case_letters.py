"""Letters about cases that move, and about how a concern is raised with their teams."""

from bot.letters.kind import LetterKind

_MANAGER = "you manage, or cover for, the team that holds this case"

CASE_LETTERS = (
    LetterKind(
        "nobody_to_tell",
        "Nobody could be told",
        "The coordinator",
        "When a chain is at its end and reaches nobody",
        "you coordinate the audit programme",
        ("R-B-5", "R-5.1-1"),
        about="about",
    ),
    LetterKind(
        "leaver",
        "Somebody leaves and still has work",
        "The coordinator and the manager of who leaves",
        "Some working days before their last day in post, as the rules say",
        "you coordinate the programme, or manage who leaves",
        ("R-7.2-3",),
        about="",
    ),
    LetterKind(
        "safeguarding_decide",
        "How a safeguarding concern will be raised",
        "The person who acknowledged it, later everybody told",
        "When it is not recorded how, by whom and when it is raised with the team",
        "you took on a safeguarding concern, or were told of it",
        ("R-9.1-3",),
        about="concern.ref",
    ),
    LetterKind(
        "safeguarding_decided",
        "How a safeguarding concern is raised",
        "The person who decided, and the person who raised it",
        "When it is recorded, and when somebody of the team has answered",
        "you raised this concern, or decided how it is raised",
        ("R-9.1-3", "R-9.1-4"),
        about="concern.ref",
    ),
    LetterKind(
        "safeguarding_to_team",
        "A safeguarding concern raised with the team",
        "The Team Manager, else the next of chain B, with a copy to the person who raised it",
        "When it was decided that the service tells the team, until one of them answers",
        "you manage, or cover for, the team of this child, or are above it",
        ("R-9.1-4",),
        about="concern.ref",
    ),
    LetterKind(
        "case_closed",
        "A case closed during its audit",
        "The auditor who has not finished, the Team Manager with a copy to the Service Manager, "
        "the Consultant Head",
        "When Annexe A shows a case as closed, and each week while its audit is not complete",
        "a case closed while its audit was going on",
        ("R-9.6-2",),
    ),
    LetterKind(
        "audit_replaced",
        "An audit withdrawn because its case closed before it began",
        "The auditor with a copy to the Consultant Head",
        "When a person has decided that a reserve is audited instead",
        "you were asked to audit a case that has closed",
        ("R-9.6-1",),
    ),
    LetterKind(
        "case_closed_actions",
        "A case closed with open actions",
        "The Team Manager with a copy to the Service Manager",
        "When Annexe A shows a case as closed whose remedial actions are not all fulfilled",
        _MANAGER,
        ("R-9.6-3",),
    ),
    LetterKind(
        "case_reopened",
        "A case was opened again with open actions",
        "The Team Manager with a copy to the case worker",
        "When Annexe A shows a case as open again whose remedial actions are not all fulfilled",
        _MANAGER,
        ("R-9.7-1", "R-9.7-2"),
    ),
)
