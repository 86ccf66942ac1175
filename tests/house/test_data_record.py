"""The data-protection record names every field that is kept, and no other."""

import re

from sqlalchemy import Column, MetaData, String, Table

from bot.store.held import Held
from bot.store.tables import metadata
from tests import data_record

PAGE = data_record.PAGE.read_text(encoding="utf-8")


def test_the_committed_record_is_current() -> None:
    assert data_record.current(PAGE) == PAGE, "out of date: python -m tests.data_record"


def test_every_column_of_every_table_stands_in_it() -> None:
    rows = re.findall(r"(?m)^\| (\w+) \| ([\w, ]+) \| [^|]+ \|$", PAGE)
    told = {(table, field) for table, fields in rows for field in fields.split(", ")}
    kept = {(table.name, c.name) for table in metadata.sorted_tables for c in table.c}
    assert kept <= told


def test_a_new_field_and_its_kind_would_be_told() -> None:
    table = Table("pets", MetaData(), Column("owner", String), Column("name", String))
    rows = list(data_record.fields([table], {"pets": {"owner": Held.PERSON, "name": Held.OWN}}))
    assert rows[-2:] == [
        f"| pets | name | {Held.OWN.value} |",
        f"| pets | owner | {Held.PERSON.value} |",
    ]
