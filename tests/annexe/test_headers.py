"""The table of headings against the specification that was verified cell for cell."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.annexe.headers import IDS, LISTS, NAMES, SIGNATURES, normal


@pytest.fixture(scope="module")
def spec(shared: Path) -> list[dict[str, Any]]:
    lists: list[dict[str, Any]] = yaml.safe_load(
        (shared / "annexe_a/spec.yaml").read_text(encoding="utf-8")
    )["lists"]
    return lists


def test_every_heading_stands_in_ofsteds_order_and_spelling(spec: list[dict[str, Any]]) -> None:
    for shape in spec:
        columns = [c["header"] for c in shape.get("columns_2024") or shape["columns_2019_08"]]
        ours = [column.header for column in LISTS[shape["number"]].columns]
        assert [normal(header) for header in ours] == [normal(header) for header in columns]
        for old in shape["columns_2019_08"]:
            assert old["header"] in ours


def test_every_name_seen_elsewhere_is_known(spec: list[dict[str, Any]]) -> None:
    for shape in spec:
        for column in shape.get("columns_2024") or shape["columns_2019_08"]:
            for alias in column.get("aliases", []):
                if "..." in alias or alias.endswith(("(sic)", "tab)")):
                    continue  # a remark on an alias, not an alias
                key = NAMES[shape["number"]].get(normal(alias))
                assert key is not None, alias


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("CIN Closure\nDate", "cin_end"),
        ("CINClosureDate", "cin_end"),
        ("  cin closure  date ", "cin_end"),
        ("CIN\u00a0Closure Date*", "cin_end"),
        ("Case Status", "case_status"),
        ("Allocated  Team", "team"),
    ],
)
def test_a_heading_is_known_however_it_is_spaced_or_cased(written: str, key: str) -> None:
    assert NAMES[6][normal(written)] == key


@pytest.mark.parametrize("heading", ["Team Manager", "Stage", "Language", "Age Group", "CIN"])
def test_a_heading_is_never_found_inside_another(heading: str) -> None:
    assert normal(heading) not in NAMES[6]


def test_a_doubled_bracket_and_a_curly_quote_make_no_difference() -> None:
    doubled = "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))"
    assert NAMES[8][normal(doubled)] == "uasc"
    assert NAMES[8][normal("Child’s Legal Status")] == "legal_status"


def test_each_list_has_headings_of_its_own_and_an_id() -> None:
    for number in LISTS:
        assert len(SIGNATURES[number]) >= 2
        assert IDS[number]
