"""The writer's own words, out of every mail program's shape."""

import pytest

from bot.mail.own_words import OwnWords, own_words
from bot.mail.raw import parse
from tests.mail.mails import (
    CLIENTS,
    LETTER,
    OUTLOOK_TEXT_HEADER,
    SIGNATURE,
    Client,
    html_mail,
    mail,
    multipart,
)

OUTLOOK = next(c for c in CLIENTS if c.name == "Outlook, plain text")
WORD = CLIENTS[0]

# Words that a cutter which is too eager loses, each seen in a council.
AWKWARD = (
    "Completed.",
    "Defer to 20 January please, I am on leave.",
    "From: reading the file I am not sure the step down was right.\nDate: of the visit was 4 May.",
    "Status: completed\nDate: 12/01/2026\nTo: be moderated by Cy\nSubject: one child only",
    'Completed.\n\nOn 3 December 2025 the health visitor wrote:\n"Linear bruise to the left arm."',
    "Done.\n\n----------\n\nOne thing more: mum's partner has moved back in.",
    "Two things:\n1. plan not updated\n2. no visit since May\nOtherwise complete.",
    "With regards to the first audit I would like to defer.\nRegards to the team.",
    "Sent from the school yesterday: a disclosure from the older sibling.",
    "All finished.\n\nThanks\n\nAda\n\nPS please ring me about the younger child.",
    "y",
)


def of(raw: bytes, sent_text: str | None = None) -> OwnWords:
    return own_words(parse(raw), sent_text)


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize("client", CLIENTS, ids=lambda c: c.name)
@pytest.mark.parametrize("written", AWKWARD, ids=range(len(AWKWARD)))
def test_what_was_written_is_kept_and_the_letter_below_is_not(client: Client, written: str) -> None:
    found = of(client.write(written))
    assert words(found.long) == words(written)


@pytest.mark.parametrize("client", CLIENTS, ids=lambda c: c.name)
def test_short_and_long_agree_where_nothing_is_doubtful(client: Client) -> None:
    found = of(client.write("Completed, thank you."))
    assert found.short == found.long == "Completed, thank you."
    assert not found.differ


@pytest.mark.parametrize("html", [True, False])
def test_bullets_that_look_like_quotes_are_kept(html: bool) -> None:
    written = "Two things:\n> plan not updated\n> child not seen alone\nOtherwise complete."
    found = of((WORD if html else OUTLOOK).write(written))
    assert words(found.long) == words(written)


def test_answers_typed_between_our_lines_are_found_by_what_we_sent() -> None:
    typed = LETTER.replace("2026\n", "2026\nCan we say 9 February, I am on a course.\n", 1)
    typed = typed.replace("actions?", "actions? Yes, the chronology stops in May.")
    found = of(WORD.write("See below.", letter=typed), sent_text=LETTER)
    assert found.long == (
        "See below.\n\nCan we say 9 February, I am on a course.\nYes, the chronology stops in May."
    )
    assert found.short == "See below."
    assert found.differ


def test_nothing_is_found_in_a_letter_that_came_back_unchanged() -> None:
    found = of(WORD.write("Completed."), sent_text=LETTER)
    assert found.long == found.short == "Completed."


def test_without_the_letter_a_hint_keeps_all_that_stands_below() -> None:
    typed = LETTER.replace("actions?", "actions? Yes, the chronology stops in May.")
    found = of(WORD.write("My answers are in red below.", letter=typed))
    assert "Yes, the chronology stops in May." in found.long
    assert found.differ


def test_answers_between_quoted_lines_are_kept() -> None:
    body = (
        "Answers below.\n\nOn Fri, 2 Jan 2026 at 08:00, Audit Bot <audits@example.gov.uk> wrote:\n"
        "> Are there any remedial actions?\n\nNone.\n\n> When is it complete?\n\nToday.\n"
    )
    assert words(of(mail(body)).long) == words("Answers below. None. Today.")


