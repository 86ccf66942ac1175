"""What is known of one kind of letter besides its words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One kind of letter. Its words are in message_templates/<name>.md."""

    name: str
    title: str  # what a person calls it: "The assignment of AU-… could not be delivered"
    readers: str
    when: str
    because: str  # completes "You get this email because …"
    requirements: tuple[str, ...]
    about: str = "audit.ref"  # the fact whose reference the subject carries; "" for none
    names_a_case: bool = True  # such letters are marked, unless the council says otherwise
