"""Lists, columns and folders: each is there, and holds what it should hold."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.doctor.finding import Finding, fault, look, well
from bot.policy.wording import count_words, listed
from bot.ports import Folder, Library
from bot.premises import ListShape, MailPremises, Premises
from bot.provisioning.differences import PROVISION, differences

LISTS, FOLDERS = "Lists", "Folders"
GIGABYTE = 1024**3
LITTLE, TOO_LITTLE = GIGABYTE, GIGABYTE // 10
FRESH = timedelta(days=8)  # Annexe A is published weekly


def of_lists(premises: Premises, wanted: Sequence[ListShape]) -> Iterator[Finding]:
    """A fault for each difference, or one line for all."""
    found = premises.lists()
    faults = [
        fault(LISTS, each.words, each.remedy)
        for shape in wanted
        for each in differences(shape, found)
    ]
    columns = count_words(sum(len(shape.columns) for shape in wanted), "column")
    every = f"All {count_words(len(wanted), 'list')} with {columns} are as they should be."
    yield from faults or [well(LISTS, every)]


def of_library(premises: Premises, folder: str) -> Iterator[Finding]:
    """`folder`: where Annexe A is put."""
    if premises.has_folder(folder):
        yield well(FOLDERS, f"The library has the folder {folder}.")
    else:
        yield fault(FOLDERS, f"The library has no folder {folder}.", PROVISION)


def of_mail_folders(mail: MailPremises) -> Iterator[Finding]:
    there = {name.casefold() for name in mail.mail_folders()}
    missing = [each for each in Folder if each.value.casefold() not in there]
    for each in missing:
        yield fault(FOLDERS, f"The mailbox has no folder {each}.", PROVISION)
    if not missing:
        yield well(FOLDERS, f"The mailbox has the folders {listed(list(Folder))}.")


def of_folders(place: Path, wanted: Sequence[str], there: Collection[str]) -> Iterator[Finding]:
    """Of a folder of this machine or a share, where the files are on no site."""
    missing = [name for name in wanted if name not in there]
    for name in missing:
        yield fault(FOLDERS, f"There is no folder {name} in {place}.", "Make it.")
    if not missing:
        yield well(FOLDERS, f"{place} has {count_words(len(wanted), 'folder')}: {listed(wanted)}.")


def of_disk(area: str, free: int) -> Finding:
    """`free`: bytes that are left where the record and the letters are written."""
    words = f"{free / GIGABYTE:,.1f} GB are free on the disk of the workspace."
    remedy = "Make room, or move it to a larger disk: without room nothing is read and none leaves."
    if free < TOO_LITTLE:
        return fault(area, words, remedy)
    return look(area, words, remedy) if free < LITTLE else well(area, words)


def of_annexe(library: Library, folder: str, pattern: str, now: datetime) -> Iterator[Finding]:
    """Whether there is something to draw from, and that it is of this week."""
    found = library.newest(folder, pattern)
    if not found:
        words = f"No file in {folder} is named as {pattern}."
        yield look(FOLDERS, words, "Put the weekly workbook there, or change [annexe] pattern.")
        return
    days = (now - found[0].modified).days
    words = f"The newest Annexe A was saved {count_words(days, 'day')} ago."
    late = now - found[0].modified > FRESH
    remedy = "It is to come weekly: ask whoever publishes it."
    yield look(FOLDERS, words, remedy) if late else well(FOLDERS, words)
