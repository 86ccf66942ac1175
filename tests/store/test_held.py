"""Every column that can hold text says what it holds: nothing is kept unnoticed (10.5)."""

import pytest
from sqlalchemy import JSON, LargeBinary, String, Table, Text

from bot.store.held import HELD
from bot.store.tables import metadata

TEXTS = (JSON, LargeBinary, String, Text)


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_each_column_that_can_hold_text_says_what_it_holds(table: Table) -> None:
    columns = {column.name for column in table.c if isinstance(column.type, TEXTS)}
    assert columns == set(HELD.get(table.name, {})), "say in bot/store/held.py what these hold"


def test_nothing_is_said_of_tables_that_are_not_there() -> None:
    assert set(HELD) == set(metadata.tables)
