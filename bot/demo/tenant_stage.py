"""The demonstration on a made-up Microsoft 365: the same quarter, through Microsoft Graph."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot.configuration.sheets import SHEETS
from bot.configuration.workbook import new_workbook
from bot.demo.cast import COUNCIL, MAILBOX
from bot.demo.microsoft365.faults import Faults
from bot.demo.microsoft365.login import CLIENT, SECRET, TENANT
from bot.demo.microsoft365.server import Microsoft365
from bot.demo.microsoft365.tenant import Tenant
from bot.demo.post import Post
from bot.demo.simulated_time import SimulatedTime, no_chance
from bot.jobs.service import Service
from bot.outside import Outside, outside_in
from bot.ports import Lists, RowChange
from bot.provisioning.plan import plan
from bot.provisioning.shapes import wanted_lists
from bot.terminal.provisioning import tables_of_an_empty_record
from bot.wiring import opened
from bot.workspace import CONFIGURATION
from connectors.graph.access import Access, SignIn
from connectors.graph.door import Door, user_agent
from connectors.graph.opening import Place, behind
from connectors.local_folder.people import PersonsMail, SentMail

SITE = "moorbridge.sharepoint.com:/sites/audits"
Rows = Mapping[str, Sequence[Mapping[str, object]]]


class TenantStage:
    """A server on this machine stands for Microsoft 365. `faults`: what goes wrong there.

    When it closes, all that the tenant holds is written into the workspace as files, so that it
    can be looked at as after a demonstration in a folder.
    """

    def __init__(
        self, folder: Path, rows: Rows, start: datetime, faults: Faults | None = None
    ) -> None:
        self.folder = folder
        self.time = SimulatedTime(start)
        self.tenant = Tenant(self.time.now, mailbox=MAILBOX, site=SITE)
        self.service = Microsoft365(self.tenant, faults)
        self.box = self.tenant.mailbox(MAILBOX)
        self._post = Post(self.box)
        self.site = self.tenant.site(SITE)
        self._rows = rows
        self.before: Callable[[str], None] = lambda step: None  # is called before every commit

    @property
    def requests(self) -> int:
        return self.service.requests

    @contextmanager
    def opened(self) -> Iterator[Service]:
        outside = self.connectors()
        with self.service.running(), opened(self.folder, self._before, outside) as service:
            with self.service.calm():
                self._fill(service)
            try:
                yield service
            finally:
                self._write_files()

    def connectors(self, through: Callable[[Door], Door] = lambda door: door) -> Outside:
        """The connectors to this tenant, as after a start of the service: they know nothing.

        `through`: what their requests pass besides their own door.
        """
        clock = self.time.clock()
        access = Access(
            TENANT,
            CLIENT,
            SignIn.SECRET,
            secret=SECRET,
            graph_url=self.service.graph_url,
            login_url=self.service.login_url,
        )
        door = through(
            Door(clock, user_agent=user_agent(COUNCIL, "demonstration"), chance=no_chance)
        )
        place = Place(MAILBOX, f"https://{SITE.replace(':/', '/')}")
        return outside_in(behind(door, access, place, clock, no_chance))

    def turn(self, at: datetime) -> None:
        self.time.turn(at)

    def letters(self, skip: Collection[str]) -> list[SentMail]:
        return self._post.letters(skip)

    def drop(self, mail: PersonsMail) -> None:
        self._post.drop(mail)

    def put(self, path: str, content: bytes) -> None:
        self.site.drive.save(path, content)

    @contextmanager
    def people(self) -> Iterator[Lists]:
        """In a browser of their own, where nothing goes wrong."""
        with self.service.calm():
            yield self.connectors().lists

    def _before(self, step: str) -> None:
        self.before(step)

    def _fill(self, service: Service) -> None:
        """Lists and folders as `audit-bot provision` makes them, then the coordinator's rows."""
        outside = self.connectors()
        assert outside.mail_premises is not None
        wanted = wanted_lists(tables_of_an_empty_record(service.settings))
        self.tenant.site_roles[SITE] = "manage"
        folders = [service.settings.annexe.folder]
        for step in plan(outside.premises, outside.mail_premises, wanted, folders).steps:
            step.do()
        self.tenant.site_roles[SITE] = "write"
        for name, rows in self._rows.items():
            service.lists.write(name, [RowChange(None, row) for row in rows])
        self._rows = {}

    def _write_files(self) -> None:
        """What the tenant holds, as a workspace folder would hold it."""
        for path, content in self._post.files().items():
            self._write(path, content)
        for path, content in self.site.drive.files().items():
            self._write(path, content)
        with self.people() as lists:
            rows = {name: [row.values for row in lists.read(name)] for name in SHEETS}
        self._write(CONFIGURATION, new_workbook(rows))

    def _write(self, path: str, content: bytes) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
