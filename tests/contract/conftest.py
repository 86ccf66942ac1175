"""The worlds in which the contract tests run: one for each implementation of the ports."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.table import Table

from bot.demo.emulation.mishaps import Faultless
from bot.demo.exchange.faults import Faults as ExchangeFaults
from bot.demo.exchange.faults import misbehaving as misbehaving_exchange
from bot.demo.microsoft365.faults import Faults, misbehaving
from bot.demo.microsoft365.mailbox import Mailbox as BoxInside
from bot.ports import Attachment, Folder, Library, Lists, Mailbox, TemporaryError
from connectors.local_folder.library import LocalLibrary
from connectors.local_folder.lists import LocalLists
from connectors.local_folder.mailbox import LocalMailbox
from tests.exchange import emulated as exchange
from tests.fakes import FakeLibrary, FakeLists, FakeMailbox
from tests.graph.emulated import NINE, Emulated, Hands, emulated


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


# In peace, and where every third request goes wrong in a way that may happen to any.
MICROSOFT365: Mapping[str, Callable[[], Faults]] = {
    "microsoft365": Faultless,
    "misbehaving": lambda: misbehaving(seed=365, share=0.33, special=()),
}
EXCHANGE: Mapping[str, Callable[[], ExchangeFaults | None]] = {
    "exchange": lambda: None,
    "exchange misbehaving": lambda: misbehaving_exchange(seed=2019, share=0.33, special=()),
}
PATIENCE = 6  # times that the service tries a thing, a while apart


class Patient:
    """A connector, asked again after a while when it says that it may work later: as jobs do."""

    def __init__(self, inner: object, hands: Hands) -> None:
        self._inner, self._hands = inner, hands

    def __getattr__(self, name: str) -> Callable[..., object]:
        return partial(self._tried, getattr(self._inner, name))

    def _tried(self, call: Callable[..., object], *given: object) -> object:
        for _ in range(PATIENCE - 1):
            try:
                return self._whole(call(*given))
            except TemporaryError:
                self._hands.wait(11 * 60)
        return self._whole(call(*given))

    def _whole(self, result: object) -> object:
        return list(result) if isinstance(result, Iterator) else result


def patient(inner: object, tenant: Emulated) -> Any:
    """In peace a connector must do it at the first try."""
    quiet = isinstance(tenant.service.faults, Faultless)
    return inner if quiet else Patient(inner, tenant.hands)


PEOPLE: Sequence[Mapping[str, object]] = (
    {"Name": "Ada Obi", "Address": "ada@council.example", "From": datetime(2025, 9, 1)},  # noqa: DTZ001
    {"Name": "Bo Reed", "Address": "bo@council.example", "Bot check": "OK"},
)


@pytest.fixture(params=["fake", "folder", *MICROSOFT365, *EXCHANGE])
def mailbox_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MailboxWorld]:
    if request.param in EXCHANGE:
        faults = EXCHANGE[request.param]()
        with exchange.emulated(tmp_path, faults) as server:
            made = server.mailbox()
            yield exchange_world(Patient(made, server.hands) if faults else made, server.box)
    elif request.param in MICROSOFT365:
        with emulated(MICROSOFT365[request.param]()) as tenant:
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
    return exchange_world(patient(tenant.mailbox(), tenant), tenant.box)


def exchange_world(mailbox: Any, box: BoxInside) -> MailboxWorld:
    """Behind Microsoft Graph, and behind a server of the council's own, is the same mailbox."""

    def ended(folder: Folder) -> int:
        return len(box.named(folder)) if folder.value in box.folders.values() else 0

    return MailboxWorld(
        mailbox,
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


@pytest.fixture(params=["fake", "folder", *MICROSOFT365])
def library_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LibraryWorld]:
    if request.param in MICROSOFT365:
        with emulated(MICROSOFT365[request.param]()) as tenant:
            yield graph_library(tenant)
    else:
        yield fake_library() if request.param == "fake" else folder_library(tmp_path)


def fake_library() -> LibraryWorld:
    fake = FakeLibrary()
    return LibraryWorld(fake, fake.put, fake.locked.add)


def graph_library(tenant: Emulated) -> LibraryWorld:
    drive = tenant.site.drive

    def save(path: str, content: bytes) -> None:
        tenant.hands.wait(1)  # so that it is known which file is the newest
        drive.save(path, content)

    def lock(path: str) -> None:
        drive.find(path).open = True

    return LibraryWorld(patient(tenant.library(), tenant), save, lock)


def folder_library(tmp_path: Path) -> LibraryWorld:
    def save(path: str, content: bytes) -> None:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)

    def lock(path: str) -> None:
        file = tmp_path / path
        file.with_name(f"~${file.name}").write_bytes(b"")

    return LibraryWorld(LocalLibrary(tmp_path), save, lock)


@pytest.fixture(params=["fake", "folder", *MICROSOFT365])
def lists_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ListsWorld]:
    if request.param in MICROSOFT365:
        with emulated(MICROSOFT365[request.param]()) as tenant:
            yield graph_lists(tenant)
    else:
        yield fake_lists() if request.param == "fake" else folder_lists(tmp_path)


def fake_lists() -> ListsWorld:
    fake = FakeLists()
    fake.put("People", PEOPLE, ListsWorld.columns)
    fake.put("Closures", [], ("Name", "Bot check"))

    def lock_list() -> None:
        fake.locked = True

    return ListsWorld(fake, lock_list)


def folder_lists(tmp_path: Path) -> ListsWorld:
    path = tmp_path / "Audit Bot Configuration.xlsx"
    path.write_bytes(people_workbook())
    return ListsWorld(LocalLists(path), lambda: path.with_name(f"~${path.name}").touch())


def graph_lists(tenant: Emulated) -> ListsWorld:
    columns = text_columns(ListsWorld.columns)
    columns[2] = {"name": "From", "dateTime": {"format": "dateOnly"}}
    people = tenant.site.make_list("People", columns)
    tenant.site.make_list("Closures", text_columns(("Name", "Bot check")))
    # As a site in London keeps the day: midnight there is the evening before in UTC.
    started = {"From": "2025-08-31T23:00:00Z"}
    people.add({"Title": "Ada Obi", "Address": "ada@council.example", **started}, NINE)
    check = {"Bot_x0020_check": "OK"}
    people.add({"Title": "Bo Reed", "Address": "bo@council.example", **check}, NINE)

    def lock() -> None:
        people.locked = True

    return ListsWorld(patient(tenant.lists(), tenant), lock)


def text_columns(headings: Sequence[str]) -> list[dict[str, object]]:
    """The first heading is that of the title, as in a list that people have made."""
    titled: dict[str, object] = {"name": "Title", "displayName": headings[0], "text": {}}
    rest = [
        {"name": h.replace(" ", "_x0020_"), "displayName": h, "text": {"allowMultipleLines": True}}
        for h in headings[1:]
    ]
    return [titled, *rest]


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
