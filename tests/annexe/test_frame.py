"""Which rows make an open case, who holds it, and what is said where rows contradict each other."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.annexe.problems import Severity
from bot.annexe.reading import frame_fingerprint
from bot.annexe.statuses import read_status
from tests.annexe.workbooks import (
    AS_AT,
    Error,
    annexe,
    children,
    headings,
    kinds,
    nine,
    read,
    row,
    six,
)

PAST, FUTURE = AS_AT - timedelta(days=20), AS_AT + timedelta(days=20)
CLOSED = "e) Closed episode"


def eight(child: Any, **cells: Any) -> list[Any]:
    usual = {"cla_start": date(2025, 2, 3), "team": "CYPIC Team 4", "worker": "Ade Patel"}
    return row(8, child_id=child, **{**usual, **cells})


def seven(child: Any, **cells: Any) -> list[Any]:
    usual = {"cpp_start": date(2025, 2, 3), "team": "Safeguarding Team 1", "worker": "Lucy Gill"}
    return row(7, child_id=child, **{**usual, **cells})


def four(child: Any, **cells: Any) -> list[Any]:
    usual = {"assessment_start": date(2025, 5, 12), "team": "MASH", "worker": "Femi Turner"}
    return row(4, child_id=child, **{**usual, **cells})


@pytest.mark.requirement("R-6.1-1")
@pytest.mark.parametrize(
    ("end", "status", "is_open", "said"),
    [
        ("", "c) Child in need plan", True, []),
        ("N/A", "c) Child in need plan", True, []),
        ("-", "c) Child in need plan", True, []),
        (PAST, CLOSED, False, []),
        (AS_AT, CLOSED, False, []),
        (f"{PAST:%d/%m/%Y}", CLOSED, False, []),
        (45785.0, CLOSED, False, []),
        ("", CLOSED, False, ["closed_without_date"]),
        (PAST, "c) Child in need plan", False, ["ended_but_open"]),
        (FUTURE, "c) Child in need plan", True, ["end_in_future"]),
        (FUTURE, CLOSED, False, ["end_in_future"]),
        ("ongoing", "c) Child in need plan", False, ["end_unreadable"]),
        ("31/02/2025", CLOSED, False, ["end_unreadable"]),
    ],
)
def test_a_child_of_list_6_is_open_while_neither_date_nor_status_closes_it(
    end: object, status: str, is_open: bool, said: list[str]
) -> None:
    reading = read(annexe(list_6=[six(1), six(2, cin_end=end, case_status=status)]))
    assert ("2" in children(reading)) is is_open
    assert kinds(reading) == said


def test_a_child_whose_closure_cannot_be_read_is_left_out_shown_and_the_rest_are_drawn() -> None:
    reading = read(annexe(list_6=[six(1), six(2, cin_end="see notes")], list_8=[eight(2)]))
    assert reading.accepted
    assert children(reading) == ["1"]
    problem = reading.problems[0]
    assert problem.severity is Severity.ERROR
    assert (problem.sheet, problem.row, problem.column) == ("List 6", 3, "CIN Closure Date")
    assert problem.value == "see notes"
    assert "child 2" in problem.message
    assert reading.rows["2"].end_unreadable


def test_one_open_assessment_is_enough_though_another_cannot_be_read() -> None:
    rows = [four(2), four(2, assessment_end="soon"), four(3, assessment_end="soon")]
    reading = read(annexe(list_6=[six(1)], list_4=rows))
    assert children(reading) == ["1", "2"]
    assert reading.rows["3"].end_unreadable


def test_a_file_in_which_no_open_case_can_be_read_is_refused() -> None:
    reading = read(annexe(list_6=[six(n, cin_end="yes") for n in (1, 2)]))
    assert not reading.accepted
    assert reading.problems[0].kind == "no_case_readable"


def test_each_child_is_one_case_however_many_lists_name_it() -> None:
    reading = read(
        annexe(
            list_6=[six(1, case_status="a) Looked after child", team="CYPIC Team 4")],
            list_8=[eight(" 1 ")],
            list_7=[seven("1.0")],
            list_4=[four(1), four(1, assessment_end=PAST), four(1)],
            list_9=[nine("1", eligibility="d) Eligible child", team="Leaving Care")],
        )
    )
    (case,) = reading.frame.cases
    assert case.lists == (4, 6, 7, 8, 9)
    assert (case.status, case.team, case.service_area) == ("Looked after", "CYPIC Team 4", "CYPIC")
    assert case.stratum == "Looked after, CYPIC"
    assert case.opened == date(2025, 1, 6)


@pytest.mark.parametrize(
    ("lists", "status", "area"),
    [
        ({"list_8": [eight(2)]}, "Looked after", "CYPIC"),
        ({"list_7": [seven(2)]}, "Child protection", "Safeguarding"),
        ({"list_4": [four(2)]}, "Open assessment", "A&A"),
    ],
)
def test_a_child_open_elsewhere_and_not_on_list_6_is_a_case_and_is_shown(
    lists: dict[str, Any], status: str, area: str
) -> None:
    reading = read(annexe(list_6=[six(1)], **lists))
    assert children(reading) == ["1", "2"]
    assert (reading.frame.cases[1].status, reading.frame.cases[1].service_area) == (status, area)
    assert kinds(reading) == ["not_on_list_6"]


@pytest.mark.parametrize(
    ("lists", "counted"),
    [
        ({"list_8": [eight(2)]}, True),
        ({"list_7": [seven(2)]}, True),
        ({"list_4": [four(2)]}, False),
    ],
)
def test_a_child_closed_on_list_6_stays_open_by_care_or_plan_but_not_by_an_assessment(
    lists: dict[str, Any], counted: bool
) -> None:
    closed = six(2, cin_end=PAST, case_status=CLOSED)
    reading = read(annexe(list_6=[six(1), closed], **lists))
    assert ("2" in children(reading)) is counted
    assert kinds(reading) == ["closed_on_list_6"]


def test_the_end_of_care_or_of_a_plan_does_not_close_the_case() -> None:
    reading = read(
        annexe(list_6=[six(1)], list_8=[eight(1, cla_end=PAST)], list_7=[seven(1, cpp_end=PAST)])
    )
    assert [case.lists for case in reading.frame.cases] == [(6,)]
    assert kinds(reading) == []


def test_care_that_ended_elsewhere_makes_no_case() -> None:
    reading = read(annexe(list_6=[six(1)], list_8=[eight(2, cla_end=PAST)]))
    assert children(reading) == ["1"]
    assert reading.rows["2"].care_end == PAST


def test_referrals_contacts_early_help_and_adopters_make_no_case() -> None:
    reading = read(
        annexe(
            list_6=[six(1)],
            list_1=[row(1, child_id=11)],
            list_2=[row(2, child_id=12)],
            list_3=[row(3, child_id=13, team="MASH")],
            list_5=[row(5, child_id=15)],
            list_10=[row(10, child_id=16)],
            list_11=[row(11, adopter_id=17)],
        )
    )
    assert children(reading) == ["1"]
    assert {n: found.rows for n, found in reading.lists.items()}[11] == 1


def test_a_care_leaver_closed_on_list_6_is_an_open_case_without_a_word() -> None:
    closed = six(2, cin_end=PAST, case_status=CLOSED)
    reading = read(annexe(list_6=[six(1), closed], list_9=[nine(2)]))
    assert reading.frame.cases[1].status == "Care leaver"
    assert reading.frame.cases[1].lists == (9,)
    assert kinds(reading) == []


def test_a_care_leaver_on_list_6_and_list_9_is_one_case() -> None:
    reading = read(annexe(list_6=[six(2, case_status="Care leaver")], list_9=[nine(2)]))
    assert [(c.child, c.lists, c.status) for c in reading.frame.cases] == [
        ("2", (6, 9), "Care leaver")
    ]


def test_a_young_person_who_died_is_no_case() -> None:
    reading = read(annexe(list_6=[six(1)], list_9=[nine(2, in_touch="c) Died")]))
    assert children(reading) == ["1"]
    assert kinds(reading) == ["died"]


@pytest.mark.parametrize(
    ("cells", "worker"),
    [
        ({"worker": "Zoe Mensah", "personal_advisor": "Sam Jones"}, "Zoe Mensah"),
        ({"worker": "", "personal_advisor": "Sam Jones"}, "Sam Jones"),
        ({"worker": "#N/A", "personal_advisor": "Sam\u00a0Jones "}, "Sam Jones"),
    ],
)
def test_the_personal_adviser_holds_the_case_where_no_worker_does(
    cells: dict[str, str], worker: str
) -> None:
    reading = read(annexe(list_9=[nine(2, **cells)]))
    assert reading.frame.cases[0].worker == worker


@pytest.mark.parametrize("blank", ["", "#N/A", "Unallocated", "-", "n/a", " "])
def test_a_case_without_team_or_worker_is_unallocated_and_shown(blank: str) -> None:
    reading = read(annexe(list_6=[six(1, team=blank, worker=blank)]))
    case = reading.frame.cases[0]
    assert (case.team, case.worker) == (None, None)
    assert sorted(kinds(reading)) == ["no_team", "no_worker", "team_not_mapped"]


def test_a_team_left_blank_on_list_6_is_taken_from_list_8_but_not_from_an_assessment() -> None:
    bare = {"team": "", "worker": ""}
    reading = read(
        annexe(list_6=[six(1, **bare), six(2, **bare)], list_8=[eight(1)], list_4=[four(2)])
    )
    assert [case.team for case in reading.frame.cases] == ["CYPIC Team 4", None]


def test_one_worker_is_one_person_however_spaced_or_cased() -> None:
    names = ["Lexie\u00a0Defore", "Lexie  Defore ", "LEXIE DEFORE", "Lexie Defore"]
    reading = read(annexe(list_6=[six(n, worker=worker) for n, worker in enumerate(names)]))
    assert {case.worker for case in reading.frame.cases} == {"Lexie Defore"}


def test_a_child_twice_on_list_6_is_one_case_by_the_open_row_and_is_shown() -> None:
    rows = [
        six(1, cin_start=date(2024, 1, 8), cin_end=PAST, case_status=CLOSED, team="MASH"),
        six(1, cin_start=date(2025, 3, 3)),
    ]
    reading = read(annexe(list_6=rows))
    assert [(c.child, c.team) for c in reading.frame.cases] == [("1", "Safeguarding Team 1")]
    assert kinds(reading) == ["child_repeated"]
    assert "row 2" in reading.problems[0].message


def test_ids_that_differ_by_leading_noughts_are_two_children_and_a_warning() -> None:
    reading = read(annexe(list_6=[six("00123"), six(123)]))
    assert children(reading) == ["00123", "123"]
    assert kinds(reading) == ["ids_alike"]


def test_an_id_that_excel_has_rounded_is_an_error_and_its_row_left_out() -> None:
    reading = read(annexe(list_6=[six(1), six(1234567890123456789)]))
    assert children(reading) == ["1"]
    assert kinds(reading) == ["id_unreadable"]


def test_totals_footnotes_and_repeated_headings_are_no_children() -> None:
    total = ["Total", *[1] * 13]
    reading = read(annexe(list_6=[six(1), total, headings(6), six(2)], list_9=[nine(3)]))
    assert children(reading) == ["1", "2", "3"]
    assert kinds(reading) == ["id_is_words", "id_is_words"]


def test_a_row_without_an_id_is_shown_but_filler_of_formulas_is_not() -> None:
    filler = ["-"] * 14
    noughts = [0] * 14
    reading = read(annexe(list_6=[six(1), six(""), filler, [*noughts[:-1], ""], ["", *filler[1:]]]))
    assert kinds(reading).count("id_blank") == 1
    assert "1" in children(reading)


def test_a_start_that_cannot_be_read_is_a_warning_and_the_case_stays() -> None:
    reading = read(annexe(list_6=[six(1, cin_start="last year")]))
    assert reading.frame.cases[0].opened is None
    assert kinds(reading) == ["date_unreadable"]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("a) Looked after child", "Looked after"),
        ("CLA", "Looked after"),
        ("LAC", "Looked after"),
        ("CLA&CP", "Looked after"),
        ("CP/CLA", "Looked after"),
        ("b) Child Protection plan", "Child protection"),
        ("CP Ext", "Child protection"),
        ("CPP", "Child protection"),
        ("c) Child in need plan", "Child in need"),
        ("CiN Plan", "Child in need"),
        ("c", "Child in need"),
        ("C)", "Child in need"),
        ("d) Open assessment", "Open assessment"),
        ("Open asmt", "Open assessment"),
        ("CF Assessment in progress", "Open assessment"),
        ("e) Closed episode", "Closed"),
        ("Closed - stepdown", "Closed"),
        ("Closed Referral", "Closed"),
        ("Closed Assessment", "Closed"),
        ("Care leaver", "Care leaver"),
        ("e) Child in need plan", "Child in need"),  # the words count, not the letter
        ("Disclosure pending", None),
        ("Short breaks", None),
    ],
)
def test_a_status_is_known_in_its_many_spellings(written: str, status: str | None) -> None:
    assert read_status(written) == status


def test_a_status_that_is_not_known_is_taken_from_the_other_lists() -> None:
    odd = [six(n, case_status="Tier 4") for n in (1, 2)]
    reading = read(annexe(list_6=odd, list_7=[seven(1)]))
    assert [case.status for case in reading.frame.cases] == ["Child protection", "Not stated"]
    assert kinds(reading) == ["status_unknown", "status_unknown"]


def test_a_team_that_is_not_mapped_has_its_area_from_the_status_and_is_shown_once() -> None:
    reading = read(annexe(list_6=[six(1, team="New Team"), six(2, team="New Team")]))
    assert {case.service_area for case in reading.frame.cases} == {"Safeguarding"}
    assert kinds(reading) == ["team_not_mapped"]
    assert "“New Team” is not on the Teams list (2 open cases)" in reading.problems[0].message


def test_an_area_is_not_guessed_where_the_caller_forbids_it() -> None:
    reading = read(annexe(list_6=[six(1, team="New Team")]), guess_areas=False)
    assert reading.frame.cases[0].service_area is None
    assert kinds(reading) == ["team_not_mapped"]


def test_teams_are_mapped_however_they_are_spaced_or_cased() -> None:
    tabs = annexe(list_6=[six(1, team="  SAFEGUARDING\u00a0team 1")])
    reading = read(tabs, areas={"Safeguarding  Team 1": "A&A"})
    assert reading.frame.cases[0].service_area == "A&A"


def test_without_a_table_of_teams_one_note_says_that_areas_were_guessed() -> None:
    reading = read(annexe(list_6=[six(1), six(2, team="MASH")]), areas={})
    assert kinds(reading) == ["areas_guessed"]


def test_cases_stand_in_the_order_of_their_ids() -> None:
    reading = read(annexe(list_6=[six("B2"), six(20), six(3)], list_9=[nine(1)]))
    assert children(reading) == sorted(children(reading))


def test_the_fingerprint_is_of_the_cases_and_the_day_and_the_same_everywhere() -> None:
    tabs = annexe(list_6=[six(1)])
    first, again = read(tabs).frame, read(annexe(list_6=[six("1.0", last_seen="")])).frame
    assert frame_fingerprint(first) == frame_fingerprint(again)
    other = read(tabs, as_at=AS_AT + timedelta(days=1)).frame
    assert frame_fingerprint(first) != frame_fingerprint(other)
    assert frame_fingerprint(first) == (
        "79ef90d557c0fbe03da4db2fc84f226dcf483d431f815b5bf5e465fe1d26d3bc"
    )


def test_what_two_publications_are_compared_by_is_kept_of_every_child() -> None:
    closed = six(2, cin_end=PAST, case_status=CLOSED, closure_reason="RC7 - Services ceased")
    reading = read(
        annexe(list_6=[six(1), closed], list_8=[eight(1)], list_7=[seven(2, cpp_end=PAST)])
    )
    one, two = reading.rows["1"], reading.rows["2"]
    assert (one.on, one.open_on, one.in_frame, one.care_start) == (
        (6, 8),
        (6, 8),
        True,
        date(2025, 2, 3),
    )
    assert (two.on, two.open_on, two.in_frame) == ((6, 7), (), False)
    assert (two.start, two.end, two.status) == (date(2025, 1, 6), PAST, "Closed")
    assert (two.reason, two.plan_end) == ("RC7 - Services ceased", PAST)


def test_an_error_cell_under_the_closure_date_is_unreadable_and_not_blank() -> None:
    rows = [six(1), six(2, cin_end=Error("#REF!")), six(3, cin_end=Error("#N/A"))]
    reading = read(annexe(list_6=rows))
    assert children(reading) == ["1", "3"]
    assert [(p.kind, p.row, p.value) for p in reading.problems] == [("end_unreadable", 3, "#REF!")]


def test_an_error_cell_for_a_team_is_unallocated() -> None:
    reading = read(annexe(list_6=[six(1, team=Error("#REF!"), worker=Error("#N/A"))]))
    assert (reading.frame.cases[0].team, reading.frame.cases[0].worker) == (None, None)
