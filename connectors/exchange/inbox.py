"""Which mails wait in the inbox, told by Exchange as changes since the last time.

What was told before is remembered over restarts. It is a memory and no more: when it does not fit
what Exchange counts, or Exchange does not know its state any more, all is asked anew.
"""

import json
import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from exchangelib.fields import FieldPath
from exchangelib.items import ID_ONLY, Item
from exchangelib.services import SyncFolderItems

from bot.ports import PermanentError, TemporaryError, Unavailable
from connectors.exchange.ews import Ews
from connectors.exchange.folders import Folders

log = logging.getLogger(__name__)

MOST = 512  # changes that one answer may hold
MOST_ANSWERS = 1_000


@dataclass(slots=True)
class Known:
    """Ids with the time when each mail came, and the state after which changes are wanted."""

    state: str | None = None
    mails: dict[str, datetime] = field(default_factory=dict)


class Memory:
    """A file that may be lost: then all is asked anew."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def load(self) -> Known:
        try:
            held = json.loads(self._file.read_text("utf-8"))
            mails = {str(i): datetime.fromisoformat(at) for i, at in held["mails"].items()}
            return Known(held["state"], mails)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return Known()

    def save(self, known: Known) -> None:
        mails = {mail_id: at.isoformat() for mail_id, at in known.mails.items()}
        aside = self._file.with_name(f"{self._file.name}.new")
        try:
            aside.write_text(json.dumps({"state": known.state, "mails": mails}), "utf-8")
            aside.replace(self._file)
        except OSError as error:
            log.warning("what waits in the inbox cannot be remembered: %s", error.strerror)


class Waiting:
    """The inbox as a queue."""

    def __init__(self, ews: Ews, folders: Folders, memory: Memory) -> None:
        self._ews = ews
        self._folders = folders
        self._memory = memory

    def mails(self) -> dict[str, datetime]:
        """The ids of all mails in the inbox, and when each came. Raises TemporaryError."""
        counted = self._folders.count(self._folders.inbox)
        known = self._after(self._memory.load())
        if len(known.mails) != counted:
            known = self._changes(Known())
        self._memory.save(known)
        return dict(known.mails)

    def _after(self, known: Known) -> Known:
        if known.state is None:
            return self._changes(known)
        try:
            return self._changes(known)
        except Unavailable:
            raise
        except (TemporaryError, PermanentError) as error:
            log.info("the inbox is read anew: %s", error)
            return self._changes(Known())

    def _changes(self, known: Known) -> Known:
        for _ in range(MOST_ANSWERS):
            service = SyncFolderItems(account=self._ews.account)
            for change, item in self._ask(service, known.state):
                self._apply(known, change, item)
            ended = service.includes_last_item_in_range or service.sync_state == known.state
            known.state = service.sync_state
            if ended:
                return known
        raise TemporaryError("Exchange gives the same changes of the inbox again and again.")

    def _ask(self, service: SyncFolderItems, state: str | None) -> Any:
        received = Item.get_field_by_fieldname("datetime_received")
        return self._ews.ask(
            service,
            repeatable=True,
            folder=self._folders.inbox,
            shape=ID_ONLY,
            additional_fields=[FieldPath(field=received)],
            sync_state=state,
            ignore=None,
            max_changes_returned=MOST,
            sync_scope=None,
        )

    def _apply(self, known: Known, change: str, item: Any) -> None:
        if change == SyncFolderItems.DELETE:
            known.mails.pop(item.id, None)
        elif change in (SyncFolderItems.CREATE, SyncFolderItems.UPDATE):
            at = item.datetime_received or self._ews.now()
            known.mails[item.id] = datetime.fromtimestamp(at.timestamp(), UTC)
