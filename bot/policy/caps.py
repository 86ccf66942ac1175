"""Caps on answered mail, so that two machines that answer each other are stopped by a person."""

from dataclasses import dataclass

from bot.policy.rules import Rules


@dataclass(frozen=True, slots=True)
class Answered:
    """How many mails have been handled before this one."""

    of_sender: int  # today; strangers count as one sender
    about_audit: int  # today
    in_hour: int  # from anybody


@dataclass(frozen=True, slots=True)
class Cap:
    """A cap that has been reached: what it is on, and why no more is answered, in words."""

    on: str
    why: str


def reached(answered: Answered, sender: str, audit: str | None, rules: Rules) -> Cap | None:
    """The cap that forbids to act on one more mail; None: it may be acted on."""
    who = sender or "people who are not on the People list"
    counts = (
        (f"sender {sender}", answered.of_sender, rules.sender_cap, f"mails of {who} today"),
        (f"audit {audit}", answered.about_audit, rules.audit_cap, f"mails about {audit} today"),
        ("everybody", answered.in_hour, rules.hour_cap, "mails within an hour"),
    )
    for on, number, most, words in counts:
        if number >= most:
            why = (
                f"there have been {number} {words}, as if machines "
                "were answering each other. Nothing more is answered: please read what is put "
                "aside, and stop whatever sends it"
            )
            return Cap(on, why)
    return None
