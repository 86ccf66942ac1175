"""What a manager has filled in, made into values: yes or no, a day, a report; or why it is none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.policy.action_checks import ActionCheck, CheckKind
from bot.policy.council import tidy
from bot.policy.written_days import day_in_words

_YES = frozenset({"yes", "y", "true", "1", "done"})
_NO = frozenset({"no", "n", "false", "0", "not done"})
_DONE = frozenset({"done", "completed", "complete", "yes", "signed off"})
_NOT_ACHIEVABLE = frozenset({"not achievable", "cannot be achieved", "not possible"})
_NOT_YET = frozenset({"not done yet", "not done", "not yet", "no", "open", ""})

DONE, NOT_ACHIEVABLE, NOT_YET = "done", "not achievable", "not yet"


class NotTaken(Exception):
    """A value that cannot be taken. The text says which and why, for the person who wrote it."""


def report(words: str) -> str:
    """DONE, NOT_ACHIEVABLE or NOT_YET. Raises NotTaken for any other word."""
    said = tidy(words).rstrip(".!")
    for known, meaning in ((_DONE, DONE), (_NOT_ACHIEVABLE, NOT_ACHIEVABLE), (_NOT_YET, NOT_YET)):
        if said in known:
            return meaning
    raise NotTaken(f"“{_short(words)}” is none of Done, Not achievable, Not done yet")


def past_day(words: str, today: date) -> date | None:
    """The day, if any is given. Raises NotTaken for what is no day, or lies ahead."""
    if not words.strip():
        return None
    try:
        day = day_in_words(words)
    except ValueError as error:
        raise NotTaken(str(error)) from error
    if day > today:
        raise NotTaken(f"“{_short(words)}” is still to come")
    return day


def yes_no(words: str) -> bool | None:
    """Yes, no, or nothing said. Raises NotTaken."""
    said = tidy(words).rstrip(".!")
    if said in _YES or said in _NO:
        return said in _YES
    if said:
        raise NotTaken(f"“{_short(words)}” is neither Yes nor No")
    return None


def recorded(check: ActionCheck, values: Mapping[str, str], by: str, today: date) -> ActionCheck:
    """The check with what was filled in. `values` by the field's name. Raises NotTaken.

    What is left blank stays as it was. A fact without a name is of the person who records it, and
    without a day of today.
    """
    fields: dict[str, object] = {}
    for fact in ("fulfilled", "completed", "authorised"):
        said = yes_no(values.get(fact, ""))
        if said is not None:
            fields[fact] = said
            fields[f"{fact}_by"] = values.get(f"{fact}_by", "") or by
            fields[f"{fact}_on"] = past_day(values.get(f"{fact}_on", ""), today) or today
    sustained = yes_no(values.get("sustained", ""))
    if sustained is not None:
        fields["sustained"] = sustained
    if note := values.get("note", ""):
        fields["note"] = note
    found: ActionCheck = replace(check, **fields)  # type: ignore[arg-type]  # by the names above
    return replace(found, recorded_by=by, recorded_on=today) if is_whole(found) else found


def is_whole(check: ActionCheck) -> bool:
    """Whether all is recorded that the look asks for."""
    if check.kind is CheckKind.SUSTAINED:
        return check.sustained is not None
    return None not in (check.fulfilled, check.completed, check.authorised)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else f"{line[:60]}…"
