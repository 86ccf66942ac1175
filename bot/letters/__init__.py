"""Letters: a name and facts in, a subject, a plain text and an HTML page out (one source each)."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.letters.catalogue import KINDS
from bot.letters.checks import problems_of, read_samples
from bot.letters.errors import LetterError
from bot.letters.house import House, Rendered, Sample, Someone
from bot.letters.kind import LetterKind
from bot.letters.rendering import LONGEST_SUBJECT, Pen, answers_in
from bot.letters.words import Sign
from bot.policy.model import Fact

__all__ = [
    "KINDS",
    "LONGEST_SUBJECT",
    "House",
    "LetterError",
    "LetterKind",
    "Letters",
    "Rendered",
    "Sample",
    "Sign",
    "Someone",
    "answers_in",
]


class Letters:
    """All letters of one council, each checked with its sample facts before any is sent.

    `folder` is message_templates; files in `own`, the council's copies, take their place by name.
    Raises LetterError with every mistake at once.
    """

    def __init__(self, folder: Path, house: House, own: Path | None = None) -> None:
        own = own if own is not None and own.is_dir() else None
        self._pen = Pen(folder, house, own)
        self.samples: Mapping[str, tuple[Sample, ...]] = read_samples(folder)
        problems = tuple(problems_of(self._pen, self.samples, own))
        if problems:
            raise LetterError(problems)

    def render(
        self,
        name: str,
        reader: str,
        facts: Mapping[str, Fact],
        cc: Sequence[str] = (),
        sign: Sign | None = None,
    ) -> Rendered:
        """The letter `name` for the person `reader`, with copies to the people `cc`, all by name.

        `sign` makes the mark that a button's reply carries for a reference; None: it carries none.
        Raises LetterError, with file and line, if a fact is missing or is not what it should be.
        """
        return self._pen.write(self._pen.draft(name, reader, facts, cc, sign))

    def subject(
        self, name: str, reader: str, facts: Mapping[str, Fact], cc: Sequence[str] = ()
    ) -> str:
        """The subject that `render` would give, at a small part of its cost."""
        return self._pen.subject(name, reader, facts, cc)
