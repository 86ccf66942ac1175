"""What a reply wishes, in layers: a command, a closed grammar, free text that proposes, a person.

Only the first two may act. Role and thread are gates: "approved" counts from whoever was asked,
"done" on a remedial thread means the action.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.mail.command_lines import command
from bot.mail.context import Context
from bot.mail.gates import Asked, why_a_person
from bot.mail.safeguarding import without_calm
from bot.mail.second_reading import Proposed, propose
from bot.mail.stated_actions import stated_actions
from bot.mail.stated_return import stated_return
from bot.mail.words import bare, unexplained, words_of
from bot.policy.labels import without_labelled
from bot.policy.references import without_marks
from bot.policy.said import NOTHING_SAID, StatedAction, StatedReturn, Wish, WishKind

_COMMAND_LINES = 5  # a command stands in the first lines, as in Debian's and Phabricator's mail


@dataclass(frozen=True, slots=True)
class Understood:
    """The wishes of one text, and why a person must decide, if one must."""

    wishes: tuple[Wish, ...]
    reasons: tuple[str, ...] = ()  # why a person must decide; empty: it may be carried out
    unexplained: tuple[str, ...] = ()  # words outside the closed vocabulary
    actions: tuple[StatedAction, ...] = ()
    no_actions: bool = False
    given: StatedReturn = NOTHING_SAID
    only_seems: bool = False  # the words as a whole seem to wish this, none of them outright


def understand(
    short: str,
    received: date,
    context: Context | None,
    names: Collection[str] = (),
    *,
    attached: Wish | None = None,
) -> Understood:
    """What `short` wishes. Without a context it is not known who writes: a person decides.

    `names`: the words of the sender's own name, which may sign the text. `attached`: what a
    workbook wishes that came with the text; it counts as a command does.
    """
    here = context or Context("auditor", "assignment")
    given, ungraded = stated_return(without_marks(short), context.form if context else None)
    actions, none, rest = stated_actions(ungraded)
    text = bare(rest, names)
    words = words_of(without_calm(text), received)
    commands, left = _commands(text, received, here)
    if here.form.asks_grades and not (commands or text.strip()) and given.says_anything:
        # Nothing but lines of the form: what was missing, or a whole return without the command.
        commands = (Wish(WishKind.RETURN, short[:300].strip()),)
    if attached and not any(wish.kind is WishKind.COMPLETE for wish in commands):
        commands = (*commands, attached)
    proposed = Proposed(commands) if commands else propose(text, received, here)
    wishes = proposed.wishes or _nothing(text)
    asked = Asked(wishes, text, without_labelled(left) if commands else None, received, here)
    reasons = why_a_person(asked)
    if proposed.changed:
        reasons = (*reasons, "its words as a whole seem to wish this, none of them outright")
    if context is None:
        reasons = ("it is not known who the sender is, or what is answered", *reasons)
    strange = unexplained(words)
    return Understood(wishes, reasons, strange, actions, none, given, only_seems=proposed.changed)


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
    return _together(found), "\n".join(left).strip()


def _together(commands: Sequence[Wish]) -> tuple[Wish, ...]:
    """One wish for the lines that wish the same of several references: "DONE RA-…" twice."""
    found: dict[Wish, list[Wish]] = {}
    for wish in commands:
        same = replace(wish, evidence="", refs=() if wish.refs else ("all",))
        found.setdefault(same, []).append(wish)
    return tuple(
        replace(
            wishes[0],
            evidence=" … ".join(wish.evidence for wish in wishes),
            refs=tuple(dict.fromkeys(ref for wish in wishes for ref in wish.refs)),
        )
        for wishes in found.values()
    )


def _by_thread(kind: WishKind, context: Context) -> WishKind:
    """ "Complete" and "done" are one word to their writers: the thread says which is meant."""
    if kind is WishKind.COMPLETE and context.mends:
        return WishKind.REMEDIAL_COMPLETE
    if kind is WishKind.REMEDIAL_COMPLETE and context.audits:
        return WishKind.COMPLETE
    return kind
