"""What a reply wishes, in layers: a command, a closed grammar, free text that proposes, a person.

Only the first two may act. Role and thread are gates: "approved" counts from whoever was asked,
"done" on a remedial thread means the action.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.mail import cues, dates, free_text, manager_cues
from bot.mail.command_lines import command
from bot.mail.context import Context
from bot.mail.stated_actions import stated_actions
from bot.mail.vocabulary import CORE, VOCABULARY
from bot.mail.words import bare, unexplained, words_of
from bot.policy.model import StatedAction, Wish, WishKind

_COMMAND_LINES = 5  # a command stands in the first lines, as in Debian's and Phabricator's mail


@dataclass(frozen=True, slots=True)
class Understood:
    """The wishes of one text, and why a person must decide, if one must."""

    wishes: tuple[Wish, ...]
    reasons: tuple[str, ...] = ()  # why a person must decide; empty: it may be carried out
    unexplained: tuple[str, ...] = ()  # words outside the closed vocabulary
    actions: tuple[StatedAction, ...] = ()
    no_actions: bool = False


def understand(short: str, received: date, context: Context | None) -> Understood:
    """What `short` wishes. Without a context it is not known who writes: a person decides."""
    here = context or Context("auditor", "assignment")
    actions, none, rest = stated_actions(short)
    text = bare(rest)
    words = words_of(text, received)
    commands, left = _commands(text, received, here)
    wishes = commands or free_text.propose(text, received, here) or _nothing(text)
    reasons = _why_person(wishes, text, left if commands else None, received, here)
    if context is None:
        reasons = ("it is not known who the sender is, or what is answered", *reasons)
    return Understood(wishes, reasons, unexplained(words), actions, none)


def _nothing(text: str) -> tuple[Wish, ...]:
    return (Wish(WishKind.UNCLEAR, text[:300].strip()),)


# --- Layer (a) ------------------------------------------------------------------------------------


def _commands(text: str, received: date, context: Context) -> tuple[tuple[Wish, ...], str]:
    """The commands of the first lines, and the text without them."""
    found: list[Wish] = []
    left: list[str] = []
    seen = 0
    for line in text.split("\n"):
        seen += bool(line.strip())
        wish = command(line, received) if seen <= _COMMAND_LINES else None
        if wish:
            found.append(replace(wish, kind=_by_thread(wish.kind, context)))
        else:
            left.append(line)
    return tuple(found), "\n".join(left).strip()


def _by_thread(kind: WishKind, context: Context) -> WishKind:
    """ "Complete" and "done" are one word to their writers: the thread says which is meant."""
    if kind is WishKind.COMPLETE and context.mends:
        return WishKind.REMEDIAL_COMPLETE
    if kind is WishKind.REMEDIAL_COMPLETE and context.audits:
        return WishKind.COMPLETE
    return kind


# --- Whether it may be carried out ----------------------------------------------------------------


def _why_person(
    wishes: Sequence[Wish], text: str, left: str | None, received: date, context: Context
) -> tuple[str, ...]:
    kinds = [wish.kind for wish in wishes]
    if kinds in ([WishKind.UNCLEAR], [WishKind.QUESTION]):
        return (
            "what is wished was not understood"
            if kinds[0] is WishKind.UNCLEAR
            else "it is a question",
        )
    reasons = [reason for wish in wishes if (reason := _why_not_allowed(wish.kind, context))]
    if len(set(kinds)) > 1:
        reasons.append("it wishes more than one thing")
    if len({ref for wish in wishes for ref in wish.refs}) > 1 and len(wishes) < 2:
        reasons.append("it names several references")
    if left is None:
        reasons += _not_closed(kinds[0], text, received, context)
    elif _contradicts(kinds[0], left, received, context):
        reasons.append("what follows the command does not agree with it")
    for wish in wishes:
        if wish.kind is WishKind.DEFER and (
            ask := dates.requested(_dated(wish, text), received).ask
        ):
            reasons.append(ask)
        if wish.kind is WishKind.MANAGEMENT_DECISION and wish.granted is None and context.decides:
            reasons.append("it does not say clearly whether the request is approved")
    return tuple(dict.fromkeys(reasons))


def _dated(wish: Wish, text: str) -> str:
    return wish.evidence if wish.until else text


_ALLOWED = {
    WishKind.COMPLETE: ("assignment", frozenset({"auditor"})),
    WishKind.DEFER: ("assignment", frozenset({"auditor"})),
    WishKind.DISPENSATION: ("assignment", frozenset({"auditor"})),
    WishKind.REALLOCATE: ("assignment", frozenset({"auditor"})),
    WishKind.REMEDIAL_COMPLETE: ("remedial", frozenset({"team_manager"})),
    WishKind.MANAGEMENT_DECISION: (
        "request_pending",
        frozenset({"service_manager", "strategic_lead", "consultant_head"}),
    ),
}


def _why_not_allowed(kind: WishKind, context: Context) -> str | None:
    """Whether this wish is one that this sender may have on this thread."""
    if kind not in _ALLOWED:
        return None
    thread, roles = _ALLOWED[kind]
    if context.thread != thread or context.sender_role not in roles:
        return (
            f"“{kind}” is not for a {context.sender_role.replace('_', ' ')} on this thread to say"
        )
    return None


def _not_closed(kind: WishKind, text: str, received: date, context: Context) -> list[str]:
    """Layer (b): why the closed grammar of `kind` does not explain the whole text."""
    if kind is WishKind.SAFEGUARDING:
        return []
    if kind is WishKind.ACKNOWLEDGE and context.thread == "safeguarding":
        return _acknowledgement(text)
    words = words_of(text, received)
    strange = unexplained(words, VOCABULARY.get(kind, frozenset()))
    if strange:
        return [f"not all its words are understood: {', '.join(strange[:8])}"]
    if kind in CORE and cues.DOUBTFUL.search(text.replace("’", "'")):
        return ["it may be a question, or mean something else"]
    if kind in CORE and not CORE[kind] & set(words):
        return ["none of its words says it outright"]
    return []


def _acknowledgement(text: str) -> list[str]:
    """An answer to a concern stops the chase in free text too, but never a bare thank-you."""
    if (
        manager_cues.TAKES_ON.search(text)
        and "?" not in text
        and not manager_cues.REFUSES.search(text.replace("’", "'"))
    ):
        return []
    return ["it does not say that somebody has the concern in hand"]


def _contradicts(kind: WishKind, left: str, received: date, context: Context) -> bool:
    """Whether the text beside a command hedges it or wishes something else."""
    others = {wish.kind for wish in free_text.propose(left, received, context)} - {
        kind,
        WishKind.ACKNOWLEDGE,
    }
    plain = cues.plain_done(left)
    hedges = (cues.HEDGE, cues.HEDGES_ALL, cues.TAKES_BACK)
    return bool(others) or (kind in _ALLOWED and any(h.search(plain) for h in hedges))
