"""The worlds in which the contract tests run: one for each implementation of the ports."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.table import Table

from bot.demo.microsoft365.server import Microsoft365
from bot.demo.microsoft365.tenant import Tenant
from bot.ports import Attachment, Folder, Library, Lists, Mailbox
from connectors.local_folder.library import LocalLibrary
from connectors.local_folder.lists import LocalLists
from connectors.local_folder.mailbox import LocalMailbox
from tests.emulator.specification import STRICT, Specification
from tests.emulator.world import MAILBOX, SITE, SimulatedTime, connected, text_columns
from tests.fakes import FakeLibrary, FakeLists, FakeMailbox
from tests.graph.emulated import Emulated, emulated


@dataclass(frozen=True)
class MailboxWorld:
    mailbox: Mailbox
    deliver: Callable[[bytes, datetime], object]  # a mail comes in
    ended: Callable[[Folder], int]  # how many mails lie in that folder
    left: Callable[[], int]  # how many letters have left
    brought: Callable[[], Sequence[Attachment]]  # the files that came with the letter that left


@dataclass(frozen=True)
class LibraryWorld:
    library: Library
    save: Callable[[str, bytes], object]  # a person saves a file
    lock: Callable[[str], object]  # a person opens it


@dataclass(frozen=True)
class ListsWorld:
    lists: Lists
    lock: Callable[[], object]
    columns: Sequence[str] = ("Name", "Address", "From", "Bot check")


PEOPLE: Sequence[Mapping[str, object]] = (
    {"Name": "Ada Obi", "Address": "ada@council.example", "From": datetime(2025, 9, 1)},  # noqa: DTZ001
    {"Name": "Bo Reed", "Address": "bo@council.example", "Bot check": "OK"},
)


@pytest.fixture
def time() -> SimulatedTime:
    return SimulatedTime(tick=timedelta(seconds=1))


@pytest.fixture
def microsoft365(time: SimulatedTime) -> Iterator[Microsoft365]:
    """Fails the test if a request breaks the specification of Graph, where that is at hand."""
    service = Microsoft365(Tenant(time.now, mailbox=MAILBOX, site=SITE))
    specification = Specification() if STRICT.exists() else None
    if specification:
        service.watches.append(specification.watch)
    with service.running():
        yield service
    assert specification is None or specification.breaches == []


@pytest.fixture(params=["fake", "folder", "microsoft365"])
def mailbox_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MailboxWorld]:
    if request.param == "microsoft365":
        with emulated() as tenant:
            yield graph_world(tenant)
    else:
        yield fake_world() if request.param == "fake" else folder_world(tmp_path)


def fake_world() -> MailboxWorld:
    fake = FakeMailbox()
    return MailboxWorld(
        fake,
        fake.put,
        lambda folder: list(fake.filed.values()).count(folder),
        lambda: len(fake.letters),
        lambda: fake.letters[-1][0].attachments,
    )


def graph_world(tenant: Emulated) -> MailboxWorld:
    box = tenant.box

    def ended(folder: Folder) -> int:
        return len(box.named(folder)) if folder.value in box.folders.values() else 0

    return MailboxWorld(
        tenant.mailbox(),
        box.deliver,
        ended,
        lambda: len(box.departed),
        lambda: attachments(box.departed[-1].raw),
    )


def folder_world(tmp_path: Path) -> MailboxWorld:
    mailbox = LocalMailbox(tmp_path, "audit-bot@council.example")
    place = tmp_path / "Mailbox"

    def deliver(raw: bytes, at: datetime) -> None:
        (place / "Inbox" / f"{sha256(raw).hexdigest()[:8]}.eml").write_bytes(raw)

    def brought() -> list[Attachment]:
        [path] = (place / "Sent").glob("*.eml")
        return attachments(path.read_bytes())

    return MailboxWorld(
        mailbox,
        deliver,
        lambda folder: len(list((place / folder).glob("*.eml"))),
        lambda: len(list((place / "Sent").glob("*.eml"))),
        brought,
    )


def attachments(raw: bytes) -> list[Attachment]:
    """As a mail program shows them."""
    parts = message_from_bytes(raw, policy=default).iter_attachments()
    return [
        Attachment(p.get_filename(""), p.get_content_type(), p.get_payload(decode=True))
        for p in parts
    ]


@pytest.fixture(params=["fake", "folder", "graph"])
def library_world(request: pytest.FixtureRequest, tmp_path: Path) -> LibraryWorld:
    if request.param == "graph":
        return graph_library(request)
    if request.param == "fake":
        fake = FakeLibrary()
        return LibraryWorld(fake, fake.put, fake.locked.add)

    def save(path: str, content: bytes) -> None:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)

    def lock(path: str) -> None:
        file = tmp_path / path
        file.with_name(f"~${file.name}").write_bytes(b"")

    return LibraryWorld(LocalLibrary(tmp_path), save, lock)


def graph_library(request: pytest.FixtureRequest) -> LibraryWorld:
    service, time = (request.getfixturevalue(name) for name in ("microsoft365", "time"))
    drive = service.tenant.site(SITE).drive

    def lock(path: str) -> None:
        drive.find(path).open = True

    return LibraryWorld(connected(service, time).library, drive.save, lock)


@pytest.fixture(params=["fake", "folder", "graph"])
def lists_world(request: pytest.FixtureRequest, tmp_path: Path) -> ListsWorld:
    columns = ListsWorld.columns
    if request.param == "graph":
        return graph_lists(request)
    if request.param == "fake":
        fake = FakeLists()
        fake.put("People", PEOPLE, columns)
        fake.put("Closures", [], ("Name", "Bot check"))

        def lock_list() -> None:
            fake.locked = True

        return ListsWorld(fake, lock_list)
    path = tmp_path / "Audit Bot Configuration.xlsx"
    path.write_bytes(people_workbook())
    return ListsWorld(LocalLists(path), lambda: path.with_name(f"~${path.name}").touch())


def graph_lists(request: pytest.FixtureRequest) -> ListsWorld:
    service, time = (request.getfixturevalue(name) for name in ("microsoft365", "time"))
    site = service.tenant.site(SITE)
    columns = text_columns(ListsWorld.columns)
    columns[2] = {"name": "From", "dateTime": {"format": "dateOnly"}}
    people = site.make_list("People", columns)
    site.make_list("Closures", text_columns(("Name", "Bot check")))
    # As a site in London keeps the day: midnight there is the evening before in UTC.
    started = {"From": "2025-08-31T23:00:00Z"}
    people.add({"Title": "Ada Obi", "Address": "ada@council.example", **started}, time.now())
    check = {"Bot_x0020_check": "OK"}
    people.add({"Title": "Bo Reed", "Address": "bo@council.example", **check}, time.now())

    def lock() -> None:
        people.locked = True

    return ListsWorld(connected(service, time).lists, lock)


def people_workbook() -> bytes:
    """As a coordinator's workbook looks: a title above a native table, an empty list beside it."""
    book = Workbook()
    people = book.active
    assert people is not None
    people.title = "People"
    people.append(["People of the audit programme"])
    people.append([])
    people.append(list(ListsWorld.columns))
    for row in PEOPLE:
        people.append([row.get(column) for column in ListsWorld.columns])
    people.add_table(Table(displayName="People", ref="A3:D5"))
    closures = book.create_sheet("Closures")
    closures.append(["Name", "Bot check"])
    closures.add_table(Table(displayName="Closures", ref="A1:B2"))
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def sheet_values(path: Path, sheet: str) -> list[tuple[object, ...]]:
    return list(load_workbook(path)[sheet].iter_rows(values_only=True))
