"""Somebody edits or deletes what the service shows: nothing is read of it, and it is made anew."""

import pytest

from bot.jobs.publish import TRACKING
from tests.jobs.world import World


@pytest.mark.parametrize("content", [b"PK and what somebody has made of it", b"", None])
def test_a_tracking_workbook_that_was_edited_or_deleted_is_made_anew_in_the_morning(
    december: World, content: bytes | None
) -> None:
    december.cycle("2 Dec 2025 09:00")
    shown = december.tracking()
    if content is None:
        del december.library.files[TRACKING]
    else:
        december.library.put(TRACKING, content)
    december.cycle("2 Dec 2025 16:00")
    december.cycle("3 Dec 2025 09:00")
    assert december.tracking().keys() == shown.keys()
    assert references(december.tracked("Audits")) == references(shown["Audits"])


def references(rows: list[str]) -> list[str]:
    """What does not change from one day to the next."""
    return [row.partition(" | ")[0] for row in rows]
