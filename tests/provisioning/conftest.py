"""The lists as they should be, from the real sheets and the real tables."""

import pytest

from bot.premises import ListShape
from bot.provisioning.shapes import wanted_lists
from bot.settings import load_settings
from bot.terminal.provisioning import tables_of_an_empty_record


@pytest.fixture(scope="session")
def wanted() -> list[ListShape]:
    return wanted_lists(tables_of_an_empty_record(load_settings(None, {})))
