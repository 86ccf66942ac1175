"""What a mail brings along: workbooks are kept to be read, of everything else only what it is."""

from dataclasses import dataclass
from email.message import Message

from bot.mail.decoding import decoded, parameters_of, part_bytes

MOST_WORKBOOK = 3_000_000  # bytes; ours have a hundredth of it
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers", ".csv")
_WORKBOOK_TYPES = ("spreadsheet", "ms-excel")
# What a mail program adds by itself. A signature's picture is small, a photograph of a form is not.
_MADE_BY_PROGRAMS = ("pkcs7-signature", "pgp-signature", "vcard", "/calendar")
_SMALL_PICTURE = 60_000  # bytes, as sent


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment. Only a workbook has `content`, and nothing in it is trusted."""

    name: str
    type: str  # "application/pdf"
    content: bytes = b""
    too_large: bool = False  # a workbook that was not kept
    decoration: bool = False  # nothing that a person would read

    @property
    def is_workbook(self) -> bool:
        return self.name.lower().endswith(_WORKBOOK_NAMES) or any(
            word in self.type for word in _WORKBOOK_TYPES
        )


def attachment_of(head: Message, body: bytes) -> Attachment:
    """The attachment in one part of a mail."""
    kind = head.get_content_type()
    picture = kind.startswith("image/") and len(body) < _SMALL_PICTURE
    decoration = picture or any(word in kind for word in _MADE_BY_PROGRAMS)
    found = Attachment(file_name(head), kind, decoration=decoration)
    if not found.is_workbook:
        return found
    content = part_bytes(head, body, MOST_WORKBOOK + 1)
    if len(content) > MOST_WORKBOOK:
        return Attachment(found.name, kind, too_large=True)
    return Attachment(found.name, kind, content)


def file_name(head: Message) -> str:
    """As the sender's program gives it, in either of the two places where it may stand."""
    try:
        return decoded(head.get_filename() or parameters_of(head).get("name", ""))
    except (ValueError, LookupError, TypeError):
        return ""
