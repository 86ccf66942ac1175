"""What every connector puts on a letter alike, whichever mail system carries it."""

from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from hashlib import sha256

from bot.ports import PermanentError

# The outbox key, by which a delivery failure is matched to its letter.
KEY_HEADER = "X-Audit-Bot-Key"
# The named property of Exchange by which a letter is found. Never change it: letters that have left
# are found by it.
KEY_NAMESPACE, KEY_NAME = "6f1d9c52-1f0b-4a55-9d3e-2c7f5b0a8e41", "AuditBotKey"
# No receipts and no automatic answers ([MS-OXCMAIL] 2.2.3.2.14). "OOF" is left out on purpose: an
# out-of-office reply tells that the reader is away.
SUPPRESS = {"X-Auto-Response-Suppress": "DR, RN, NRN, AutoReply"}


def one_address(text: str) -> Address:
    """Raises PermanentError for what is no mail address."""
    try:
        return Address(addr_spec=text.strip())
    except (ValueError, MessageError, IndexError) as error:
        raise PermanentError(f"{text!r} is not a mail address. Correct it on People.") from error


def key_mark(key: str) -> str:
    """What stands in the property: of one form, whatever characters and names the key has.

    Exchange compares such values without regard to case, and query strings end up in its logs.
    """
    return sha256(key.encode()).hexdigest()


def header_value(key: str) -> str:
    """The key as one line of ASCII (RFC 2047)."""
    return key if key.isascii() and key.isprintable() else Header(key, "utf-8").encode(maxlinelen=0)
