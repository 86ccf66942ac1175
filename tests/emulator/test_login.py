"""The emulated sign-in does what the documentation of Entra says of the real one."""

import pytest

from tests.emulator.client import Client
from tests.emulator.conftest import SITE, Hands


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"tenant": "another"}, 90002),
        ({"client_id": "another"}, 700016),
        ({"client_secret": "wrong"}, 7000215),
        ({"client_secret": "old"}, 7000222),
        ({"scope": "Mail.Read"}, 70011),
    ],
)
def test_each_mistake_has_its_number(client: Client, changes: dict[str, str], number: int) -> None:
    client.service.tenant.login.expired_secrets.add("old")

    assert client.sign_in(**changes).json()["error_codes"] == [number]


def test_a_token_lasts_an_hour_and_may_end_early(client: Client, hands: Hands) -> None:
    assert client.ask("GET", f"/sites/{SITE}").status == 200
    hands.turn(minutes=61)
    assert client.ask("GET", f"/sites/{SITE}").code() == "InvalidAuthenticationToken"
    client.sign_in()
    assert client.ask("GET", f"/sites/{SITE}").status == 200
    client.service.tenant.login.forget()
    assert client.ask("GET", f"/sites/{SITE}").status == 401


def test_without_a_token_nothing_is_answered(client: Client) -> None:
    assert client.send("GET", f"/v1.0/sites/{SITE}").status == 401
