"""What the command prints: all of it, in words, and the same keys for other tools."""

import json
from datetime import date

from bot.annexe.report import as_json, as_text
from tests.annexe.workbooks import annexe, headings, nine, read, six

MIXED = annexe(
    list_6=[six(n, cin_end="?" if n > 3 else "") for n in range(1, 461)],
    list_9=[nine("L1", worker="")],
)


def test_the_json_has_exactly_the_promised_keys() -> None:
    printed = as_json(read(MIXED))
    assert list(printed) == [
        *("accepted", "problems", "lists", "open_cases", "by_team", "by_stratum"),
    ]
    problems = printed["problems"]
    assert isinstance(problems, list)
    for problem in problems:
        assert list(problem) == ["severity", "sheet", "row", "column", "value", "message"]
    assert json.loads(json.dumps(printed)) == printed


def test_the_json_says_what_was_found() -> None:
    printed = as_json(read(MIXED))
    lists = printed["lists"]
    assert isinstance(lists, dict)
    assert printed["accepted"] is True
    assert lists["6"] == {"sheet": "List 6", "rows": 460}
    assert printed["open_cases"] == 4
    assert printed["by_team"] == {"Safeguarding Team 1": 3, "CYPIC Team 4": 1}
    assert printed["by_stratum"] == {"Child in need, Safeguarding": 3, "Care leaver, CYPIC": 1}


def test_a_refused_file_has_no_open_cases_and_says_why_first() -> None:
    tabs = {tab: rows for tab, rows in MIXED.items() if tab != "List 9"}
    reading = read(tabs)
    printed = as_json(reading)
    assert (printed["accepted"], printed["open_cases"], printed["by_team"]) == (False, 0, {})
    text = as_text(reading)
    assert "REFUSED" in text
    assert "List 9 (Care leavers) was not found" in text
    assert "put the file back" in text


def test_458_equal_problems_are_one_entry_with_examples() -> None:
    text = as_text(read(MIXED))
    assert text.count("is neither a date nor blank") == 1
    assert "List 6, row 5 (child 4)" in text
    assert "And 456 more like it in rows 6, 7, 8," in " ".join(text.split())


def test_the_text_keeps_within_its_width_and_lines_up() -> None:
    lines = as_text(read(MIXED)).splitlines()
    assert max(map(len, lines)) <= 96
    title = lines.index("Open cases by team")
    assert len({len(line) for line in lines[title + 1 : title + 3]}) == 1


def test_a_file_without_an_open_case_says_so_plainly() -> None:
    text = " ".join(as_text(read(annexe(list_3=[["7", *[""] * 10]]))).split())
    assert "Accepted: 0 open cases." in text
    assert "It has 1 row on List 3 (Referral): nobody is open" in text


def test_a_file_with_nothing_wrong_asks_for_nothing() -> None:
    text = as_text(read(annexe(list_6=[six(1)], list_9=[nine(2)])))
    assert "Warnings" not in text
    assert "Nothing. The cases can be drawn." in text


def test_neither_report_holds_anything_of_a_child_but_the_id_and_the_faulty_cell() -> None:
    private = {"dob": date(2014, 3, 9), "gender": "b) Female", "ethnicity": "k) APKN"}
    tabs = annexe(list_6=[six(1, cin_end="?", **private), six(2, **private)])
    assert len(headings(6)) == len(tabs["List 6"][1])
    reading = read(tabs)
    printed = as_text(reading) + json.dumps(as_json(reading)) + repr(reading.rows)
    for secret in ("2014", "Female", "APKN"):
        assert secret not in printed
