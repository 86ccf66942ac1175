"""What a simulated year does without: HTML, MIME and Excel. Words are read by the real reader."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from bot.letters import House, Rendered, Sign
from bot.letters.rendering import Pen
from bot.mail.attached import NOTHING, Attached
from bot.mail.bounce import Bounce
from bot.mail.context import Context, Matter
from bot.mail.own_words import OwnWords
from bot.mail.raw import Mail
from bot.mail.reading import Read, read_parts, read_words
from bot.mail.sender import SenderProof
from bot.policy.model import Fact
from bot.policy.said import MailKind, Reading
from bot.policy.working_days import london_day
from bot.settings import TEMPLATES
from bot.workbooks.returned_rows import ReturnedRow, ReturnedRows


@dataclass(frozen=True, slots=True)
class Note:
    """A person's mail, as the simulation writes it."""

    message_id: str
    sender: str
    text: str
    subject: str = ""
    answers: str | None = None  # the Message-ID of a letter
    kind: MailKind = MailKind.REPLY
    away_until: str | None = None
    bounced: str | None = None  # the Message-ID of the letter that came back
    rows: Sequence[tuple[str, Mapping[str, str]]] = ()  # of a team's workbook, by action
    checks: Sequence[tuple[str, Mapping[str, str]]] = ()  # of the Consultant Head's

    def raw(self) -> bytes:
        return json.dumps(asdict(self)).encode()


class Reader:
    """Takes the envelope apart without MIME; the words go through the service's own reading."""

    def read(
        self,
        raw: bytes,
        *,
        received: datetime,
        context: Context | None,
        sent_text: str | None = None,
        own_domains: Collection[str] = (),
        trusted: Collection[str] = (),
        signatures: Collection[str] = (),
        matters: Sequence[Matter] = (),
    ) -> Read:
        note = Note(**json.loads(raw))
        mail = Mail(
            message_id=note.message_id,
            in_reply_to=(note.answers,) if note.answers else (),
            senders=(note.sender,),
            subject=note.subject,
        )
        proven = note.sender.rpartition("@")[2] in own_domains
        proof = SenderProof(note.sender, proven, "simulated")
        kind = MailKind(note.kind)
        words = OwnWords(note.text, note.text)
        if kind is not MailKind.REPLY:
            until = date.fromisoformat(note.away_until) if note.away_until else None
            bounce = Bounce((), True, True, note.bounced, None) if note.bounced else None
            return Read(mail, proof, words, Reading(kind, note.text, away_until=until), bounce)
        day = london_day(received)
        reading = read_words(note.text, received=day, context=context)
        parts = read_parts(mail, words, reading, day, matters)
        return Read(mail, proof, words, reading, attached=_attached(note), parts=parts)


def _attached(note: Note) -> Attached:
    """The workbook as it would be read."""
    filled = note.checks or note.rows
    if not filled:
        return NOTHING
    rows = (ReturnedRow(ref, cells, dict.fromkeys(cells, "a cell"), "") for ref, cells in filled)
    return Attached(rows=(ReturnedRows(is_check=bool(note.checks), rows=tuple(rows)),))


class PlainLetters:
    """Real subjects, and for a body the facts that the letter is told."""

    def __init__(self, house: House) -> None:
        self._pen = Pen(TEMPLATES, house)

    def render(
        self,
        name: str,
        reader: str,
        facts: Mapping[str, Fact],
        cc: Sequence[str] = (),
        sign: Sign | None = None,
    ) -> Rendered:
        subject = self._pen.subject(name, reader, facts, cc)
        return Rendered(subject, json.dumps(facts), "")
