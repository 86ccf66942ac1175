"""The commands of the analyst: a CSV file in, figures or a plain sentence out."""

import json
from pathlib import Path

import pytest

from tests.terminal.conftest import Cli

RATINGS = """\
case;criterion;rater;rating;role
1;Plan;Ann;Good;auditor
1;Plan;Bob;Good;reviewer
2;Plan;Ann;Fair;auditor
2;Plan;Bob;Good;reviewer
3;Plan;Ann;Poor;
3;Plan;Cy;Poor;
3;Voice;Ann;;
3;Voice;Cy;Good;
"""
SAMPLE = """\
stratum,open,drawn,audited,found,month,kind
In need,1540,161,161,120.75,2025-12,
Protection,770,81,81,40.5,2025-12,random
Looked after,385,40,40,10,2025-12,
Looked after,385,9,9,1,2025-12,thematic
In need,1500,10,6,4,2026-01,
"""


@pytest.fixture
def ratings(tmp_path: Path) -> Path:
    file = tmp_path / "ratings.csv"
    file.write_text(RATINGS, encoding="utf-8-sig")  # as Excel saves it
    return file


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    file = tmp_path / "sample.csv"
    file.write_text(SAMPLE, encoding="utf-8")
    return file


@pytest.mark.requirement("R-8.1-5")
def test_agreement_is_told_by_criterion_and_beside_the_reviewers(cli: Cli, ratings: Path) -> None:
    told = cli("statistics", "agreement", ratings, "--scale", "ordinal", "--categories",
               "Poor, Fair, Good").stdout  # fmt: skip

    assert "Plan: 3 cases, 3 rated by two or more; 3 raters, 6 ratings (ordinal)" in told
    assert "Gwet's AC2" in told
    assert "cannot be computed: no case was rated by two or more" in told
    assert "Ann                    -0.50" in told


@pytest.mark.requirement("R-8.1-5")
def test_agreement_as_json_has_a_number_or_null_with_its_reason(cli: Cli, ratings: Path) -> None:
    found = json.loads(cli("statistics", "agreement", ratings, "--json").stdout)

    by_name = {c["name"]: c for c in found["criteria"]["Voice"]["coefficients"]}
    assert by_name["Gwet's AC1"]["value"] is None
    assert by_name["Gwet's AC1"]["why"] == "no case was rated by two or more"
    plan = {c["name"]: c for c in found["criteria"]["Plan"]["coefficients"]}
    assert plan["raw agreement"]["value"] == pytest.approx(2 / 3)
    assert found["severity"][0]["pairs"] == 2


@pytest.mark.requirement("R-2.1-2", "R-2.1-3")
def test_an_estimate_says_whether_it_may_stand_for_all_cases(cli: Cli, sample: Path) -> None:
    told = cli("statistics", "estimate", sample).stdout

    assert "2025-12: 0.607143, standard error 0.025668, 95% interval" in told
    assert "suitable for all cases\n  left out: 9 thematic audits (2.1)" in told
    assert "2026-01: 0.666667" in told
    assert "not yet suitable for all cases\n  - Only 6 random audits" in told
    assert "whatever the drawn cases without an audit are like: 0.4000 to 0.8000" in told


def test_a_rolling_window_takes_the_months_together(cli: Cli, sample: Path) -> None:
    found = json.loads(cli("statistics", "estimate", sample, "--window", 2, "--json").stdout)

    december, january = found["months"]
    assert december["estimate"]["share"] == pytest.approx(0.607143, abs=1e-6)
    assert january["suitability"]["suitable"] is True
    assert january["suitability"]["excluded"] == {"thematic": 9}


@pytest.mark.parametrize(
    ("command", "text", "told"),
    [
        ("estimate", "", "Row 1: there is no column stratum, open, drawn, audited, found."),
        ("estimate", "stratum,open,drawn,audited,found\n", "There is no row"),
        ("estimate", "stratum,open,drawn,audited,found\na,5,x,1,1", "Row 2, column drawn: 'x'"),
        ("estimate", "stratum,open,drawn,audited,found\na,5,1.5,1,1", "'1.5' is no whole number"),
        ("estimate", "stratum,open,drawn,audited,found\na,5,nan,1,1", "'nan' is not a number"),
        ("estimate", "stratum,open,drawn,audited,found\na,5,4,5,1", "Stratum a: 5 audited of 4"),
        ("estimate", "stratum,open,drawn,audited,found\na,5,4,1,1\na,1,1,1,1", "row 2 already"),
        ("estimate", "stratum,open,drawn,audited,found,kind\na,5,4,1,1,odd", "column kind: 'odd'"),
        ("agreement", "case,rater,rating\n1,A,x\n1,A,y", "Row 3: A has rated this case already"),
        ("agreement", "case,rater,rating\n,A,x", "Row 2, column case: this must be filled in"),
        ("agreement", "case,rater,rating,role\n1,A,x,boss", "column role: 'boss'"),
    ],
)
def test_a_file_that_cannot_be_understood_is_answered_with_the_place(
    cli: Cli, tmp_path: Path, command: str, text: str, told: str
) -> None:
    file = tmp_path / "file.csv"
    file.write_text(text, encoding="utf-8")
    result = cli("statistics", command, file)

    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--scale", "odd"), "'odd' is not one of the scales: nominal, ordinal"),
        (("--categories", "Good,Fair"), "'Poor' is none of the categories: Good, Fair"),
        (("--confidence", "95"), "A confidence of 95 is not between 0 and 1."),
        (("--scale", "ratio"), "A ratio scale needs ratings that are numbers."),
    ],
)
def test_an_option_that_makes_no_sense_is_answered_in_words(
    cli: Cli, ratings: Path, options: tuple[str, ...], told: str
) -> None:
    result = cli("statistics", "agreement", ratings, *options)

    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize("command", ["agreement", "estimate"])
def test_the_help_shows_the_columns_and_an_example(cli: Cli, command: str) -> None:
    told = cli("statistics", command, "--help").stdout

    assert f"Example:  audit-bot statistics {command}" in told
    assert "with the columns" in told


def test_a_share_has_the_intervals_of_newcombe(cli: Cli) -> None:
    found = json.loads(cli("statistics", "interval", 81, 263, "--cases", 1500, "--json").output)
    told = {i["method"]: (round(i["low"], 4), round(i["high"], 4)) for i in found["intervals"]}
    assert told["Wilson"] == (0.2553, 0.3662)
    assert told["Clopper-Pearson"] == (0.2527, 0.3676)
    assert "exact, finite" in told
    assert "audit-bot statistics interval 81 263" in cli("statistics", "interval", "--help").output
    assert "0.307985" in cli("statistics", "interval", 81, 263).output


def test_a_share_of_more_than_there_are_is_refused(cli: Cli) -> None:
    result = cli("statistics", "interval", 6, 5)
    assert result.exit_code == 2
    assert "6 of 5 is no share" in result.output
