"""Letters about what comes back in workbooks, and about the review after four months."""

from bot.letters.kind import LetterKind

RETURN_LETTERS = (
    LetterKind(
        "attachment_unread",
        "An attached file could not be read",
        "The sender",
        "When a workbook came with a mail and could not be read, or is none of ours",
        "you sent us a mail with an attached file",
        ("R-6.3-1", "R-7.3-1"),
    ),
)
