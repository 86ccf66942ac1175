"""What every document library promises, whatever stands behind it."""

import pytest

from bot.ports import InUse, PermanentError
from tests.contract.conftest import LibraryWorld


def test_the_newest_file_that_fits_comes_first(library_world: LibraryWorld) -> None:
    for name in ("Annexe A 1.xlsx", "notes.txt", "ANNEXE A 2.XLSX"):
        library_world.save(f"Annexe A/{name}", name.encode())

    found = library_world.library.newest("Annexe A", "annexe*.xlsx")

    assert [d.path for d in found] == ["Annexe A/ANNEXE A 2.XLSX", "Annexe A/Annexe A 1.xlsx"]
    assert found[0].modified >= found[1].modified
    assert found[0].modified.tzinfo is not None


def test_a_folder_that_is_not_there_holds_nothing(library_world: LibraryWorld) -> None:
    assert list(library_world.library.newest("Annexe A", "*")) == []


def test_what_was_written_is_read_back(library_world: LibraryWorld) -> None:
    path = "Trackers/Audit tracker.xlsx"
    library_world.library.write(path, b"PK\x05\x06 content")

    assert library_world.library.read(path) == b"PK\x05\x06 content"


@pytest.mark.parametrize(
    "name",
    ["Form #1.xlsx", "50 % & more.xlsx", "Ada's form (2).xlsx", "Zoë Ó Brien.xlsx", "a+b=c;d.xlsx"],
)
def test_a_file_of_any_name_is_written_found_and_read(
    library_world: LibraryWorld, name: str
) -> None:
    library_world.library.write(f"Mine & yours/{name}", b"PK\x05\x06 content")

    [found] = library_world.library.newest("Mine & yours", "*.xlsx")
    assert found.path == f"Mine & yours/{name}"
    assert library_world.library.read(found.path) == b"PK\x05\x06 content"


def test_a_changed_file_has_another_etag_and_an_untouched_one_the_same(
    library_world: LibraryWorld,
) -> None:
    library_world.save("A/x.xlsx", b"PK\x05\x06 one")
    first = library_world.library.newest("A", "*")[0].etag
    again = library_world.library.newest("A", "*")[0].etag
    library_world.library.write("A/x.xlsx", b"PK\x05\x06 two")

    assert again == first
    assert library_world.library.newest("A", "*")[0].etag != first


def test_a_file_that_is_open_is_left_alone_and_can_be_read(library_world: LibraryWorld) -> None:
    library_world.save("Trackers/Audit tracker.xlsx", b"PK\x05\x06 old")
    library_world.lock("Trackers/Audit tracker.xlsx")

    with pytest.raises(InUse):
        library_world.library.write("Trackers/Audit tracker.xlsx", b"PK\x05\x06 new")
    assert library_world.library.read("Trackers/Audit tracker.xlsx") == b"PK\x05\x06 old"


def test_a_file_that_is_not_there_is_a_matter_for_a_person(library_world: LibraryWorld) -> None:
    with pytest.raises(PermanentError, match=r"There is no file A/none\.xlsx"):
        library_world.library.read("A/none.xlsx")


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/x", "a\\..\\x", "C:/x"])
def test_no_path_leads_out_of_the_library(library_world: LibraryWorld, path: str) -> None:
    with pytest.raises(PermanentError, match="leads out"):
        library_world.library.read(path)
    with pytest.raises(PermanentError, match="leads out"):
        library_world.library.write(path, b"x")
    with pytest.raises(PermanentError, match="leads out"):
        library_world.library.newest(path, "*")
