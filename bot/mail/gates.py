"""Whether wishes may be carried out, or a person must decide first, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.mail import cues, dates, free_text, manager_cues
from bot.mail.context import MANAGERS, Context
from bot.mail.safeguarding import without_calm
from bot.mail.spelling import as_meant
from bot.mail.vocabulary import CORE, VOCABULARY
from bot.mail.words import unexplained, words_of
from bot.policy.said import Wish, WishKind

# "Until 12/1 please" names a day; what is to happen until then goes without saying.
_UNTIL = frozenset({"until", "till", "til"})
_ASKING = frozenset(
    "can could may would like request requesting requested need have give given get grateful"
    " move moved push pushed put delay date deadline".split()
)
# Who may say what, on which thread. Anybody else who says it is put to a person.
_ALLOWED = {
    WishKind.COMPLETE: {"assignment": frozenset({"auditor"})},
    WishKind.RETURN: {"assignment": frozenset({"auditor"})},
    WishKind.DEFER: {"assignment": frozenset({"auditor"})},
    WishKind.DISPENSATION: {"assignment": frozenset({"auditor"})},
    WishKind.REALLOCATE: {"assignment": frozenset({"auditor"})},
    WishKind.REMEDIAL_COMPLETE: {"remedial": MANAGERS},
    WishKind.MANAGEMENT_DECISION: {
        "request_pending": MANAGERS - {"team_manager"},
        "remedial": MANAGERS,  # tells where the decision is that a Service Manager authorised
    },
}
NOT_UNDERSTOOD = "what is wished was not understood"
_NO_WISH = {
    WishKind.UNCLEAR: NOT_UNDERSTOOD,
    WishKind.QUESTION: "it is a question",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text wishes, with all that the gates look at."""

    wishes: Sequence[Wish]
    text: str
    beside: str | None  # the text beside its commands; None: it holds no command
    received: date
    context: Context


def why_a_person(asked: Asked) -> tuple[str, ...]:
    """Why a person must decide, in words; nothing where the wishes may be carried out."""
    kinds = list(dict.fromkeys(wish.kind for wish in asked.wishes))
    if len(kinds) == 1 and kinds[0] in _NO_WISH:
        return (_NO_WISH[kinds[0]],)
    reasons = [_why_not_allowed(kind, asked.context) for kind in kinds]
    if len(asked.wishes) > 1:
        reasons.append("it wishes more than one thing")
    elif asked.beside is None and len(asked.wishes[0].refs) > 1:
        reasons.append("it names several references")
    if asked.beside is None:
        reasons.append(_why_not_closed(kinds[0], asked))
    elif _contradicts(kinds[0], asked.beside, asked):
        reasons.append("what follows the command does not agree with it")
    reasons += [_why_ask(wish, asked) for wish in asked.wishes]
    return tuple(dict.fromkeys(reason for reason in reasons if reason))


def _why_not_allowed(kind: WishKind, context: Context) -> str | None:
    allowed = _ALLOWED.get(kind)
    if allowed is None or context.sender_role in allowed.get(context.thread, frozenset()):
        return None
    return f"“{kind}” is not for a {context.sender_role.replace('_', ' ')} on this thread to say"


def _why_not_closed(kind: WishKind, asked: Asked) -> str | None:
    """Layer (b): why the closed grammar of `kind` does not explain the whole text."""
    if kind is WishKind.SAFEGUARDING:
        return None
    if kind is WishKind.ACKNOWLEDGE and asked.context.thread == "safeguarding":
        return _why_not_taken_on(asked.text)
    words = words_of(without_calm(asked.text), asked.received)
    strange = unexplained(words, VOCABULARY.get(kind, frozenset()))
    if strange:
        return f"not all its words are understood: {', '.join(strange[:8])}"
    if kind in CORE and cues.DOUBTFUL.search(asked.text.replace("’", "'")):
        return "it may be a question, or mean something else"
    if kind in _HEDGED and cues.HEDGE.search(asked.text.replace("’", "'")):
        return "it may be still to be done"
    said = CORE.get(kind, frozenset()) & set(words)
    if kind in CORE and (not said or (said <= _UNTIL and not _ASKING & set(words))):
        return "none of its words says it outright"
    return None


def _why_not_taken_on(text: str) -> str | None:
    """An answer to a concern stops the chase in free text too, but never a bare thank-you."""
    text = as_meant(text)
    taken = manager_cues.TAKES_ON.search(text) and "?" not in text
    if taken and not manager_cues.REFUSES.search(text):
        return None
    return "it does not say that somebody has the concern in hand"


def _contradicts(kind: WishKind, beside: str, asked: Asked) -> bool:
    """Whether the text beside a command hedges it, takes it back or wishes something else."""
    found = free_text.propose(beside, asked.received, asked.context)
    said = {kind, WishKind.ACKNOWLEDGE, *_SAME_AS.get(kind, ())}
    if {wish.kind for wish in found} - said:
        return True
    plain = cues.plain_done(as_meant(beside))
    if cues.TAKES_BACK.search(plain):
        return True
    hedges = cues.HEDGE.search(plain) or cues.HEDGES_ALL.search(plain)
    return kind in _HEDGED and bool(hedges)


# Beside a form, "all done" says what the form says.
_SAME_AS = {WishKind.RETURN: (WishKind.COMPLETE, WishKind.UNCLEAR)}

# A reason given for a request may hold any word; a completion must stand unhedged.
_HEDGED = frozenset(
    {
        WishKind.COMPLETE,
        WishKind.RETURN,
        WishKind.REMEDIAL_COMPLETE,
        WishKind.MANAGEMENT_DECISION,
    }
)


def _why_ask(wish: Wish, asked: Asked) -> str | None:
    """What must be asked about one wish: until when, or yes or no."""
    if wish.kind is WishKind.DEFER:
        # A command's date stands on its line; that of free text may stand in the next sentence.
        dated = asked.beside is not None or dates.find_dates(wish.evidence, asked.received)
        words = wish.evidence if dated else asked.text
        found = dates.requested(words, asked.received)
        return found.ask or (None if wish.until else "no date is named")
    undecided = wish.kind is WishKind.MANAGEMENT_DECISION and wish.granted is None
    if undecided and asked.context.decides:
        return "it does not say clearly whether the request is approved"
    return None
