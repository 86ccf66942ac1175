"""A small world for stories: the real jobs and store, on stand-ins for mail, files and lists.

A story says what people do and when (`world.reply`, `world.choose`, `world.publish`), lets the
service look (`world.cycle`) and asks what came of it (`world.letters`, `world.audit`). When a story
is over the service looks again at the same instant, and nothing may change any more.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256 as sha_256
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import select

from bot.configuration.sheets import SHEETS
from bot.jobs.cycle import run_cycle
from bot.jobs.service import Service
from bot.letters import House, Letters
from bot.mail.reading import Read, read
from bot.policy.model import Action, Audit, AuditFile, Concern, Request, Round
from bot.policy.working_days import LONDON
from bot.ports import Folder, OutgoingMail
from bot.settings import TEMPLATES, load_chains, load_rules, load_settings
from bot.store import history, outbox, programme, questions
from bot.store.outbox import OutboxRow
from bot.store.store import Store
from bot.store.tables import metadata
from connectors.local_folder.people import PersonsMail, SentMail, composed
from tests.fakes import FakeLibrary, FakeLists, FakeMailbox, message_id
from tests.jobs.council import CONFIGURED, DOMAIN, address, annexe
from tests.jobs.embedded import Workspace
from tests.postgres import InFile, Place

BOT = f"audits@{DOMAIN}"
SECRET = b"the same references in every run"
OUT_OF_OFFICE = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
SETTINGS = {
    "AUDIT_BOT_COUNCIL_NAME": "Fairshire Council",
    "AUDIT_BOT_COUNCIL_MAILBOX": BOT,
    "AUDIT_BOT_COUNCIL_DOMAINS": DOMAIN,
}


# A story that is about neither has no panels and no quality assurance; `World.vary` turns them on.
PLAIN = replace(load_rules(), panel_share=0.0, review_share=0.0, reviews_a_month=0, peer_reviews=0)


def at(when: str) -> datetime:
    """Such as "1 Dec 2025 09:00", by the council's clock."""
    return datetime.strptime(when, "%d %b %Y %H:%M").replace(tzinfo=LONDON)


def day(when: str) -> date:
    """Such as "1 Dec 2025"."""
    return at(f"{when} 00:00").date()


class ReaderHere:
    """The real reading of mail, in this process: the child process is tested elsewhere."""

    def read(self, raw: bytes, **how: Any) -> Read:
        return read(raw, **how)


def sha256(content: bytes) -> str:
    return sha_256(content).hexdigest()


@lru_cache
def letters_of(house: House) -> Letters:
    """The real letters, made once for all tests."""
    return Letters(TEMPLATES, house)


@dataclass(frozen=True, slots=True)
class Got:
    """A letter that somebody has got."""

    name: str
    about: str
    to: str
    cc: tuple[str, ...]
    subject: str
    text: str
    at: datetime


@dataclass
class Outside:
    """Mailbox, library and lists: what stays as it is when the service stops."""

    mailbox: FakeMailbox = field(default_factory=FakeMailbox)
    library: FakeLibrary = field(default_factory=FakeLibrary)
    lists: FakeLists = field(default_factory=FakeLists)

    def copy(self, folder: Path) -> "Outside":
        mailbox, library, lists = self.mailbox, self.library, self.lists
        return Outside(
            replace(
                mailbox,
                inbox=dict(mailbox.inbox),
                filed=dict(mailbox.filed),
                letters=list(mailbox.letters),
            ),
            replace(
                library,
                files=dict(library.files),
                locked=set(library.locked),
                being_written=set(library.being_written),
                ticks=count(len(library.files)),
            ),
            replace(
                lists,
                lists=deepcopy(lists.lists),
                columns=deepcopy(lists.columns),
                writes=list(lists.writes),
            ),
        )


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A council at one moment, from which it can go on as often as you like."""

    store: bytes
    outside: Outside | Workspace


def configured() -> Outside:
    """The world before the service has ever run: the coordinator's lists are filled in."""
    outside = Outside()
    for name, sheet in SHEETS.items():
        outside.lists.put(name, CONFIGURED.get(name, ()), sheet.headings())
    return outside


def service_on(store: Store, outside: Outside) -> Service:
    """A new service on this store and this world, as after a start of the machine."""
    return Service(
        store=store,
        mailbox=outside.mailbox,
        library=outside.library,
        lists=outside.lists,
        settings=load_settings(None, SETTINGS),
        rules=PLAIN,
        chains=load_chains(),
        letters=letters_of,
        reader=ReaderHere(),  # type: ignore[arg-type]
        secret=SECRET,
    )


