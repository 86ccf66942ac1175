"""A store of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.store import Store, open_sqlite


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "audit-bot.db"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    opened = open_sqlite(file)
    yield opened
    opened.close()
