"""What the systemd units promise, and that the guides and the units name the same places."""

from configparser import RawConfigParser

import pytest

from bot.host.settings import HostSettings
from tests.house.imports import ROOT

DEPLOY = ROOT / "deploy"
ONE, MANY = "audit-bot.service", "audit-bot-worker@.service"
GUIDES = {ONE: "administrator.md", MANY: "many-councils.md"}
COMMANDS = {ONE: ["serve", "/var/lib/audit-bot"], MANY: ["work", "/srv/councils"]}
PLACES = {
    ONE: ("/etc/audit-bot", "/var/lib/audit-bot", "/opt/audit-bot"),
    MANY: ("/etc/audit-bot/pgpass", "/etc/audit-bot/environment", "/srv/councils"),
}
CONFINED_LIKE = (
    "Capability",
    "NoNew",
    "Protect",
    "Private",
    "Restrict",
    "Lock",
    "System",
    "Remove",
)

units = pytest.mark.parametrize("unit", [ONE, MANY])


def text(unit: str) -> str:
    return (DEPLOY / unit).read_text(encoding="utf-8")


def service(unit: str) -> dict[str, str]:
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text(unit))
    return dict(parser["Service"])


def confinement(unit: str) -> dict[str, str]:
    return {name: value for name, value in service(unit).items() if name.startswith(CONFINED_LIKE)}


def test_every_unit_is_looked_at() -> None:
    assert {file.name for file in DEPLOY.iterdir()} == {ONE, MANY}


@units
def test_it_runs_one_process_of_its_own_user_that_serves(unit: str) -> None:
    assert service(unit)["User"] not in ("", "root")
    assert service(unit)["ExecStart"].split()[1:] == COMMANDS[unit]


@units
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ProtectSystem", "strict"),
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("KillSignal", "SIGTERM"),
        ("KillMode", "mixed"),
        ("Restart", "always"),
    ],
)
def test_it_may_do_no_more_than_it_needs(unit: str, name: str, value: str) -> None:
    assert service(unit)[name] == value


def test_a_worker_is_confined_as_the_service_of_one_council_is() -> None:
    assert confinement(MANY) == confinement(ONE)


def test_a_worker_writes_nowhere_but_in_the_councils_folder() -> None:
    assert service(MANY)["ReadWritePaths"] == "/srv/councils"


def test_it_waits_longer_for_the_end_than_a_minutes_letters_take() -> None:
    assert int(service(ONE)["TimeoutStopSec"]) >= 120


def test_a_worker_waits_longer_for_the_end_than_a_cycle_may_take_by_default() -> None:
    patience: int = HostSettings.model_fields["patience"].default
    assert int(service(MANY)["TimeoutStopSec"]) > patience * 60


@units
def test_no_secret_stands_in_it(unit: str) -> None:
    assert "PASSWORD=" not in text(unit)
    assert "SECRET=" not in text(unit)


@pytest.mark.parametrize(
    ("unit", "place"), [(unit, place) for unit, places in PLACES.items() for place in places]
)
def test_guide_and_unit_name_the_same_places(unit: str, place: str) -> None:
    assert place in text(unit)
    assert place in (ROOT / "docs" / GUIDES[unit]).read_text(encoding="utf-8")


def test_the_guide_of_many_councils_copies_the_unit_of_their_workers() -> None:
    guide = (ROOT / "docs" / GUIDES[MANY]).read_text(encoding="utf-8")
    assert f"/opt/audit-bot/deploy/{MANY}" in guide
