"""Of all that the made-up people write, the two concerns alone raise the alarm."""

import random
from collections.abc import Iterator
from datetime import date

import pytest

from bot.demo import sayings
from bot.demo.returns import GOOD_PRACTICE, default_form, graded
from bot.mail.context import Context
from bot.mail.reading import read_words

DAY = date(2026, 1, 5)
TIMES = 20  # each completion is graded, with other grades every time
FORMS = {"form known": default_form(), "form unknown": None}


def written() -> Iterator[tuple[str, str, str]]:
    """Everything that is no concern, as (role, thread, words)."""
    audits = (
        *sayings.COMPLETE_ONLY,
        *sayings.EXCUSED,
        *sayings.HAND_OVER,
        *sayings.UNCLEAR,
        *sayings.QUESTION,
        *sayings.ACTIONS,  # as a form brings them, each on its own
        *GOOD_PRACTICE,
        *(sayings.deferment(DAY, which) for which in range(3)),
        sayings.out_of_office(DAY),
        sayings.SAY_IT_PLAINLY,
        *completions(),
    )
    yield from (("auditor", "assignment", words) for words in audits)
    yield from (("team_manager", "remedial", words) for words in sayings.DONE)
    decided = (*sayings.APPROVE, *sayings.DECLINE)
    yield from (("consultant_head", "request_pending", words) for words in decided)


def completions() -> Iterator[str]:
    dice = random.Random("grades")
    for words in (*sayings.COMPLETE_NONE, *sayings.COMPLETE_WITH, *sayings.NONE_AFTER_ALL):
        for _ in range(TIMES):
            one, two, three = dice.sample(sayings.ACTIONS, 3)
            yield graded(words.format(one=one, two=two, three=three), dice)


def alarms(words: str, role: str, thread: str, form: str) -> bool:
    known = FORMS[form]
    context = Context(role, thread, known) if known else None
    return read_words(words, received=DAY, context=context).safeguarding


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_is_no_concern_raises_the_alarm(form: str) -> None:
    assert [words for role, on, words in written() if alarms(words, role, on, form)] == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", sayings.CONCERN)
def test_a_concern_raises_it_alone_and_beside_a_whole_return(words: str, form: str) -> None:
    assert alarms(words, "auditor", "assignment", form)
    for completion in completions():
        assert alarms(f"{completion}\n{words}", "auditor", "assignment", form)
