"""The lists are those of the coordinator and of tracking, in shapes that SharePoint takes."""

import pytest

from bot.configuration.sheets import SHEETS
from bot.policy.council import Role
from bot.premises import TITLE, ColumnKind, ListShape, inside_name, plain_name
from bot.provisioning.shapes import EXPLANATION
from tests.jobs.council import CONFIGURED


def shape(wanted: list[ListShape], name: str) -> ListShape:
    return next(each for each in wanted if each.name == name)


def test_every_sheet_and_every_table_has_its_list(wanted: list[ListShape]) -> None:
    names = [each.name for each in wanted]
    assert names[: len(SHEETS)] == list(SHEETS)
    assert {"Needs attention", "Audits", "Remedial actions", "Safeguarding"} <= set(names)
    assert len({plain_name(name) for name in names}) == len(names)


def test_every_heading_of_a_sheet_is_a_column(wanted: list[ListShape]) -> None:
    for sheet in SHEETS.values():
        headings = tuple(column.heading for column in shape(wanted, sheet.name).columns)
        assert headings == sheet.headings()


def test_names_inside_differ_and_are_none_of_sharepoints_own(wanted: list[ListShape]) -> None:
    for each in wanted:
        inside = [inside_name(column.heading) for column in each.columns]
        assert len(set(inside)) == len(inside)
        assert all(name.startswith("Bot") and name.isalnum() and len(name) <= 32 for name in inside)
        assert TITLE not in inside


def test_a_title_is_a_line_of_text_of_the_list_and_never_the_key(wanted: list[ListShape]) -> None:
    for each in wanted:
        title = next(column for column in each.columns if column.heading == each.title)
        assert title.kind is ColumnKind.LINE
        assert title.heading != "Key"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("People", "Name"),
        ("Closures", "Name"),
        ("Quiet days", "Why"),
        ("Decisions", "About"),
        ("Inspections", "Inspection"),
        ("Audits", "Reference"),
    ],
)
def test_a_title_tells_people_which_row_it_is(
    wanted: list[ListShape], name: str, title: str
) -> None:
    assert shape(wanted, name).title == title


@pytest.mark.parametrize(
    ("name", "heading", "kind", "choices"),
    [
        ("People", "Roles", ColumnKind.CHOICES, tuple(Role)),
        ("People", "Qualified", ColumnKind.CHOICE, ("Yes", "No")),
        ("People", "From", ColumnKind.DATE, ()),
        ("People", "Audits a round", ColumnKind.NUMBER, ()),
        ("People", "Bot check", ColumnKind.TEXT, ()),
        ("Themes", "Kind", ColumnKind.CHOICE, ("Thematic", "Inter-rater")),
        ("Audits", "Due", ColumnKind.DATE, ()),
        ("Safeguarding", "Raised at", ColumnKind.TIME, ()),
        ("Remedial actions", "Action", ColumnKind.TEXT, ()),
    ],
)
def test_columns_hold_what_people_enter_there(
    wanted: list[ListShape], name: str, heading: str, kind: ColumnKind, choices: tuple[str, ...]
) -> None:
    column = next(c for c in shape(wanted, name).columns if c.heading == heading)
    assert (column.kind, column.choices) == (kind, choices)


def test_what_no_two_rows_may_share_is_a_line_that_sharepoint_can_index(
    wanted: list[ListShape],
) -> None:
    unique = [(each.name, c) for each in wanted for c in each.columns if c.unique]
    assert ("Decisions", "Key") in [(name, column.heading) for name, column in unique]
    assert {column.kind for _, column in unique} == {ColumnKind.LINE}


def test_explanations_fit_and_the_example_council_fits_the_choices(
    wanted: list[ListShape],
) -> None:
    for each in wanted:
        assert all(len(column.explanation) <= EXPLANATION for column in each.columns)
        for row in CONFIGURED.get(each.name, ()):
            for column in each.columns:
                given = str(row.get(column.heading) or "")
                parts = given.split("; ") if column.kind is ColumnKind.CHOICES else [given]
                assert not column.choices or set(parts) <= {*column.choices, ""}
