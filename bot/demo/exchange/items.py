"""Between a message of the mailbox and an item as EWS shows it."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from bot.demo.exchange.house import House
from bot.demo.exchange.soap import every, find, make, text
from bot.demo.microsoft365 import mime
from bot.demo.microsoft365.mailbox import Message
from bot.demo.microsoft365.wire import Json

INTERNET_HEADERS = "InternetHeaders"


def item_id(message: Message, name: str = "t:ItemId") -> Element:
    return make(name, Id=message.place_id, ChangeKey=str(message.facts["changeKey"]))


def shown(house: House, message: Message, shape: Element) -> Element:
    """The item with its id and the fields that the shape asks for."""
    paths = [e.get("FieldURI", "") for e in every(shape, "t:AdditionalProperties/t:FieldURI")]
    fields = [FIELDS[path](house, message) for path in FIELDS if path in paths]
    content = [each for each in fields if each is not None and each.tag.endswith("MimeContent")]
    rest = [each for each in fields if each not in content]
    return make("t:Message", *content, item_id(message), *rest)


def _mime_content(house: House, message: Message) -> Element:
    raw = message.raw
    if raw is None:
        raw = mime.written(message.facts, message.headers, message.attachments, house.now())
    return make("t:MimeContent", b64encode(raw).decode(), CharacterSet="UTF-8")


def _attachments(house: House, message: Message) -> Element | None:
    files = [
        make(
            "t:FileAttachment",
            make("t:AttachmentId", Id=f"{message.place_id}-{each['id']}"),
            make("t:Name", str(each["name"])),
            make("t:ContentType", str(each["contentType"])),
        )
        for each in message.attachments
    ]
    return make("t:Attachments", *files) if files else None


def _headers(house: House, message: Message) -> Element | None:
    """Of a mail that has come; of what was sent none are kept."""
    if message.raw is None:
        return None
    lines = [make("t:InternetMessageHeader", v, HeaderName=n) for n, v in message.headers]
    return make("t:InternetMessageHeaders", *lines)


def _message_id(house: House, message: Message) -> Element | None:
    if message.facts["isDraft"] and not house.drafts_have_ids:
        return None
    return make("t:InternetMessageId", str(message.facts["internetMessageId"]))


def _text_body(house: House, message: Message) -> Element:
    return make("t:TextBody", mime.plain(message.facts["body"])["content"], BodyType="Text")


def _plain(name: str, fact: str) -> Callable[[House, Message], Element]:
    return lambda house, message: make(f"t:{name}", str(message.facts[fact]))


def _is_draft(house: House, message: Message) -> Element:
    """What is on its way is none any more ([MS-OXCMSG] 2.2.1.6, mfUnsent)."""
    unsent = message.facts["isDraft"] and message.leaves_at is None
    return make("t:IsDraft", "true" if unsent else "false")


# In the order of the schema.
FIELDS: Mapping[str, Callable[[House, Message], Element | None]] = {
    "item:MimeContent": _mime_content,
    "item:ParentFolderId": lambda house, message: make("t:ParentFolderId", Id=message.folder),
    "item:Subject": _plain("Subject", "subject"),
    "item:Attachments": _attachments,
    "item:DateTimeReceived": _plain("DateTimeReceived", "receivedDateTime"),
    "item:Importance": lambda house, m: make("t:Importance", str(m.facts["importance"]).title()),
    "item:IsSubmitted": lambda house, m: make("t:IsSubmitted", "true" if m.leaves_at else "false"),
    "item:IsDraft": _is_draft,
    "item:InternetMessageHeaders": _headers,
    "item:DateTimeCreated": _plain("DateTimeCreated", "createdDateTime"),
    "item:LastModifiedTime": _plain("LastModifiedTime", "lastModifiedDateTime"),
    "message:InternetMessageId": _message_id,
    "item:TextBody": _text_body,
}


def given(item: Element) -> tuple[Json, list[tuple[str, str]], dict[str, str]]:
    """Facts, headers and other properties of an item that is to be made or changed."""
    facts: Json = {}
    for name, path in (("subject", "t:Subject"), ("importance", "t:Importance")):
        if find(item, path) is not None:
            facts[name] = text(item, path)
    if "importance" in facts:
        facts["importance"] = facts["importance"].lower()
    body = find(item, "t:Body")
    if body is not None:
        kind = body.get("BodyType", "Text").lower()
        facts["body"] = {"contentType": kind, "content": body.text or ""}
    for name, path in (("toRecipients", "t:ToRecipients"), ("ccRecipients", "t:CcRecipients")):
        if find(item, path) is not None:
            facts[name] = [_recipient(each) for each in every(item, f"{path}/t:Mailbox")]
    headers = [
        (name, text(item, path))
        for name, path in (("In-Reply-To", "t:InReplyTo"), ("References", "t:References"))
        if find(item, path) is not None
    ]
    extended: dict[str, str] = {}
    for each in every(item, "t:ExtendedProperty"):
        named = find(each, "t:ExtendedFieldURI")
        assert named is not None
        if named.get("DistinguishedPropertySetId") == INTERNET_HEADERS:
            headers.append((named.get("PropertyName", ""), text(each, "t:Value")))
        else:
            extended[property_name(named)] = text(each, "t:Value")
    return facts, headers, extended


def property_name(named: Element) -> str:
    return f"{named.get('PropertySetId', '').lower()} {named.get('PropertyName')}"


def _recipient(mailbox: Element) -> Json:
    address = text(mailbox, "t:EmailAddress")
    return {"emailAddress": {"name": text(mailbox, "t:Name") or address, "address": address}}


def attachment(file: Element, number: int) -> Json:
    content = text(file, "t:Content")
    return {
        "id": f"a{number}",
        "name": text(file, "t:Name"),
        "contentType": text(file, "t:ContentType"),
        "contentBytes": content,
        "size": len(b64decode(content)),
    }
