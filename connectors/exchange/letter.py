"""A letter as exchangelib's message, with the properties by which it is found and known."""

from exchangelib import ExtendedProperty, FileAttachment, HTMLBody, Mailbox, Message
from exchangelib.folders import Drafts

from bot.ports import Attachment, OutgoingMail
from connectors.letters import (
    KEY_HEADER,
    KEY_NAME,
    KEY_NAMESPACE,
    SUPPRESS,
    header_value,
    key_mark,
    one_address,
)

LONGEST_SUBJECT = 255  # characters ([MS-OXCMSG] 2.2.1.46)
# What of a draft is set anew when it was left lying.
CHANGEABLE = ("subject", "body", "importance", "to_recipients", "cc_recipients")


# exchangelib knows properties of a council's own by classes that are registered with its messages.
class Key(ExtendedProperty):  # type: ignore[misc]
    property_set_id = KEY_NAMESPACE
    property_name = KEY_NAME
    property_type = "String"


class KeyHeader(ExtendedProperty):  # type: ignore[misc]
    """A property of this set leaves as a header of the mail ([MS-OXCMAIL] 2.1.3.2)."""

    distinguished_property_set_id = "InternetHeaders"
    property_name = KEY_HEADER
    property_type = "String"


class SuppressHeader(ExtendedProperty):  # type: ignore[misc]
    distinguished_property_set_id = "InternetHeaders"
    property_name, suppressed = next(iter(SUPPRESS.items()))
    property_type = "String"


Message.register("audit_bot_key", Key)
Message.register("audit_bot_key_header", KeyHeader)
Message.register("audit_bot_suppress_header", SuppressHeader)


def composed(mail: OutgoingMail, folder: Drafts) -> Message:
    """A new draft. Raises PermanentError for an address that is none.

    It names what it answers itself, and so it has its key from the first moment: a draft that
    Exchange makes as a reply has none until it is changed.
    """
    copies = [Mailbox(email_address=one_address(each).addr_spec) for each in mail.cc]
    return Message(
        folder=folder,
        subject=" ".join(mail.subject.split())[:LONGEST_SUBJECT],
        body=HTMLBody(mail.html),
        importance="High" if mail.urgent else "Normal",
        to_recipients=[Mailbox(email_address=one_address(mail.to).addr_spec)],
        cc_recipients=copies or None,
        in_reply_to=mail.in_reply_to,
        references=mail.in_reply_to,
        audit_bot_key=key_mark(mail.key),
        audit_bot_key_header=header_value(mail.key),
        audit_bot_suppress_header=SuppressHeader.suppressed,
    )


def as_file(attachment: Attachment) -> FileAttachment:
    return FileAttachment(
        name=attachment.name, content_type=attachment.content_type, content=attachment.content
    )
