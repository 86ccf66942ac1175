"""What every connector puts on a letter alike, whichever mail system carries it."""

from email.errors import MessageError
from email.headerregistry import Address

from bot.ports import PermanentError

# The outbox key, by which a delivery failure is matched to its letter.
KEY_HEADER = "X-Audit-Bot-Key"
# No receipts and no automatic answers ([MS-OXCMAIL] 2.2.3.2.14). "OOF" is left out on purpose: an
# out-of-office reply tells that the reader is away.
SUPPRESS = {"X-Auto-Response-Suppress": "DR, RN, NRN, AutoReply"}


def one_address(text: str) -> Address:
    """Raises PermanentError for what is no mail address."""
    try:
        return Address(addr_spec=text.strip())
    except (ValueError, MessageError, IndexError) as error:
        raise PermanentError(f"{text!r} is not a mail address. Correct it on People.") from error
