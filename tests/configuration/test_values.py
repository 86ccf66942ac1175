"""Cells as people really write them."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.configuration import values
from bot.policy.council import Role
from bot.policy.strata import Method, StratumBy
from bot.policy.written_days import DATE_FORMS

FIRST = date(2025, 9, 1)


@pytest.mark.parametrize(
    "written",
    [
        datetime(2025, 9, 1),  # noqa: DTZ001 - Excel knows no time zones
        FIRST,
        45901,
        45901.0,
        "2025-09-01",
        "01/09/2025",
        "1/9/25",
        " 1.9.2025 ",
        "1 September 2025",
        "1st Sept 2025",
        "Monday 1 September 2025",
        "Mon, 1 Sep 2025",
        "2025-09-01 00:00:00",
        "01/09/2025\xa0",
    ],
)
def test_a_day_is_read_in_every_way_a_british_writer_puts_it(written: object) -> None:
    assert values.day(written) == FIRST


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("soon", "'soon' is not a date. Write the day as 01/09/2025."),
        ("31/02/2025", "is not a date"),
        ("09/25/2025", "is not a date"),
        ("01/09/0205", "is the year right"),
        (7, "is the year right"),
        (datetime(1900, 1, 1), "is the year right"),  # noqa: DTZ001
    ],
)
def test_what_is_no_day_is_refused_in_words(written: object, words: str) -> None:
    with pytest.raises(ValueError, match=words.replace(".", r"\.")):
        values.day(written)


@given(st.dates(date(2000, 1, 1), date(2068, 12, 31)), st.sampled_from(DATE_FORMS))
def test_every_day_is_read_back_from_every_form(day: date, form: str) -> None:
    assert values.day(day.strftime(form)) == day


@pytest.mark.parametrize("written", ["Yes", "yes ", "Y", "TRUE", True, 1, 1.0, "✓"])
def test_yes_in_many_words(written: object) -> None:
    assert values.yes_no(written) is True


@pytest.mark.parametrize("written", ["No", "n", False, 0, None, "  ", "-"])
def test_no_in_many_words(written: object) -> None:
    assert values.yes_no(written) is False


@pytest.mark.parametrize(
    ("written", "roles"),
    [
        ("Auditor", {Role.AUDITOR}),
        ("auditor ;  team manager", {Role.AUDITOR, Role.TEAM_MANAGER}),
        ("Service Manager, Safeguarding", {Role.SERVICE_MANAGER_SAFEGUARDING}),
        (
            "Auditor, Service Manager, Safeguarding, SM",
            {Role.AUDITOR, Role.SERVICE_MANAGER_SAFEGUARDING, Role.SERVICE_MANAGER},
        ),
        ("CHPI\nCoordinator;", {Role.CONSULTANT_HEAD, Role.COORDINATOR}),
    ],
)
def test_roles_are_told_apart_although_one_has_a_comma(written: str, roles: set[Role]) -> None:
    assert values.roles(written) == roles


@given(st.sets(st.sampled_from(Role), min_size=1), st.sampled_from([";", ",", " ; ", "\n"]))
def test_any_roles_in_any_order_are_read_back(roles: set[Role], between: str) -> None:
    assert values.roles(between.join(roles)) >= roles - {
        # "Service Manager, Safeguarding" may also arise from two words side by side.
        Role.SERVICE_MANAGER
    }


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("ada@council.example", "ada@council.example"),
        (" Ada Obi <ada@council.example> ", "ada@council.example"),
        ("mailto:ada@council.example.", "ada@council.example"),
    ],
)
def test_an_address_is_read_as_it_is_pasted(written: str, found: str) -> None:
    assert values.address(written) == found


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (values.address, "Ada Obi"),
        (values.address, "ada@council"),
        (values.address, "a@b.example, c@d.example"),
        (values.count, "two"),
        (values.count, -1),
        (values.count, 1.5),
        (values.yes_no, "perhaps"),
        (values.roles, "Wizard"),
        (values.roles, " ; "),
        (values.needed, " \xa0 "),
    ],
)
def test_what_cannot_be_meant_is_refused(read: Callable[[object], object], written: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read(written)


def test_numbers_and_ids_keep_their_look() -> None:
    assert values.text(100234.0) == "100234"
    assert values.text("00123") == "00123"
    assert values.count("2") == values.count(2.0) == 2
    assert values.several("OBI, Ada; Ada Obi-West\n") == ("OBI, Ada", "Ada Obi-West")


@pytest.mark.parametrize(
    ("written", "default", "value"),
    [
        ("15", 20, 15),
        ("10, 5", (10, 5, 1), (10, 5)),
        ("0.25", 0.5, 0.25),
        ("2,4.5", (2.0,), (2.0, 4.5)),
        (" Neyman ", Method.PROPORTIONAL, Method.NEYMAN),
        ("Service  area", (StratumBy.STATUS, StratumBy.TEAM), (StratumBy.SERVICE_AREA,)),
        ("team, status", (StratumBy.STATUS,), (StratumBy.TEAM, StratumBy.STATUS)),
    ],
)
def test_a_rule_is_read_as_its_default_is(written: str, default: object, value: object) -> None:
    assert values.rule_value(written, default) == value


@pytest.mark.requirement("R-6.2-1")
@pytest.mark.parametrize("written", ["by lot", "neymann", ""])
def test_a_rule_that_is_none_of_its_words_is_answered_with_them(written: str) -> None:
    with pytest.raises(ValueError, match="is not one of: proportional, equal, neyman, minimum"):
        values.rule_value(written, Method.PROPORTIONAL)


@pytest.mark.parametrize("written", ["fifteen", "-1", "1.5", "99999", ""])
def test_a_rule_that_is_no_sensible_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is "):
        values.rule_value(written, 20)


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("09:00", 9, 0),
        ("9.30", 9, 30),
        ("9am", 9, 0),
        ("12am", 0, 0),
        ("12 pm", 12, 0),
        ("4:15 pm", 16, 15),
        ("16:00:00", 16, 0),
        (time(8, 30), 8, 30),
        (datetime(1900, 1, 1, 8, 30), 8, 30),  # noqa: DTZ001 - a cell formatted as date and time
    ],
)
def test_a_time_is_read_as_people_write_it(written: object, hour: int, minute: int) -> None:
    assert values.time_of_day(written) == time(hour, minute)


@pytest.mark.parametrize("written", ["noon", "25:00", "9:60", None, "9-10"])
def test_what_is_no_time_is_refused_in_words(written: object) -> None:
    with pytest.raises(ValueError, match=r"09:00|filled in"):
        values.time_of_day(written)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        (None, {0, 1, 2, 3, 4}),
        ("Monday", {0}),
        ("Mon, Thurs", {0, 3}),
        ("tuesday and friday", {1, 4}),
    ],
)
def test_days_of_the_week_are_read_by_their_names(written: object, days: set[int]) -> None:
    assert values.weekdays(written) == days


def test_what_is_no_day_of_the_week_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="such as Monday, Thursday"):
        values.weekdays("every day")
