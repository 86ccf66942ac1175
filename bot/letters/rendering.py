"""A letter's name and its facts become a subject, a plain text and an HTML page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, Undefined
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context
from markdown_it.token import Token
from markupsafe import Markup

from bot.letters.catalogue import KINDS
from bot.letters.errors import LetterError, explained
from bot.letters.house import House, Rendered, Someone
from bot.letters.kind import LetterKind
from bot.letters.markdown import as_part, html_of, read, text_of
from bot.letters.pieces import (
    AsWritten,
    Button,
    Contact,
    Piece,
    Words,
    cleaned,
    cleaned_facts,
    fill_html,
    fill_text,
    one_line,
)
from bot.letters.words import FILTERS, PLAIN_FILTERS, Replies, Sign
from bot.policy.commands import REPLY_MARKER
from bot.policy.model import Fact

LONGEST_SUBJECT = 70
OWN_NAMES = ("addressee", "because", "copied_to", "house", "part", "pieces", "reply_button")


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter whose Markdown is read and whose facts wait for their places."""

    kind: LetterKind
    subject: str
    body: list[Token]
    footer: list[Token]
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Answer:
    """A letter that is told as a part of another one."""

    about: str
    letter: str
    facts: Mapping[str, Fact]


def answers_in(facts: Mapping[str, Fact]) -> Iterator[Answer]:
    """The letters that the fact `answers` holds, each by its name and with its own facts."""
    rows = facts.get("answers")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping) and isinstance(own := row["facts"], Mapping):
            yield Answer(str(row["about"]), str(row["letter"]), own)


class Pen:
    """Writes letters from a folder of templates; files in `own` take the place of ours by name."""

    def __init__(self, folder: Path, house: House, own: Path | None = None) -> None:
        self.folder = folder
        self._folders = folders = [own, folder] if own else [folder]
        self.environment = _markdown_environment(folders)
        self._layout = Environment(
            loader=_loader(folders), autoescape=True, auto_reload=False, undefined=StrictUndefined
        ).get_template("_layout.html")
        self._house = house
        self._common = {
            "house": _house_facts(house),
        }

    def path(self, name: str) -> Path:
        """The file that a letter is written from; it is not looked into."""
        own = (folder / f"{name}.md" for folder in self._folders)
        return next((path for path in own if path.is_file()), self.folder / f"{name}.md")

    def draft(
        self,
        name: str,
        reader: str,
        facts: Mapping[str, Fact],
        cc: Sequence[str] = (),
        sign: Sign | None = None,
    ) -> Draft:
        """The letter, read but not yet put together. Raises LetterError if a fact is missing."""
        kind = KINDS.get(name)
        if kind is None:
            raise LetterError((f"there is no letter called “{name}”.",))
        pieces: list[Piece] = []
        known = self._known(kind, reader, facts, cc, sign, pieces)
        first, _, body = self._markdown(name, known).partition("\n")
        tokens = read(body)
        for answer in answers_in(facts):
            tokens += self._answer(answer, reader, sign, pieces)
        footer = self._markdown("_footer", known)
        return Draft(kind, first.removeprefix("Subject:"), tokens, read(footer), pieces)

    def _answer(
        self, answer: Answer, reader: str, sign: Sign | None, pieces: list[Piece]
    ) -> list[Token]:
        """The body of a letter that is one part of another, under a heading with its reference."""
        known = self._known(KINDS[answer.letter], reader, answer.facts, (), sign, pieces)
        known["part"] = answer.about
        known["reply_button"] = Replies(self._house.bot_address, sign, named=True).button
        _, _, body = self._markdown(answer.letter, known).partition("\n")
        return as_part(read(body), answer.about)

    def subject(
        self, name: str, reader: str, facts: Mapping[str, Fact], cc: Sequence[str] = ()
    ) -> str:
        """The subject alone: for a year of letters that nobody reads."""
        kind, pieces = KINDS[name], list[Piece]()
        known = self._known(kind, reader, facts, cc, None, pieces)
        written = ""
        for words in self.environment.get_template(f"{name}.md").generate(known):
            written += words
            if "\n" in written:
                break
        first = written.partition("\n")[0].removeprefix("Subject:")
        return _subject(fill_text(first, pieces), self._marking(kind))

    def _known(
        self,
        kind: LetterKind,
        reader: str,
        facts: Mapping[str, Fact],
        cc: Sequence[str],
        sign: Sign | None,
        pieces: list[Piece],
    ) -> dict[str, object]:
        """What a template may name."""
        return {
            **{key: cleaned_facts(value) for key, value in facts.items()},
            **self._common,
            "reply_button": Replies(self._house.bot_address, sign).button,
            "addressee": cleaned(reader),
            "copied_to": [cleaned(person) for person in cc],
            "because": kind.because,
            "part": "",  # the reference of what it is about, where it is a part of another letter
            "pieces": pieces,
        }

    def write(self, draft: Draft) -> Rendered:
        """The letter, ready to leave."""
        pieces, marking = draft.pieces, self._marking(draft.kind)
        subject = _subject(fill_text(draft.subject, pieces), marking)
        html = self._layout.render(
            subject=subject,
            marking=marking,
            reply_marker=REPLY_MARKER,
            body=Markup(fill_html(html_of(draft.body), pieces)),
            footer=Markup(fill_html(html_of(draft.footer), pieces)),
        )
        footer = f"\n{text_of(draft.footer)}"
        texts = filter(None, (REPLY_MARKER, marking, text_of(draft.body), footer))
        return Rendered(subject, fill_text("\n\n".join(texts), pieces) + "\n", html)

    def _markdown(self, name: str, known: Mapping[str, object]) -> str:
        """A template with slots for the pieces."""
        return explained(
            self.folder / f"{name}.md",
            lambda: self.environment.get_template(f"{name}.md").render(known),
        )

    def _marking(self, kind: LetterKind) -> str:
        marked = self._house.marked
        wanted = kind.names_a_case if marked is None else kind.name in marked
        return self._house.marking if wanted else ""


