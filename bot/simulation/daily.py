"""What must hold at the end of each simulated day: one check a property."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.simulation import naive_days
from bot.simulation.readers import Readers
from bot.simulation.record import Record

WITH_AUDITOR = ("Assigned", "Acknowledged", "Deferred")
# Round -> working days of an audit at least. An inspection names its own day.
_LENGTHS = {"Monthly": 20, "Thematic": 20, "Inter-rater": 20}
ALARM = "nobody_to_tell"  # to the coordinator, while all whom a letter may go to are away
SILENCE = timedelta(days=5)  # longer than four office hours over Christmas or Easter

Letters = Mapping[str, Sequence[str]]


def _had(letters: Letters, ref: str, *names: str) -> bool:
    return any(
        letter.startswith(tuple(f"{n} to" for n in names)) for letter in letters.get(ref, ())
    )


def assigned(record: Record, today: date, letters: Letters, checked: Counter[str]) -> Iterator[str]:
    """Whoever has an audit has had its letter."""
    for row in record.audits.values():
        if row["status"] in WITH_AUDITOR and row["assigned_on"] < today:
            checked["assignments"] += 1
            if f"assignment to {row['auditor']}" not in letters.get(row["ref"], ()):
                yield f"{today:%d %b} {row['ref']}: no assignment has left to its auditor"


def late_audits(
    record: Record, today: date, letters: Letters, checked: Counter[str]
) -> Iterator[str]:
    """An audit that is late is chased, and from ten days on above its auditor."""
    pending = {r["audit"] for r in record.requests.values() if r["status"] == "Pending"}
    for row in record.audits.values():
        if row["status"] not in WITH_AUDITOR or row["ref"] in pending or not row["due"]:
            continue
        over = naive_days.over(row["due"], today)
        checked["due dates of audits"] += 1
        if over >= 4 and not _had(letters, row["ref"], "overdue", "overdue_escalated"):
            yield f"{today:%d %b} {row['ref']}: late by {over}, and nobody was told"
        if over >= 11 and not _had(letters, row["ref"], "overdue_escalated"):
            yield f"{today:%d %b} {row['ref']}: late by {over}, and not escalated"


def late_actions(
    record: Record, today: date, letters: Letters, checked: Counter[str]
) -> Iterator[str]:
    chased = ("action_overdue", "action_overdue_escalated")
    waiting = _undecided(record)
    for row in record.actions.values():
        if row["status"] != "Open" or row["paused_on"] or row["linked_to"]:
            continue
        if (decision := waiting.get(row["ref"])) is not None:
            # The Team Manager has done their part (9.4): who authorises it is asked instead.
            if not _had(letters, decision, "decision_to_authorise"):
                yield f"{today:%d %b} {decision}: nobody was asked to authorise"
            continue
        over = naive_days.over(row["due"], today)
        checked["due dates of actions"] += 1
        if over >= 2 and not _had(letters, row["audit"], *chased, ALARM):
            yield f"{today:%d %b} {row['ref']}: late by {over}, and nobody was told"
        if over >= 11 and not _escalated(letters, row["audit"]):
            yield f"{today:%d %b} {row['ref']}: late by {over}, and not escalated"


def _escalated(letters: Letters, audit: str) -> bool:
    """Above the Team Manager; where that post is empty, those above get the manager's letter."""
    told = {letter.partition(" to ")[2] for letter in letters.get(audit, ()) if _chases(letter)}
    return _had(letters, audit, "action_overdue_escalated") or len(told) > 1


def _chases(letter: str) -> bool:
    return letter.startswith("action_overdue to ")


def _undecided(record: Record) -> Mapping[str, str]:
    """Action -> the Management Decision that has waited for more than a day."""
    waiting = (row for row in record.decisions.values() if row["status"] == "Waiting")
    return {row["action"]: row["ref"] for row in waiting}


def asked(record: Record, today: date, letters: Letters, checked: Counter[str]) -> Iterator[str]:
    """Nobody's request lies without somebody having been asked."""
    for row in record.requests.values():
        if row["status"] == "Pending" and naive_days.over(row["asked_on"], today) >= 1:
            checked["requests"] += 1
            alarmed = _had(letters, row["audit"], ALARM)
            if not alarmed and not _had(letters, row["ref"], "request_to_decide"):
                yield f"{today:%d %b} {row['ref']}: nobody was asked to decide"


def deadlines(
    record: Record, today: date, letters: Letters, checked: Counter[str]
) -> Iterator[str]:
    """Each due date, counted again day by day."""
    for row in record.audits.values():
        round_ = record.rounds.get(row["round"], {})
        if row["assigned_on"] is None or round_.get("kind") not in _LENGTHS:
            continue
        checked["deadlines"] += 1
        first = naive_days.after(row["assigned_on"], _LENGTHS[round_["kind"]])
        last = naive_days.after(first, 10 * row["deferrals"])
        if row["due"] is not None and not first <= row["due"] <= last:
            yield f"{row['ref']}: due {row['due']}, and not {first} to {last}"
    for row in record.actions.values():
        checked["deadlines"] += 1
        since = row["case_note_on"] or row["created_on"]
        if row["days"] > 25:
            yield f"{row['ref']}: {row['days']} working days, and 25 are allowed"
        if row["paused_on"] is None and row["due"] < naive_days.after(since, row["days"]):
            yield f"{row['ref']}: due {row['due']}, {row['days']} days after {since}"


def handed_on(
    record: Record, today: date, readers: Readers, checked: Counter[str]
) -> Iterator[str]:
    """Nobody who has left keeps an audit for longer than it takes to ask who is to have it."""
    for row in record.audits.values():
        if row["status"] in WITH_AUDITOR and readers.has_left(row["auditor"], today):
            checked["audits of leavers"] += 1
            since = readers.days_gone(row["auditor"], today)
            if since >= 5:
                yield f"{today:%d %b} {row['ref']}: still with its auditor, gone for {since} days"


def concerns(
    record: Record, now: datetime, letters: Letters, checked: Counter[str]
) -> Iterator[str]:
    """No concern is without an answer and without somebody being chased (R-9.1-5)."""
    for row in record.concerns.values():
        checked["concerns"] += 1
        if not _had(letters, row["ref"], "safeguarding_notice"):
            yield f"{now:%d %b %H:%M} {row['ref']}: nobody was told of the concern"
        if row["acknowledged_by"] is None:
            again = row["next_rung_at"]
            if again is None or not now < again <= now + SILENCE:
                yield f"{now:%d %b %H:%M} {row['ref']}: unacknowledged, and nobody is chased"


EACH_DAY = (assigned, late_audits, late_actions, asked, deadlines)  # on working days
