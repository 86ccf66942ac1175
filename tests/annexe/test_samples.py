"""Every sample workbook that lies beside the project is read, or refused, as it should be."""

from datetime import date
from pathlib import Path

import pytest

from bot.annexe.reading import frame_fingerprint, read_annexe
from tests.annexe.workbooks import kinds

JUNE = date(2025, 6, 9)
# file, accepted, open cases, what is said of it (areas_guessed apart)
SAMPLES = [
    ("samples/2015-01-sample.xlsx", True, 0, {"no_open_case"}),
    ("samples/2016-01-sample.xlsx", True, 0, {"no_open_case"}),
    ("samples/example-A-2005.xls", True, 0, {"no_open_case"}),
    ("samples/Annex_A.xlsx", True, 17, {"no_team", "no_worker", "not_on_list_6", "file_is_old"}),
    ("samples/fake_sen.xlsx", False, 0, {"special_needs"}),
    ("samples/synthetic_small_official_2024.xlsx", True, 159, set()),
    ("samples/synthetic_county_40k_rows.xlsx", True, 7942, {"child_repeated"}),
    ("edge/edge_base.xlsx", True, 16, set()),
    ("edge/edge_hidden_dup.xlsx", True, 16, {"sheet_hidden"}),
    ("edge/edge_html_named_xlsx.xlsx", False, 0, {"web_page"}),
    ("edge/edge_missing_col_l6.xlsx", True, 16, {"column_missing"}),
    ("edge/edge_na_closure.xlsx", True, 16, set()),
    ("edge/edge_newline_header.xlsx", True, 16, set()),
    ("edge/edge_serial_closure.xlsx", True, 16, set()),
    ("edge/edge_title_row.xlsx", True, 16, set()),
    ("edge/edge_trailing_blanks.xlsx", True, 16, set()),
]


@pytest.mark.requirement("R-6.1-1")
@pytest.mark.parametrize(("name", "accepted", "cases", "said"), SAMPLES)
def test_each_sample_is_read_or_refused(
    shared: Path, name: str, accepted: bool, cases: int, said: set[str]
) -> None:
    content = (shared / "annexe_a" / name).read_bytes()
    reading = read_annexe(content, file=name, as_at=JUNE, areas={})
    assert reading.accepted is accepted
    assert len(reading.frame.cases) == cases
    assert set(kinds(reading)) - {"areas_guessed"} == said


def test_every_sample_is_in_the_table(shared: Path) -> None:
    found = {f"{p.parent.name}/{p.name}" for p in (shared / "annexe_a").glob("*/*.xls*")}
    assert found == {name for name, *_ in SAMPLES}


def test_all_traps_that_leave_the_data_alone_give_the_same_frame(shared: Path) -> None:
    frames = {
        frame_fingerprint(
            read_annexe(
                (shared / "annexe_a" / name).read_bytes(), file=name, as_at=JUNE, areas={}
            ).frame
        )
        for name, accepted, _, _ in SAMPLES
        if name.startswith("edge/") and accepted
    }
    assert len(frames) == 1


def test_the_list_found_and_its_rows_are_told(shared: Path) -> None:
    content = (shared / "annexe_a/samples/2015-01-sample.xlsx").read_bytes()
    reading = read_annexe(content, file="x", as_at=JUNE, areas={})
    assert {n: found.rows for n, found in reading.lists.items() if found.rows} == {3: 5}
    assert reading.lists[6].sheet == "List_6"
    assert "5 rows on List 3 (Referral)" in reading.problems[0].message
