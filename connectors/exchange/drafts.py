"""The drafts of letters on Exchange Server: made, found by their key, filled and sent by EWS."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from exchangelib import Message, Q
from exchangelib.fields import FieldPath
from exchangelib.items import ALWAYS_OVERWRITE, ID_ONLY, SAVE_ONLY, SEND_TO_NONE
from exchangelib.properties import ItemId, ParentItemId
from exchangelib.restriction import Restriction
from exchangelib.services import (
    CreateAttachment,
    CreateItem,
    DeleteAttachment,
    FindItem,
    GetItem,
    SendItem,
    UpdateItem,
)

from bot.ports import OutgoingMail, TemporaryError
from connectors.clock import Clock
from connectors.exchange.ews import Ews
from connectors.exchange.failures import NotThere
from connectors.exchange.folders import Folders
from connectors.exchange.letter import CHANGEABLE, as_file, composed
from connectors.failures import Doubtful
from connectors.leaving import Found
from connectors.letters import key_mark
from connectors.pace import Pace

SHOWN = (
    "is_draft",
    "is_submitted",
    "importance",
    "datetime_created",
    "last_modified_time",
    "message_id",
    "parent_folder_id",
)


class ExchangeDrafts:
    """Letters of one mailbox. See `connectors.leaving` for what is promised."""

    def __init__(self, ews: Ews, folders: Folders, clock: Clock) -> None:
        self._ews = ews
        self._folders = folders
        self._pace = Pace(clock)

    def now(self) -> datetime:
        return self._ews.now()

    def check(self, mail: OutgoingMail) -> None:
        composed(mail, self._folders.drafts)

    def find(self, key: str) -> Found | None:
        """In whatever folder. The letter itself is older than copies of it that keep the key."""
        try:
            entries = self._entries(key)
        except NotThere:  # a folder has gone since they were asked for
            self._folders.forget()
            entries = self._entries(key)
        found = [self._found(entry) for entry in entries]
        return min(found, key=lambda each: (each.is_draft, each.made), default=None)

    def make(self, mail: OutgoingMail) -> None:
        drafts = self._folders.drafts
        self._ews.ask(
            CreateItem(account=self._ews.account),
            items=[composed(mail, drafts)],
            folder=drafts,
            message_disposition=SAVE_ONLY,
            send_meeting_invitations=SEND_TO_NONE,
        )

    def fill(self, found: Found, mail: OutgoingMail) -> Found:
        for attachment in mail.attachments:
            [made] = self._ews.ask(
                CreateAttachment(account=self._ews.account),
                parent_item=ParentItemId(found.id, found.version),
                items=[as_file(attachment)],
            )
            found = replace(found, version=made.attachment_id.root_changekey)
        return found

    def refresh(self, found: Found, mail: OutgoingMail) -> Found:
        letter = composed(mail, self._folders.drafts)
        letter._id = ItemId(found.id, found.version)
        self._ews.ask(
            UpdateItem(account=self._ews.account),
            repeatable=True,
            items=[(letter, CHANGEABLE)],
            conflict_resolution=ALWAYS_OVERWRITE,
            message_disposition=SAVE_ONLY,
            send_meeting_invitations_or_cancellations=SEND_TO_NONE,
            suppress_read_receipts=True,
        )
        for file in self._get(found, "attachments").attachments:
            self._drop(file.attachment_id)
        return self.fill(replace(found, version=self._get(found).changekey), mail)

    def leave(self, found: Found) -> None:
        self._pace.await_turn()
        try:
            self._ews.ask(
                SendItem(account=self._ews.account),
                items=[ItemId(found.id, found.version)],
                saved_item_folder=self._folders.sent,
            )
        except Doubtful:
            self._pace.one_left()
            raise
        self._pace.one_left()

    def text(self, found: Found) -> str:
        try:
            words = self._get(found, "text_body").text_body
        except NotThere as error:
            raise TemporaryError("Somebody has just moved a letter that has left.") from error
        return str(words or "").replace("\r\n", "\n")

    def _entries(self, key: str) -> list[Message]:
        has_key = Restriction(
            Q(audit_bot_key=key_mark(key)), [self._folders.drafts], Restriction.ITEMS
        )
        found = self._ews.ask(
            FindItem(account=self._ews.account),
            repeatable=True,
            folders=self._folders.all(),
            additional_fields=_fields(*SHOWN),
            restriction=has_key,
            order_fields=None,
            shape=ID_ONLY,
            query_string=None,
            depth="Shallow",
            calendar_view=None,
            max_items=None,
            offset=0,
        )
        return list(found)

    def _found(self, entry: Message) -> Found:
        """What is submitted is on its way, and no draft even if Exchange still calls it one."""
        sent = entry.parent_folder_id.id == self._folders.sent_id()
        left = sent or not (entry.is_draft or entry.is_submitted)
        return Found(
            id=entry.id,
            version=entry.changekey,
            is_draft=not left,
            urgent=entry.importance == "High",
            made=_aware(entry.datetime_created),
            changed=_aware(entry.last_modified_time),
            message_id=entry.message_id or "",
            handed_over=not left and bool(entry.is_submitted),
        )

    def _get(self, found: Found, *names: str) -> Any:
        [item] = self._ews.ask(
            GetItem(account=self._ews.account),
            repeatable=True,
            items=[ItemId(found.id)],
            additional_fields=_fields(*names) or None,
            shape=ID_ONLY,
        )
        return item

    def _drop(self, attachment_id: Any) -> None:
        try:
            self._ews.ask(
                DeleteAttachment(account=self._ews.account), repeatable=True, items=[attachment_id]
            )
        except NotThere:
            return


def _fields(*names: str) -> list[FieldPath]:
    return [FieldPath(field=Message.get_field_by_fieldname(name)) for name in names]


def _aware(at: datetime) -> datetime:
    return datetime.fromtimestamp(at.timestamp(), UTC)
