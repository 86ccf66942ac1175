"""What the image promises, as far as its Dockerfile shows it; tests/build_image.py builds it."""

import json
import os
import re
import subprocess
import sys

from tests.house.imports import ROOT

TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
BUILD_IMAGE = ".venv/bin/python -m tests.build_image"
LINES = [line for line in TEXT.splitlines() if line and not line.startswith("#")]


def instructions(name: str, lines: list[str]) -> list[str]:
    return [line.partition(" ")[2] for line in lines if line.startswith(f"{name} ")]


def final_stage() -> list[str]:
    last = max(number for number, line in enumerate(LINES) if line.startswith("FROM "))
    return LINES[last:]


def test_every_package_comes_from_a_lock_and_is_checked_against_its_hash() -> None:
    installs = re.findall(r"pip (?:--python \S+ )?install[^&]*", "\n".join(LINES))
    checked = [each for each in installs if "--require-hashes" in each]
    assert [re.findall(r"\S+\.lock", each) for each in checked] == [
        ["requirements-setup.lock"],
        ["requirements.lock"],
    ]
    # The one other is our own wheel, without its dependencies.
    assert [each for each in installs if each not in checked and "--no-deps" not in each] == []


def test_the_image_itself_installs_nothing_and_has_no_tools_of_a_developer() -> None:
    assert "pip" not in " ".join(instructions("RUN", final_stage()))
    assert instructions("COPY", final_stage()) == ["--from=build /opt/audit-bot /opt/audit-bot"]
    assert "requirements-dev.lock" not in TEXT


def test_it_does_not_run_as_root() -> None:
    (user,) = instructions("USER", final_stage())
    assert int(user) > 0


def test_both_stages_start_from_the_same_python_pinned_to_a_version() -> None:
    bases = {each.partition(" ")[0] for each in instructions("FROM", LINES)}
    assert len(bases) == 1
    assert re.fullmatch(r"python:3\.\d+-slim-\w+", bases.pop())


def test_it_serves_the_workspace_of_its_volume() -> None:
    stage = final_stage()
    assert json.loads(instructions("ENTRYPOINT", stage)[0]) == ["audit-bot"]
    assert json.loads(instructions("CMD", stage)[0]) == ["serve", "/data"]
    assert instructions("VOLUME", stage) == ["/data"]


def test_the_image_gets_nothing_that_the_build_does_not_name() -> None:
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in ignore if line and not line.startswith("#")]
    allowed = {line.removeprefix("!") for line in rules if line.startswith("!")}
    copied = {
        name
        for each in instructions("COPY", LINES)
        if not each.startswith("--from")
        for name in each.split()[:-1]
    }
    assert rules[0] == "*"
    assert allowed == copied


def test_the_check_of_every_change_builds_the_image_and_runs_it() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines.index("python3 start.py test") < lines.index(BUILD_IMAGE)
    assert BUILD_IMAGE.removeprefix(".venv/bin/") in (ROOT / "Dockerfile").read_text("utf-8")


def test_a_machine_that_cannot_build_the_image_says_so_and_does_not_fail() -> None:
    command = [sys.executable, *BUILD_IMAGE.split()[1:]]
    nothing = {**os.environ, "PATH": "/nowhere"}
    done = subprocess.run(
        command, cwd=ROOT, env=nothing, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("The image was not tried, because ")
