"""What Exchange answers, one call after the other."""

import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element

from bot.demo.exchange.house import House
from bot.demo.exchange.items import attachment, given, item_id, property_name, shown
from bot.demo.exchange.soap import Refusal, every, find, make, refused, text, well
from bot.demo.microsoft365.mailbox import Mailbox, Message
from bot.demo.microsoft365.wire import Refusal as BoxRefusal

PLACE = re.compile(r"[0-9A-F]{24}")
TOP = "msgfolderroot"
MOST_CHANGES = 512


def _one(asked: Element, path: str) -> Element:
    """Raises Refusal where the request lacks it."""
    found = find(asked, path)
    if found is None:
        raise Refusal("ErrorInvalidRequest")
    return found


def _folder_of(house: House, target: Element) -> str:
    """Its id: by id, or by the name that every mailbox knows. Raises Refusal."""
    name = target.get("Id", "")
    if target.tag.endswith("}DistinguishedFolderId"):
        house.refuse_strangers(text(target, "t:Mailbox/t:EmailAddress"))
        if name == TOP:
            return TOP
        name = f"f-{name}"
    if name not in house.box.folders:
        raise Refusal("ErrorFolderNotFound")
    return name


def _message_of(house: House, wanted: Element) -> Message:
    """An id is that of a place: a mail that was moved has another one. Raises Refusal."""
    given_id = wanted.get("Id", "")
    if not PLACE.fullmatch(given_id):
        raise Refusal("ErrorInvalidIdMalformed")
    found = next((m for m in house.box.all() if m.place_id == given_id), None)
    if found is None:
        raise Refusal("ErrorItemNotFound")
    return found


def _folder(box: Mailbox, folder: str) -> Element:
    kind = "IPF.Appointment" if box.folders.get(folder) == "Calendar" else "IPF.Note"
    return make(
        "t:Folder",
        make("t:FolderId", Id=folder, ChangeKey="AQAAAA=="),
        make("t:FolderClass", kind),
        make("t:DisplayName", box.folders.get(folder, "Top of Information Store")),
        make("t:TotalCount", str(len(box.in_folder(folder)))),
        make("t:ChildFolderCount", "0"),
    )


def get_folder(house: House, asked: Element, target: Element) -> Element:
    return make("m:Folders", _folder(house.box, _folder_of(house, target)))


def find_folder(house: House, asked: Element, target: Element) -> Element:
    """All lie beneath the top, and none within another."""
    _folder_of(house, target)
    found = [_folder(house.box, folder) for folder in house.box.folders]
    return _page("t:Folders", found, len(found), 0)


def create_folder(house: House, asked: Element, wanted: Element) -> Element:
    if not house.may_make_folders:
        raise Refusal("ErrorAccessDenied")
    made = house.box.make_folder(text(wanted, "t:DisplayName"))
    return make("m:Folders", _folder(house.box, made))


def find_item(house: House, asked: Element, target: Element) -> Element:
    """By one property of the council's own; each folder has a page of its own."""
    shape, view = _one(asked, "m:ItemShape"), _one(asked, "m:IndexedPageItemView")
    first, most = int(view.get("Offset", "0")), int(view.get("MaxEntriesReturned", "100"))
    equal = _one(asked, "m:Restriction/t:IsEqualTo")
    name = property_name(_one(equal, "t:ExtendedFieldURI"))
    value = _one(equal, "t:FieldURIOrConstant/t:Constant").get("Value", "").casefold()
    held = house.box.in_folder(_folder_of(house, target))
    fitting = [m for m in held if m.extended.get(name, "").casefold() == value]
    items = [shown(house, m, shape) for m in fitting[first : first + most]]
    return _page("t:Items", items, len(fitting), first)


def _page(name: str, found: list[Element], total: int, first: int) -> Element:
    ended = first + len(found)
    last = "true" if ended >= total else "false"
    return make(
        "m:RootFolder",
        make(name, *found),
        IndexedPagingOffset=str(ended),
        TotalItemsInView=str(total),
        IncludesLastItemInRange=last,
    )


def get_item(house: House, asked: Element, wanted: Element) -> Element:
    message = _message_of(house, wanted)
    return make("m:Items", shown(house, message, _one(asked, "m:ItemShape")))


def create_item(house: House, asked: Element, wanted: Element) -> Element:
    """Saved as a draft. Nothing leaves by this call: whoever uses it cannot look."""
    folder = _folder_of(house, _one(asked, "m:SavedItemFolderId")[0])
    if asked.get("MessageDisposition") != "SaveOnly":
        raise Refusal("ErrorInvalidRequest")
    made = house.box.draft(*given(wanted))
    made.folder = folder
    return _as_ids(made)


def _as_ids(message: Message) -> Element:
    return make("m:Items", make("t:Message", item_id(message)))


def update_item(house: House, asked: Element, change: Element) -> Element:
    wanted = _one(change, "t:ItemId")
    message = _message_of(house, wanted)
    if message.leaves_at is not None or not message.facts["isDraft"]:
        raise Refusal("ErrorItemSave")
    if asked.get("ConflictResolution") != "AlwaysOverwrite":
        _refuse_stale(message, wanted)
    for field in every(change, "t:Updates/t:SetItemField"):
        house.box.change(message, given(field[1])[0])
    for field in every(change, "t:Updates/t:DeleteItemField/t:FieldURI"):
        if field.get("FieldURI") == "message:CcRecipients":
            house.box.change(message, {"ccRecipients": []})
    return _as_ids(message)