def _subject(words: str, marking: str) -> str:
    """One line of at most 70 characters, the marking first."""
    line = one_line(f"{marking}: {words}" if marking else words)
    if len(line) <= LONGEST_SUBJECT:
        return line
    short = line[: LONGEST_SUBJECT - 1]
    return f"{(short.rpartition(' ')[0] or short).rstrip(':,')}…"


def _house_facts(house: House) -> dict[str, Fact]:
    return {
        "council_name": house.council_name,
        "coordinator": _someone(house.coordinator),
        "consultant_head": _someone(house.consultant_head),
        "emergency": house.emergency,
        "out_of_hours": house.out_of_hours,
        "action_days": house.action_days,
    }


def _someone(person: Someone | None) -> Fact:
    return {"name": person.name, "address": person.address} if person else None


def _loader(folders: Sequence[Path]) -> ChoiceLoader:
    return ChoiceLoader([FileSystemLoader(folder) for folder in folders])


def _markdown_environment(folders: Sequence[Path]) -> Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=_loader(folders),
        auto_reload=False,
        undefined=StrictUndefined,
        finalize=_slot,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    plain = {name: environment.filters[name] for name in PLAIN_FILTERS}
    environment.filters = plain | FILTERS
    environment.globals.clear()  # such as `range`, which could repeat a letter for ever
    return environment


@pass_context
def _slot(context: Context, value: object) -> str:
    """What Jinja writes for a placeholder: a slot, filled when the Markdown has been read."""
    pieces: list[Piece] = context["pieces"]
    pieces.append(_piece(value))
    return f"\ue000{len(pieces) - 1}\ue001"


def _piece(value: object) -> Piece:
    match value:
        case Words() | Contact() | Button() | AsWritten():
            return value
        case Undefined():
            return Words(str(value))  # raises UndefinedError, in Jinja's words
        case None:
            return Words("not known")
        case str() if "\ue000" in value:
            raise ValueError("a placeholder cannot hold other placeholders; use {% include %}.")
        case bool() | dict() | list() | tuple():
            raise ValueError("a placeholder holds one text or number, no list and no yes or no.")
        case _:
            return Words(one_line(cleaned(str(value))))
