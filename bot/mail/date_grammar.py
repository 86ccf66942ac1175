"""The phrases for dates and durations in UK English, and what only looks like one."""

import re
from functools import cached_property

from bot.mail import date_rules as rules
from bot.mail.date_rules import DAY, MONTH, NUMBER, Rule
from bot.mail.patterns import AnyOf

_WEEKDAY = rf"(?:(?P<wd>{DAY})\.?,?\s+(?:the\s+)?)?"
_TH = r"(?:\s?(?:st|nd|rd|th))"
_YEAR = r"(?:,?\s+(?P<y>20\d\d))?"
_WEEKS = rf"(?:a )?fortnight|(?:{NUMBER}) weeks?"
# What may follow a bare number that is a day: "Weds 18 please", not "Monday 3 visits".
_ENDS = r"\s*(?:$|[.,;!?)\n]|(?:please|pls|if|as|because|instead|or|and|at|is|ok|thanks)\b)"
ORDINAL = rf"{_WEEKDAY}(?P<o>\d{{1,2}}){_TH}"

# Each phrase holds one of the words given with it: a quick look tells which can be there at all.
_DIGITS = tuple("0123456789")
_MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
_DAYS = tuple("mon tue wed thu fri sat sun".split())
_SPANS = tuple("day week wk fortnight month".split())


class Phrase:
    """A phrase of the grammar, compiled when first needed, and what it means."""

    def __init__(self, pattern: str, rule: Rule, needs: tuple[str, ...]) -> None:
        self._pattern = pattern
        self.needs = frozenset(needs)  # one of these is in every text that holds the phrase
        self.rule = rule

    def find(self, text: str) -> list[re.Match[str]]:
        return list(self._compiled.finditer(text))

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w/.-])(?:{self._pattern})(?![\w/])", re.IGNORECASE)


# In this order: what a longer phrase has taken, a shorter one does not read again.
PHRASES = (
    Phrase(r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)", rules.iso, ("-",)),
    Phrase(
        rf"{_WEEKDAY}(?P<d>\d{{1,2}}){_TH}?(?:\s+(?:day\s+)?of)?\s*(?P<m>{MONTH})\b\.?{_YEAR}",
        rules.written,
        _MONTHS,
    ),
    Phrase(
        rf"{_WEEKDAY}(?P<m>{MONTH})\.?\s+(?:the\s+)?(?P<d>\d{{1,2}}){_TH}?{_YEAR}",
        rules.written,
        _MONTHS,
    ),
    Phrase(
        rf"{_WEEKDAY}(?P<d>\d{{1,2}})[/.-](?P<m>\d{{1,2}})[/.-](?P<y>20\d\d|\d\d)",
        rules.numeric,
        _DIGITS,
    ),
    Phrase(rf"{_WEEKDAY}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})", rules.numeric, ("/",)),
    Phrase(
        rf"(?:end|last day|back end) of (?P<m>(?:next|this|the) month|month|{MONTH}){_YEAR}"
        r"|month[- ]end",
        rules.month_end,
        ("end", "last day"),
    ),
    Phrase(
        rf"(?P<n>{_WEEKS}) (?:(?:on|from|after|come) (?P<wd>{DAY}|today|tomorrow)"
        r"|(?P<soon>today|tomorrow))",
        rules.week_on,
        (*_DAYS, "today", "tomorrow"),
    ),
    Phrase(
        rf"(?P<wd>{DAY}|today|tomorrow) (?:week|(?P<n>fortnight))",
        rules.week_on,
        ("week", "fortnight"),
    ),
    Phrase(
        rf"(?:{NUMBER}) (?:working )?(?:days?|weeks?|months?) (?:from|after|of) (?:the )?[\x00\d]+",
        rules.counted_from_another_day,
        _SPANS,
    ),
    Phrase(
        rf"(?P<n>{NUMBER})(?:\s+(?:more|extra|further|additional|or so|full))?\s*-?"
        r"(?P<u>working[- ]days?|work days?|days?|weeks?|wks?|fortnights?|months?)"
        r"(?:'s?)?(?: time)?(?: from (?:today|now))?",
        rules.duration,
        _SPANS,
    ),
    Phrase(r"(?P<n>24|48|72|96) ?(?:hours?|hrs?)", rules.hours, ("hour", "hr")),
    Phrase(r"end of (?P<w>next|this|the) (?:working )?week", rules.week_end, ("end",)),
    Phrase(r"(?P<w>next|this|the) week'?s? end", rules.week_end, ("end",)),
    Phrase(
        rf"(?:(?P<wd>{DAY})(?:,| of)? (?P<w>next|this|the following) week"
        rf"|(?P<w2>next|this) week,?(?: on)? (?P<wd2>{DAY}))",
        rules.weekday_of_week,
        ("week",),
    ),
    Phrase(rf"(?:the )?(?P<wd>{DAY}) after next", rules.weekday_after_next, ("after next",)),
    Phrase(rf"next (?P<wd>{DAY})", rules.next_weekday, ("next",)),
    Phrase(
        rf"(?P<o>\d{{1,2}}){_TH} (?:day )?of (?P<w>the|this|next) month",
        rules.ordinal,
        ("month",),
    ),
    Phrase(ORDINAL, rules.ordinal, _DIGITS),
    Phrase(rf"(?P<wd>{DAY})\.?,? (?:the )?(?P<o>\d{{1,2}})(?={_ENDS})", rules.ordinal, _DAYS),
    Phrase(rf"(?:this |this coming |coming )?(?P<wd>{DAY})", rules.weekday, _DAYS),
    Phrase(r"day after tomorrow", rules.in_days(2), ("tomorrow",)),
    Phrase(r"tomorrow|tmrw|tomoz", rules.in_days(1), ("tom", "tmrw")),
    Phrase(
        r"(?:later )?today|this afternoon|this evening|tonight",
        rules.in_days(0),
        ("today", "afternoon", "evening", "tonight"),
    ),
    Phrase(
        r"(?:(?:end|close) of (?:play|business)|eod|cop)"
        r"(?! \x00| on \x00| (?:on )?(?:tomorrow|next|this|the|\d))",
        rules.in_days(0),
        ("end of", "close of", "eod", "cop"),
    ),
    Phrase(r"next week", rules.next_week, ("next week",)),
    Phrase(
        rf"(?P<p>mid|middle of|early|beginning of|start of)[- ](?:the )?(?P<m>{MONTH})",
        rules.part_of_month,
        ("mid", "early", "beginning of", "start of"),
    ),
    Phrase(
        r"(?:in |into |after |until |till )?(?:the )?new year(?:'s(?: day)?)?",
        rules.new_year,
        ("new year",),
    ),
    Phrase(r"(?:until )?after (?:christmas|xmas)", rules.after_christmas, ("after",)),
    Phrase(rf"(?P<m>{MONTH})", rules.month_alone, _MONTHS),
)

