"""Too many letters at once, or to one person: some wait, and a person is asked (C2, C21)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bot.policy.decision import Letter, Question, QuestionKind
from bot.policy.wording import count_words

SEND, WITHHOLD = "Send them", "Withhold them"


@dataclass(frozen=True, slots=True)
class Owed:
    """A letter that may leave now, with its place in the queue."""

    id: int
    letter: Letter


@dataclass(frozen=True, slots=True)
class Going:
    """What leaves now, and what waits: for a person's word, or for another day."""

    now: frozenset[int]
    asked: tuple[Owed, ...] = ()  # a surge: nothing of it leaves before somebody has agreed
    tomorrow: Mapping[str, int] = field(default_factory=dict)  # reader -> letters beyond the cap


def going(
    owed: Sequence[Owed],
    *,
    agreed_up_to: int,
    surge: int,
    keepers: Collection[str],
    sent_today: Mapping[str, int],
    cap: int,
) -> Going:
    """Urgent letters always; others within the cap of each reader, and unless they are a surge.

    `agreed_up_to` is the newest letter of a surge that a person has agreed to. Those who run the
    programme, `keepers`, have their letters in any case: one of them says what waits.
    """
    free = [o for o in owed if o.letter.urgent or o.letter.to in keepers]
    others = [o for o in owed if not (o.letter.urgent or o.letter.to in keepers)]
    fresh = [o for o in others if o.id > agreed_up_to]
    asked = fresh if len(fresh) > surge else []
    let = [o for o in others if o.id <= agreed_up_to] if asked else others
    had: Counter[str] = Counter(sent_today)
    now, later = [o.id for o in free], Counter[str]()
    for one in let:
        if had[one.letter.to] >= cap:
            later[one.letter.to] += 1
        else:
            had[one.letter.to] += 1
            now.append(one.id)
    return Going(frozenset(now), tuple(asked), later)


def surge_question(asked: Sequence[Owed]) -> Question:
    """The same question for as long as the same letters wait."""
    kinds = Counter(o.letter.name.replace("_", " ") for o in asked)
    counted = ", ".join(f"{number} {name}" for name, number in kinds.most_common())
    asks = (
        f"{count_words(len(asked), 'letter')} wait to be sent at once ({counted}). That is more "
        "than usual, so none of them leaves before somebody agrees. Send them?"
    )
    first, last = min(o.id for o in asked), max(o.id for o in asked)
    return Question(
        surge_key(first),
        QuestionKind.SURGE,
        "outbox",
        asks,
        "",
        (SEND, WITHHOLD),
        {"first": first, "last": last},  # whoever answers has been asked about no others
    )


def surge_key(first: int) -> str:
    """One question for each surge, named by the first letter of it."""
    return f"surge from {first}"
