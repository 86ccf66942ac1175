"""A reading that waits for the coordinator's choice: as facts of its question, and back again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from bot.policy.model import Fact
from bot.policy.said import (
    MailKind,
    Reading,
    StatedAction,
    StatedGrade,
    StatedReturn,
    Wish,
    WishKind,
)

_LONGEST_WORDS = 300


def reading_facts(reading: Reading, wish: Wish) -> dict[str, Fact]:
    """What the answer will be applied to. The words only as far as a reason needs them."""
    return {
        "wish": {
            "kind": wish.kind.value,
            "until": wish.until.isoformat() if wish.until else None,
            "granted": wish.granted,
            "refs": list(wish.refs),
        },
        "actions": [asdict(action) for action in reading.actions],
        "no_actions": reading.no_actions,
        "given": asdict(reading.given),
        "words": reading.own_words[:_LONGEST_WORDS],
    }


def kept_wish(data: Mapping[str, Fact]) -> Wish:
    values = _mapping(data["wish"])
    until, granted = values.get("until"), values.get("granted")
    return Wish(
        WishKind(str(values["kind"])),
        "",
        date.fromisoformat(str(until)) if until else None,
        bool(granted) if granted is not None else None,
        texts(values.get("refs")),
    )


def kept_reading(data: Mapping[str, Fact], wish: Wish) -> Reading:
    return Reading(
        MailKind.REPLY,
        str(data["words"]),
        (wish,),
        actions=tuple(map(_action, _mappings(data["actions"]))),
        no_actions=bool(data["no_actions"]),
        given=_given(_mapping(data["given"])),
    )


def _action(stored: Mapping[str, Fact]) -> StatedAction:
    days = stored["days"]
    return StatedAction(
        str(stored["text"]), int(str(days)) if days else None, str(stored["category"])
    )


def _given(stored: Mapping[str, Fact]) -> StatedReturn:
    grades = (
        StatedGrade(str(g["section"]), str(g["grade"]), str(g["place"]))
        for g in _mappings(stored["grades"])
    )
    return StatedReturn(
        grades=tuple(grades),
        all_grades=str(stored["all_grades"]),
        good_practice=str(stored["good_practice"]),
        actions_required=_yes_no(stored["actions_required"]),
        safeguarding=_yes_no(stored["safeguarding"]),
        form=str(stored["form"]),
        audit=str(stored["audit"]),
        faults=texts(stored["faults"]),
    )


def texts(listed: Fact) -> tuple[str, ...]:
    return tuple(map(str, listed)) if isinstance(listed, Sequence) else ()


def _yes_no(stored: Fact) -> bool | None:
    return None if stored is None else bool(stored)


def _mapping(stored: Fact) -> Mapping[str, Fact]:
    return stored if isinstance(stored, Mapping) else {}


def _mappings(stored: Fact) -> list[Mapping[str, Fact]]:
    listed = stored if isinstance(stored, Sequence) else ()
    return [each for each in listed if isinstance(each, Mapping)]
