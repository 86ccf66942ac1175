"""LibreOffice opens every workbook, comes to the same values, saves it, and we still read it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from bot.configuration.sheets import SHEETS
from bot.demo.pack_sample import pack_sample
from bot.packs.meetings import Meeting
from bot.packs.pack import Frame, make_pack
from bot.packs.sheets import figures_workbook
from bot.policy.form import GradeGiven
from bot.preview import council
from bot.preview.exhibits import Setting
from bot.preview.workbooks import workbooks
from bot.workbooks.opening import open_workbook
from bot.workbooks.returned_form import read_form
from connectors.local_folder.lists import LocalLists
from tests.workbooks.libreoffice import SOFFICE, saved_by_libreoffice
from tests.workbooks.people import Meant, read_back, returned, sent_out

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
SEEDS = (1, 2, 3)
Books = Mapping[str, bytes]


@pytest.fixture(scope="module")
def people() -> dict[str, tuple[bytes, Meant]]:
    """Workbooks as people send them back."""
    return {f"returned {seed}": returned(seed, sent_out(5)) for seed in SEEDS}


@pytest.fixture(scope="module")
def ours() -> Books:
    """Every workbook that we write, with made-up facts in it."""
    source = pack_sample(1)
    frame = Frame("Moorbridge Council", "OFFICIAL", "Grace", datetime(2026, 2, 2, 9, tzinfo=UTC))
    figures = {m.value: figures_workbook(make_pack(source, m), frame) for m in Meeting}
    return {
        f"{exhibit.name} {number}": file.content
        for exhibit in workbooks(Setting(council.house()))
        for number, file in enumerate(exhibit.files)
    } | figures


@pytest.fixture(scope="module")
def saved(
    ours: Books, people: dict[str, tuple[bytes, Meant]], tmp_path_factory: pytest.TempPathFactory
) -> Books:
    returned_ = {name: content for name, (content, _) in people.items()}
    return saved_by_libreoffice({**ours, **returned_}, tmp_path_factory.mktemp("libreoffice"))


def test_every_workbook_says_the_same_in_every_cell(ours: Books, saved: Books) -> None:
    assert ours
    for name, content in ours.items():
        before = {grid.name: grid for grid in open_workbook(content)}
        after = {grid.name: grid for grid in open_workbook(saved[name])}
        assert after == before, name


def test_no_cell_has_become_a_formula_and_every_table_has_kept_its_filter(
    ours: Books, saved: Books, tmp_path: Path
) -> None:
    for name in ours:
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(saved[name])
        with ZipFile(path) as parts:
            sheets = [p for p in parts.namelist() if p.startswith("xl/worksheets/sheet")]
            assert not [p for p in sheets if re.search(rb"<f[ >]", parts.read(p))], name
        for page in load_workbook(path).worksheets:
            for table in page.tables.values():
                assert table.autoFilter is not None, f"{name}: {page.title}"


@pytest.mark.requirement("R-6.3-1")
def test_a_form_that_it_has_saved_is_still_read(saved: Books) -> None:
    found = read_form(open_workbook(saved["audit_return 1"]))
    assert found is not None
    assert found.given.faults == ()
    assert [GradeGiven(g.section, g.grade) for g in found.given.grades] == [
        GradeGiven("Child's voice", "Good"),
        GradeGiven("Assessment", "RI"),
    ]
    assert found.given.good_practice == "- life story work that the child has helped to write"


@pytest.mark.requirement("R-10.2-3")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_workbook_that_came_back_by_way_of_it_says_what_was_meant(
    seed: int, saved: Books, people: dict[str, tuple[bytes, Meant]]
) -> None:
    assert read_back(saved[f"returned {seed}"]) == people[f"returned {seed}"][1]


@pytest.mark.requirement("R-B-6")
def test_lists_that_it_has_saved_are_still_read_row_by_row(
    ours: Books, saved: Books, tmp_path: Path
) -> None:
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
    before.write_bytes(ours["configuration 0"])
    after.write_bytes(saved["configuration 0"])
    for name in SHEETS:
        rows = [dict(row.values) for row in LocalLists(before).read(name)]
        assert [dict(row.values) for row in LocalLists(after).read(name)] == rows, name
