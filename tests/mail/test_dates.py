"""Dates and durations of UK English, against Wednesday 7 January 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.dates import find_dates, requested

WEDNESDAY = date(2026, 1, 7)

CERTAIN = (
    ("until 19 January", "2026-01-19"),
    ("until Monday 19th January 2026", "2026-01-19"),
    ("to 19/01/2026", "2026-01-19"),
    ("to 19.01.26", "2026-01-19"),
    ("till 19/1", "2026-01-19"),
    ("January 19", "2026-01-19"),
    ("2026-01-19", "2026-01-19"),
    ("until the 19th", "2026-01-19"),
    ("until the 5th", "2026-02-05"),
    ("by Friday", "2026-01-09"),
    ("next Monday", "2026-01-12"),
    ("until Friday week", "2026-01-16"),
    ("a week on Friday", "2026-01-16"),
    ("w/c 19th Jan", "2026-01-19"),
    ("two weeks", "2026-01-21"),
    ("another fortnight", "2026-01-21"),
    ("a couple of weeks", "2026-01-21"),
    ("3 wks", "2026-01-28"),
    ("10 working days", "2026-01-21"),
    ("10 days", "2026-01-17"),
    ("a month", "2026-02-07"),
    ("end of the month", "2026-01-31"),
    ("end of next month", "2026-02-28"),
    ("end of January", "2026-01-31"),
    ("end of the week", "2026-01-09"),
    ("by end of play Friday", "2026-01-09"),
    ("tomorrow", "2026-01-08"),
    ("in two weeks' time", "2026-01-21"),
    ("a week today", "2026-01-14"),
    ("a fortnight today", "2026-01-21"),
    ("six weeks on Monday", "2026-02-23"),
    ("48 hours", "2026-01-09"),
    ("Mon 19", "2026-01-19"),
    ("Weds 14 please", "2026-01-14"),
    ("31st", "2026-01-31"),
    ("1st of the month", "2026-02-01"),
    ("the 5th of next month", "2026-02-05"),
)

ASKED = (
    ("until next Friday", "2026-01-16"),  # two readings: the likelier is proposed
    ("until 3/2", "2026-02-03"),
    ("until Tuesday 19 January", "2026-01-19"),  # it is a Monday
    ("until March", None),
    ("the Monday after next", "2026-01-19"),
    ("Weds 15", "2026-01-15"),  # it is a Thursday
    ("after half term", None),
    ("mid February", "2026-02-15"),
    ("until 19 January 2027", "2027-01-19"),
    ("two weeks from 19 January", None),
    ("19 January or 26 January", "2026-01-26"),
)

OFFERED = (
    ("until next Friday", ("2026-01-09", "2026-01-16")),
    ("until 3/2", ("2026-02-03", "2026-03-02")),
    ("until Tuesday 19 January", ("2026-01-19", "2026-01-20")),
    ("until March", ("2026-03-02", "2026-03-31")),
    ("19 January or 26 January", ("2026-01-19", "2026-01-26")),
    ("mid February", ("2026-02-15",)),
    ("after half term", ()),
    ("until 19 January 2027", ()),
    ("until 19 January", ()),
)

NO_DATE = (
    "I may be able to do it",
    "the sun and moon nursery",
    "she sat with me",
    "DOB 12/03/2014",
    "aged 4 and 7",
    "a 3 week old baby",
    "two weeks ago",
    "for the last two weeks",
    "tel 01632 960123 ext 1204",
    "at 10am",
    "AUD-2026-0147 and AU-7K3F-QT",
    "actions 1-3",
    "can I have more time please",
    "more than one of them",
    "his 2nd birthday party was fun",
)

OF_SEVERAL = (
    ("Please extend to Friday, the meeting isn't until Thursday.", "2026-01-09"),
    ("defer until 26/01/2026 as the final hearing is 20/01/2026", "2026-01-26"),
    ("could we do 1st Feb, rather than this Friday?", "2026-02-01"),
    ("I was due to finish on 2 January, new date 16 January", "2026-01-16"),
    ("The review isn't until the 26th January.", "2026-01-26"),
)


@pytest.mark.parametrize(("phrase", "day"), CERTAIN)
def test_a_certain_date_may_be_acted_on(phrase: str, day: str) -> None:
    found = requested(f"Please can I defer this? {phrase}", WEDNESDAY)
    assert found.until == date.fromisoformat(day)
    assert found.ask is None


@pytest.mark.parametrize(("phrase", "guess"), ASKED)
def test_a_date_that_may_be_read_in_two_ways_is_asked(phrase: str, guess: str | None) -> None:
    found = requested(f"Please can I defer this? {phrase}", WEDNESDAY)
    assert found.until == (date.fromisoformat(guess) if guess else None)
    assert found.ask


@pytest.mark.parametrize(("phrase", "days"), OFFERED)
def test_the_days_that_may_be_meant_are_offered(phrase: str, days: tuple[str, ...]) -> None:
    found = requested(f"Please can I defer this? {phrase}", WEDNESDAY)
    assert found.readings == tuple(map(date.fromisoformat, days))


@pytest.mark.parametrize("phrase", NO_DATE)
def test_what_only_looks_like_a_date_is_none(phrase: str) -> None:
    assert requested(phrase, WEDNESDAY).until is None


@pytest.mark.parametrize(("text", "day"), OF_SEVERAL)
def test_of_several_dates_the_one_that_is_asked_for_is_taken(text: str, day: str) -> None:
    assert requested(text, WEDNESDAY).until == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("until ſunday", "2026-01-11"),
        ("until frİday", "2026-01-09"),
        ("ſıx weeks", "2026-02-18"),
        ("two weeKs", "2026-01-21"),
    ],
)
def test_a_letter_that_passes_for_another_is_read_as_that(phrase: str, day: str) -> None:
    assert requested(phrase, WEDNESDAY).until == date.fromisoformat(day)


def test_a_past_date_is_asked() -> None:
    found = requested("defer until 5 January 2026", WEDNESDAY)
    assert found.ask == ("Monday 5 January 2026 is past, or more than 90 days ahead")


@given(st.integers(1, 90))
def test_every_written_date_of_the_next_ninety_days_is_read_as_itself(ahead: int) -> None:
    day = WEDNESDAY + timedelta(days=ahead)
    for text in (f"{day:%A} {day.day} {day:%B %Y}", f"{day:%d/%m/%Y}", day.isoformat()):
        assert requested(f"defer until {text}", WEDNESDAY).until == day


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    find_dates(text, WEDNESDAY)


@given(
    st.lists(
        st.sampled_from(
            "31 30/2 99th of Feb may the a 2 weeks next Friday week end month 0 / - . until".split()
        ),
        max_size=12,
    )
)
def test_no_order_of_its_words_makes_it_fail(words: list[str]) -> None:
    requested(" ".join(words), WEDNESDAY)
