"""The preview of the made-up council, written once for all tests that look at it."""

from pathlib import Path

import pytest

from bot.preview import council
from bot.preview.contents import exhibits
from bot.preview.exhibits import Exhibit, Setting
from bot.preview.site import write_site


@pytest.fixture(scope="session")
def shown() -> tuple[Exhibit, ...]:
    return exhibits(Setting(council.house()))


@pytest.fixture(scope="session")
def site(shown: tuple[Exhibit, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview")
    write_site(folder, shown, "Moorbridge Council")
    return folder
