"""A job that fails ends a simulated year, and says where in the code it failed."""

from dataclasses import replace

import pytest

from bot.jobs.service import LetterWriter
from bot.letters import House
from bot.simulation.year import simulated
from tests.simulated_years import small_plan


class Mistake(Exception):
    pass


def no_letters(house: House) -> LetterWriter:
    raise Mistake


def test_the_year_stops_at_a_job_that_fails_with_the_mistake_as_its_cause() -> None:
    with simulated(small_plan(1), seed=1, weeks=1) as year:
        year.service = replace(year.service, letters=no_letters)
        with pytest.raises(AssertionError, match="letters: failed: Mistake") as stopped:
            for _ in year.days():
                pass
    assert isinstance(stopped.value.__cause__, Mistake)
