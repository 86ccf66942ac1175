"""The plain text and the HTML of a letter say the same."""

import re
from copy import deepcopy
from urllib.parse import parse_qs, urlsplit

from lxml import etree, html

from bot.letters import Rendered

# What only one of the two says: "Or reply with …" follows a button, and lists show their numbers.
ONLY_HTML = {"or"}
ONLY_TEXT = {str(number) for number in range(1, 10)}


def words(text: str) -> set[str]:
    return {word.strip(".").lower() for word in re.findall(r"[\w@.+’'-]*\w", text)}


def body_of(letter: Rendered) -> html.HtmlElement:
    return html.fromstring(letter.html).find("body")


def spoken(element: html.HtmlElement) -> str:
    """The words as they are read out: what only keeps words together or apart says nothing."""
    whole = deepcopy(element)
    etree.strip_tags(whole, "span", "wbr")
    return " ".join(whole.itertext())


def test_text_and_html_use_the_same_words(samples: dict[str, Rendered]) -> None:
    for key, letter in samples.items():
        in_html, in_text = words(spoken(body_of(letter))), words(letter.text)
        assert in_html - in_text <= ONLY_HTML, key
        assert in_text - in_html <= ONLY_TEXT, key


def test_every_link_of_the_html_is_told_in_the_text(samples: dict[str, Rendered]) -> None:
    for key, letter in samples.items():
        for link in body_of(letter).iter("a"):
            url = urlsplit(link.get("href"))
            assert url.scheme == "mailto", key
            if not url.query:
                assert url.path == spoken(link), key
                assert url.path in letter.text, key
                continue
            first, *others = parse_qs(url.query)["body"][0].split("\r\n")
            told = next(
                line for line in letter.text.split("\n") if line.startswith(f"{link.text}: ")
            )
            # In a letter about several audits, who types it writes the reference too.
            words_of_it = rf"reply with ([A-Z]{{2}}-\w{{4}}-\w\w: )?{re.escape(first.strip())}"
            assert re.search(words_of_it, told), key
            for other in others:
                # A line of a form stands in the list above its button.
                assert other.strip() in told or other.strip(": ") in letter.text, key


def test_the_order_is_the_same(samples: dict[str, Rendered]) -> None:
    for key, letter in samples.items():
        heads = [spoken(head).strip() for head in body_of(letter).xpath("//h1|//h2")]
        places = [letter.text.index(head) for head in heads]
        assert places == sorted(places), key
