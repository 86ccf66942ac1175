"""The bounded parse: what it finds, and that no mail makes it fail."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail import decoding
from bot.mail import raw as bounds
from bot.mail.raw import parse
from tests.mail.mails import mail, multipart


def test_headers_and_text_are_found() -> None:
    found = parse(mail("Completed.", "In-Reply-To: <a@b>", "References: <c@d> <a@b>"))
    assert found.message_id == "<one@example.gov.uk>"
    assert found.in_reply_to == ("<a@b>",)
    assert found.references == ("<c@d>", "<a@b>")
    assert found.senders == ("ada.lovelace@example.gov.uk",)
    assert found.text == "Completed."
    assert found.cut == ()


def test_every_address_of_every_from_header_is_told() -> None:
    assert parse(mail("x", "From: other@example.org")).senders == (
        "ada.lovelace@example.gov.uk",
        "other@example.org",
    )


def test_an_encoded_name_cannot_add_an_address() -> None:
    hidden = "=?utf-8?b?" + b64encode(b"<boss@example.gov.uk>").decode() + "?= <x@evil.example>"
    assert parse(mail("x", sender=hidden)).senders == ("x@evil.example",)


@pytest.mark.parametrize(
    ("charset", "content", "text"),
    [
        ("utf-8", "Zoë’s".encode(), "Zoë’s"),
        ("iso-8859-1", "Zoë’s".encode("cp1252"), "Zoë’s"),
        ("x-unknown-8bit", "Zoë".encode("cp1252"), "Zoë"),
        ("us-ascii", "Zoë".encode(), "Zoë"),
        ("zlib_codec", b"plain", "plain"),
        ("punycode", b"plain", "plain"),
        ("utf-16", "wide".encode("utf-16"), "wide"),
    ],
)
def test_text_is_read_in_whatever_charset_it_says_or_does_not(
    charset: str, content: bytes, text: str
) -> None:
    encoded = b64encode(content).decode()
    raw = mail(
        encoded,
        "Content-Transfer-Encoding: base64",
        content=f'text/plain; charset="{charset}"',
    )
    assert parse(raw).text == text


@pytest.mark.parametrize("charset", ["iso-8859-1", "\0", "no such charset"])
def test_a_body_that_begins_without_an_empty_line_is_kept_whatever_its_charset(
    charset: str,
) -> None:
    raw = f"From: a@b.example\nContent-Type: text/plain; charset={charset}\nZoë is seen.\n\nYes."
    assert parse(raw.encode("latin-1")).text == "Zoë is seen.\n\nYes."


def test_lines_that_flow_are_put_together() -> None:
    raw = mail("my \nson's school.\n> quoted \n> line", content="text/plain; format=flowed")
    assert parse(raw).text.split("\n")[0] == "my son's school."


def test_an_attachment_is_named_and_never_opened() -> None:
    raw = multipart(
        "Content-Type: text/plain\n\nsee attached\n",
        "Content-Type: text/plain\nContent-Disposition: attachment;"
        " filename=notes.txt\n\nCOMPLETE\n",
        'Content-Type: application/zip; name="audit.zip"\n\nPK\n',
    )
    found = parse(raw)
    assert found.text.strip() == "see attached"
    assert [a.name for a in found.attachments] == ["notes.txt", "audit.zip"]


def test_parts_nested_a_thousand_deep_are_cut_and_said_so() -> None:
    body = "".join(
        f'--b{n}\nContent-Type: multipart/mixed; boundary="b{n + 1}"\n\n' for n in range(1000)
    )
    found = parse(mail(body, content='multipart/mixed; boundary="b0"'))
    assert any("nested" in what for what in found.cut)


def test_parts_beyond_the_limit_are_cut_and_said_so() -> None:
    found = parse(multipart(*["Content-Type: text/plain\n\nx"] * (bounds.MAX_PARTS + 20)))
    assert len(found.parts) <= bounds.MAX_PARTS
    assert any("parts after" in what for what in found.cut)


def test_a_subject_of_a_megabyte_of_encoded_words_is_cut() -> None:
    found = parse(mail("x", subject="=?utf-8?q?=41?= " * 70_000))
    assert len(found.subject) <= decoding.MAX_HEADER
    assert found.cut


def test_text_beyond_the_limit_is_cut_and_said_so() -> None:
    found = parse(mail("word " * 100_000))
    assert len(found.text) == bounds.MAX_TEXT
    assert found.cut


@given(st.binary(max_size=600))
def test_no_bytes_make_it_fail(raw: bytes) -> None:
    parse(raw)


_LINES = st.sampled_from(
    [
        "From: a@b.c", "From: ((((", "Subject: =?x?b?", "Content-Type: multipart/mixed; boundary=b",
        "Content-Type: multipart/alternative; boundary=", "Content-Type: text/html; charset=",
        "Content-Type: message/rfc822", "Content-Type: text/calendar; method=",
        "Content-Transfer-Encoding: base64", "Content-Disposition: attachment; filename*=x''%",
        "Date: Mon, 99 Foo 20 99:99", "--b", "--b--", "", "Zg==", "text", "\x00", "=", ">>",
    ]
)  # fmt: skip


@given(st.lists(_LINES, max_size=30))
def test_no_order_of_the_pieces_of_mails_makes_it_fail(lines: list[str]) -> None:
    parse("\r\n".join(lines).encode())