_NEEDED = frozenset().union(*(phrase.needs for phrase in PHRASES))


def phrases_in(text: str) -> list[Phrase]:
    """The phrases that may be in `text`, in their order: most texts hold none."""
    lower = text.lower()
    there = {word for word in _NEEDED if word in lower}
    return [phrase for phrase in PHRASES if there & phrase.needs] if there else []


# What only looks like a date. Blanked before reading.
_COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
TRAPS = AnyOf(
    r"\b(?:AU|RA|RQ|SG|RD|MD|DS|CN|AUD)-[\w-]{4,20}",
    r"\b(?:dob|d\.o\.b\.?|date of birth|born(?: on)?)\W{0,3}[\d/. -]{6,12}",
    rf"\baged? {_COUNT}(?: (?:and|to|or|-) \d+)?(?: (?:weeks?|months?|years?|days?))?",
    rf"\b{_COUNT}[ -](?:day|week|month|year)s?[ -]"
    r"(?:old|ago|late|overdue|earlier|before|visits?)",
    r"\b(?:last|past|previous|every|each|these|once an?|twice an?)\s"
    r"(?:few |couple of |\d+ |two |three |four |six )?"
    r"(?:days?|weeks?|months?|fortnight|mon|tues?|wed|thur?s?|fri|sat|sun)"
    r"(?:day|sday|nesday|rsday|urday)?s?\b",
    r"\b(?:tel|phone|ext|mob|mobile|fax)\b[.:]?[\d\s()+-]{4,20}(?:ext\.? ?\d{1,5})?",
    r"\b0\d{2,4}[ \d]{6,12}\b",
    r"\b(?:actions?|items?|question|section|page|nos?\.?|numbers?|grade|judgement|step"
    r"|case) \d{1,2}(?:\s?[-–/,&]\s?\d{1,2})*\b",
    r"\b(?:at )?\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)\b",
    r"\b\d{1,2}:\d\d\b",
    r"\b(?:days? off|day care|day to day|two days a week|months? audits?|this months"
    r"|next months|last months?|one of|working days and)\b",
    r"\ba (?:day|week|month|fortnight) (?:ago|late|old|behind)",
    r"\b(?:a|one) (?:day|month) only\b",
)