def dump(store: Store, *, but: Iterable[str] = ("cycles",)) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for the ledger of the cycles themselves."""
    with store.reading() as work:
        return {
            table.name: [
                tuple(row) for row in work.execute(select(table).order_by(*table.primary_key))
            ]
            for table in metadata.sorted_tables
            if table.name not in but
        }


class World:
    """One council on one store.

    Packs take a second a month, and most stories are not about them: one that is sets `without`.
    """

    without: frozenset[str] = frozenset({"packs"})

    def __init__(
        self,
        folder: Path,
        start: Snapshot | None = None,
        outside: Workspace | None = None,
        place: Place | None = None,
    ) -> None:
        self._path = folder / "audit-bot.db"
        self._place = place or InFile(self._path)
        if start:
            self._path.write_bytes(start.store)
        found = start.outside.copy(folder / "workspace") if start else outside or configured()
        # A workspace takes the same words as the stand-ins.
        self.outside: Outside = found  # type: ignore[assignment]
        self._start()

    def _start(self) -> None:
        self.store = self._place.open()
        self.service = service_on(self.store, self.outside)
        self._looked: str | None = None

    def snapshot(self) -> Snapshot:
        with closing(sqlite3.connect(self._path)) as connection:
            return Snapshot(connection.serialize(), self.outside.copy(self._path.parent / "kept"))

    def started_anew(self, place: Place | None = None) -> "World":
        """The machine is started again: another service on the same store, in the same world.

        `place`: on the store there, which goes on from this one.
        """
        self.close()
        world = World.__new__(World)
        world._path, world._place, world.outside = self._path, place or self._place, self.outside
        world._start()
        return world

    def close(self) -> None:
        self.store.close()

    @property
    def mailbox(self) -> FakeMailbox:
        return self.outside.mailbox

    @property
    def library(self) -> FakeLibrary:
        return self.outside.library

    @property
    def lists(self) -> FakeLists:
        return self.outside.lists

    # --- what happens -----------------------------------------------------------------------------

    def cycle(self, when: str, *, well: bool = True, settled: bool = True) -> dict[str, str]:
        """The service looks. `well`: no job may fail. `settled`: a second look changes nothing."""
        outcomes = run_cycle(self.service, at(when), without=self.without)
        failed = [f"{o.job}: {o.words}" for o in outcomes if o.failed]
        assert not (well and failed), failed
        self._looked = when if settled else None
        return {outcome.job: outcome.words for outcome in outcomes}

    def look_again(self) -> None:
        """The service looks once more at the instant of its last look: nothing may change."""
        if self._looked:
            self.look_again_at(self._looked)

    def look_again_at(self, when: str) -> None:
        """The same, at an instant at which another service has looked."""
        before = self._all()
        run_cycle(self.service, at(when), without=self.without)
        after = self._all()
        changed = {name: after[name] for name in after if after[name] != before[name]}
        assert not changed, f"a second look at {when} changed {changed}"

    def _all(self) -> dict[str, object]:
        """Every row, letter and file, by where it is."""
        return {
            **dump(self.store),
            "letters": list(self.mailbox.letters),
            "files": {name: sha256(content) for name, (content, _) in self.library.files.items()},
            "file times": [saved for _, saved in self.library.files.values()],
            "list rows written": list(self.lists.writes),
        }

    def publish(self, monday: str, **how: Any) -> None:
        """This week's Annexe A is put into its folder."""
        as_at = day(monday)
        path = f"Annexe A/Annexe A {as_at.isoformat()}.xlsx"
        self.library.put(path, annexe(as_at, **how), at(f"{monday} 07:00"))

    def propose(self, monday: str = "1 Dec 2025") -> None:
        self.publish(monday)
        self.cycle(f"{monday} 09:00")

    def deploy(self, monday: str = "1 Dec 2025") -> None:
        """A round is proposed on that Monday, and the coordinator deploys it the same morning."""
        self.propose(monday)
        self.choose(self.round().ref, "Deploy")
        self.cycle(f"{monday} 09:30")

    def reply(self, person: str, ref: str, text: str, when: str, **how: Any) -> str:
        """The person answers the newest letter about `ref` that they have had, or writes anew."""
        letter = self._letter_to(person, ref, how.pop("letter", None))
        quoting = how.pop("quoting", True)
        if letter and not quoting:
            letter = replace(letter, text="", html="")
        mail = {"subject": "" if letter else ref, "answers": letter, **how}
        return self.write(person, text, when, **mail)

    def write(self, person: str, text: str, when: str, **how: Any) -> str:
        """A mail arrives. Returns its id in the mailbox."""
        sender = how.pop("sender", None) or address(person)
        mail = PersonsMail(sender=sender, to=BOT, text=text, date=at(when), **how)
        return self.mailbox.put(composed(mail).as_bytes(), at(when))

    def choose(self, about: str, choice: str, by: str | None = "Fay Moss") -> None:
        """The coordinator answers the newest question about `about` that offers the choice."""
        every = self.lists.lists["Decisions"].values()
        rows = [r for r in every if r["About"] == about and choice in str(r["Choices"])]
        rows[-1].update({"Your choice": choice, "Your name": by})

    def edit(self, sheet: str, number: int, **cells: object) -> None:
        """The coordinator changes cells of the n-th row, from 1."""
        row = list(self.lists.lists[sheet].values())[number - 1]
        row.update({name.replace("_", " "): value for name, value in cells.items()})

    def add(self, sheet: str, **cells: object) -> None:
        """The coordinator adds a row."""
        rows = self.lists.lists[sheet]
        number = max(map(int, rows), default=0) + 1
        rows[str(number)] = {name.replace("_", " "): value for name, value in cells.items()}

    def vary(self, rule: str, value: object, when: str = "1 Dec 2025") -> None:
        """The Assistant Director varies a number of the policy (3.1)."""
        self.add(
            "Rules",
            Rule=rule,
            Value=value,
            Reason="for this story",
            Proposed_by="Cara Head",
            Approved_by="Gus Hill",
            Approved_on=day(when),
        )

    def away(self, person: str, start: str, end: str, cover: str | None = None) -> None:
        self.add("Absences", Person=person, From=day(start), Until=day(end), Cover=cover)

    # --- what came of it --------------------------------------------------------------------------

    def letters(
        self, to: str | None = None, name: str | None = None, since: str | None = None
    ) -> list[Got]:
        """The letters that have left, in order; `to` a person's name."""
        found = [got(mail, when) for mail, when in self.mailbox.letters]
        return [
            letter
            for letter in found
            if (to is None or letter.to == to)
            and (name is None or letter.name == name)
            and (since is None or letter.at >= at(since))
        ]

    def names(self, to: str | None = None, since: str | None = None) -> list[str]:
        return [letter.name for letter in self.letters(to, since=since)]

    def readers(self, name: str, since: str | None = None) -> list[str]:
        return [letter.to for letter in self.letters(name=name, since=since)]

    def owed(self, ref: str) -> list[OutboxRow]:
        with self.store.reading() as work:
            return outbox.of(work, [ref])

    def rounds(self) -> list[Round]:
        with self.store.reading() as work:
            return programme.all_rounds(work)

    def round(self) -> Round:
        with self.store.reading() as work:
            return programme.all_rounds(work)[0]

    def file(self, ref: str) -> AuditFile:
        with self.store.reading() as work:
            found = programme.audit_file(work, ref)
        assert found is not None
        return found

    def audit(self, ref: str) -> Audit:
        return self.file(ref).audit

    def audits(self) -> list[Audit]:
        with self.store.reading() as work:
            return [file.audit for file in programme.all_files(work)]

    def audit_of(self, who: str, *, area: str | None = None) -> Audit:
        """The first audit of this auditor, or of a case of this service area."""
        return next(a for a in self.audits() if a.auditor == who and area in (None, a.service_area))

    def in_area(self, area: str) -> Audit:
        return next(a for a in self.audits() if a.service_area == area)

    def actions(self, ref: str) -> tuple[Action, ...]:
        return self.file(ref).actions

    def request(self, ref: str) -> Request:
        return self.file(ref).requests[-1]

    def concern(self) -> Concern:
        with self.store.reading() as work:
            (found,) = programme.all_concerns(work)
        return found

    def history(self, ref: str) -> list[str]:
        with self.store.reading() as work:
            return [line.what for line in history.of(work, [ref])]

    def waiting(self) -> list[str]:
        """What the coordinator is asked, by what it is about."""
        with self.store.reading() as work:
            return [question.about for question, _ in questions.unanswered(work)]

    def check(self, sheet: str, number: int) -> str:
        return str(list(self.lists.lists[sheet].values())[number - 1]["Bot check"])

    def decision(self, about: str) -> str:
        """The Bot check of the newest question about this reference."""
        rows = [r for r in self.lists.lists["Decisions"].values() if r["About"] == about]
        return str(rows[-1]["Bot check"])

    def tracked(self, sheet: str) -> list[str]:
        """The rows of a sheet of the published tracking workbook, each as one line."""
        return self.tracking()[sheet]

    def tracking(self) -> dict[str, list[str]]:
        content = self.library.files["Audit Bot Tracking.xlsx"][0]
        return {
            sheet.title: [
                " | ".join(str(cell) for cell in row if cell is not None)
                for row in sheet.iter_rows(values_only=True)
            ]
            for sheet in load_workbook(BytesIO(content)).worksheets
        }

    def filed(self, mail_id: str) -> Folder:
        return self.mailbox.filed[mail_id]

    def _letter_to(self, who: str, ref: str, name: str | None) -> SentMail | None:
        mails = [(m, when) for m, when in self.mailbox.letters if m.to == address(who)]
        parts = [(m, when, m.key.split("|")) for m, when in mails]
        found = [(m, w) for m, w, p in parts if p[2] == ref and name in (None, p[1])]
        return sent_mail(*found[-1]) if found else None


def got(mail: OutgoingMail, when: datetime) -> Got:
    _, name, about, to = mail.key.split("|")
    return Got(name, about, to, mail.cc, mail.subject, mail.text, when)


def sent_mail(mail: OutgoingMail, when: datetime) -> SentMail:
    """The letter as it stands in its reader's mail program, to be answered.

    Its time of day is left out, so that the same answer to it is the same mail, whenever it came.
    """
    return SentMail(
        message_id(mail.key),
        mail.key,
        BOT,
        mail.to,
        mail.cc,
        mail.subject,
        when.replace(hour=9, minute=0),
        mail.text,
        mail.html,
        "",
    )