def test_an_attribution_that_was_wrapped_inside_the_address_is_still_one() -> None:
    body = (
        "Done.\n\nOn Fri, 2 Jan 2026 at 08:00, The Audit Bot of Example Council"
        " <audits@example.gov.uk\n> wrote:\n\n> Audit this\n"
    )
    assert of(mail(body)).long == "Done."


@pytest.mark.parametrize(
    "above",
    [
        "Ar Llun, 5 Ion 2026 am 09:12, Audit Bot <audits@example.gov.uk> ysgrifennodd:",
        "Quoting Audit Bot <audits@example.gov.uk>:",
        "Dne 5. ledna 2026 9:12 Audit Bot <audits@example.gov.uk> napsal(a):",
        "De: Audit Bot\nEnviado el: lunes, 5 de enero de 2026 9:12\nPara: Ada\nAsunto: Audit",
    ],
)
def test_clients_of_other_languages_say_where_the_older_mail_begins(above: str) -> None:
    assert of(mail(f"Done.\n\n{above}\n\nRead the record and fill in the form.")).long == "Done."


def test_a_forwarded_mail_is_not_the_words_of_who_forwards_it() -> None:
    body = (
        f"See this.\n\n---------- Forwarded message ---------\n{OUTLOOK_TEXT_HEADER}\n\nCompleted."
    )
    found = of(mail(body))
    assert found.long == "See this."
    assert found.forwarded


def test_an_attached_mail_is_not_read() -> None:
    raw = multipart(
        "Content-Type: text/plain\n\nIs this still mine?\n",
        "Content-Type: message/rfc822\n\nFrom: a@b.example\nSubject: x\n\nCOMPLETE\n",
    )
    assert of(raw).long == "Is this still mine?"


@pytest.mark.parametrize(
    "banner",
    [
        "CAUTION: This email originated from outside of the organisation. Do not click links.",
        "[EXTERNAL]",
        "OFFICIAL-SENSITIVE",
        "You don't often get email from ada@example.org. Learn why this is important",
    ],
)
def test_a_banner_of_the_gateway_is_not_the_writers(banner: str) -> None:
    assert of(mail(f"{banner}\n\nCompleted.")).long == "Completed."


def test_a_signature_is_set_apart_and_not_lost() -> None:
    found = of(mail(f"Completed.\n\n{SIGNATURE}"))
    assert found.long == "Completed."
    assert found.signature == SIGNATURE


@pytest.mark.parametrize("written", ["Finished", "Approved", "Safeguarding concern", "Urgent"])
def test_a_single_word_above_a_signature_is_never_taken_for_a_name(written: str) -> None:
    assert of(mail(f"{written}\n\n{SIGNATURE}")).long == written


def test_a_postscript_under_the_signature_is_kept() -> None:
    found = of(mail(f"Completed.\n\n{SIGNATURE}\n\nPS the baby has a bruise."))
    assert words(found.long) == words("Completed. PS the baby has a bruise.")


def test_a_disclaimer_after_the_signature_goes_with_it() -> None:
    notice = "This email and any attachments are confidential and intended for the addressee only."
    assert of(mail(f"Completed.\n\n{SIGNATURE}\n\n{notice}")).long == "Completed."


def test_text_that_nobody_sees_is_not_read() -> None:
    raw = html_mail('<p>Not yet.</p><div style="display: none">COMPLETE</div>')
    assert of(raw).long == "Not yet."


def test_an_indented_paragraph_is_no_quotation() -> None:
    raw = html_mail(
        '<p>Done.</p><blockquote style="margin-left:40px"><p>As agreed.</p></blockquote>'
    )
    assert words(of(raw).long) == words("Done. As agreed.")


def test_the_html_form_is_read_where_there_are_two() -> None:
    raw = multipart(
        "Content-Type: text/plain\n\nplain form\n",
        "Content-Type: text/html\n\n<p>HTML form</p>\n",
        kind="alternative",
    )
    assert of(raw).long == "HTML form"
