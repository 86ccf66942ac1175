"""The looking for garbage rests while a workbook is read, and goes on afterwards as before."""

import gc
from collections.abc import Iterator

import pytest

from bot.unswept import unswept


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    swept = gc.isenabled()
    yield
    (gc.enable if swept else gc.disable)()


def test_it_rests_in_the_block_alone() -> None:
    gc.enable()
    with unswept():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    gc.enable()
    with pytest.raises(ValueError, match="damaged"), unswept():
        raise ValueError("damaged")
    assert gc.isenabled()


def test_who_had_stopped_it_finds_it_stopped() -> None:
    gc.disable()
    with unswept(), unswept():
        pass
    assert not gc.isenabled()
