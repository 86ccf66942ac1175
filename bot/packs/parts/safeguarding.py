"""Safeguarding notices: how many, and how soon a named person answered. Nothing else (9.1)."""

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

from bot.packs.meetings import Level
from bot.packs.part import Ask, Part, month_words
from bot.packs.source import Source
from bot.packs.suppression import ALL, Grid, hide, in_cell
from bot.policy.model import Concern
from bot.policy.wording import count_words
from bot.workbooks.tables import Column, Table, Value

TOPIC = "Safeguarding notices"
ANSWERED, WAITING = "Acknowledged", "Not acknowledged yet"
_HOUR = timedelta(hours=1)


def safeguarding_part(source: Source, level: Level) -> Part:
    raised = [c for c in source.concerns if source.in_month(_day(c, source))]
    month = month_words(source.month)
    if not raised:
        return Part(TOPIC, f"No safeguarding notice was raised in {month}")
    answered = [c for c in raised if source.by_then(_answered_on(c, source))]
    counts = {
        (ANSWERED, "Notices"): len(answered),
        (WAITING, "Notices"): len(raised) - len(answered),
    }
    shown = hide(Grid((ANSWERED, WAITING), ("Notices",), counts, across=False), level.smallest)
    if None in shown.values():
        total = shown[ALL, "Notices"]
        some = "A few safeguarding notices" if total is None else f"{total} safeguarding notices"
        return Part(TOPIC, f"{some} were raised in {month}", (_no_more(),))
    hours = sorted(_hours(c) for c in answered)
    return Part(
        TOPIC,
        _finding(len(raised), len(answered), hours, month),
        (_no_more(),),
        tables=(
            _table([(row, in_cell(shown[row, "Notices"])) for row in (ANSWERED, WAITING, ALL)]),
            *([_times(hours)] if hours else []),
        ),
        asks=_asks(len(raised) - len(answered)),
    )


def _day(concern: Concern, source: Source) -> date:
    return source.policy.today(concern.raised_at)


def _answered_on(concern: Concern, source: Source) -> date | None:
    at = concern.acknowledged_at
    return source.policy.today(at) if at else None


def _hours(concern: Concern) -> float:
    at = concern.acknowledged_at or concern.raised_at
    return (at - concern.raised_at) / _HOUR


def _finding(raised: int, answered: int, hours: Sequence[float], month: str) -> str:
    head = f"{count_words(raised, 'safeguarding notice')} {'was' if raised == 1 else 'were'} raised"
    if answered < raised:
        return f"{head} in {month}; {raised - answered} not acknowledged by its end"
    return f"{head} in {month}, each acknowledged within {hours[-1]:.1f} hours"


def _no_more() -> str:
    return (
        "Counts and times alone: what was written goes only to those who must act on it. Hours are"
        " those of the clock, nights and weekends included."
    )


def _table(rows: Sequence[tuple[Value, ...]]) -> Table:
    columns = (Column("State", width=30), Column("Notices", width=12))
    return Table("Notices", "Notices raised in the month", columns, rows, "State")


def _times(hours: Sequence[float]) -> Table:
    columns = (Column("Time to acknowledge", width=30), Column("Hours", width=12))
    rows = [
        ("Shortest", round(hours[0], 1)),
        ("In the middle (median)", round(median(hours), 1)),
        ("Longest", round(hours[-1], 1)),
    ]
    return Table("Times", "From notice to acknowledgement", columns, rows, "Time to acknowledge")


def _asks(waiting: int) -> tuple[Ask, ...]:
    if not waiting:
        return ()
    return (
        Ask(
            f"See that {count_words(waiting, 'safeguarding notice')} is answered at once",
            "Nobody had acknowledged it when the month ended (9.1)",
            "Strategic Leads",
        ),
    )
