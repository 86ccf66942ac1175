"""Reads the imports of the code, at the top of a file or inside a function, without running it."""

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Import:
    """One module that another imports, and where it does so."""

    by: str
    target: str
    where: str  # "bot/cli.py:12"


def sources(root: Path) -> dict[str, Path]:
    """Every module of the service by its dotted name."""
    files = [*root.glob("bot/**/*.py"), *root.glob("connectors/**/*.py")]
    return {module_name(file.relative_to(root)): file for file in sorted(files)}


def module_name(file: Path) -> str:
    parts = file.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def read_imports(root: Path = ROOT) -> list[Import]:
    """Every import of every module. `from package import module` counts as that module."""
    modules = sources(root)
    found = (
        Import(by=name, target=target, where=f"{file.relative_to(root).as_posix()}:{line}")
        for name, file in modules.items()
        for line, target in targets(file, name, modules)
    )
    return list(dict.fromkeys(found))


def targets(file: Path, name: str, modules: Mapping[str, Path]) -> Iterator[tuple[int, str]]:
    package = name if file.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(parse(file)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            source = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                yield node.lineno, inner if inner in modules else source


def parse(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def part_of(module: str, parts: Iterable[str]) -> str | None:
    """The longest of `parts` that `module` is or lies in."""
    return max((p for p in parts if within(module, p)), key=len, default=None)


def within(module: str, part: str) -> bool:
    return module == part or module.startswith(f"{part}.")


def is_ours(module: str) -> bool:
    return within(module, "bot") or within(module, "connectors")


def is_library(module: str) -> bool:
    return not is_ours(module) and module.partition(".")[0] not in sys.stdlib_module_names


def cycle(imports: Iterable[Import]) -> list[str]:
    """One circle of modules that import each other, or nothing."""
    graph: dict[str, set[str]] = {}
    for each in imports:
        if is_ours(each.target) and each.by != each.target:
            graph.setdefault(each.by, set()).add(each.target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
