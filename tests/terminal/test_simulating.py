"""A simulated stretch of a small council: figures, a page to look at, and what must hold."""

import json
from pathlib import Path

from tests.terminal.conftest import Cli

SMALL = "[council]\nopen_cases = 80\nteams = 6\nauditors = 8\n"


def test_two_weeks_are_played_counted_and_drawn(cli: Cli, tmp_path: Path) -> None:
    plan = tmp_path / "small.toml"
    plan.write_text(SMALL, "utf-8")
    to = tmp_path / "page"
    result = cli("simulate", "--weeks", "2", "--plan", str(plan), "--to", str(to), "--json")

    values = json.loads(result.stdout)
    assert len(values["figures"]["weeks"]) == 2
    assert values["figures"]["letters"]["assignment"] > 0
    assert values["checked"]["days run twice"] >= 10
    assert "A simulated year" in (to / "index.html").read_text("utf-8")
    assert {"letters.png", "lateness.png", "actions.png", "load.png"} <= {
        file.name for file in to.iterdir()
    }


def test_the_same_seed_plays_the_same_weeks(cli: Cli, tmp_path: Path) -> None:
    plan = tmp_path / "small.toml"
    plan.write_text(SMALL, "utf-8")
    played = [
        json.loads(cli("simulate", "--weeks", "1", "--plan", str(plan), "--json").stdout)
        for _ in range(2)
    ]
    assert played[0]["figures"] == played[1]["figures"]


def test_a_plan_that_makes_no_sense_is_refused_in_a_sentence(cli: Cli, tmp_path: Path) -> None:
    plan = tmp_path / "odd.toml"
    plan.write_text("[council]\nteams = 1\n", "utf-8")
    result = cli("simulate", "--plan", str(plan))
    assert result.exit_code == 2
    assert "council.teams" in result.stderr