def _refuse_stale(message: Message, wanted: Element) -> None:
    key = wanted.get("ChangeKey")
    if not key:
        raise Refusal("ErrorChangeKeyRequired")
    if key != message.facts["changeKey"]:
        raise Refusal("ErrorStaleObject")


def send_item(house: House, asked: Element, wanted: Element) -> None:
    message = _message_of(house, wanted)
    _refuse_stale(message, wanted)
    if not house.may_send:
        raise Refusal("ErrorSendAsDenied")
    house.box.send(message)


def move_item(house: House, asked: Element, wanted: Element) -> Element:
    folder = _folder_of(house, _one(asked, "m:ToFolderId")[0])
    message = _message_of(house, wanted)
    house.box.move(message, folder)
    return _as_ids(message)


def create_attachment(house: House, asked: Element, file: Element) -> Element:
    message = _message_of(house, _one(asked, "m:ParentItemId"))
    taken = [int(each["id"][1:]) for each in message.attachments]
    kept = attachment(file, max(taken, default=0) + 1)
    message.attachments.append(kept)
    house.box.change(message, {"hasAttachments": True})
    root = {"RootItemId": message.place_id, "RootItemChangeKey": str(message.facts["changeKey"])}
    held = make("t:AttachmentId", Id=f"{message.place_id}-{kept['id']}", **root)
    return make("m:Attachments", make("t:FileAttachment", held))


def delete_attachment(house: House, asked: Element, wanted: Element) -> Element:
    place, _, number = wanted.get("Id", "").partition("-")
    message = _message_of(house, make("t:ItemId", Id=place))
    kept = [each for each in message.attachments if each["id"] != number]
    if len(kept) == len(message.attachments):
        raise Refusal("ErrorItemNotFound")
    message.attachments = kept
    house.box.change(message, {"hasAttachments": bool(kept)})
    key = str(message.facts["changeKey"])
    return make("m:RootItemId", RootItemId=place, RootItemChangeKey=key)


def sync_folder_items(house: House, asked: Element) -> Iterator[Element]:
    """What has changed since a state: a state is what the folder held then."""
    folder = _folder_of(house, _one(asked, "m:SyncFolderId")[0])
    state = text(asked, "m:SyncState")
    if state and state not in house.states:
        message = refused("SyncFolderItems", "ErrorInvalidSyncStateData")
        message.extend((make("m:SyncState"), make("m:IncludesLastItemInRange", "true")))
        yield message
        return
    before = house.states.get(state, {})
    held = {m.place_id: m for m in house.box.in_folder(folder)}
    now = {place: str(m.facts["changeKey"]) for place, m in held.items()}
    differing = [p for p in (*now, *(before.keys() - now)) if before.get(p) != now.get(p)]
    told = differing[: min(int(text(asked, "m:MaxChangesReturned")), MOST_CHANGES)]
    changes: list[Element] = []
    for place in told:
        kind = "t:Update" if place in before else "t:Create"
        shape = _one(asked, "m:ItemShape")
        changes.append(
            make(kind, shown(house, held[place], shape))
            if place in held
            else make("t:Delete", make("t:ItemId", Id=place))
        )
    untold = {p: key for p, key in before.items() if p not in told}
    after = untold | {p: now[p] for p in told if p in now}
    yield well(
        "SyncFolderItems",
        make("m:SyncState", house.remember(after)),
        make("m:IncludesLastItemInRange", "true" if told == differing else "false"),
        make("m:Changes", *changes),
    )


Call = Callable[[House, Element], Iterator[Element]]


def _of_each(
    name: str, path: str, act: Callable[[House, Element, Element], Element | None]
) -> Call:
    """A call for many things: what is wrong with one of them keeps back no other."""

    def call(house: House, asked: Element) -> Iterator[Element]:
        for wanted in _one(asked, path):
            try:
                yield well(name, act(house, asked, wanted))
            except Refusal as refusal:
                yield refused(name, refusal.code)
            except BoxRefusal as refusal:
                yield refused(name, str(refusal.answer.json()["error"]["code"]))

    return call


CALLS: Mapping[str, Call] = {
    "SyncFolderItems": sync_folder_items,
    **{
        name: _of_each(name, path, act)
        for name, path, act in (
            ("CreateAttachment", "m:Attachments", create_attachment),
            ("CreateFolder", "m:Folders", create_folder),
            ("CreateItem", "m:Items", create_item),
            ("DeleteAttachment", "m:AttachmentIds", delete_attachment),
            ("FindFolder", "m:ParentFolderIds", find_folder),
            ("FindItem", "m:ParentFolderIds", find_item),
            ("GetFolder", "m:FolderIds", get_folder),
            ("GetItem", "m:ItemIds", get_item),
            ("MoveItem", "m:ItemIds", move_item),
            ("SendItem", "m:ItemIds", send_item),
            ("UpdateItem", "m:ItemChanges", update_item),
        )
    },
}
