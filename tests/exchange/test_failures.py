"""Each thing that is wrong with the way to an Exchange Server has its own sentence."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.demo.exchange import faults
from bot.demo.exchange.house import House
from bot.demo.exchange.server import Exchange
from bot.demo.microsoft365.mailbox import Mailbox
from bot.ports import Folder, Unavailable
from connectors.exchange.access import SignIn
from connectors.failures import NotSetUp
from tests.exchange.emulated import Emulated, emulated
from tests.exchange.stumbling import Stumbling
from tests.graph.emulated import ADDRESS, Hands


def _no(name: str) -> Callable[[House], None]:
    return lambda house: setattr(house, name, False)


WRONG: dict[str, tuple[dict[str, object], Callable[[House], None], str]] = {
    "password": ({"password": "wrong"}, lambda house: None, "does not accept the sign-in"),
    "password, NTLM": (
        {"password": "wrong", "sign_in": SignIn.NTLM},
        lambda house: None,
        "does not accept the sign-in",
    ),
    "account": ({"user": "COUNCIL\\else"}, lambda house: None, "check .exchange. user"),
    "mailbox": ({"mailbox": "no@moorbridge.example"}, lambda house: None, "no such mailbox"),
    "impersonation": ({}, _no("may_impersonate"), "may not impersonate"),
    "full access": ({"impersonates": False}, _no("has_full_access"), "may not open the mailbox"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_told(tmp_path: Path, wrong: str) -> None:
    changes, set_up, words = WRONG[wrong]
    with emulated(tmp_path) as server:
        set_up(server.service.house)
        with pytest.raises(NotSetUp, match=words):
            server.premises(**changes).read_mailbox()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/EWS/None.asmx", "not Exchange Web Services"),
        ("/owa/", "not Exchange Web Services"),
    ],
)
def test_a_wrong_address_is_told(tmp_path: Path, path: str, words: str) -> None:
    with emulated(tmp_path) as server:
        url = server.service.url.replace("/EWS/Exchange.asmx", path)
        with pytest.raises(NotSetUp, match=words):
            server.premises(server=url).read_mailbox()


def test_nobody_there_and_an_unknown_name_are_told(tmp_path: Path) -> None:
    with emulated(tmp_path) as server:
        url = server.service.url
    with pytest.raises(Unavailable, match="nobody answers at the address"):
        server.premises().read_mailbox()
    with pytest.raises(NotSetUp, match="is not known"):
        server.premises(server=url.replace("localhost", "no-such-host.invalid")).read_mailbox()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ErrorQuotaExceeded", "The mailbox is full"),
        ("ErrorAccessDenied", "may not open the mailbox"),
        ("ErrorAccountDisabled", "does not accept the sign-in"),
        ("ErrorInvalidServerVersion", "older than Exchange Server 2016"),
    ],
)
def test_what_exchange_says_becomes_a_sentence(tmp_path: Path, code: str, words: str) -> None:
    stumbling = Stumbling()
    with emulated(tmp_path, stumbling) as server:
        stumbling.next("GetFolder", faults.fails(code))
        with pytest.raises(NotSetUp, match=words):
            server.mailbox().count(Folder.HANDLED)


def test_an_account_that_may_not_send_is_told_and_no_letter_is_given_up(tmp_path: Path) -> None:
    from tests.exchange.test_sending import letter

    with emulated(tmp_path) as server:
        server.service.house.may_send = False
        with pytest.raises(Unavailable, match="Send-As"):
            server.mailbox().send(letter(), server.hands.now())
        server.service.house.may_send = True
        server.hands.wait(11 * 60)
        server.mailbox().send(letter(), server.hands.now())
        assert len(server.box.departed) == 1


@pytest.mark.parametrize("sign_in", [SignIn.BASIC, SignIn.NTLM])
def test_a_sign_in_that_ends_early_is_made_again_at_once(tmp_path: Path, sign_in: SignIn) -> None:
    stumbling = Stumbling()
    with emulated(tmp_path, stumbling) as server:
        premises = server.premises(sign_in=sign_in)
        stumbling.next("GetFolder", faults.signed_out)
        premises.read_mailbox()
        assert server.hands.waits == []


class Renewing:
    """Tokens of which the first has ended."""

    def __init__(self, server: Emulated) -> None:
        self.given = ["ended"]
        self._good = server.service.house.token

    def token(self) -> str:
        return self.given[-1]

    def renewed(self) -> str:
        self.given.append(self._good)
        return self.given[-1]


def test_a_token_that_was_refused_is_renewed_once(tmp_path: Path) -> None:
    with emulated(tmp_path) as server:
        tokens = Renewing(server)
        server.premises(sign_in=SignIn.OAUTH, tokens=tokens).read_mailbox()
        assert tokens.given == ["ended", server.service.house.token]


def certificate(folder: Path) -> Path:
    """For localhost, signed by nobody but itself; with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    file = folder / "server.pem"
    file.write_bytes(
        made.public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file


def test_a_certificate_is_trusted_only_by_name_and_by_the_setting(tmp_path: Path) -> None:
    file = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    hands = Hands()
    service = Exchange(House(Mailbox(ADDRESS, hands.now), hands.now), secure=context)
    server = Emulated(service, hands, tmp_path)
    with service.running():
        with pytest.raises(NotSetUp, match=r"certificate .* is not trusted"):
            server.premises().read_mailbox()
        server.premises(authorities=str(file)).read_mailbox()
        server.premises(authorities=str(file), sign_in=SignIn.NTLM).read_mailbox()
