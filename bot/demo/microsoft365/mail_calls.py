"""What Graph answers about mail: /users/{mailbox}/…"""

import base64
from collections.abc import Sequence
from typing import Any

from bot.demo.microsoft365 import mime, odata
from bot.demo.microsoft365.mailbox import Mailbox, Message
from bot.demo.microsoft365.routes import Route
from bot.demo.microsoft365.tenant import Tenant
from bot.demo.microsoft365.wire import Answer, Json, Refusal, Request, as_json, not_found

# Shown only to those who ask for them by name.
SHY = ("internetMessageHeaders", "uniqueBody", "singleValueExtendedProperties")
# What may be changed once a message is no draft (message-update).
ALWAYS = {"isRead", "categories", "flag", "importance", "inferenceClassification"}
MOST = 1000
BIGGEST = 4 * 1024 * 1024  # bytes of a request with content inside


def shown(message: Message, request: Request, select: str | None = None) -> Json:
    whole = message.shown(immutable=request.prefers('IdType="ImmutableId"'))
    # Headers of what was sent are not given back, whoever asks.
    own = message.headers if message.raw is not None else []
    if request.prefers('outlook.body-content-type="text"'):
        whole["body"] = mime.plain(whole["body"])
    whole["internetMessageHeaders"] = [{"name": n, "value": v} for n, v in own]
    whole["uniqueBody"] = whole.get("body")
    if select is not None and not own:
        whole.pop("internetMessageHeaders")
    picked = odata.selected(whole, select, SHY)
    if kept := _expanded(message, request.query.get("$expand", "")):
        picked["singleValueExtendedProperties"] = kept
    return picked


def _expanded(message: Message, expand: str) -> list[Json]:
    return [{"id": i, "value": v} for i, v in message.extended.items() if i in expand]


def _get(row: Json, name: str) -> Any:
    """`from/emailAddress/address` and the like."""
    value: Any = row
    for part in name.split("/"):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _fact(message: Message, name: str) -> Any:
    return message.extended if name == odata.EXTENDED else _get(message.facts, name)


def _listed(request: Request, messages: Sequence[Message]) -> Answer:
    """Filtered, sorted, one page of it: ten messages, if nobody says how many."""
    where, order = request.query.get("$filter", ""), request.query.get("$orderby", "")
    _refuse_inefficient(where, order)
    rows = odata.filtered(messages, where, _fact)
    key, _, direction = (order or "receivedDateTime desc").partition(" ")
    rows.sort(key=lambda row: str(_fact(row, key)), reverse=direction.strip() == "desc")
    answer = odata.page(request, rows, usual=10, most=MOST)
    select = request.query.get("$select")
    answer["value"] = [shown(row, request, select) for row in answer["value"]]
    return as_json(answer)


def _refuse_inefficient(where: str, order: str) -> None:
    """What is sorted by must stand in the filter too, first and in the same order."""
    if where and order and "singleValue" not in where:
        keys = [part.split()[0] for part in order.split(",")]
        if odata.named(where)[: len(keys)] != keys:
            raise Refusal(400, "InefficientFilter", "The restriction or sort order is too complex.")


def user(tenant: Tenant, request: Request, user: str) -> Answer:
    box = tenant.mailbox(user)
    return as_json({"id": f"u-{box.address}", "userPrincipalName": box.address})


def folders(tenant: Tenant, request: Request, user: str, folder: str = "") -> Answer:
    box = tenant.mailbox(user)
    if folder and folder != "msgfolderroot":
        box.folder(folder)
        return as_json({"value": []})
    rows = [_folder(box, each) for each in box.folders]
    rows = odata.filtered(rows, request.query.get("$filter", ""), _get)
    return as_json(odata.page(request, rows, usual=10, most=MOST))


def make_folder(tenant: Tenant, request: Request, user: str) -> Answer:
    box = tenant.mailbox(user)
    return as_json(_folder(box, box.make_folder(str(request.json()["displayName"]))), 201)


def folder(tenant: Tenant, request: Request, user: str, folder: str) -> Answer:
    box = tenant.mailbox(user)
    return as_json(_folder(box, box.folder(folder)))


