"""Letters about cases that close, come back or are gone while there is still work on them."""

from bot.letters.kind import LetterKind

_MANAGER = "you manage, or cover for, the team that holds this case"

CASE_LETTERS = (
    LetterKind(
        "case_closed",
        "A case closed during its audit",
        "The auditor, the Team Manager with a copy to the Service Manager, the Consultant Head",
        "When Annexe A shows a case as closed, and each week while its audit is not complete",
        "a case closed while its audit was going on",
        ("R-9.6-2",),
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
