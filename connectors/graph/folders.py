"""The folders of the mailbox in which mails end, by the names that people see."""

from bot.ports import Folder, TemporaryError
from connectors.graph.failures import Refused
from connectors.graph.requests import Graph, quoted


class Folders:
    """Ids of folders are kept, and forgotten when a person has deleted the folder."""

    def __init__(self, graph: Graph, user: str) -> None:
        self._graph = graph
        self._path = f"{user}/mailFolders"
        self._ids: dict[Folder, str] = {}

    def id_of(self, folder: Folder) -> str:
        """The folder's id; a folder that is missing is made. Raises TemporaryError."""
        if folder not in self._ids:
            self._ids[folder] = self._find(folder) or self._make(folder)
        return self._ids[folder]

    def forget(self, folder: Folder) -> None:
        self._ids.pop(folder, None)

    def count(self, folder: Folder) -> int:
        """How many mails lie in it."""
        path = f"{self._path}/{quoted(self.id_of(folder))}"
        return int(
            self._graph.get(path, params={"$select": "totalItemCount"}).json()["totalItemCount"]
        )

    def names(self) -> list[str]:
        """Of the folders that the mailbox has, beside each other with its inbox."""
        return [name for _, name in self._entries()]

    def _find(self, folder: Folder) -> str | None:
        wanted = folder.value.casefold()
        return next((own for own, name in self._entries() if name.casefold() == wanted), None)

    def _entries(self) -> list[tuple[str, str]]:
        params = {"$select": "id,displayName", "$top": "100"}
        pages = self._graph.pages(self._path, params=params)
        return [(str(each["id"]), str(each["displayName"])) for each in pages]

    def _make(self, folder: Folder) -> str:
        try:
            return str(self._graph.post(self._path, {"displayName": folder.value}).json()["id"])
        except Refused as error:
            if error.status != 409:
                raise
            raise TemporaryError(f"The folder {folder} was made just now by somebody.") from error