def _folder(box: Mailbox, folder: str) -> Json:
    held = box.in_folder(folder)
    unread = sum(not message.facts["isRead"] for message in held)
    return {
        "id": folder,
        "displayName": box.folders[folder],
        "parentFolderId": "f-root",
        "childFolderCount": 0,
        "totalItemCount": len(held),
        "unreadItemCount": unread,
    }


def folder_messages(tenant: Tenant, request: Request, user: str, folder: str) -> Answer:
    box = tenant.mailbox(user)
    return _listed(request, box.in_folder(box.folder(folder)))


def messages(tenant: Tenant, request: Request, user: str) -> Answer:
    return _listed(request, tenant.mailbox(user).all())


def message(tenant: Tenant, request: Request, user: str, message: str) -> Answer:
    found = tenant.mailbox(user).message(message)
    return as_json(shown(found, request, request.query.get("$select")))


def raw(tenant: Tenant, request: Request, user: str, message: str) -> Answer:
    found = tenant.mailbox(user).message(message)
    content = found.raw
    if content is None:
        content = mime.written(found.facts, found.headers, found.attachments, tenant.now())
    return Answer(200, content, {"Content-Type": "text/plain"})


def create(tenant: Tenant, request: Request, user: str, folder: str = "drafts") -> Answer:
    box = tenant.mailbox(user)
    facts, headers, extended = _given(request.json())
    made = box.draft(facts, headers, extended)
    made.folder = box.folder(folder)
    made.attachments += facts.pop("attachments", [])
    return as_json(shown(made, request), 201)


def _given(body: Json) -> tuple[Json, list[tuple[str, str]], Json]:
    headers = [(h["name"], h["value"]) for h in body.pop("internetMessageHeaders", None) or []]
    if any(not name.lower().startswith("x-") for name, _ in headers):
        raise Refusal(
            400,
            "InvalidInternetMessageHeader",
            "The internet message header name must start with 'x-' or 'X-'.",
        )
    listed = body.pop("singleValueExtendedProperties", None) or []
    return body, headers, {each["id"]: each["value"] for each in listed}


def change(tenant: Tenant, request: Request, user: str, message: str) -> Answer:
    box = tenant.mailbox(user)
    found = box.message(message)
    facts, headers, extended = _given(request.json())
    if not found.facts["isDraft"] and set(facts) - ALWAYS:
        raise Refusal(400, "ErrorInvalidPropertySet", "The message is no draft any more.")
    box.change(found, facts)
    found.headers += headers
    found.extended.update(extended)
    return as_json(shown(found, request))


def delete(tenant: Tenant, request: Request, user: str, message: str) -> Answer:
    box = tenant.mailbox(user)
    del box.messages[box.message(message).id]
    return Answer(204)


def move(tenant: Tenant, request: Request, user: str, message: str) -> Answer:
    box = tenant.mailbox(user)
    found = box.message(message)
    box.move(found, box.folder(str(request.json()["destinationId"])))
    return as_json(shown(found, request), 201)


def send(tenant: Tenant, request: Request, user: str, message: str) -> Answer:
    box = tenant.mailbox(user, sending=True)
    box.send(box.message(message))
    return Answer(202)


def create_reply(tenant: Tenant, request: Request, user: str, message: str) -> Answer:
    """Threading headers are set by Exchange; whoever gives a comment gives no body."""
    box = tenant.mailbox(user)
    answered = box.message(message)
    body = request.json()
    given, headers, extended = _given({**(body.get("message") or body.get("Message") or {})})
    comment = body.get("comment") or body.get("Comment")
    if comment and given.get("body"):
        raise Refusal(400, "ErrorInvalidArgument", "Either the comment or the body, not both.")
    quoted = answered.facts["body"]
    usual: Json = {
        "subject": _answer_subject(str(answered.facts["subject"])),
        "toRecipients": answered.facts["replyTo"] or [answered.facts["from"]],
        "conversationId": answered.facts["conversationId"],
        "body": {"contentType": quoted["contentType"], "content": quoted["content"]},
    }
    if comment:
        usual["body"]["content"] = f"{comment}\n{quoted['content']}"
    made = box.draft({**usual, **given}, headers, extended)
    known = str(answered.facts["internetMessageId"])
    made.headers += [("In-Reply-To", known), ("References", known)]
    return as_json(shown(made, request), 201)


