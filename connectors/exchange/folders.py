"""The folders of the mailbox: those that every mailbox has, and those in which mails end."""

from datetime import datetime, timedelta
from typing import Any

from exchangelib.fields import FieldPath
from exchangelib.folders import Drafts, Folder, Inbox, Messages, MsgFolderRoot, Root, SentItems
from exchangelib.items import ID_ONLY
from exchangelib.properties import FolderId
from exchangelib.services import CreateFolder, FindFolder, GetFolder

from bot.ports import Folder as Ending
from bot.ports import TemporaryError
from connectors.exchange.ews import Ews
from connectors.exchange.failures import DENIED, NO_FOLDERS, NotThere, Refused
from connectors.failures import NotSetUp

KNOWN_FOR = timedelta(minutes=10)  # people make folders, and put letters into them
MAILS = "IPF.Note"  # what folders hold that hold mails


class Folders:
    """Ids of folders are kept, and forgotten when a person has deleted the folder."""

    def __init__(self, ews: Ews) -> None:
        self._ews = ews
        root = Root(account=ews.account)
        self.inbox = Inbox(root=root)
        self.drafts = Drafts(root=root)
        self.sent = SentItems(root=root)
        self._top = MsgFolderRoot(root=root)
        for folder in (self.inbox, self.drafts, self.sent, self._top):
            folder.to_id()  # it is a key in tables of exchangelib, and this changes its hash
        self._sent_id = ""
        self._endings: dict[Ending, FolderId] = {}
        self._all: list[FolderId] = []
        self._all_since: datetime | None = None

    def check(self) -> None:
        """Raises NotSetUp, in a sentence, if the mailbox is not to be had; changes nothing."""
        for folder in (self.inbox, self.drafts, self.sent):
            self.count(folder)

    def names(self) -> list[str]:
        """Of the mailbox's own folders, beside Inbox."""
        return [str(each.name) for each in self._below("Shallow")]

    def count(self, folder: Folder | FolderId) -> int:
        """How many items lie in it."""
        fields = [FieldPath(field=Folder.get_field_by_fieldname("total_count"))]
        asked = folder if isinstance(folder, Folder) else Messages(root=self._top.root, _id=folder)
        try:
            [found] = self._ask(folders=[asked], additional_fields=fields)
        except NotThere as error:
            if isinstance(folder, Folder):  # every mailbox has it, but not everybody may see it
                raise NotSetUp(f"{DENIED} ({error.code}).") from error
            raise
        return int(found.total_count)

    def ending(self, ending: Ending) -> FolderId:
        """The id of Handled or Put aside; a folder that is missing is made.

        Raises NotSetUp where it may not be made, and TemporaryError.
        """
        if ending not in self._endings:
            self._endings[ending] = self._found(ending) or self._made(ending)
        return self._endings[ending]

    def forget(self) -> None:
        self._endings.clear()
        self._all_since = None

    def all(self) -> list[FolderId]:
        """Every folder in which a letter may lie: people move drafts and what was sent."""
        now = self._ews.now()
        if self._all_since is None or not self._all_since <= now < self._all_since + KNOWN_FOR:
            found = self._below("Deep")
            self._all = [f.to_id() for f in found if (f.folder_class or MAILS).startswith(MAILS)]
            self._all_since = now
        return self._all

    def sent_id(self) -> str:
        if not self._sent_id:
            [found] = self._ask(folders=[self.sent], additional_fields=None)
            self._sent_id = str(found.id)
        return self._sent_id

    def _ask(self, **given: Any) -> Any:
        service = GetFolder(account=self._ews.account)
        return self._ews.ask(service, repeatable=True, shape=ID_ONLY, **given)

    def _below(self, depth: str) -> list[Folder]:
        names = ("name", "folder_class")
        found = self._ews.ask(
            FindFolder(account=self._ews.account),
            repeatable=True,
            folders=[self._top],
            additional_fields=[
                FieldPath(field=Folder.get_field_by_fieldname(name)) for name in names
            ],
            restriction=None,
            shape=ID_ONLY,
            depth=depth,
            max_items=None,
            offset=0,
        )
        return list(found)

    def _found(self, ending: Ending) -> FolderId | None:
        wanted = ending.value.casefold()
        found = self._below("Shallow")
        return next((f.to_id() for f in found if (f.name or "").casefold() == wanted), None)

    def _made(self, ending: Ending) -> FolderId:
        folder = Messages(root=self._top.root, name=ending.value)
        try:
            [made] = self._ews.ask(
                CreateFolder(account=self._ews.account), parent_folder=self._top, folders=[folder]
            )
        except NotSetUp as error:
            raise NotSetUp(f"{NO_FOLDERS}.") from error
        except Refused as error:
            if error.code == "ErrorFolderExists":
                raise TemporaryError(f"The folder {ending} was made just now.") from error
            raise NotSetUp(f"{NO_FOLDERS} ({error.code}).") from error
        return made.to_id()
