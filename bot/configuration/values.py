"""Cells as people write them, made into values: dates as text, yes in many words, several names."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeAlias, TypeVar

from bot.policy.council import Role, tidy
from bot.policy.round_parts import RoundKind
from bot.policy.themes import Repeat
from bot.policy.written_days import day_in_words

Choice = TypeVar("Choice", bound=str)
RuleValue: TypeAlias = int | float | str | tuple[int | float | str, ...]

YES = frozenset({"yes", "y", "true", "1", "✓", "✔"})
NO = frozenset({"no", "n", "false", "0", "", "-"})
ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]+")
NAMED_ADDRESS = re.compile(r".*<([^<>]*)>")
# Excel counts days from here; 1900 was no leap year, whatever Excel says, so from March on it is
# one day early (Microsoft, "Excel incorrectly assumes that the year 1900 is a leap year").
EXCEL_DAY_ZERO = date(1899, 12, 30)
ANNEXE_LISTS = range(3, 10)  # 6.1: those that hold the open cases
FIRST_YEAR, LAST_YEAR = 2000, 2100

WEEKDAYS = {name: n for n, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::00)?)?\s*(?P<half>[ap]m)?")

OTHER_WORDS_FOR_ROLES = {
    "cqasw": Role.CONSULTANT_SOCIAL_WORKER,
    "consultant quality assurance social worker": Role.CONSULTANT_SOCIAL_WORKER,
    "tm": Role.TEAM_MANAGER,
    "sm": Role.SERVICE_MANAGER,
    "service manager safeguarding": Role.SERVICE_MANAGER_SAFEGUARDING,
    "service manager (safeguarding)": Role.SERVICE_MANAGER_SAFEGUARDING,
    "strategic lead safeguarding": Role.STRATEGIC_LEAD_SAFEGUARDING,
    "strategic lead placement services": Role.STRATEGIC_LEAD_PLACEMENT,
    "chpi": Role.CONSULTANT_HEAD,
    "consultant head of performance and improvement": Role.CONSULTANT_HEAD,
    "ad": Role.ASSISTANT_DIRECTOR,
    "sd": Role.STRATEGIC_DIRECTOR,
    "social worker": Role.CASE_WORKER,
    "allocated case worker": Role.CASE_WORKER,
}
ROLES = {**{tidy(role): role for role in Role}, **OTHER_WORDS_FOR_ROLES}


def text(value: object) -> str | None:
    """Tidied text; None for a blank cell. A whole number loses the ".0" that Excel may give it."""
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split()) or None


def needed(value: object) -> str:
    found = text(value)
    if found is None:
        raise ValueError("this must be filled in.")
    return found


def several(value: object) -> tuple[str, ...]:
    """Names with semicolons or line breaks between; commas may be part of a name ("OBI, Ada")."""
    pieces = re.split(r"[;\n]", str(value)) if value is not None else []
    return tuple(found for piece in pieces if (found := text(piece)))


def address(value: object) -> str:
    written = needed(value)
    named = NAMED_ADDRESS.fullmatch(written)
    found = (named[1] if named else written).removeprefix("mailto:").strip(" .,;")
    if not ADDRESS.fullmatch(found):
        raise ValueError(f"{written!r} is not a mail address such as ada.obi@council.example.")
    return found


def addresses(value: object) -> tuple[str, ...]:
    return tuple(address(piece) for piece in re.split(r"[;,\s]+", text(value) or "") if piece)


def yes_no(value: object) -> bool:
    word = (text(value) or "").casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError(f"{text(value)!r} is neither Yes nor No.")


def day(value: object) -> date | None:
    """A date cell, an Excel day number, or a date in words as a British writer puts it."""
    if isinstance(value, datetime):
        return plausible(value.date(), value)
    if isinstance(value, date):
        return plausible(value, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return plausible(EXCEL_DAY_ZERO + timedelta(days=min(int(value), 99_999)), value)
    written = text(value)
    return None if written is None else plausible(day_in_words(written), written)


def plausible(found: date, written: object) -> date:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"{str(written)!r} is not a likely date: is the year right?")
    return found


def needed_day(value: object) -> date:
    found = day(value)
    if found is None:
        raise ValueError("this must be filled in with a date such as 01/09/2025.")
    return found


def count(value: object) -> int | None:
    written = text(value)
    if written is None:
        return None
    if not re.fullmatch(r"\d{1,6}", written):
        raise ValueError(f"{written!r} is not a whole number such as 1.")
    return int(written)


def some(value: object) -> int:
    """A number of things of which there must be one at least."""
    found = count(value)
    if not found:
        raise ValueError("this must be filled in with a whole number such as 12.")
    return found


def repeat(value: object) -> Repeat:
    return one_of(value, {tidy(each): each for each in Repeat}, Repeat.ONCE)


def theme_kind(value: object) -> RoundKind:
    kinds = {tidy(each): each for each in (RoundKind.THEMATIC, RoundKind.INTER_RATER)}
    return one_of(value, kinds, RoundKind.THEMATIC)


def one_of(value: object, choices: Mapping[str, Choice], blank: Choice) -> Choice:
    """The choice that is written, or what a blank cell means."""
    written = text(value)
    found = choices.get(tidy(written)) if written else blank
    if found is None:
        raise ValueError(f"{written!r} is not one of: {', '.join(choices.values())}.")
    return found


def lists(value: object) -> tuple[int, ...]:
    """Numbers of Annexe A lists: 3 to 9, perhaps with "List" before them."""
    pieces = re.split(r"[;,\n]", text(value) or "")
    found = [re.sub(r"(?i)^lists?\s*", "", piece.strip()) for piece in pieces if piece.strip()]
    for piece in found:
        if piece not in {str(number) for number in ANNEXE_LISTS}:
            first, last = ANNEXE_LISTS[0], ANNEXE_LISTS[-1]
            raise ValueError(f"{piece!r} is not a list of open cases: {first} to {last}.")
    return tuple(int(piece) for piece in found)


def roles(value: object) -> frozenset[Role]:
    """Roles with semicolons or commas between, although one role has a comma in its name."""
    found: set[Role] = set()
    for piece in several(value):
        found.update(roles_of(piece.split(",")))
    if not found:
        raise ValueError("this must be filled in with at least one role.")
    return frozenset(found)


def roles_of(words: Sequence[str]) -> list[Role]:
    """The roles that `words` name, each named by as many of the words as possible."""
    left = [word for word in words if word.strip()]
    found = []
    while left:
        lengths = range(len(left), 0, -1)
        known = ((n, ROLES.get(tidy(",".join(left[:n])))) for n in lengths)
        taken, role = next(((n, r) for n, r in known if r is not None), (0, None))
        if role is None:
            raise ValueError(f"{left[0].strip()!r} is not a role. They are: {'; '.join(Role)}.")
        found.append(role)
        left = left[taken:]
    return found


def role(value: object) -> Role:
    found = roles(value)
    if len(found) > 1:
        raise ValueError("one role, please: a row for each.")
    return next(iter(found))


def weekdays(value: object) -> frozenset[int]:
    """Days of the week by name or its first three letters; blank is every day from Monday on."""
    pieces = re.split(r"[,;/&]|\band\b", text(value) or "")
    named = [piece.strip().casefold() for piece in pieces if piece.strip()]
    found = {WEEKDAYS.get(name[:3]) for name in named}
    if None in found:
        raise ValueError(f"{text(value)!r}: write days of the week, such as Monday, Thursday.")
    return frozenset(day for day in found if day is not None) or frozenset(range(5))


def time_of_day(value: object) -> time:
    """A time cell, or a time in words: 09:00, 9.30, 9am, 4:15 pm."""
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    written = needed(value)
    match = TIME.fullmatch(written.casefold())
    if match is None:
        raise ValueError(f"{written!r} is not a time such as 09:00.")
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    hour = hour % 12 + (12 if match["half"] == "pm" else 0) if match["half"] else hour
    if hour > 23 or minute > 59:
        raise ValueError(f"{written!r} is not a time such as 09:00.")
    return time(hour, minute)


def rule_value(written: str, default: object) -> RuleValue:
    """A rule's new value, of the kind that its default has. Raises ValueError in words."""
    if isinstance(default, StrEnum):
        return choice(written, type(default))
    if not isinstance(default, list | tuple):
        return number(written, float if isinstance(default, float) else int)
    pieces = written.split(",")
    if default and isinstance(default[0], StrEnum):
        return tuple(choice(piece, type(default[0])) for piece in pieces)
    kind = float if any(isinstance(each, float) for each in default) else int
    return tuple(number(piece, kind) for piece in pieces)


def choice(written: str, among: type[StrEnum]) -> StrEnum:
    found = {tidy(each): each for each in among}.get(tidy(written))
    if found is None:
        raise ValueError(f"{written.strip()!r} is not one of: {', '.join(among)}.")
    return found


def number(written: str, kind: Callable[[str], int | float]) -> int | float:
    try:
        found = kind(written.strip())
    except ValueError:
        what = "a whole number" if kind is int else "a number"
        raise ValueError(f"{written.strip()!r} is not {what}.") from None
    if not 0 <= found <= 10_000:
        raise ValueError(f"{written.strip()!r} is out of all bounds.")
    return found
