"""What is told of a list that people have changed, and who puts it right."""

from dataclasses import replace

import pytest

from bot.premises import (
    TITLE,
    ColumnKind,
    ColumnShape,
    FoundColumn,
    FoundList,
    ListShape,
    inside_name,
)
from bot.provisioning.differences import MADE_BY_US, What, differences

SHAPE = ListShape(
    "Quiet days",
    "Days without letters.",
    (
        ColumnShape("From", ColumnKind.DATE),
        ColumnShape("Why", ColumnKind.LINE),
        ColumnShape("Bot check", ColumnKind.TEXT),
        ColumnShape("Cases", ColumnKind.NUMBER),
        ColumnShape("Role", ColumnKind.CHOICE, choices=("Auditor",)),
    ),
    "Why",
)
AS_IT_SHOULD_BE = FoundList(
    "Quiet days",
    "Quiet days",
    (
        FoundColumn(TITLE, "Why", ColumnKind.LINE),
        *(
            FoundColumn(inside_name(c.heading), c.heading, c.kind)
            for c in SHAPE.columns
            if c.heading != "Why"
        ),
        FoundColumn("Mine", "My notes", ColumnKind.PEOPLE),
    ),
)


def changed(name: str, **changes: object) -> FoundList:
    columns = [
        replace(c, **changes) if c.name == name else c  # type: ignore[arg-type]
        for c in AS_IT_SHOULD_BE.columns
    ]
    return replace(AS_IT_SHOULD_BE, columns=tuple(columns))


def without(name: str) -> FoundList:
    kept = tuple(c for c in AS_IT_SHOULD_BE.columns if c.name != name)
    return replace(AS_IT_SHOULD_BE, columns=kept)


def test_a_list_with_columns_of_peoples_own_is_as_it_should_be() -> None:
    assert differences(SHAPE, [AS_IT_SHOULD_BE]) == []


@pytest.mark.parametrize(
    ("found", "what", "words"),
    [
        ([], What.LIST_MISSING, "There is no list Quiet days."),
        (
            [replace(AS_IT_SHOULD_BE, name="Pauses")],
            What.LIST_RENAMED,
            "The list Quiet days is called Pauses now.",
        ),
        (
            [replace(AS_IT_SHOULD_BE, name="Pauses", first_name="QuietDays")],
            What.LIST_RENAMED,
            "The list Quiet days is called Pauses now.",
        ),
        (
            [without("BotFrom")],
            What.COLUMN_MISSING,
            "The list Quiet days has no column From.",
        ),
        (
            [changed("BotFrom", heading="Beginning")],
            What.COLUMN_RENAMED,
            "The list Quiet days: the column From is called Beginning now.",
        ),
        (
            [changed(TITLE, heading="Title")],
            What.TITLE_UNNAMED,
            "The list Quiet days: the column Title is to be called Why.",
        ),
        (
            [changed(TITLE, heading="Reason")],
            What.COLUMN_RENAMED,
            "The list Quiet days: the column Why is called Reason now.",
        ),
        (
            [changed("BotFrom", kind=ColumnKind.LINE)],
            What.WRONG_KIND,
            "The list Quiet days: the column From holds lines of text.",
        ),
        (
            [changed("BotBotCheck", kind=ColumnKind.LINE)],
            What.WRONG_KIND,
            "The list Quiet days: the column Bot check holds lines of text.",
        ),
        (
            [changed(TITLE, kind=ColumnKind.PEOPLE)],
            What.WRONG_KIND,
            "The list Quiet days: the column Why holds people.",
        ),
    ],
)
def test_each_difference_is_told_in_a_sentence_with_what_to_do(
    found: list[FoundList], what: What, words: str
) -> None:
    [difference] = differences(SHAPE, found)
    assert (difference.what, difference.words) == (what, words)
    by_us = difference.remedy == "Run audit-bot provision."
    assert by_us is (what in MADE_BY_US)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("BotRole", ColumnKind.LINE),
        ("BotRole", ColumnKind.TEXT),
        ("BotFrom", ColumnKind.TIME),
        (TITLE, ColumnKind.CHOICE),
    ],
)
def test_a_column_that_serves_as_well_is_no_difference(name: str, kind: ColumnKind) -> None:
    assert differences(SHAPE, [changed(name, kind=kind)]) == []
