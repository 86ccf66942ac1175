"""Mails that are made to break readers: each ends in one kind, and soon."""

import os
import signal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.mail.limits import LIMITS, Reader
from bot.mail.reading import read
from bot.policy.said import MailKind
from tests.mail.mails import AUDITOR, RECEIVED, html_mail, mail, multipart

HOSTILE = {
    "On On On": mail("On " * 10_000),
    "empty lines": mail("hi" + "\n" * 200_000 + "there"),
    "quote marks": mail(">" * 50_000),
    "quoted lines": mail("> x\n" * 10_000),
    "days": mail("On Monday I went\n" * 10_000),
    "attributions": mail("On x a <b@c.d> " * 10_000 + "wrote:"),
    "signature marks": mail("-- \n" * 10_000),
    "spaces": mail(" " * 250_000),
    "spaces and a figure": mail(("x\n" + " " * 380 + "1\n") * 100),
    "fields": mail("From: a\nDate: 1\n" * 10_000),
    "numbers": mail("1/" * 100_000),
    "words without end": mail("a" * 250_000),
    "question marks": mail("?" * 100_000),
    "nested divisions": html_mail("<div>" * 5_000 + "completed"),
    "nested quotations": html_mail("completed" + "<blockquote>" * 5_000),
    "open angles": html_mail("<" * 100_000),
    "attributes": html_mail("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">completed</p>"),
    "styles": html_mail(f"<p style='{'color:' * 50_000}'>completed</p>"),
    "table": html_mail("<table>" + "<tr><td>x" * 10_000),
    "entities": html_mail("&amp;" * 200_000),
    "classes": html_mail(f"<p class='{'x_' * 100_000}'>completed</p>"),
    "addresses": mail("completed", sender="(" * 5_000),
    "many senders": mail("completed", sender=", ".join(f"a{n}@b.c" for n in range(2_000))),
    "references": mail("completed", "References: " + "<a@b> " * 10_000),
    "boundary that never ends": multipart(*["Content-Type: text/plain\n\nx"] * 5_000),
    "encoded words that are none": mail("completed", subject="=?utf-8?b?a?="),
    "report": mail("Action: failed\n" * 5_000, content="message/delivery-status"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_ends_in_one_kind(name: str) -> None:
    found = read(HOSTILE[name], received=RECEIVED, context=AUDITOR).reading
    assert found.kind in MailKind
    assert found.needs_person or found.kind is not MailKind.REPLY


_PIECES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                "\n",
                "> ",
                "On 3 Dec 2025 at 10:00, A <a@b.c> wrote:\n",
                "-- \n",
                "Regards,\n",
                " not ",
                "From: a@b.c\nSent: 1 May 2026 10:00\nTo: b@c.d\n",
                "COMPLETE",
                "DEFER UNTIL ",
                "19/1",
                "##- reply above this line -##\n",
                "Action: x (10 days)\n",
                "bruise",
                "?",
                "-----Original Message-----\n",
            ]
        ),
    ),
    max_size=25,
)


@given(_PIECES)
@settings(max_examples=150)
def test_no_words_make_the_reading_fail(pieces: list[str]) -> None:
    found = read(mail("".join(pieces)), received=RECEIVED, context=AUDITOR, sent_text="Audit this.")
    assert found.reading.needs_person  # nothing proves the sender


_TAGS = st.lists(
    st.sampled_from(
        [
            "<div>",
            "</div>",
            "<p>",
            "<blockquote type=cite>",
            "</blockquote>",
            "<br>",
            "<pre>",
            "text",
            "<b>From:</b> a@b.c<br><b>Sent:</b> 1 May 2026 10:00<br><b>To:</b> x",
            "&lt;",
            "<?x",
            "-->",
            '<span style="color:red">yes</span>',
            '<div id="divRplyFwdMsg">',
            "<table><tr><td>",
            "<!--",
            "<script>",
            "\x0b",
        ]
    ),
    max_size=25,
)


@given(_TAGS)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_no_markup_makes_the_reading_fail(tags: list[str]) -> None:
    read(html_mail("".join(tags)), received=RECEIVED, context=AUDITOR)


def test_the_reader_in_a_child_reads_as_the_function_does() -> None:
    raw = mail("Completed, thanks.")
    with Reader() as reader:
        found = reader.read(raw, received=RECEIVED, context=AUDITOR)
        again = reader.read(raw, received=RECEIVED, context=AUDITOR)
    assert found == again == read(raw, received=RECEIVED, context=AUDITOR)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="Windows cannot make a process hang")
def test_a_mail_on_which_the_child_hangs_is_put_to_a_person_and_the_next_is_read() -> None:
    raw = mail("Completed, thanks.")
    with Reader() as reader:
        assert reader.read(raw, received=RECEIVED, context=AUDITOR).reading.kind is MailKind.REPLY
        assert reader.process_id is not None
        os.kill(reader.process_id, signal.SIGSTOP)
        reader._child._wait = 0.2
        stuck = reader.read(raw, received=RECEIVED, context=AUDITOR).reading
        reader._child._wait = LIMITS.wait_seconds
        after = reader.read(raw, received=RECEIVED, context=AUDITOR).reading
    assert stuck.kind is MailKind.OTHER
    assert stuck.needs_person
    assert stuck.to_read
    assert after.kind is MailKind.REPLY


def test_closing_a_reader_twice_is_no_error() -> None:
    reader = Reader()
    reader.close()
    reader.close()
