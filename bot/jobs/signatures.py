"""What stands under every mail of a person: learnt from their mails, and taken off the next."""

import hmac
from hashlib import sha256

from bot.mail.learnt_signature import SEEN, ending, says_nothing, standing
from bot.mail.reading import Read
from bot.policy.council import Person
from bot.policy.occasion import Occasion
from bot.store import signatures
from bot.store.transaction import Transaction


def signatures_in(work: Transaction, look: Read, person: Person, secret: bytes) -> tuple[str, ...]:
    """The signatures of the person that stand in this mail, the longest first.

    Their words are in the mail alone: the store knows them by their marks, and cannot tell them.
    """
    found = {_mark(secret, person, b): b for b in standing(look.words.long, _names(person))}
    known = signatures.seen(work, person.name, found, SEEN)
    longest = sorted((found[mark] for mark in known), key=len, reverse=True)
    return tuple(block for block in longest if says_nothing(block))


def learn(work: Transaction, look: Read, person: Person, secret: bytes, occasion: Occasion) -> None:
    """Count what ends this mail. Saved with the mail's own end, so each mail counts once."""
    marks = {_mark(secret, person, block) for block in ending(look.words.long, _names(person))}
    signatures.saw(work, person.name, marks, occasion.at)


def _names(person: Person) -> frozenset[str]:
    return frozenset(person.name.casefold().split())


def _mark(secret: bytes, person: Person, block: str) -> str:
    """Of one person alone, so that equal words of two people cannot be told to be equal."""
    text = "\x1f".join(("signature", person.name, block))
    return hmac.new(secret, text.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:32]
