"""Letters about rounds, panels and quality assurance, and whom they go to."""

from bot.letters.kind import LetterKind

_COUNT = "you keep count of the audit programme"

ROUND_LETTERS = (
    LetterKind(
        "audit_under_way",
        "An audit is under way",
        "The allocated case worker; the Team Manager if the worker has no address here",
        "When an audit is assigned, and when it passes to another auditor",
        "a case of yours is being audited",
        ("R-4.1-1", "R-6.4-2", "R-1.4-1", "R-7.2-1"),
    ),
    LetterKind(
        "audit_called_off",
        "An audit is called off",
        "Whoever had been told that it is under way",
        "When a round was deployed by mistake",
        "we had told you of this audit",
        ("R-1.4-1",),
    ),
    LetterKind(
        "round_deployed",
        "A round is under way",
        "The coordinator and the Consultant Head",
        "When a round was deployed",
        _COUNT,
        ("R-6.2-1",),
        about="round.ref",
        names_a_case=False,
    ),
    LetterKind(
        "round_taken_back",
        "A round was taken back",
        "The coordinator and the Consultant Head",
        "When a round that was deployed by mistake was taken back",
        _COUNT,
        ("R-6.2-1",),
        about="round.ref",
        names_a_case=False,
    ),
    LetterKind(
        "audits_withdrawn",
        "Audits withdrawn",
        "Each auditor who had an assignment",
        "Once, when a round that was deployed by mistake was taken back",
        "you had been assigned these audits",
        ("R-6.4-1",),
        about="round.ref",
    ),
)
