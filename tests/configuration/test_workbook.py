"""The coordinator's workbook: whole, plain to read, safe, and read back as it was filled in."""

from dataclasses import fields
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.configuration.check import bot_checks, check
from bot.configuration.rows import MODELS
from bot.configuration.rule_names import RULE_WORDS
from bot.configuration.sheets import SHEETS
from bot.configuration.workbook import new_workbook
from bot.policy.rules import Rules
from bot.ports import RowChange
from connectors.local_folder.lists import LocalLists
from tests.configuration.conftest import DUTY, KNOWN, PEOPLE

FILLED = {
    "People": [{**person, "From": date(2025, 9, 1)} for person in PEOPLE],
    "Teams": [DUTY],
    "Rules": [{"Rule": "audit_days", "Value": 15}],
}


@pytest.fixture
def lists(tmp_path: Path) -> LocalLists:
    path = tmp_path / "Audit Bot Configuration.xlsx"
    path.write_bytes(new_workbook(FILLED))
    return LocalLists(path)


def test_every_rule_is_explained() -> None:
    assert set(RULE_WORDS) == {field.name for field in fields(Rules)}


def test_every_column_is_read_by_a_model_or_written_by_the_bot() -> None:
    for name, model in MODELS.items():
        read = {str(field.alias) for field in model.model_fields.values()}
        people_fill_in = {column.heading for column in SHEETS[name].columns if not column.bot}
        assert people_fill_in <= read <= set(SHEETS[name].headings())


@pytest.mark.parametrize("sheet", list(SHEETS.values()), ids=list(SHEETS))
def test_each_sheet_is_one_real_table_explained_column_by_column(sheet) -> None:  # type: ignore[no-untyped-def]
    page = load_workbook(BytesIO(new_workbook({})))[sheet.name]

    [table] = page.tables.values()
    assert table.ref.startswith("A3:")
    assert [cell.value for cell in page[3]] == list(sheet.headings())
    assert [len(cell.comment.text) > 10 for cell in page[3]] == [True] * len(sheet.columns)
    assert page.freeze_panes == "B4"
    assert (page["A1"].value, page["A2"].value) == (sheet.name, sheet.purpose)
    assert not page.merged_cells.ranges


def test_the_workbook_opens_on_words_that_say_what_to_do() -> None:
    book = load_workbook(BytesIO(new_workbook({})))

    assert book.sheetnames == ["Read me", *SHEETS, "Help"]
    assert book.active is not None
    assert book.active.title == "Read me"
    helped = [row[:2] for row in book["Help"].iter_rows(min_row=4, values_only=True)]
    wanted = [(s.name, column) for s in SHEETS.values() for column in s.headings()]
    assert helped == wanted + [("Rules", rule) for rule in RULE_WORDS]


def test_choices_are_offered_by_name_so_that_no_program_loses_them() -> None:
    book = load_workbook(BytesIO(new_workbook({})))

    rules = [v.formula1 for v in book["Rules"].data_validations.dataValidation]
    assert "RuleNames" in rules
    start, end = book.defined_names["RuleNames"].attr_text.partition("!")[2].split(":")
    offered = [row[0].value for row in book["Help"][start.replace("$", "") : end.replace("$", "")]]
    assert offered == list(RULE_WORDS)
    people = [v.formula1 for v in book["People"].data_validations.dataValidation]
    assert {"TeamsNames", "PeopleNames", '"Yes,No"'} <= set(people)


def test_it_is_read_back_as_it_was_filled_in_and_checked(lists: LocalLists) -> None:
    rows = {name: lists.read(name) for name in SHEETS}
    result = check(rows, known=KNOWN)

    assert [person.name for person in result.council.people] == [p["Name"] for p in PEOPLE]
    assert result.council.people[0].start == date(2025, 9, 1)
    assert next(iter(result.checks["Rules"].values())).startswith("Pending.")


def test_a_second_check_finds_nothing_to_write(lists: LocalLists) -> None:
    for expected in (True, False):
        rows = {name: lists.read(name) for name in SHEETS}
        changes = bot_checks(check(rows, known=KNOWN), rows)
        assert bool(changes) is expected
        for name, found in changes.items():
            lists.write(name, found)

    assert {row.values["Bot check"] for row in lists.read("People")} == {"OK"}


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\t=1", "=HYPERLINK(1)", "http://x.example"]
)
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    content = new_workbook({"Closures": [{"From": "24/12/2025", "Name": text}]})

    cell = load_workbook(BytesIO(content))["Closures"]["C4"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert cell.quotePrefix or text.startswith("http")


def test_equal_rows_make_equal_bytes() -> None:
    assert new_workbook(FILLED) == new_workbook(FILLED)


def test_dates_are_dates(lists: LocalLists) -> None:
    assert lists.read("People")[0].values["From"] == datetime(2025, 9, 1)  # noqa: DTZ001


def test_the_first_added_row_looks_as_its_columns_do(lists: LocalLists, tmp_path: Path) -> None:
    row = {"Question": "What is meant?", "Asked on": date(2025, 12, 1), "Key": "Q-1"}
    lists.write("Decisions", [RowChange(None, row)])

    sheet = load_workbook(tmp_path / "Audit Bot Configuration.xlsx")["Decisions"]
    assert sheet.tables["Decisions"].ref == "A3:I4"
    assert sheet["A4"].alignment.wrap_text
    assert sheet["G4"].number_format == "dd/mm/yyyy"


def test_an_unknown_list_or_column_is_refused() -> None:
    with pytest.raises(KeyError):
        new_workbook({"Persons": []})
    with pytest.raises(KeyError):
        new_workbook({"People": [{"Nmae": "x"}]})
