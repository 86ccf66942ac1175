"""All mails of the demonstration as one page, with what was understood of each."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.letters.catalogue import KINDS
from bot.letters.gallery import GalleryMail, gallery
from bot.mail.raw import parse
from bot.store import inbox
from bot.terminal.records import record
from bot.workspace import CONFIGURATION
from connectors.local_folder.lists import LocalLists
from connectors.local_folder.people import sent_mails


def write_page(folder: Path, page: Path) -> int:
    """Write the page; how many mails had come in."""
    names = _names(folder)
    received = list(_received(folder, names))
    page.write_text(gallery([*_sent(folder, names), *received]), "utf-8")
    return len(received)


def _names(folder: Path) -> Mapping[str, str]:
    """Names by address, as a mail program shows them."""
    rows = LocalLists(folder / CONFIGURATION).read("People")
    return {str(row.values["Address"]): str(row.values["Name"]) for row in rows}


def _sent(folder: Path, names: Mapping[str, str]) -> Iterator[GalleryMail]:
    for mail in sent_mails(folder):
        kind = KINDS.get(mail.key.split("|")[1])
        yield GalleryMail(
            at=mail.date,
            direction="out",
            from_="Audit Bot",
            to=names.get(mail.to, mail.to),
            cc=tuple(names.get(address, address) for address in mail.cc),
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            note=kind.when if kind else "",
            kind=kind.title if kind else "",
        )


def _received(folder: Path, names: Mapping[str, str]) -> Iterator[GalleryMail]:
    with record(folder) as store, store.reading() as work:
        entries = {entry.message_id: entry for entry in inbox.everything(work)}
    for path in sorted((folder / "Mailbox").glob("[HP]*/*.eml")):
        mail = parse(path.read_bytes())
        entry = entries.get(mail.message_id)
        if mail.date is None:
            continue
        yield GalleryMail(
            at=mail.date,
            direction="in",
            from_=", ".join(names.get(address, address) for address in mail.senders),
            to="Audit Bot",
            cc=(),
            subject=mail.subject,
            text=mail.text,
            html=None,
            note=f"{entry.folder}: {entry.note}" if entry else "",
            kind=entry.kind if entry else "",
        )
