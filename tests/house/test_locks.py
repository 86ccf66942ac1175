"""The locks pin everything, agree with each other and with pyproject.toml, and name no address."""

import re
import tomllib
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import start
from tests.house.architecture import LIBRARIES
from tests.house.imports import ROOT

BENCH_LOCK = "requirements-bench.lock"  # installed by hand: docs/mail.md says how
ALL_LOCKS = [start.SETUP_LOCK, *start.LOCKS.values(), BENCH_LOCK]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
GROUPS = {
    name: [Requirement(line) for line in lines if isinstance(line, str)]
    for name, lines in PROJECT["dependency-groups"].items()
}


def lock(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    """Package -> version."""
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ;]+)", lock(name), flags=re.MULTILINE))


@pytest.mark.parametrize("name", ALL_LOCKS)
def test_every_package_is_pinned_and_has_a_hash(name: str) -> None:
    packages = re.split(r"\n(?=\S)", lock(name).strip())
    assert len(packages) == len(pins(name)) > 0
    assert [p for p in packages if not re.search(r"--hash=sha256:[0-9a-f]{64}", p)] == []


@pytest.mark.parametrize(
    "name", [*ALL_LOCKS, "pyproject.toml", "start.py", ".ci/run", "Dockerfile"]
)
def test_nothing_that_installs_names_an_address(name: str) -> None:
    assert re.findall(r"\S*://\S*|--(?:extra-)?index\S*|--find-links\S*", lock(name)) == []


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (start.SETUP_LOCK, GROUPS["setup"]),
        (start.LOCKS["runtime"], RUNTIME),
        (BENCH_LOCK, GROUPS["bench"]),
        (start.LOCKS["dev"], [*RUNTIME, *GROUPS["setup"], *GROUPS["dev"]]),
    ],
)
def test_the_locks_hold_what_pyproject_asks_for(name: str, wanted: list[Requirement]) -> None:
    pinned = pins(name)
    assert [
        str(each)
        for each in wanted
        if not each.specifier.contains(pinned.get(canonicalize_name(each.name), "0"))
        or canonicalize_name(each.name) not in pinned
    ] == []


def test_the_locks_agree_on_every_version() -> None:
    dev = pins(start.LOCKS["dev"])
    for name in ALL_LOCKS:
        shared = {package: version for package, version in pins(name).items() if package in dev}
        assert shared.items() <= dev.items()
        assert name == BENCH_LOCK or shared == pins(name)


def test_the_build_uses_the_locked_build_tool() -> None:
    assert PROJECT["build-system"]["requires"] == [
        str(each) for each in GROUPS["setup"] if each.name == "hatchling"
    ]


def test_every_library_that_is_imported_is_asked_for_by_name() -> None:
    asked = {canonicalize_name(each.name) for each in RUNTIME}
    distributions = packages_distributions()
    found = {
        library: {canonicalize_name(d) for d in distributions[library]} for library in LIBRARIES
    }
    assert {library for library, names in found.items() if not names & asked} == set()
