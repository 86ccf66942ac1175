"""The architecture as a test: who may import whom, and which library lives where."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.house.architecture import ARROWS, IMPURE_CALLS, IMPURE_MODULES, LIBRARIES, ONLY_FROM
from tests.house.imports import (
    ROOT,
    Import,
    cycle,
    is_library,
    is_ours,
    parse,
    part_of,
    read_imports,
    sources,
    within,
)


def wrong_arrows(imports: Iterable[Import]) -> Iterator[str]:
    for each in imports:
        # A bare package holds a docstring and, in `bot`, the version: everybody may know it.
        if not is_ours(each.target) or each.target in ("bot", "connectors") or each.by == "bot":
            continue
        own = part_of(each.by, ARROWS)
        if own is None:
            yield f"{each.where}: {each.by} belongs to no part: give it a line in ARROWS"
        elif not may(each, own):
            yield f"{each.where}: {own} may not import {each.target}"


def may(each: Import, own: str) -> bool:
    if own == "connectors":  # one connector knows nothing of another
        own = ".".join(each.by.split(".")[:2])
    if within(each.target, own):
        return True
    rule = part_of(own, ARROWS) or own
    target = part_of(each.target, ONLY_FROM)
    if target and not any(within(each.by, part) for part in (target, *ONLY_FROM[target])):
        return False
    return any(within(each.target, part) for part in ARROWS[rule])


def misplaced_libraries(imports: Iterable[Import]) -> Iterator[str]:
    for each in imports:
        library = each.target.partition(".")[0]
        if is_library(each.target) and not part_of(each.by, LIBRARIES.get(library, ())):
            places = ", ".join(LIBRARIES.get(library, ())) or "nowhere yet: see LIBRARIES"
            yield f"{each.where}: {library} may be imported in {places}"


def impurities(file: Path) -> Iterator[str]:
    """What pure code does not do: touch the world, or draw from the shared random generator."""
    for node in ast.walk(parse(file)):
        match node:
            case ast.Import(names=names):
                found = [n.name for n in names if n.name.partition(".")[0] in IMPURE_MODULES]
            case ast.ImportFrom(module="random", names=names):
                found = [f"random.{n.name}" for n in names if n.name != "Random"]
            case ast.ImportFrom(module=str(module)):
                found = [module] if module.partition(".")[0] in IMPURE_MODULES else []
            case ast.Attribute(value=ast.Name(id="random"), attr=attr):
                found = [f"random.{attr}"] if attr != "Random" else []
            case ast.Call(func=ast.Name(id=name)):
                found = [f"{name}()"] if name in IMPURE_CALLS else []
            case ast.Global() | ast.Nonlocal():
                found = ["a variable of an outer scope"]
            case _:
                found = []
        yield from (f"{file.name}: {what}" for what in found)


def test_no_part_imports_what_it_should_not_know() -> None:
    assert list(wrong_arrows(read_imports())) == []


def test_nothing_imports_in_a_circle() -> None:
    assert cycle(read_imports()) == []


def test_each_library_stays_in_its_place() -> None:
    assert list(misplaced_libraries(read_imports())) == []


def test_the_policy_is_pure() -> None:
    modules = sources(ROOT)
    policy = [file for name, file in modules.items() if within(name, "bot.policy")]
    assert policy
    assert [what for file in policy for what in impurities(file)] == []


# --- The checks themselves can fail ---------------------------------------------------------------


def tree(root: Path, files: dict[str, str]) -> list[Import]:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return read_imports(root)


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("bot/policy/draw.py", "import bot.ports"),
        ("bot/policy/draw.py", "from bot import store"),
        ("bot/mail/read.py", "def read():\n    from bot.store import tables"),
        ("bot/mail/read.py", "from ..jobs import deliver"),
        ("bot/jobs/deliver.py", "from bot.wiring import connect"),
        ("bot/jobs/deliver.py", "import connectors.graph"),
        ("bot/store/tables/base.py", "import bot.cli"),
        ("bot/wiring.py", "import bot.demo.town"),
        ("bot/wiring.py", "from bot.terminal.running import run_once"),
        ("bot/newcomer.py", "import bot.policy"),
        ("connectors/graph/mail.py", "from bot.policy import model"),
        ("connectors/graph/mail.py", "from connectors.local_folder import mailbox"),
    ],
)
def test_a_wrong_arrow_is_found_wherever_it_hides(tmp_path: Path, module: str, line: str) -> None:
    files = {"bot/store/__init__.py": "", "bot/policy/model.py": "", module: line}
    assert list(wrong_arrows(tree(tmp_path, files)))


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("bot/policy/draw.py", "from bot.policy.model import Case"),
        ("bot/jobs/deliver.py", "from bot.store import tables"),
        ("bot/cli/trying.py", "def run():\n    from bot.demo import town"),
        ("bot/demo/town.py", "from bot.wiring import connect"),
        ("bot/wiring.py", "from connectors.local_folder.mailbox import LocalMailbox"),
        ("connectors/graph/mail.py", "from bot.ports import Mailbox"),
        ("connectors/graph/mail.py", "from .tokens import token"),
    ],
)
def test_a_right_arrow_is_left_alone(tmp_path: Path, module: str, line: str) -> None:
    assert list(wrong_arrows(tree(tmp_path, {module: line}))) == []


def test_a_circle_inside_functions_is_found(tmp_path: Path) -> None:
    files = {
        "bot/mail/a.py": "import bot.mail.b",
        "bot/mail/b.py": "def late():\n    from bot.mail import c",
        "bot/mail/c.py": "from .a import x",
    }
    imports = tree(tmp_path, files)
    assert set(cycle(imports)) == {"bot.mail.a", "bot.mail.b", "bot.mail.c"}


@pytest.mark.parametrize("line", ["import sqlalchemy.orm", "from pandas import read_excel"])
def test_a_library_outside_its_place_is_found(tmp_path: Path, line: str) -> None:
    assert list(misplaced_libraries(tree(tmp_path, {"bot/jobs/publish.py": line})))


@pytest.mark.parametrize(
    "line",
    [
        "import logging",
        "from os import environ",
        "import random\nrandom.shuffle([])",
        "from random import choice",
        "open('x')",
        "def f():\n    global x\n    x = 1",
    ],
)
def test_impure_code_is_found(tmp_path: Path, line: str) -> None:
    file = tmp_path / "draw.py"
    file.write_text(line, encoding="utf-8")
    assert list(impurities(file))
