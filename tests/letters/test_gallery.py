"""The page of all mails: complete, searchable, and harmless whatever a mail holds."""

from dataclasses import replace
from datetime import UTC, datetime

from lxml import html

from bot.letters.gallery import GalleryMail, gallery

SENT = GalleryMail(
    at=datetime(2025, 12, 1, 9, 5, tzinfo=UTC),
    direction="out",
    from_="Audit Bot",
    to="Ada Marsden",
    cc=("Walter Finch",),
    subject="Audit AU-T6F7-A4: due Wed 31 December",
    text="Audit this case record",
    html="<!DOCTYPE html><html lang='en-GB'><body><h1>Audit</h1></body></html>",
    note="the round of December 2025 was deployed",
    kind="Assignment of an audit",
)
ANSWER = replace(
    SENT,
    at=datetime(2025, 12, 2, 16, 30, tzinfo=UTC),
    direction="in",
    from_="Ada Marsden",
    to="Audit Bot",
    cc=(),
    subject="RE: Audit AU-T6F7-A4",
    text="<script>alert(1)</script> all done",
    html="<p>all done<script>alert(1)</script>\" onload='x'",
    note="complete; no remedial actions",
    kind="Reply",
)


def page(*mails: GalleryMail) -> html.HtmlElement:
    return html.fromstring(gallery(mails))


def test_every_mail_is_there_by_day_in_order_of_time() -> None:
    shown = page(ANSWER, SENT)
    days = [day.text for day in shown.iter("h2")]
    assert days == ["Monday 1 December 2025", "Tuesday 2 December 2025"]
    subjects = [e.text for e in shown.find_class("subject")]
    assert subjects == [SENT.subject, ANSWER.subject]
    assert [e.text for e in shown.iter("time")] == ["9:05am", "4:30pm"]


def test_a_mail_says_what_was_made_of_it_or_why_it_was_sent() -> None:
    first, second = (" ".join(mail.itertext()) for mail in page(SENT, ANSWER).iter("details"))
    assert "the round of December 2025 was deployed" in first
    assert "complete; no remedial actions" in second


def test_mails_are_found_by_person_and_kind() -> None:
    shown = page(SENT, ANSWER)
    people = [e.text for e in shown.get_element_by_id("person")]
    assert people == ["Everybody", "Ada Marsden", "Audit Bot", "Walter Finch"]
    kinds = [e.text for e in shown.get_element_by_id("kind")]
    assert kinds == ["Every kind", "Received", "Sent", "Assignment of an audit", "Reply"]
    assert [e.get("data-people").split("\n") for e in shown.iter("details")] == [
        ["Audit Bot", "Ada Marsden", "Walter Finch"],
        ["Ada Marsden", "Audit Bot"],
    ]


def test_what_a_mail_holds_is_data_and_never_part_of_the_page() -> None:
    shown = page(ANSWER)
    assert len(list(shown.iter("script"))) == 1
    (body,) = shown.find_class("body")
    assert body.get("data-html") == ANSWER.html
    assert body.find("pre").text == ANSWER.text
    assert dict(body.attrib).keys() == {"class", "data-html"}


def test_the_page_loads_nothing_and_runs_no_script_of_a_mail() -> None:
    text = gallery([SENT, ANSWER])
    shown = html.fromstring(text)
    (policy,) = shown.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")
    assert "frame.setAttribute('sandbox', 'allow-same-origin')" in text
    assert not shown.xpath("//*[@src]|//link")


def test_every_field_of_the_filters_has_a_name_that_is_read_out() -> None:
    shown = page(SENT)
    assert shown.get("lang") == "en-GB"
    for field in shown.xpath("//input|//select"):
        named = shown.xpath(f"//label[@for='{field.get('id')}']") if field.get("id") else []
        assert named or field.getparent().tag == "label"


def test_a_mail_is_shown_on_the_day_that_it_was_in_london() -> None:
    shown = page(replace(SENT, at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC)))
    assert [day.text for day in shown.iter("h2")] == ["Wednesday 1 July 2026"]
    assert [e.text for e in shown.iter("time")] == ["12:30am"]


def test_a_page_without_mails_says_so() -> None:
    assert page().get_element_by_id("count").text == "0 mails"
