"""A letter leaves once, whatever Microsoft 365 answers."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from random import Random

import pytest

from bot.demo.microsoft365.mailbox import Departed
from bot.ports import Attachment, OutgoingMail, PermanentError, TemporaryError, Unavailable
from connectors.clock import Clock
from connectors.graph.mailbox import GraphMailbox
from tests.graph import faults
from tests.graph.emulated import NINE, Emulated, emulated
from tests.graph.faults import ByLot, Named

LETTER = OutgoingMail(
    key="round-1|assigned|AU-7K3F-Q2|Zoë",
    to="zoe@moorbridge.example",
    cc=("bo@moorbridge.example",),
    subject="Audit AU-7K3F-Q2",
    text="Dear Zoë",
    html="<p>Dear Zoë</p>",
)


def letters(number: int) -> list[OutgoingMail]:
    return [
        OutgoingMail(f"k{n}|x", f"p{n}@moorbridge.example", (), f"Letter {n}", "t", "<p>t</p>")
        for n in range(number)
    ]


def headers(departed: Departed) -> dict[str, str]:
    mail = message_from_bytes(departed.raw, policy=default)
    return {name: str(value) for name, value in mail.items()}


def test_a_letter_carries_what_was_asked() -> None:
    with emulated() as tenant:
        message_id = tenant.mailbox().send(LETTER, NINE)

        [left] = tenant.box.departed
        assert left.to == ("zoe@moorbridge.example", "bo@moorbridge.example")
        found = headers(left)
        assert found["Message-ID"] == message_id
        assert found["X-Audit-Bot-Key"] == LETTER.key
        assert found["X-Auto-Response-Suppress"] == "DR, RN, NRN, AutoReply"
        assert found["Subject"] == LETTER.subject
        assert "Importance" not in found


@pytest.mark.requirement("R-B-1")
@pytest.mark.parametrize("fault", [faults.cut_after, faults.timeout_after])
def test_a_draft_whose_answer_was_lost_is_found_and_not_made_again(fault: faults.Fault) -> None:
    named = Named({"POST /mailFolders/Drafts/messages": fault})
    with emulated(named) as tenant:
        mailbox = tenant.mailbox()
        with pytest.raises(TemporaryError):
            mailbox.send(LETTER, NINE)
        assert len(tenant.box.named("Drafts")) == 1

        settled(tenant, mailbox)
        mailbox.send(LETTER, NINE)

        assert len(tenant.box.departed) == 1
        assert tenant.box.named("Drafts") == []
        assert named.asked("POST", "/Drafts/messages") == 1


def settled(tenant: Emulated, mailbox: GraphMailbox) -> None:
    """Wait until the mailbox knows that the letter has not left."""
    with pytest.raises(TemporaryError, match="may be leaving"):
        mailbox.sent(LETTER.key)
    tenant.hands.wait(600)
    assert mailbox.sent(LETTER.key) is None


@pytest.mark.requirement("R-B-1")
@pytest.mark.parametrize("fault", [faults.cut_after, faults.timeout_after])
@pytest.mark.parametrize("late", [0, 300])
def test_a_letter_that_left_without_an_answer_is_found_and_not_sent_again(
    fault: faults.Fault, late: float
) -> None:
    named = Named({"POST /send": fault})
    with emulated(named) as tenant:
        tenant.box.late = late
        mailbox = tenant.mailbox()
        with pytest.raises(TemporaryError):
            mailbox.send(LETTER, NINE)

        if late:
            with pytest.raises(TemporaryError, match="may be leaving"):
                mailbox.sent(LETTER.key)
            with pytest.raises(TemporaryError, match="may be leaving"):
                mailbox.send(LETTER, NINE)
        tenant.hands.wait(late)
        found = tenant.mailbox().sent(LETTER.key)

        assert found is not None
        assert found.message_id == headers(tenant.box.departed[0])["Message-ID"]
        assert tenant.mailbox().send(LETTER, NINE) == found.message_id
        assert len(tenant.box.departed) == 1
        assert named.asked("POST", "/send") == 1


@pytest.mark.requirement("R-B-1")
@pytest.mark.parametrize("fault", [faults.cut_before, faults.timeout_before, faults.unavailable])
def test_a_letter_that_did_not_leave_is_sent_again_as_the_same_draft(fault: faults.Fault) -> None:
    named = Named({"POST /send": fault})
    with emulated(named) as tenant:
        mailbox = tenant.mailbox()
        with pytest.raises(TemporaryError):
            mailbox.send(LETTER, NINE)
        settled(tenant, mailbox)
        mailbox.send(LETTER, NINE)

        assert len(tenant.box.departed) == 1
        assert named.asked("POST", "/Drafts/messages") == 1


def test_a_throttled_letter_waits_as_long_as_it_is_asked_to() -> None:
    named = Named({"POST /send": faults.throttled})
    with emulated(named) as tenant:
        tenant.mailbox().send(LETTER, NINE)
        assert len(tenant.box.departed) == 1
        assert named.asked("POST", "/send") == 2
        assert tenant.hands.waits


def test_a_letter_that_was_surely_not_tried_is_sent_at_the_next_time() -> None:
    named = Named({"POST /attachments": faults.timeout_before})
    with emulated(named) as tenant:
        mailbox = tenant.mailbox()
        letter = with_file(b"1")
        with pytest.raises(TemporaryError):
            mailbox.send(letter, NINE)
        assert mailbox.sent(letter.key) is None

        mailbox.send(letter, NINE)
        assert len(tenant.box.departed) == 1


def test_a_new_start_waits_for_a_draft_that_it_did_not_make() -> None:
    named = Named({"POST /attachments": faults.timeout_before})
    with emulated(named) as tenant:
        with pytest.raises(TemporaryError):
            tenant.mailbox().send(with_file(b"1"), NINE)

        settled(tenant, tenant.mailbox())


def test_a_safeguarding_letter_waits_a_minute_alone() -> None:
    urgent = OutgoingMail("k", "a@moorbridge.example", (), "s", "t", "<p>t</p>", urgent=True)
    with emulated(Named({"POST /send": faults.timeout_before})) as tenant:
        mailbox = tenant.mailbox()
        with pytest.raises(TemporaryError):
            mailbox.send(urgent, NINE)
        with pytest.raises(TemporaryError):
            mailbox.sent("k")
        tenant.hands.wait(60)
        assert mailbox.sent("k") is None
        mailbox.send(urgent, NINE)
        assert headers(tenant.box.departed[0])["Importance"] == "high"


@pytest.mark.parametrize("sends_twice", [False, True])
def test_a_draft_that_leaves_after_all_is_not_sent_twice_though_it_took_long(
    sends_twice: bool,
) -> None:
    with emulated(Named({"POST /send": faults.timeout_after})) as tenant:
        tenant.box.late, tenant.box.sends_twice = 540, sends_twice
        mailbox = tenant.mailbox()
        with pytest.raises(TemporaryError):
            mailbox.send(LETTER, NINE)
        for _ in range(30):
            tenant.hands.wait(60)
            try:
                found = mailbox.sent(LETTER.key)
            except TemporaryError:
                continue
            if found is None:
                mailbox.send(LETTER, NINE)
        assert len(tenant.box.departed) == 1


def test_the_second_sending_of_one_that_left_meanwhile_is_a_success() -> None:
    """Exchange refuses to send what has left; that is no failure of the letter."""

    def leaves_first(request: object, tenant: object, well: object) -> object:
        box.send(box.named("Drafts")[0])
        return well(request)  # type: ignore[operator]

    with emulated(Named({"POST /send": leaves_first})) as tenant:  # type: ignore[dict-item]
        box = tenant.box
        assert tenant.mailbox().send(LETTER, NINE)
        assert len(box.departed) == 1


def test_a_draft_that_a_person_deletes_is_made_anew() -> None:
    with emulated(Named({"POST /send": faults.timeout_before})) as tenant:
        mailbox = tenant.mailbox()
        with pytest.raises(TemporaryError):
            mailbox.send(LETTER, NINE)
        tenant.box.messages.clear()

        assert mailbox.sent(LETTER.key) is None
        mailbox.send(LETTER, NINE)
        assert len(tenant.box.departed) == 1


def test_a_draft_that_was_left_lying_leaves_as_the_letter_of_today() -> None:
    with emulated(Named({"POST /send": faults.timeout_before})) as tenant:
        with pytest.raises(TemporaryError):
            tenant.mailbox().send(LETTER, NINE)
        tenant.hands.wait(7200)
        today = OutgoingMail(LETTER.key, "new@moorbridge.example", (), "Now", "t", "<p>now</p>")
        tenant.mailbox().send(today, NINE)

        [left] = tenant.box.departed
        assert left.to == ("new@moorbridge.example",)
        assert b"now" in left.raw
        assert headers(left)["X-Audit-Bot-Key"] == LETTER.key


def test_what_exchange_refuses_for_good_is_given_up() -> None:
    with emulated() as tenant:
        nobody = OutgoingMail("k", '"a b"@moorbridge.example', (), "s", "t", "h")
        tenant.box.send = refuse  # type: ignore[method-assign]
        with pytest.raises(PermanentError, match="400 ErrorInvalidRecipients"):
            tenant.mailbox().send(nobody, NINE)


def refuse(message: object) -> None:
    from bot.demo.microsoft365.wire import Refusal

    raise Refusal(400, "ErrorInvalidRecipients", "At least one recipient isn't valid.")


@pytest.mark.parametrize("wrong", [-86_400, 86_400])
def test_a_machine_whose_clock_is_wrong_waits_as_long_as_any_other(wrong: float) -> None:
    with emulated(Named({"POST /send": faults.timeout_before})) as tenant:
        own = Clock(
            lambda: tenant.hands.at + timedelta(seconds=wrong), lambda: 0.0, tenant.hands.wait
        )
        mailbox = tenant.mailbox(clock=own)
        with pytest.raises(TemporaryError):
            mailbox.send(LETTER, NINE)
        settled(tenant, mailbox)


# --- Files ----------------------------------------------------------------------------------------


def with_file(content: bytes, name: str = "Team.xlsx") -> OutgoingMail:
    file = Attachment(name, "application/octet-stream", content)
    return OutgoingMail(LETTER.key, LETTER.to, (), "s", "t", "<p>t</p>", attachments=(file,))


def files(departed: Departed) -> list[bytes]:
    mail = message_from_bytes(departed.raw, policy=default)
    return [part.get_payload(decode=True) for part in mail.iter_attachments()]  # type: ignore[misc]


LARGE = bytes(range(256)) * 36_000  # 9 MB: three pieces


@pytest.mark.parametrize("size", [2_999_999, 3_000_000, len(LARGE)])
def test_files_of_every_size_arrive_whole(size: int) -> None:
    with emulated(watched=size < 4_000_000) as tenant:
        tenant.mailbox().send(with_file(LARGE[:size]), NINE)
        assert files(tenant.box.departed[0]) == [LARGE[:size]]


@pytest.mark.parametrize(
    "fault", [faults.cut_before, faults.cut_after, faults.timeout_after, faults.unavailable]
)
@pytest.mark.parametrize("where", ["POST /attachments", "POST /createUploadSession", "PUT /upload"])
def test_a_file_is_there_once_whatever_failed(fault: faults.Fault, where: str) -> None:
    content = b"small" if where == "POST /attachments" else LARGE[:4_000_000]
    with emulated(Named({where: fault})) as tenant:
        mailbox = tenant.mailbox()
        for _ in range(3):
            try:
                mailbox.send(with_file(content), NINE)
                break
            except TemporaryError:
                assert mailbox.sent(LETTER.key) is None
        assert files(tenant.box.departed[0]) == [content]


# --- Replies --------------------------------------------------------------------------------------

QUESTION = (
    b"From: ada@moorbridge.example\r\nMessage-ID: <q'1@moorbridge.example>\r\n"
    b"Subject: Which form?\r\n\r\nWhich?\r\n"
)


@pytest.mark.parametrize("fault", [None, faults.timeout_after, faults.cut_before])
def test_an_answer_stays_in_the_thread_of_what_it_answers(fault: faults.Fault | None) -> None:
    named = Named({"POST /createReply": fault} if fault else {})
    with emulated(named) as tenant:
        asked = tenant.box.deliver(QUESTION)
        letter = OutgoingMail(
            LETTER.key,
            LETTER.to,
            LETTER.cc,
            LETTER.subject,
            LETTER.text,
            LETTER.html,
            in_reply_to="<q'1@moorbridge.example>",
        )
        mailbox = tenant.mailbox()
        for _ in range(3):
            try:
                mailbox.send(letter, NINE)
                break
            except TemporaryError:
                tenant.hands.wait(600)
        [left] = tenant.box.departed
        found = headers(left)
        assert found["In-Reply-To"] == "<q'1@moorbridge.example>"
        assert found["Subject"] == LETTER.subject
        assert found["X-Audit-Bot-Key"] == LETTER.key
        assert left.to == (LETTER.to, *LETTER.cc)
        assert b"Which?" not in left.raw
        sent = tenant.box.messages[left.message_id]
        assert sent.facts["conversationId"] == asked.facts["conversationId"]


def test_an_answer_to_a_mail_that_has_gone_leaves_as_a_letter() -> None:
    with emulated() as tenant:
        letter = OutgoingMail("k", LETTER.to, (), "s", "t", "<p>h</p>", in_reply_to="<gone@x>")
        tenant.mailbox().send(letter, NINE)
        assert len(tenant.box.departed) == 1


# --- Many -----------------------------------------------------------------------------------------


def test_three_hundred_letters_take_no_longer_than_the_limit_of_exchange() -> None:
    named = Named()
    with emulated(named, watched=False) as tenant:
        named.each = lambda: tenant.hands.wait(0.2)  # what an answer takes
        tenant.box.minute_limit = 30
        mailbox = tenant.mailbox()
        for letter in letters(300):
            mailbox.send(letter, NINE)

        took = (tenant.hands.at - NINE).total_seconds()
        assert len(tenant.box.departed) == 300
        assert named.asked("POST", "/send") == 300  # not one was refused
        assert took <= 300 / 30 * 60 * 1.05


@pytest.mark.requirement("R-B-1")
@pytest.mark.parametrize("seed", range(10))
def test_with_one_request_in_ten_failing_every_letter_leaves_once(seed: int) -> None:
    random = Random(seed)
    lot = ByLot(random)
    with emulated(lot) as tenant:
        tenant.box.sends_twice = seed % 2 == 0
        mailbox = tenant.mailbox()
        owed = {letter.key: letter for letter in letters(15)}
        doubtful: set[str] = set()
        while owed:
            tenant.box.late = random.choice([0, 0, 30, 300])
            if random.randrange(4) == 0:
                mailbox = tenant.mailbox()  # the service was stopped and started
            once(mailbox, owed, doubtful)
            tenant.hands.wait(300)
        tenant.hands.wait(600)

        assert tenant.box.named("Drafts") == []
        assert sorted(d.to[0] for d in tenant.box.departed) == sorted(
            letter.to for letter in letters(15)
        )
        assert lot.happened


def once(mailbox: GraphMailbox, owed: dict[str, OutgoingMail], doubtful: set[str]) -> None:
    """As the job does it: look where there is doubt, send what surely has not left."""
    try:
        for key, letter in list(owed.items()):
            try:
                if key in doubtful:
                    if mailbox.sent(key):
                        del owed[key]
                        continue
                    doubtful.discard(key)
                mailbox.send(letter, NINE)
                del owed[key]
            except Unavailable:
                raise
            except TemporaryError:
                doubtful.add(key)
    except Unavailable:
        return
