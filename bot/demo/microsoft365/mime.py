"""Between the mail of RFC 5322 and a message as Graph shows it."""

from base64 import b64decode
from datetime import UTC, datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import BytesParser
from email.utils import format_datetime, getaddresses, parseaddr
from hashlib import sha256
from html.parser import HTMLParser

from bot.demo.microsoft365.wire import Json


def read(raw: bytes) -> tuple[Json, list[tuple[str, str]]]:
    """The properties and the headers of a mail that has come in."""
    mail = BytesParser(policy=policy.compat32).parsebytes(raw)
    kind, content = _body(mail)
    sender = _recipient(header(mail, "From"))
    facts: Json = {
        "subject": header(mail, "Subject"),
        "from": sender,
        "sender": sender,
        "toRecipients": _recipients(mail, "To"),
        "ccRecipients": _recipients(mail, "Cc"),
        "bccRecipients": [],
        "replyTo": _recipients(mail, "Reply-To"),
        "body": {"contentType": kind, "content": content},
        "bodyPreview": content[:255] if kind == "text" else "",
        "importance": "high" if header(mail, "Importance").lower() == "high" else "normal",
        "internetMessageId": header(mail, "Message-ID") or f"<{_digest(raw)}@unknown>",
        "conversationId": _digest(header(mail, "References").encode() or raw),
        "isDraft": False,
        "isRead": False,
        "hasAttachments": any(part.get_filename() for part in mail.walk()),
        "categories": [],
    }
    return facts, [(name, str(value)) for name, value in mail.items()]


def written(
    facts: Json, headers: list[tuple[str, str]], attachments: list[Json], at: datetime
) -> bytes:
    """The mail that leaves: Exchange makes the plain text beside HTML."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["Date"] = format_datetime(at.astimezone(UTC))
    mail["From"] = facts["from"]["emailAddress"]["address"]
    for name, key in (("To", "toRecipients"), ("Cc", "ccRecipients")):
        if addresses := [r["emailAddress"]["address"] for r in facts[key]]:
            mail[name] = ", ".join(addresses)
    mail["Subject"] = " ".join(str(facts["subject"]).split())
    mail["Message-ID"] = facts["internetMessageId"]
    if facts["importance"] == "high":
        mail["Importance"] = "high"
    for name, value in headers:
        mail[name] = value
    body = facts["body"]
    mail.set_content(plain(body)["content"], cte="quoted-printable")
    if body["contentType"].lower() == "html":
        mail.add_alternative(body["content"], subtype="html", cte="quoted-printable")
    for each in attachments:
        main, _, sub = str(each.get("contentType") or "application/octet-stream").partition("/")
        content = b64decode(str(each.get("contentBytes", "")))
        mail.add_attachment(content, maintype=main, subtype=sub, filename=each.get("name"))
    for number, part in enumerate(p for p in mail.walk() if p.is_multipart()):
        part.set_boundary(f"=_{number}{_digest(str(facts['internetMessageId']).encode())}")
    return mail.as_bytes()


def recipients(facts: Json) -> list[str]:
    return [
        str(each["emailAddress"]["address"])
        for key in ("toRecipients", "ccRecipients", "bccRecipients")
        for each in facts.get(key) or []
    ]


def delivery_failure(sent: bytes, address: str, sender: str, at: datetime) -> bytes:
    """What Exchange sends back for an address that is none (RFC 3464)."""
    original = BytesParser(policy=policy.compat32).parsebytes(sent, headersonly=True)
    home = sender.rpartition("@")[2]
    mail = MIMEMultipart("report", f"=_{_digest(sent)}", report_type="delivery-status")
    for name, value in (
        ("Date", format_datetime(at.astimezone(UTC))),
        ("From", f"postmaster@{home}"),
        ("To", sender),
        ("Subject", f"Undeliverable: {header(original, 'Subject')}"),
        ("Message-ID", f"<ndr-{_digest(sent + address.encode())}@{home}>"),
        ("In-Reply-To", original["Message-ID"]),
        ("References", original["Message-ID"]),
        ("Auto-Submitted", "auto-replied"),
        ("X-MS-Exchange-Organization-AuthAs", "Internal"),
    ):
        mail[name] = value
    mail.attach(MIMEText(f"Your message to {address} couldn't be delivered.\n", "plain", "utf-8"))
    mail.attach(_delivery_status(home, address))
    headers = Message()
    headers["Content-Type"] = "text/rfc822-headers"
    headers.set_payload(sent.split(b"\r\n\r\n", 1)[0].decode("utf-8", "replace"))
    mail.attach(headers)
    return mail.as_bytes(policy=policy.SMTP)


def _delivery_status(server: str, address: str) -> Message:
    whole, first, second = Message(), Message(), Message()
    whole["Content-Type"] = "message/delivery-status"
    first["Reporting-MTA"] = f"dns;{server}"
    second["Final-Recipient"] = f"rfc822;{address}"
    second["Action"] = "failed"
    second["Status"] = "5.1.10"
    whole.set_payload([first, second])
    return whole


def header(mail: Message, name: str) -> str:
    value = mail[name]
    return "" if value is None else str(make_header(decode_header(str(value))))


def plain(body: Json) -> Json:
    """A body as those see it who prefer text."""
    if body["contentType"].lower() != "html":
        return body
    return {"contentType": "text", "content": as_text(str(body["content"]))}


def as_text(html: str) -> str:
    reader = _Words()
    reader.feed(html)
    lines = (" ".join(line.split()) for line in "".join(reader.found).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


class _Words(HTMLParser):
    """The words of HTML, a line for each block."""

    _BLOCKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "table", "hr"})
    _SILENT = frozenset({"style", "head", "title", "script"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in self._SILENT
        self.found.append("\n" if tag in self._BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self._SILENT
        self.found.append("\n" if tag in self._BLOCKS else "")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data.replace("\n", " "))


def _body(mail: Message) -> tuple[str, str]:
    parts = {part.get_content_type(): part for part in reversed(list(mail.walk()))}
    for kind in ("text/html", "text/plain"):
        if kind in parts:
            content = parts[kind].get_payload(decode=True)
            text = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
            return kind.removeprefix("text/").replace("plain", "text"), text
    return "text", ""


def _recipients(mail: Message, name: str) -> list[Json]:
    return [_recipient(f'"{shown}" <{a}>') for shown, a in getaddresses([header(mail, name)]) if a]


def _recipient(text: str) -> Json:
    name, address = parseaddr(text)
    return {"emailAddress": {"name": name or address, "address": address}}


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:24]
