"""How the councils of a host stand, and who is behind."""

from datetime import datetime, timedelta
from pathlib import Path

from bot import clock
from bot.host.making import make_tables
from bot.host.settings import HostSettings, load_host
from bot.host.turns import Turn, Turns
from bot.host.worker import councils_in
from bot.monitoring.board import HEALTHY
from bot.policy.wording import count_words
from bot.policy.working_days import LONDON

COLUMNS = "{:<24}{:<18}{:<14}{}"


def councils(folder: Path) -> tuple[str, bool]:
    """A line for each, those who have waited longest first; whether none is behind by an hour."""
    settings = load_host(folder)
    make_tables(settings)
    ledger = Turns(settings)
    found = [turn for turn in ledger.every() if turn.council in councils_in(folder)]
    ledger.close()
    now = clock.now()
    late = [turn for turn in found if _behind(turn, now) > HEALTHY]
    unknown = sorted(councils_in(folder).keys() - {turn.council for turn in found})
    lines = [COLUMNS.format("council", "last cycle", "behind", "how it went")]
    lines += [_line(turn, settings, now) for turn in found]
    lines += [COLUMNS.format(name, "never", "", "no worker has seen it yet") for name in unknown]
    lines.append(f"{count_words(len(found) + len(unknown), 'council')}, {len(late)} behind.")
    return "\n".join(lines), not late and not unknown


def _behind(turn: Turn, now: datetime) -> timedelta:
    """Since when its turn is due, or for how long one has been running beyond the next."""
    return max(now - turn.due_at, timedelta())


def _line(turn: Turn, settings: HostSettings, now: datetime) -> str:
    ended = f"{turn.ended_at.astimezone(LONDON):%a %d %b %H:%M}" if turn.ended_at else "-"
    minutes = int(_behind(turn, now) / timedelta(minutes=1))
    behind = count_words(minutes, "minute") if minutes >= settings.minutes else ""
    words = turn.outcome or "has not run yet"
    if turn.runs() and turn.began_at:
        running = int((now - turn.began_at) / timedelta(minutes=1))
        words = f"running for {count_words(running, 'minute')} on {turn.worker}; before: {words}"
    if turn.failures > 1:
        words += f" ({turn.failures} times in a row)"
    if turn.slow:
        words += " [slow]"
    return COLUMNS.format(turn.council, ended, behind, words).rstrip()
