"""What only a library of SharePoint can do: half-saved workbooks, links that end, open files."""

from collections.abc import Callable, Iterator

import pytest

from bot.demo.microsoft365.wire import Answer, Request
from bot.ports import InUse, PermanentError, TemporaryError
from connectors.graph.library import BETWEEN_READS
from tests.emulator.stumbling import Stumbling, refuse
from tests.graph.emulated import Emulated, emulated

WHOLE = b"PK\x05\x06 whole"
PATH = "Annexe A/Annexe A #1 2025-12-01.xlsx"
Well = Callable[[Request], Answer]


@pytest.fixture
def tenant(faults: Stumbling) -> Iterator[Emulated]:
    with emulated(faults) as made:
        made.site.drive.save(PATH, WHOLE)
        yield made


def test_a_workbook_that_is_saved_while_it_is_read_is_read_again(
    tenant: Emulated, faults: Stumbling
) -> None:
    def saved_meanwhile(request: Request, well: Well) -> Answer:
        answer = well(request)
        tenant.site.drive.save(PATH, WHOLE + b" and new")
        return answer

    faults.next("/download/", saved_meanwhile)
    assert tenant.library().read(PATH) == WHOLE + b" and new"
    assert tenant.hands.waits == [BETWEEN_READS]


def test_half_a_workbook_is_waited_for(tenant: Emulated) -> None:
    tenant.site.drive.save(PATH, b"PK\x03\x04 half")

    with pytest.raises(TemporaryError, match="still being written"):
        tenant.library().read(PATH)
    assert tenant.hands.waits == [BETWEEN_READS, BETWEEN_READS]


def test_what_is_no_workbook_need_not_end_like_one(tenant: Emulated) -> None:
    tenant.site.drive.save("Notes/a & b.txt", b"words")

    assert tenant.library().read("Notes/a & b.txt") == b"words"


def test_a_download_link_that_has_ended_is_asked_for_anew(
    tenant: Emulated, faults: Stumbling
) -> None:
    faults.next("/download/", refuse(404))

    assert tenant.library().read(PATH) == WHOLE


def test_a_folder_is_no_file(tenant: Emulated) -> None:
    with pytest.raises(PermanentError, match="it is a folder"):
        tenant.library().read("Annexe A")


def test_folders_and_lock_files_are_not_among_the_files(tenant: Emulated) -> None:
    tenant.site.drive.make_folders("Annexe A/Annexe A old.xlsx")
    tenant.site.drive.save("Annexe A/.Annexe A.xlsx", WHOLE)

    assert [d.path for d in tenant.library().newest("Annexe A", "*.xlsx")] == [PATH]


def test_a_file_that_is_open_is_told_as_such_at_once(tenant: Emulated) -> None:
    tenant.site.drive.find(PATH).open = True

    with pytest.raises(InUse, match="Annexe A #1"):
        tenant.library().write(PATH, b"new")
    assert tenant.hands.waits == []
    assert tenant.site.drive.files()[PATH] == WHOLE


def test_the_many_files_of_a_folder_are_all_looked_at(tenant: Emulated) -> None:
    for number in range(250):
        tenant.site.drive.save(f"Many/{number}.xlsx", WHOLE)

    assert len(tenant.library().newest("Many", "*.xlsx")) == 250
