"""What the systemd unit promises, and that the guide and the unit name the same places."""

from configparser import RawConfigParser

import pytest

from tests.house.imports import ROOT

TEXT = (ROOT / "deploy" / "audit-bot.service").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "administrator.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def service() -> dict[str, str]:
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(TEXT)
    return dict(parser["Service"])


def test_it_runs_one_process_of_its_own_user_that_serves(service: dict[str, str]) -> None:
    assert service["User"] not in ("", "root")
    assert service["ExecStart"].split()[1:] == ["serve", "/var/lib/audit-bot"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ProtectSystem", "strict"),
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("KillSignal", "SIGTERM"),
        ("Restart", "always"),
    ],
)
def test_it_may_do_no_more_than_it_needs(service: dict[str, str], name: str, value: str) -> None:
    assert service[name] == value


def test_it_waits_longer_for_the_end_than_a_minutes_letters_take(service: dict[str, str]) -> None:
    assert int(service["TimeoutStopSec"]) >= 120


def test_no_secret_stands_in_it() -> None:
    assert "PASSWORD=" not in TEXT
    assert "SECRET=" not in TEXT


@pytest.mark.parametrize("place", ["/etc/audit-bot", "/var/lib/audit-bot", "/opt/audit-bot"])
def test_guide_and_unit_name_the_same_places(place: str) -> None:
    assert place in TEXT
    assert place in GUIDE
