"""The columns of lists, from the sheets and tables that they stand for."""

import pytest

from bot.configuration.columns import KEY, Sheet
from bot.configuration.sheets import DECISIONS, SHEETS
from bot.site.columns import TITLE, internal, sheet_columns, table_columns
from bot.workbooks.tables import Column, Kind, Table


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_list_has_every_column_of_its_sheet_under_the_same_heading(sheet: Sheet) -> None:
    made = sheet_columns(sheet)

    assert sorted(each["displayName"] for each in made) == sorted(sheet.headings())
    names = [each["name"] for each in made]
    assert len(set(names)) == len(names)
    assert all(name.isalnum() and name.isascii() for name in names)


def test_a_question_of_any_length_has_room_and_its_key_is_unique() -> None:
    made = {each["displayName"]: each for each in sheet_columns(DECISIONS)}

    assert made["Question"]["text"]["allowMultipleLines"]
    assert made["About"]["name"] == TITLE
    assert made[KEY]["enforceUniqueValues"]
    assert made["Asked on"]["dateTime"]["format"] == "dateOnly"


def test_a_table_is_known_by_its_title() -> None:
    columns = (Column("Told at", Kind.TIME), Column("Child's id"), Column("Days", Kind.NUMBER))
    made = table_columns(Table("T", "T", columns, (), "Child's id"))

    assert [(each["name"], each["displayName"]) for each in made] == [
        (TITLE, "Child's id"),
        ("ToldAt", "Told at"),
        ("Days", "Days"),
    ]
    assert made[1]["dateTime"]["format"] == "dateTime"


@pytest.mark.parametrize(
    ("heading", "name"), [("Bot check", "BotCheck"), ("Child's id", "ChildsId"), ("Due", "Due")]
)
def test_names_inside_sharepoint_are_plain(heading: str, name: str) -> None:
    assert internal(heading) == name
