"""The mailbox itself: its folders, and whether the sign-in opens it and no other."""

from collections.abc import Sequence
from datetime import timedelta

from bot.ports import Folder
from connectors.clock import Clock
from connectors.graph.failures import SEND_AS_DENIED
from connectors.graph.folders import Folders
from connectors.graph.reach import FEW, NO_SUCH, allowed, opened
from connectors.graph.requests import Graph, quoted


class GraphMailPremises:
    def __init__(self, graph: Graph, mailbox: str, clock: Clock) -> None:
        self._graph = graph
        self._user = f"users/{quoted(mailbox)}"
        self._folders = Folders(graph, self._user)
        self._clock = clock

    def mail_folders(self) -> Sequence[str]:
        return self._folders.names()

    def make_mail_folder(self, folder: Folder) -> None:
        self._folders.id_of(folder)

    def read_mailbox(self) -> None:
        self._graph.get(f"{self._user}/mailFolders/inbox/messages", params=FEW)

    def may_send(self) -> bool:
        path = f"{self._user}/messages/{NO_SUCH}/send"
        allowed(lambda: self._graph.post(path), SEND_AS_DENIED)
        return True

    def opens_mailbox(self, address: str) -> bool:
        path = f"users/{quoted(address)}/mailFolders/inbox/messages"
        return opened(lambda: self._graph.get(path, params=FEW))

    def clock_ahead(self) -> timedelta:
        return self._graph.now() - self._clock.now()
