"""Writes docs/requirements.md: which requirements of the audit policy which tests prove.

    python -m tests.requirement_table

Read from the source of the tests, so that the page says nothing that no test claims.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "requirements.md"

HEAD = """# Requirements and the tests that prove them

Made by `python -m tests.requirement_table`; do not edit. An id is a paragraph of the audit policy
and a number: `R-9.1-2` is the second requirement of paragraph 9.1. Ids with a B come from the
product brief.

{count} requirements are proven by {tests} tests.

| requirement | proven by |
| --- | --- |
"""


def main() -> None:
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(proofs(ROOT / "tests")), encoding="utf-8")


def proofs(tests: Path) -> dict[str, set[str]]:
    """The names of the tests that cite each requirement."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, name, requirement in every_citation(tests):
        found[requirement].add(name)
    return found


def every_citation(tests: Path) -> Iterator[tuple[Path, str, str]]:
    """File, test and requirement, in order."""
    for path in sorted(tests.rglob("test_*.py")):
        for name, requirement in citations(ast.parse(path.read_text(encoding="utf-8"))):
            yield path, name, requirement


def citations(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Each test of a module with each requirement that it, or its whole module, cites."""
    named = {
        target.id: node.value
        for node in module.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    whole = [named["pytestmark"]] if "pytestmark" in named else []
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for marks in (*node.decorator_list, *whole):
                # A mark that several tests bear has a name of its own.
                meant = named.get(marks.id, marks) if isinstance(marks, ast.Name) else marks
                yield from ((node.name, requirement) for requirement in cited(meant))


def cited(marks: ast.AST) -> Iterator[str]:
    for call in ast.walk(marks):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", None) == "requirement":
            yield from (str(a.value) for a in call.args if isinstance(a, ast.Constant))


def page(proven: Mapping[str, Iterable[str]]) -> str:
    rows = [
        f"| {requirement} | {'<br>'.join(sentence(name) for name in sorted(proven[requirement]))} |"
        for requirement in sorted(proven, key=by_paragraph)
    ]
    tests = len({name for names in proven.values() for name in names})
    return HEAD.format(count=len(proven), tests=tests) + "\n".join(rows) + "\n"


def by_paragraph(requirement: str) -> list[tuple[bool, int, str]]:
    """The order of the policy: 9.10 after 9.2, the brief after the policy."""
    parts = re.split(r"[-.]", requirement)
    return [(not p.isdigit(), int(p) if p.isdigit() else 0, p) for p in parts]


def sentence(name: str) -> str:
    words = name.removeprefix("test_").replace("_", " ")
    return words[:1].upper() + words[1:]


if __name__ == "__main__":
    main()
