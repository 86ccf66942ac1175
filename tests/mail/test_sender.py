"""Whose mail it is: what proves it, and what does not."""

import pytest

from bot.mail.raw import parse
from bot.mail.sender import proof
from tests.mail.mails import INTERNAL, mail

PASSED = "Authentication-Results: spf=pass; dmarc=pass action=none header.from=example.gov.uk"
OWN = ("example.gov.uk",)


def proven(
    *headers: str, sender: str = "ada@example.gov.uk", trusted: tuple[str, ...] = ()
) -> bool:
    return proof(parse(mail("x", *headers, sender=sender)), own_domains=OWN, trusted=trusted).proven


@pytest.mark.parametrize("header", [INTERNAL, PASSED])
def test_a_signed_in_sender_and_a_domain_that_passes_are_proven(header: str) -> None:
    assert proven(header)


@pytest.mark.parametrize(
    ("why", "headers"),
    [
        ("nothing says so", ()),
        ("not signed in", ("X-MS-Exchange-Organization-AuthAs: Anonymous",)),
        ("DMARC failed", (PASSED.replace("dmarc=pass", "dmarc=fail"),)),
        ("another domain passed", (PASSED.replace("example.gov.uk", "evil.example"),)),
        ("SPF alone", ("Authentication-Results: spf=pass smtp.mailfrom=example.gov.uk",)),
        ("two verdicts", (PASSED + "; dmarc=fail header.from=example.gov.uk",)),
        ("a lower header, perhaps the sender's own", ("Authentication-Results: x=y", PASSED)),
        ("checked by somebody else", (PASSED.replace(": ", ": mx.evil.example; ", 1),)),
        ("two senders", (INTERNAL, "From: other@example.gov.uk")),
        ("sent for another", (INTERNAL, "Sender: secretary@example.gov.uk")),
        ("Reply-To is no sender", ("Reply-To: ada@example.gov.uk",)),
    ],
)
def test_nothing_else_proves_a_sender(why: str, headers: tuple[str, ...]) -> None:
    assert not proven(*headers), why


def test_a_signed_in_sender_of_another_domain_is_not_of_the_council() -> None:
    assert not proven(INTERNAL, sender="ada@other.example")


def test_a_name_that_shows_another_address_is_a_mask() -> None:
    mask = '"Ada ada@example.gov.uk" <someone@evil.example>'
    passed = PASSED.replace("example.gov.uk", "evil.example")
    assert not proven(passed, sender=mask)


def test_a_server_that_writes_its_name_must_be_a_trusted_one() -> None:
    header = PASSED.replace(": ", ": mx.example.gov.uk; ", 1)
    assert proven(header, trusted=("mx.example.gov.uk",))
    assert not proven(header, trusted=("mx.other.example",))


def test_the_reason_says_what_is_missing() -> None:
    found = proof(parse(mail("x", sender="ada@example.gov.uk")), own_domains=OWN)
    assert found.address == "ada@example.gov.uk"
    assert found.reason == "nothing vouches for the sender's address"
