"""The other side of the folder mailbox: the mail program of a person, by hand or in the demo."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from hashlib import sha256
from html import escape
from pathlib import Path

from bot.ports import Attachment
from connectors.letters import KEY_HEADER
from connectors.local_folder.files import failures_in_words, safe_name, write_whole
from connectors.local_folder.letter import LONDON, attach, header, parsed, words
from connectors.local_folder.mailbox import INBOX, SENT

# Exchange stamps this on mail of its own organisation alone, and removes it from mail of others.
INTERNAL = {"X-MS-Exchange-Organization-AuthAs": "Internal"}


@dataclass(frozen=True, slots=True)
class SentMail:
    """A letter as its reader finds it."""

    message_id: str
    key: str
    sender: str
    to: str
    cc: tuple[str, ...]
    subject: str
    date: datetime
    text: str
    html: str
    file: str  # the name of the file


@dataclass(frozen=True, slots=True)
class PersonsMail:
    """What a person writes to the bot."""

    sender: str  # an address
    to: str
    text: str
    date: datetime
    subject: str = ""  # empty: "RE: " and the subject of the letter that is answered
    sender_name: str = ""
    answers: SentMail | None = None
    html: bool = False  # as Outlook sends it: HTML beside the text, the letter quoted below
    internal: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)  # such as an out-of-office reply has
    attachments: tuple[Attachment, ...] = ()


def sent_mails(workspace: Path, skip: Collection[str] = ()) -> list[SentMail]:
    """The letters in `Mailbox/Sent`, oldest first, but for the files that `skip` names.

    Raises TemporaryError.
    """
    with failures_in_words("The folder Sent cannot be read"):
        paths = sorted((workspace / "Mailbox" / SENT).glob("*.eml"))
        found = [read_back(path.name, path.read_bytes()) for path in paths if path.name not in skip]
    return sorted(found, key=lambda mail: mail.date)


def read_back(file: str, raw: bytes) -> SentMail:
    letter = parsed(raw)
    return SentMail(
        message_id=header(letter, "Message-ID"),
        key=header(letter, KEY_HEADER),
        sender=parseaddr(header(letter, "From"))[1],
        to=parseaddr(header(letter, "To"))[1],
        cc=tuple(address for _, address in getaddresses([header(letter, "Cc")]) if address),
        subject=header(letter, "Subject"),
        date=parsedate_to_datetime(header(letter, "Date")),
        text=words(letter, "text/plain"),
        html=words(letter, "text/html"),
        file=file,
    )


def drop(workspace: Path, mail: PersonsMail) -> str:
    """Put the mail into the bot's inbox. Returns its Message-ID, the same for the same mail."""
    letter = composed(mail)
    name = f"{mail.date.astimezone(LONDON):%Y-%m-%d %H%M%S} {safe_name(str(letter['Subject']))}"
    mark = str(letter["Message-ID"])[1:9]
    with failures_in_words("The mail cannot be put into the inbox"):
        write_whole(workspace / "Mailbox" / INBOX / f"{name} [{mark}].eml", letter.as_bytes())
    return str(letter["Message-ID"])


def composed(mail: PersonsMail) -> EmailMessage:
    """The mail as the person's program sends it."""
    letter = EmailMessage(policy=SMTP)
    letter["Date"] = mail.date.astimezone(LONDON)
    letter["From"] = f'"{mail.sender_name}" <{mail.sender}>' if mail.sender_name else mail.sender
    letter["To"] = mail.to
    letter["Subject"] = subject_of(mail)
    letter["Message-ID"] = f"<{identity(mail)}@{mail.sender.rpartition('@')[2]}>"
    if mail.answers:
        letter["In-Reply-To"] = letter["References"] = mail.answers.message_id
    for heading, value in {**(INTERNAL if mail.internal else {}), **mail.headers}.items():
        letter[heading] = value
    letter.set_content(mail.text + quoted_text(mail), charset="utf-8", cte="quoted-printable")
    if mail.html:
        letter.add_alternative(as_html(mail), "html", charset="utf-8", cte="quoted-printable")
        letter.set_boundary(f"_000_{identity(mail)}_")
    for attachment in mail.attachments:
        attach(letter, attachment)
        letter.set_boundary(f"_001_{identity(mail)}_")
    return letter


def subject_of(mail: PersonsMail) -> str:
    if mail.subject or not mail.answers:
        return mail.subject
    old = mail.answers.subject
    return old if old.lower().startswith("re:") else f"RE: {old}"


def identity(mail: PersonsMail) -> str:
    answered = mail.answers.message_id if mail.answers else ""
    brought = [f"{a.name} {sha256(a.content).hexdigest()}" for a in mail.attachments]
    parts = (mail.sender, mail.date.isoformat(), mail.subject, mail.text, answered, *brought)
    return sha256("\0".join(parts).encode()).hexdigest()[:32]


def quotation(answered: SentMail) -> list[tuple[str, str]]:
    sent = f"{answered.date.astimezone(LONDON):%d %B %Y %H:%M}"
    shown = [("From", answered.sender), ("Sent", sent), ("To", answered.to)]
    return [*shown, ("Subject", answered.subject)]


def quoted_text(mail: PersonsMail) -> str:
    """The letter below the answer, headed as Outlook heads it in plain text."""
    if not mail.answers:
        return "\n"
    heading = "\n".join(f"{name}: {value}" for name, value in quotation(mail.answers))
    return f"\n\n{'_' * 32}\n{heading}\n\n{mail.answers.text}"


def as_html(mail: PersonsMail) -> str:
    """The answer as new Outlook writes it, the letter below `divRplyFwdMsg`."""
    own = "".join(f"<div>{escape(line) or '<br>'}</div>\n" for line in mail.text.splitlines())
    if not mail.answers:
        return f"<html><body>{own}</body></html>"
    heading = "<br>".join(f"<b>{n}:</b> {escape(v)}" for n, v in quotation(mail.answers))
    return (
        f'<html><body>{own}<div id="appendonsend"></div><hr style="width:98%" tabindex="-1">'
        f'<div id="divRplyFwdMsg" dir="ltr">{heading}</div><div>{mail.answers.html}</div>'
        "</body></html>"
    )