def _answer_subject(subject: str) -> str:
    return subject if subject.lower().startswith("re:") else f"RE: {subject}"


def send_mail(tenant: Tenant, request: Request, user: str) -> Answer:
    """In one shot: no id comes back, so nobody can look whether it has left."""
    box = tenant.mailbox(user, sending=True)
    facts, headers, extended = _given(request.json()["message"])
    box.send(box.draft(facts, headers, extended))
    return Answer(202)


def attachments(tenant: Tenant, request: Request, user: str, message: str) -> Answer:
    found = tenant.mailbox(user).message(message)
    return as_json({"value": found.attachments})


def attach(tenant: Tenant, request: Request, user: str, message: str) -> Answer:
    found = tenant.mailbox(user).message(message)
    if len(request.body) > BIGGEST:
        raise Refusal(413, "RequestEntityTooLarge", "The request is too large.")
    return as_json(add_attachment(found, request.json()), 201)


def add_attachment(message: Message, given: Json) -> Json:
    size = len(base64.b64decode(str(given.get("contentBytes", ""))))
    number = max((int(each["id"][1:]) for each in message.attachments), default=0) + 1
    kept = {"id": f"a{number}", "size": size, "isInline": False, **given}
    message.attachments.append(kept)
    message.facts["hasAttachments"] = True
    return kept


def detach(tenant: Tenant, request: Request, user: str, message: str, attachment: str) -> Answer:
    found = tenant.mailbox(user).message(message)
    kept = [each for each in found.attachments if each["id"] != attachment]
    if len(kept) == len(found.attachments):
        raise not_found("ErrorItemNotFound")
    found.attachments = kept
    return Answer(204)


def attachment_session(tenant: Tenant, request: Request, user: str, message: str) -> Answer:
    """The address that comes back is known by itself: a token sent there is refused."""
    found = tenant.mailbox(user).message(message)
    item = request.json()["AttachmentItem"]

    def finish(content: bytes) -> Answer:
        kind = "#microsoft.graph.fileAttachment"
        coded = base64.b64encode(content).decode()
        told = {"name": item["name"], "contentType": item.get("contentType")}
        add_attachment(found, {"@odata.type": kind, **told, "contentBytes": coded})
        return Answer(201, headers={"Location": f"{request.base}{request.path}"})

    return as_json(tenant.uploads.open(request, int(item["size"]), finish), 201)


ROUTES = (
    Route("GET", "/users/{user}", user),
    Route("GET", "/users/{user}/mailFolders", folders),
    Route("GET", "/users/{user}/mailFolders/{folder}/childFolders", folders),
    Route("POST", "/users/{user}/mailFolders", make_folder),
    Route("GET", "/users/{user}/mailFolders/{folder}", folder),
    Route("GET", "/users/{user}/mailFolders/{folder}/messages", folder_messages),
    Route("GET", "/users/{user}/messages", messages),
    Route("GET", "/users/{user}/messages/{message}", message),
    Route("GET", "/users/{user}/messages/{message}/$value", raw),
    Route("POST", "/users/{user}/messages", create),
    Route("POST", "/users/{user}/mailFolders/{folder}/messages", create),
    Route("PATCH", "/users/{user}/messages/{message}", change),
    Route("DELETE", "/users/{user}/messages/{message}", delete),
    Route("POST", "/users/{user}/messages/{message}/move", move),
    Route("POST", "/users/{user}/messages/{message}/send", send),
    Route("POST", "/users/{user}/messages/{message}/createReply", create_reply),
    Route("POST", "/users/{user}/messages/{message}/createReplyAll", create_reply),
    Route("POST", "/users/{user}/sendMail", send_mail),
    Route("GET", "/users/{user}/messages/{message}/attachments", attachments),
    Route("POST", "/users/{user}/messages/{message}/attachments", attach),
    Route("DELETE", "/users/{user}/messages/{message}/attachments/{attachment}", detach),
    Route(
        "POST",
        "/users/{user}/messages/{message}/attachments/createUploadSession",
        attachment_session,
    ),
)
