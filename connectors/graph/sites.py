"""The SharePoint site of the settings: where its lists and its library are asked for."""

from urllib.parse import quote, urlsplit

from bot.ports import PermanentError
from connectors.graph.failures import NotSetUp, NotThere
from connectors.graph.requests import Graph, quoted


class Site:
    """Looked up once. `address`: as in the browser, "https://council.sharepoint.com/sites/audits".

    `library`: the name of the document library; empty means the one that every site has.
    """

    def __init__(self, graph: Graph, address: str, library: str = "") -> None:
        self._graph = graph
        self._address = address
        self._library = library
        self._site = ""
        self._drive = ""

    @property
    def place(self) -> str:
        """Such as "sites/council.sharepoint.com,…,…". Raises NotSetUp."""
        if not self._site:
            found = self._looked_up(f"sites/{_by_path(self._address)}")
            self._site = f"sites/{quote(str(found['id']), safe=',')}"
        return self._site

    @property
    def drive(self) -> str:
        """Such as "drives/b!…". Raises NotSetUp."""
        if not self._drive:
            self._drive = f"drives/{quoted(self._drive_id())}"
        return self._drive

    def list(self, name: str) -> str:
        return f"{self.place}/lists/{quoted(name)}"

    def file(self, path: str) -> str:
        """A file or folder of the library, with every name quoted."""
        return f"{self.drive}/root:/{'/'.join(quoted(part) for part in path.split('/') if part)}"

    def _drive_id(self) -> str:
        if not self._library:
            return str(self._graph.get(f"{self.place}/drive").json()["id"])
        found = self._graph.get(f"{self.place}/drives").json()["value"]
        drive = next((d for d in found if d.get("name") == self._library), None)
        if drive is None:
            raise NotSetUp(f"The site has no document library {self._library}.")
        return str(drive["id"])

    def _looked_up(self, path: str) -> dict[str, object]:
        try:
            return dict(self._graph.get(path).json())
        except NotThere as error:
            raise NotSetUp(
                f"There is no site {self._address}: check [graph] site. ({error})"
            ) from error


def _by_path(address: str) -> str:
    """ "host:/sites/audits", of an address with or without "https://"."""
    parts = urlsplit(address if "//" in address else f"//{address}")
    path = parts.path.strip("/")
    if not parts.hostname:
        raise PermanentError(f"{address!r} is no address of a SharePoint site.")
    return f"{parts.hostname}:/{quote(path)}" if path else parts.hostname
