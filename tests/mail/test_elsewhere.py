"""Mails of other programs and languages: what the machines say, and where the history begins."""

import pytest

from bot.mail.kind import kind_of
from bot.mail.own_words import own_words
from bot.mail.raw import parse
from bot.policy.said import MailKind
from tests.mail.mails import mail

AUTO = "Auto-Submitted: auto-replied"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (mail("Ich bin nicht im Büro.", AUTO, subject="Abwesenheitsnotiz: X"), "out_of_office"),
        (mail("x", AUTO, subject="=?utf-8?q?R=C3=A9ponse_automatique?= : X"), "out_of_office"),
        (mail("Ik ben er niet.", AUTO, subject="Automatisch antwoord: X"), "out_of_office"),
        (mail("Fuera.", subject="=?utf-8?q?Respuesta_autom=C3=A1tica=3A_X?="), "out_of_office"),
        (mail("", subject="Zugesagt: Audit"), "calendar"),
        (mail("", subject="=?utf-8?q?Accept=C3=A9_=3A_Audit?="), "calendar"),
        (mail("Happy to take it.", subject="Accepted: the audit"), "reply"),
        (mail("Ihre Nachricht\nwurde gelesen.", subject="Gelesen: X"), "receipt"),
        (mail("Votre message\na été lu lundi", subject="Lu : X"), "receipt"),
        (mail("Your message was deleted", subject="Not read: X"), "receipt"),
        (mail("I have read the file.", subject="Read: the audit"), "reply"),
        (
            mail(
                "** Address not found **",
                AUTO,
                "X-Failed-Recipients: x@y.example",
                sender="mailer-daemon@googlemail.com",
                subject="Delivery Status Notification (Failure)",
            ),
            "bounce",
        ),
        (
            mail(
                "A message that you sent could not be delivered",
                sender="Mailer-Daemon@exim.example",
                subject="Mail delivery failed: returning message to sender",
            ),
            "bounce",
        ),
        (
            mail(
                "host said: 550 5.1.1 User unknown",
                sender="MAILER-DAEMON@postfix.example",
                subject="Undelivered Mail Returned to Sender",
            ),
            "bounce",
        ),
        (
            mail("554 5.4.14", "Return-Path: <>", sender="postmaster@pphosted.com",
                 subject="Undeliverable: Audit"),
            "bounce",
        ),
        (
            mail("Fehler bei der Zustellung", sender="postmaster@c.example",
                 subject="Unzustellbar: Audit"),
            "bounce",
        ),
    ],
)  # fmt: skip
def test_what_machines_say_elsewhere_is_told_apart(raw: bytes, kind: str) -> None:
    assert kind_of(parse(raw)).kind == MailKind(kind)


_BOT = "Audit Bot <bot@c.example>"


@pytest.mark.parametrize(
    "history",
    [
        f"Get Outlook for iOS<https://aka.ms/o0ukef>\n{'_' * 32}\nFrom: {_BOT}\nSent: Monday,"
        " January 5, 2026 9:00:00 AM\nTo: Ada <ada@c.example>\nSubject: Audit",
        f"Sent from my Galaxy\n\n-------- Original message --------\nFrom: {_BOT}\nDate: 05/01/2026"
        " 09:00 (GMT+00:00)\nTo: ada@c.example\nSubject: Audit",
        f"From: {_BOT}\nDate: Monday, 5 January 2026 at 09:00\nTo: Ada <ada@c.example>\nSubject: X",
        f"Am 05.01.2026 um 09:00 schrieb {_BOT}:",
        f"Le 5 janv. 2026 à 09:00, {_BOT} a écrit :",
        f"Von: {_BOT}\nGesendet: Montag, 5. Januar 2026 09:00\nAn: Ada\nBetreff: Audit",
        f"De : {_BOT}\nEnvoyé : lundi 5 janvier 2026 09:00\nÀ : Ada\nObjet : Audit",
        f"Oddi wrth: {_BOT}\nAnfonwyd: 05 Ionawr 2026 09:00\nAt: Ada\nPwnc: Audit",
        "Sent from my BlackBerry\n  Original Message  \nFrom: Audit Bot\nSent: Monday, 5 January"
        " 2026 09:00\nTo: Ada\nSubject: Audit",
        "Sent from Yahoo Mail on Android\n\n  On Mon, 5 Jan 2026 at 9:00, Audit Bot<bot@c.example>"
        " wrote:   Please complete",
    ],
)
def test_the_history_of_other_programs_is_no_word_of_the_writer(history: str) -> None:
    found = own_words(parse(mail(f"Completed\n\n{history}\n\nPlease tell us.\n")))
    assert (found.short, found.long) == ("Completed", "Completed")
