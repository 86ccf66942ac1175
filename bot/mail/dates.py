"""Dates and durations as people in the United Kingdom write them, against the day of receipt.

A small grammar of our own: the libraries measured read "may", "sat" and ages as dates, and none
knows "Friday week". Where a phrase has two readings, both are kept, and somebody is asked.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MAX_TEXT = 20_000  # characters looked at
HORIZON = 90  # days ahead in which a requested date may lie without asking

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAY = r"mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_NUMBERS = {
    w: n
    for n, words in enumerate(
        (
            "",
            "a an one another 1",
            "two couple 2",
            "three 3",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
        )
    )
    for w in words.split()
} | {"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20}
_NUMBER = (
    r"\d{1,3}|an?|one|another|an? (?:couple|further|extra|additional)(?: of)?|couple of|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|fifteen|twenty"
)
_ORDINAL = r"(\d{1,2})\s?(?:st|nd|rd|th)"


@dataclass(frozen=True, slots=True)
class DateFound:
    """One phrase and the days that it may mean, the likeliest first. None: it names no single day."""

    text: str
    readings: tuple[date, ...]
    at: int = 0  # where in the text it stands
    vague: bool = False  # the first reading is a guess: ask before acting


@dataclass(frozen=True, slots=True)
class Requested:
    """The one date that a text asks for; `ask` says in words why somebody must be asked first."""

    until: date | None
    ask: str | None = None
    readings: tuple[date, ...] = ()
    text: str = ""


# --- The grammar ----------------------------------------------------------------------------------


def _month(name: str) -> int:
    return next(n for n, full in enumerate(_MONTHS, 1) if full.startswith(name[:3].lower()))


def _weekday(name: str) -> int:
    return next(n for n, full in enumerate(_DAYS) if full.startswith(name[:3].lower()))


def _number(text: str) -> int:
    words = text.lower().split()
    if "couple" in words:
        return 2
    return int(words[0]) if words[0].isdigit() else _NUMBERS[words[0]]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str | None, month: int, day: int, received: date) -> int:
    """The year that is written, or the next in which the day comes; a fortnight ago is still this."""
    if text:
        return int(text) + (2000 if len(text) == 2 else 0)
    this = _day(received.year, month, day)
    late = this is not None and this < received - timedelta(days=60)
    return received.year + late


def _coming(weekday: int, received: date) -> date:
    return received + timedelta(days=(weekday - received.weekday() - 1) % 7 + 1)


def _one(day: date | None, *, vague: bool = False) -> tuple[tuple[date, ...], bool] | None:
    return ((day,), vague) if day else None


def _written(m: re.Match[str], received: date) -> tuple[tuple[date, ...], bool] | None:
    """12 January 2026, with or without weekday and year. A weekday that does not fit is asked."""
    name, day, month, year = m.group("wd"), int(m.group("d")), _month(m.group("m")), m.group("y")
    found = _day(_year(year, month, day, received), month, day)
    if found is None:
        return None
    fits = not name or found.weekday() == _weekday(name)
    return (found,), not fits


def _numeric(m: re.Match[str], received: date) -> tuple[tuple[date, ...], bool] | None:
    """12/01/2026 is the day first; without a year, 12/1 may be either to somebody."""
    day, month, year = int(m.group("d")), int(m.group("m")), m.group("y")
    name = m.group("wd")
    if month > 12:
        return None
    first = _day(_year(year, month, day, received), month, day)
    if first is None:
        return None
    if name:
        return (first,), first.weekday() != _weekday(name)
    other = _day(_year(None, day, month, received), day, month) if not year and day <= 12 else None
    soon = other and received <= other <= received + timedelta(days=HORIZON)
    both = other is not None and soon and other != first
    return ((first, other) if both and other else (first,)), bool(both)


def _iso(m: re.Match[str], received: date) -> tuple[tuple[date, ...], bool] | None:
    return _one(_day(int(m.group(1)), int(m.group(2)), int(m.group(3))))


def _ordinal(m: re.Match[str], received: date) -> tuple[tuple[date, ...], bool] | None:
    """The 23rd: the next day of that number."""
    number = int(m.group("o"))
    for ahead in range(0, 62):
        day = received + timedelta(days=ahead)
        if day.day == number:
            fits = not m.group("wd") or day.weekday() == _weekday(m.group("wd"))
            return (day,), not fits
    return None


def _plain_weekday(m: re.Match[str], received: date) -> tuple[tuple[date, ...], bool] | None:
    return _one(_coming(_weekday(m.group("wd")), received))


def _next_weekday(m: re.Match[str], received: date) -> tuple[tuple[date, ...], bool] | None:
    """Next Friday is two days to two people, unless this week's is past."""
    coming = _coming(_weekday(m.group("wd")), received)
    if coming.isocalendar()[:2] != received.isocalendar()[:2]:
        return _one(coming)
    return (coming + timedelta(days=7), coming), True


