"""A store of its own for each test, in a file and in PostgreSQL: both keep the same promises."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.store import Store
from tests.postgres import InDatabase, InFile, Place


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "sqlite":
        yield InFile(tmp_path / "audit-bot.db")
        return
    stored: InDatabase = request.getfixturevalue("in_postgres")
    yield stored
    stored.empty()


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    opened = place.open()
    yield opened
    opened.close()
