"""What fails keeps back no other, and is not forgotten."""

import pytest

from bot.jobs.all_tried import AllTried


def tried_with(*errors: Exception | None) -> tuple[list[int], AllTried]:
    done: list[int] = []
    all_tried = AllTried(ValueError, at_once=KeyError)
    for number, error in enumerate(errors):
        with all_tried.trying(f"thing {number}"):
            if error:
                raise error
            done.append(number)
    return done, all_tried


def test_the_others_go_on_and_the_first_error_is_raised_in_the_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done, all_tried = tried_with(None, ValueError("her words"), None, ValueError("another"))
    assert done == [0, 2]
    with pytest.raises(ValueError, match="her words"):
        all_tried.raise_first()
    assert "thing 1 failed: ValueError" in caplog.text
    assert "her words" not in caplog.text


def test_where_all_went_well_nothing_is_raised() -> None:
    done, all_tried = tried_with(None, None)
    all_tried.raise_first()
    assert done == [0, 1]


@pytest.mark.parametrize("error", [KeyError("away"), RuntimeError("of another kind")])
def test_what_concerns_all_of_them_stops_them_all(error: Exception) -> None:
    with pytest.raises(type(error)):
        tried_with(None, error, None)