def _weekday_week(m: re.Match[str], received: date) -> tuple[tuple[date, ...], bool] | None:
    """Friday week, a week on Friday."""
    name = m.group("wd") or m.group("wd2")
    if name in {"today", "tomorrow"}:
        return _one(received + timedelta(days=7 + (name == "tomorrow")))
    weeks = 14 if (m.group("n") or "").startswith(("two", "2", "fortnight", "a fortnight")) else 7
    return _one(_coming(_weekday(name), received) + timedelta(days=weeks))


def _duration(m: re.Match[str], received: date) -> tuple[tuple[date, ...], bool] | None:
    count = _number(m.group("n"))
    unit = m.group("u").lower()
    if unit.startswith("work"):
        return _one(_after_working_days(received, min(count, 250)))
    if unit.startswith("month"):
        month = received.month - 1 + count
        year, month = received.year + month // 12, month % 12 + 1
        return _one(date(year, month, min(received.day, monthrange(year, month)[1])))
    days = {"d": 1, "w": 7, "f": 14}[unit[0]]
    return _one(received + timedelta(days=count * days))


def _after_working_days(start: date, count: int) -> date:
    """Monday to Friday; a bank holiday between moves nobody's request by much, and it is echoed."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _month_end(m: re.Match[str], received: date) -> tuple[tuple[date, ...], bool] | None:
    which = (m.group("m") or "").lower()
    ahead = 1 if which.startswith("next") else 0
    if which and not which.startswith(("next", "the", "this")):
        month = _month(which)
        year = int(m.group("y") or 0) or received.year + (month < received.month)
    else:
        year, month = divmod(received.year * 12 + received.month - 1 + ahead, 12)
        month += 1
    return _one(date(year, month, monthrange(year, month)[1]))


def _week_end(m: re.Match[str], received: date) -> tuple[tuple[date, ...], bool] | None:
    """The end of a week is its Friday; said at the weekend, it is the coming one."""
    friday = received + timedelta(days=(4 - received.weekday()) % 7)
    return _one(friday + timedelta(days=7 * (m.group("w").lower() == "next")))


def _next_week(m: re.Match[str], received: date) -> tuple[tuple[date, ...], bool] | None:
    monday = received + timedelta(days=7 - received.weekday())
    return (monday + timedelta(days=4), monday), True


def _part_of_month(m: re.Match[str], received: date) -> tuple[tuple[date, ...], bool] | None:
    month, part = _month(m.group("m")), m.group("p").lower()
    year = received.year + (month < received.month)
    if part.startswith("mid"):
        return _one(date(year, month, 15), vague=True)
    return _one(date(year, month, 1 if part[0] in "bs" else 7), vague=True)


def _month_alone(m: re.Match[str], received: date) -> tuple[tuple[date, ...], bool] | None:
    """Until March: its first day or its last. No single day is named."""
    return (), True


def _new_year(m: re.Match[str], received: date) -> tuple[tuple[date, ...], bool] | None:
    year = received.year + (received.month > 1)
    return _one(_on_or_after(date(year, 1, 2)), vague=True)


def _christmas(m: re.Match[str], received: date) -> tuple[tuple[date, ...], bool] | None:
    return _one(_on_or_after(date(received.year, 12, 27)), vague=True)


def _on_or_after(day: date) -> date:
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def _in_days(days: int) -> "_Rule":
    return lambda m, received: _one(received + timedelta(days=days))


_Rule = Callable[[re.Match[str], date], "tuple[tuple[date, ...], bool] | None"]
_WD = rf"(?:(?P<wd>{_DAY})\.?,?\s+(?:the\s+)?)?"
_Y = r"(?:,?\s+(?P<y>20\d\d)|,?\s+'(?P<y2>\d\d))?"

# In this order: what a longer phrase has taken, a shorter one does not read again.
_GRAMMAR: tuple[tuple[re.Pattern[str], _Rule], ...] = tuple(
    (re.compile(rf"(?<![\w/.-]){pattern}(?![\w/])", re.IGNORECASE), rule)
    for pattern, rule in (
        (r"(20\d\d)-(\d\d)-(\d\d)", _iso),
        (
            rf"{_WD}(?P<d>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?(?:\s+(?:day\s+)?of)?\s*(?P<m>{_MONTH})\b\.?(?:,?\s+(?P<y>20\d\d))?",
            _written,
        ),
        (
            rf"{_WD}(?P<m>{_MONTH})\.?\s+(?:the\s+)?(?P<d>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?(?:,?\s+(?P<y>20\d\d))?",
            _written,
        ),
        (rf"{_WD}(?P<d>\d{{1,2}})[/.-](?P<m>\d{{1,2}})[/.-](?P<y>20\d\d|\d\d)", _numeric),
        (rf"{_WD}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?P<y>(?!))?", _numeric),
        (
            rf"(?:end|last day|back end) of (?P<m>(?:next|this|the) month|month|{_MONTH})(?:\s+(?P<y>20\d\d))?|month[- ]end",
            _month_end,
        ),
        (
            rf"(?:(?P<n>a|one|two|2|a fortnight|fortnight)(?: weeks?)? (?:on|from|after|come) )(?P<wd>{_DAY}|today|tomorrow)(?P<wd2>(?!))?",
            _weekday_week,
        ),
        (
            rf"(?P<wd>{_DAY}|today|tomorrow) (?:week|fortnight)(?P<n>(?!))?(?P<wd2>(?!))?",
            _weekday_week,
        ),
        (r"a week (?P<wd>today|tomorrow)(?P<n>(?!))?(?P<wd2>(?!))?", _weekday_week),
        (
            rf"(?P<n>{_NUMBER})(?:\s+(?:more|extra|further|additional|or so|full))?\s*-?(?P<u>working[- ]days?|work days?|days?"
            rf"|weeks?|wks?|wk|fortnights?|months?)(?:['’]s?)?(?: time)?(?: from (?:today|now))?",
            _duration,
        ),
        (
            r"(?P<w>next|this|the) week['’]?s? end|end of (?P<w2>next|this|the) (?:working )?week",
            _week_end,
        ),
        (rf"next (?P<wd>{_DAY})", _next_weekday),
        (rf"(?:(?P<wd>{_DAY})\.?,?\s+(?:the\s+)?)?(?P<o>\d{{1,2}})\s?(?:st|nd|rd|th)", _ordinal),
        (rf"(?:this |this coming |coming )?(?P<wd>{_DAY})", _plain_weekday),
        (r"day after tomorrow", _in_days(2)),
        (r"tomorrow|tmrw|tomoz", _in_days(1)),
        (
            r"(?:later )?today|this afternoon|this evening|tonight|(?:(?:end of|close of) (?:play|business)|eod|cop)(?! \x00| on \x00| (?:on )?(?:tomorrow|next|this|the|\d))",
            _in_days(0),
        ),
        (r"next week", _next_week),
        (
            rf"(?P<p>mid|middle of|early|beginning of|start of)[- ](?:the )?(?P<m>{_MONTH})",
            _part_of_month,
        ),
        (r"(?:in |into |after |until |till )?(?:the )?new year(?:['’]s(?: day)?)?", _new_year),
        (r"(?:after |until after )(?:christmas|xmas)", _christmas),
        (rf"(?P<m>{_MONTH})", _month_alone),
    )
)

# What only looks like a date. Blanked before reading; the length stays, so that places stay right.
_TRAPS = re.compile(
    r"\b(?:AU|RA|RQ|SG|RD|AUD)-[\w-]{4,20}"
    r"|\b(?:dob|d\.o\.b\.?|date of birth|born(?: on)?)\W{0,3}[\d/. -]{6,12}"
    r"|\baged? (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?: (?:and|to|or|-) \d+)?(?: (?:weeks?|months?|years?|days?))?"
    r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)[ -](?:day|week|month|year)s?[ -](?:old|ago|late|overdue|earlier|before|visits?)"
    r"|\b(?:last|past|previous|every|each|for the last|for the past|these|once an?|twice an?)\s(?:few |couple of |\d+ |two |three |four |six )?"
    r"(?:days?|weeks?|months?|fortnight|mon|tues?|wed|thur?s?|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?s?\b"
    r"|\b(?:tel|phone|ext|mob|mobile|fax)\b[.:]?[\d\s()+-]{4,20}(?:ext\.? ?\d{1,5})?|\b0\d{2,4}[ \d]{6,12}\b"
    r"|\b(?:actions?|items?|question|section|page|nos?\.?|numbers?|grade|judgement|step|case) \d{1,2}(?:\s?[-–/,&]\s?\d{1,2})*\b"
    r"|\bat \d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)\b|\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)\b|\b\d{1,2}:\d\d\b"
    r"|\b(?:days? off|day care|day to day|two days a week|months? audits?|this months|next months|last months?)\b"
    r"|\bone of|\ba (?:day|week|month|fortnight) (?:ago|late|old|behind)|\b(?:a|one) (?:day|month) only\b|\bworking days and\b",
    re.IGNORECASE,
)
_AMBIGUOUS_WORDS = frozenset(
    {"may", "march", "mar", "sun", "sat", "wed", "mon", "fri", "jan", "august", "april", "june"}
)


def find_dates(text: str, received: date) -> tuple[DateFound, ...]:
    """Every date and duration in `text`, in order, against the day of receipt. Past dates too."""
    left = _TRAPS.sub(lambda m: " " * len(m.group()), text[:MAX_TEXT].replace("’", "'"))
    found: list[DateFound] = []
    for pattern, rule in _GRAMMAR:
        for match in list(pattern.finditer(left)):
            reading = _read(match, rule, left, received)
            if reading:
                found.append(reading)
                left = left[: match.start()] + "\x00" * len(match.group()) + left[match.end() :]
    return tuple(sorted(found, key=lambda d: d.at))


def _read(match: re.Match[str], rule: _Rule, text: str, received: date) -> DateFound | None:
    phrase = match.group().strip()
    if "\x00" in phrase or not _is_meant(match, text):
        return None
    if rule is _week_end and "w2" in match.re.groupindex and match.group("w2"):
        friday = received + timedelta(days=(4 - received.weekday()) % 7)
        return DateFound(
            phrase,
            (friday + timedelta(days=7 * (match.group("w2").lower() == "next")),),
            match.start(),
        )
    result = (
        rule(match, received) if not _is_month_end_alone(match, rule) else _month_end_now(received)
    )
    if result is None:
        return None
    readings, vague = result
    return DateFound(
        phrase, readings, match.start(), vague or (rule is _duration and _counts_from(match, text))
    )


def _is_month_end_alone(match: re.Match[str], rule: _Rule) -> bool:
    return rule is _month_end and not match.group("m")


def _month_end_now(received: date) -> tuple[tuple[date, ...], bool]:
    return (received.replace(day=monthrange(received.year, received.month)[1]),), False


def _counts_from(match: re.Match[str], text: str) -> bool:
    """Whether a duration is counted from another day: "two weeks from 12 January"."""
    return bool(
        re.match(
            r" (?:from|after|of|before) (?:the )?[\x00\d]", text[match.end() : match.end() + 14]
        )
    )


def _is_meant(match: re.Match[str], text: str) -> bool:
    """Whether a word that is also no date is one here: "may", "sat", "the 2nd child"."""
    phrase = match.group().strip()
    word = phrase.lower()
    before = text[max(0, match.start() - 14) : match.start()].lower()
    after = text[match.end() : match.end() + 14].lower()
    if word in _AMBIGUOUS_WORDS and not (
        phrase[0].isupper() and (_LEADS.search(before) or not before.strip())
    ):
        return False
    if re.fullmatch(rf"(?:(?:{_DAY})\.?,?\s+(?:the\s+)?)?{_ORDINAL}", word):
        return bool(_LEADS.search(before) or word[0].isalpha()) and bool(_ORDINAL_ENDS.match(after))
    if re.fullmatch(rf"{_MONTH}", word):
        return bool(_MONTH_LEADS.search(before))
    return True


_LEADS = re.compile(
    r"(?:\b(?:until|til|till|to|by|on|before|after|say|from|for|the|this|next|with effect from|w/?c|or|and|is|be|week commencing)|[(:,]|^)\s*(?:the\s*)?$"
)
_MONTH_LEADS = re.compile(r"\b(?:until|til|till|to|by|into|in|for|before|after|mid|early|late)\s*$")
_ORDINAL_ENDS = re.compile(
    r"\s*(?:$|[.,;:!?)\-–]|\x00|(?:please|pls|plz|thanks|thank|if|as|because|instead|rather|or|of|and|for|when|due|i|we|at|is|ok|would|will|so)\b)"
)


# --- Which of them is asked for -------------------------------------------------------------------

# What stands before a date says how likely it is the one asked for; the first that matches counts.
_WEIGHTS: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (
        re.compile(
            rf"(?:{pattern})\W*(?:the|end of|on|w/?c|week commencing|this|about|around|at least|at the latest)?\W*$",
            re.IGNORECASE,
        ),
        weight,
    )
    for pattern, weight in (
        (
            r"\b(?:isn't|is not|not|aren't|wasn't|won't be|not back|not due|not here|can't be) (?:\w+ )?(?:until|till|til|before)",
            1,
        ),
        (
            r"\b(?:rather than|instead of|not by|not on|and not|other than|was|were|since|dated|recorded|last|held|due|from|originally|meant to be|supposed to be)",
            -1,
        ),
        (
            r"\b(?:hearing|meeting|review|conference|tribunal|visit|appointment|panel|training|court|case note|visited|inspection|leave|born|completed|finished|done) (?:is |was |are )?(?:on|in|at|of|until)?",
            0,
        ),
        (
            r"\b(?:new date|revised date|new deadline|extend(?:ed)?|extension|defer(?:red|ral|ment)?|postpone|push(?:ed)? back|move(?:d)?|moved back)(?: (?:it|this|this one|mine|the audit|please|pls|back|of|is|would be|the deadline|the date|to be))*(?: (?:until|til|till|to|by|for|of|:|is))?",
            5,
        ),
        (
            r"\b(?:suggest|say|propose|request(?:ing)?|instead|make it|agree|could do|have|till|til|until)",
            4,
        ),
        (r"\b(?:by|to|before|for|complete|completed by|done by)", 3),
        (r"\b(?:on|in|after|back|return(?:ing)?(?: on)?|from)", 2),
    )
)
_PAST_VERB = re.compile(
    r"\b(?:was|were|completed|done|finished|recorded|dated|updated|held|submitted|uploaded|visited|seen|due)\b[^.?!,;]{0,25}$",
    re.IGNORECASE,
)


def requested(text: str, received: date) -> Requested:
    """The date that `text` asks for, if it names one; `ask` where a person must say which.

    Acting needs one candidate, from the day of receipt to `HORIZON` days on, whose weekday fits.
    """
    candidates = [(_weight(found, text), found) for found in find_dates(text, received)]
    candidates = [(weight, found) for weight, found in candidates if weight >= 0]
    if not candidates:
        return Requested(None, "no date is named")
    best = max(weight for weight, _ in candidates)
    top = [found for weight, found in candidates if weight == best]
    chosen = top[-1] if best < 4 else top[0]
    days = tuple(dict.fromkeys(day for found in top for day in found.readings))
    until = chosen.readings[0] if chosen.readings else None
    return Requested(until, _why_ask(chosen, top, days, received), days, chosen.text)


def _weight(found: DateFound, text: str) -> int:
    before = re.split(r"[.?!;\n]\s", text[max(0, found.at - 60) : found.at])[-1]
    for pattern, weight in _WEIGHTS:
        if pattern.search(before):
            return weight
    return -1 if _PAST_VERB.search(before) else 2


def _why_ask(
    chosen: DateFound, top: list[DateFound], days: tuple[date, ...], received: date
) -> str | None:
    if not chosen.readings:
        return f"“{chosen.text}” names no single day"
    if len({found.readings for found in top}) > 1:
        return "several dates are named"
    if len(chosen.readings) > 1:
        return f"“{chosen.text}” has two readings"
    if chosen.vague:
        return f"“{chosen.text}” is not one certain day"
    if not received <= days[0] <= received + timedelta(days=HORIZON):
        return f"{days[0]:%d %B %Y} is past, or more than {HORIZON} days ahead"
    return None


def dates_in_words(days: tuple[date, ...]) -> str:
    return " or ".join(f"{day:%A} {day.day} {day:%B %Y}" for day in days)
