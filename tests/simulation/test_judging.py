"""A judge that fails says so, and one that finds something wrong is heard."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.simulation.judging import judge
from bot.simulation.year import Look, Year, simulated
from bot.store.tables import outbox
from tests.simulated_years import small_plan


def some_look(year: Year) -> Look:
    """One in which letters left."""
    looks: list[Look] = []
    for _ in year.days(looks.append):
        if found := [look for look in looks if look.letters]:
            return found[-1]
    raise LookupError


def test_a_letter_to_the_wrong_reader_and_one_with_a_childs_id_are_found() -> None:
    with simulated(small_plan(1), seed=1, weeks=1) as year, judge(year.store) as judging:
        look = some_look(year)
        letter = look.letters[0]
        stranger = replace(letter, key=f"{letter.key.rpartition('|')[0]}|Nobody Known")
        child = replace(letter, subject="About 100123")
        judging.saw(look)
        judging.saw(replace(look, letters=[stranger, child]))
        broken, checked = judging.verdict()
    wrong, named = broken
    assert wrong.endswith("to Nobody Known, not in the matrix")
    assert named.endswith("a child's id in the subject")
    assert checked["letters"] == len(look.letters) + 2


def test_a_letter_that_has_failed_is_found_though_it_stops_no_other() -> None:
    with simulated(small_plan(1), seed=1, weeks=1) as year, judge(year.store) as judging:
        judging.saw(some_look(year))
        with year.service.store.transaction() as work:
            work.execute(update(outbox).where(outbox.c.id == 1).values(state="failed"))
        broken, checked = judging.verdict()
    assert [words.endswith("did not leave") for words in broken] == [True]
    assert checked["looks for failures"] == 2


def test_a_judge_that_fails_ends_the_year_with_its_reason() -> None:
    with simulated(small_plan(1), seed=1, weeks=1) as year, judge(year.store) as judging:
        look = some_look(year)
        judging.saw(replace(look, lists={}))
        with pytest.raises(AssertionError, match=r"the judge has failed:(.|\n)*KeyError"):
            judging.verdict()
