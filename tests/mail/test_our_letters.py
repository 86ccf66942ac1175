"""Answers above each of our own letters, as each mail program quotes them."""

import re

import pytest

from bot.letters import Rendered
from bot.mail.reading import read
from tests.letters.conftest import letters, samples  # noqa: F401
from tests.mail.mails import (
    AUDITOR,
    CLIENTS,
    RECEIVED,
    SIGNATURE,
    Client,
    html_mail,
    mail,
    paragraphs,
)

WORDS = "Completed, thank you."


def answer(client: Client, letter: Rendered) -> bytes:
    """An answer to `letter` in the shape of one client."""
    if not client.html:
        text = letter.text.replace("\n", "\n> ") if client.name == "Thunderbird" else letter.text
        shape = (
            client.shape.partition("> ")[0] + "> {letter}" if text != letter.text else client.shape
        )
        return mail(shape.format(words=WORDS, signature=SIGNATURE, letter=text))
    inner = re.sub(r"(?is)^.*?<body[^>]*>|</body>.*$", "", letter.html)
    words, signature = paragraphs(WORDS), paragraphs(SIGNATURE)
    return html_mail(client.shape.format(words=words, signature=signature, letter=inner))


@pytest.mark.parametrize("knows_letter", [True, False])
@pytest.mark.parametrize("client", CLIENTS, ids=lambda c: c.name)
def test_an_answer_is_told_from_our_letter(
    client: Client,
    knows_letter: bool,
    samples: dict[str, Rendered],  # noqa: F811
) -> None:
    for name, letter in samples.items():
        found = read(
            answer(client, letter),
            received=RECEIVED,
            context=AUDITOR,
            sent_text=letter.text if knows_letter else None,
        )
        assert found.words.long == WORDS, name
        assert found.words.short == WORDS, name
        assert not found.reading.safeguarding, name
        assert not found.reading.to_read, name
