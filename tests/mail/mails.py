"""Mails in the shapes of real clients, written for these tests: invented people, invented words."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.mail.context import Context

RECEIVED = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)  # a Monday
MONDAY = date(2026, 1, 5)

AUDITOR = Context("auditor", "assignment")
TEAM_MANAGER = Context("team_manager", "remedial")
MODERATED = Context("team_manager", "moderation")
CONSULTANT_HEAD = Context("consultant_head", "request_pending")
SERVICE_MANAGER = Context("service_manager", "request_pending")
STRATEGIC_LEAD = Context("strategic_lead", "safeguarding")

INTERNAL = "X-MS-Exchange-Organization-AuthAs: Internal"
REF = "AU-7K3F-QT"

LETTER = """Audit this case record by 2 February 2026

Read the record, fill in the audit form and tell us that it is complete.

If you see any sign that a child may not be safe, ring the Strategic Lead now.
Are there any remedial actions?

Example Council"""

SIGNATURE = """Ada Lovelace
Senior Practitioner, Safeguarding and Review Service
Example Council | Children's Services
Tel: 01632 960 001 | Mobile: 07700 900 001
Safeguarding is everyone's business - if you are worried about a child call 01632 960 002"""

OUTLOOK_TEXT_HEADER = """From: Audit Bot <audits@example.gov.uk>
Sent: 02 January 2026 08:00
To: Ada Lovelace <ada.lovelace@example.gov.uk>
Subject: Audit AU-7K3F-QT: due 2 February"""


def mail(
    body: str,
    *headers: str,
    sender: str = "Ada Lovelace <ada.lovelace@example.gov.uk>",
    subject: str = "RE: Audit AU-7K3F-QT: due 2 February",
    content: str = 'text/plain; charset="utf-8"',
) -> bytes:
    """The bytes of one mail; `headers` are added as they are."""
    head = [
        f"From: {sender}",
        "To: Audit Bot <audits@example.gov.uk>",
        f"Subject: {subject}",
        "Date: Mon, 05 Jan 2026 09:30:00 +0000",
        "Message-ID: <one@example.gov.uk>",
        "MIME-Version: 1.0",
        f"Content-Type: {content}",
        *headers,
    ]
    return ("\r\n".join(head) + "\r\n\r\n" + body.replace("\n", "\r\n")).encode()


def html_mail(body: str, *headers: str) -> bytes:
    return mail(body, *headers, content='text/html; charset="utf-8"')


def multipart(*parts: str, kind: str = "mixed", headers: tuple[str, ...] = ()) -> bytes:
    body = "".join(f"--b1\n{part}\n" for part in parts) + "--b1--\n"
    return mail(body, *headers, content=f'multipart/{kind}; boundary="b1"')


def paragraphs(text: str, tag: str = 'p class="MsoNormal"') -> str:
    """Text as the paragraphs of Word, empty ones as Word writes them."""
    close = tag.split()[0]
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"<{tag}>{x or '<o:p>&nbsp;</o:p>'}</{close}>" for x in escaped.split("\n"))


def _header(bold: str = "b", gap: str = "<br>") -> str:
    fields = (line.split(": ", 1) for line in OUTLOOK_TEXT_HEADER.split("\n"))
    return gap.join(
        f"<{bold}>{name}:</{bold}> {value.replace('<', '&lt;').replace('>', '&gt;')}"
        for name, value in fields
    )


@dataclass(frozen=True)
class Client:
    """How one mail program puts new words above the letter that they answer."""

    name: str
    html: bool
    shape: str  # with {words}, {signature}, {letter}

    def write(self, words: str, letter: str = LETTER) -> bytes:
        make = paragraphs if self.html else str
        body = self.shape.format(words=make(words), signature=make(SIGNATURE), letter=make(letter))
        return html_mail(body) if self.html else mail(body)


_WORD = (
    '<html><body lang="EN-GB"><div class="WordSection1">{{words}}<p class="MsoNormal">&nbsp;</p>'
    '{{signature}}<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;'
    'padding:3.0pt 0{unit} 0{unit} 0{unit}"><p class="MsoNormal">{header}</p></div></div>'
    "{{letter}}</div></body></html>"
)
_QUOTED = "\n".join(f"> {line}".rstrip() for line in LETTER.split("\n"))

CLIENTS = (
    Client("Outlook for Windows, metric", True, _WORD.format(unit="cm", header=_header())),
    Client("Outlook for Windows, inches", True, _WORD.format(unit="in", header=_header())),
    Client(
        "Outlook on the web",
        True,
        '<div class="elementToProof">{words}</div><div id="Signature">{signature}</div>'
        '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg" dir="ltr">'
        + _header()
        + "</div><div>{letter}</div>",
    ),
    Client(
        "Outlook, its marks renamed on the way",
        True,
        '<div>{words}</div><div id="x_Signature">{signature}</div>'
        '<div id="x_x_divRplyFwdMsg">' + _header() + "</div><div>{letter}</div>",
    ),
    Client(
        "Outlook for iOS",
        True,
        '<div dir="ltr">{words}</div><div id="ms-outlook-mobile-signature">Get Outlook for'
        " iOS</div>"
        '<div id="mail-editor-reference-message-container"><div class='
        '"ms-outlook-mobile-reference-message skipProofing">' + _header() + "</div>{letter}</div>",
    ),
    Client(
        "Outlook, plain text",
        False,
        "{words}\n\n{signature}\n\n________________________________\n"
        + OUTLOOK_TEXT_HEADER
        + "\n\n{letter}\n",
    ),
    Client(
        "Outlook for Mac, plain text",
        False,
        "{words}\n\nFrom: Audit Bot <audits@example.gov.uk>\nDate: Friday, 2 January 2026 at"
        " 08:00\n"
        "To: Ada Lovelace <ada.lovelace@example.gov.uk>\nSubject: Audit\n{letter}\n",
    ),
    Client(
        "Gmail",
        True,
        '<div dir="ltr">{words}</div><br><div class="gmail_quote gmail_quote_container">'
        '<div class="gmail_attr">On Fri, 2 Jan 2026 at 08:00, Audit Bot &lt;audits@example.gov.uk'
        '&gt; wrote:<br></div><blockquote class="gmail_quote">{letter}</blockquote></div>',
    ),
    Client(
        "Apple Mail",
        True,
        '<div>{words}</div><div>Sent from my iPhone</div><div><br><blockquote type="cite">On 2 Jan '
        "2026, at 08:00, Audit Bot &lt;audits@example.gov.uk&gt; wrote:<br></blockquote></div>"
        '<blockquote type="cite">{letter}</blockquote>',
    ),
    Client(
        "Apple Mail, plain text",
        False,
        "{words}\n\nSent from my iPad\n\nOn 2 Jan 2026, at 08:00, Audit Bot of Example Council\n"
        "<audits@example.gov.uk> wrote:\n\n{letter}\n",
    ),
    Client(
        "Samsung",
        False,
        "{words}\n\nSent from my Galaxy\n\n-------- Original message --------\n"
        "From: Audit Bot <audits@example.gov.uk>\nDate: 02/01/2026 08:00 (GMT+00:00)\n"
        "To: Ada Lovelace <ada.lovelace@example.gov.uk>\nSubject: Audit\n\n{letter}\n",
    ),
    Client(
        "Thunderbird",
        False,
        "{words}\n\nOn 02/01/2026 08:00, Audit Bot wrote:\n" + _QUOTED + "\n",
    ),
)
