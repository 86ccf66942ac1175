"""A simulated year from the command line: a progress bar, what held, where to look."""

import json
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from bot.simulation.figures import Tally, figures, load_of
from bot.simulation.judging import judge
from bot.simulation.plan import Plan, load_plan
from bot.simulation.steady import Steady
from bot.simulation.year import simulated


def simulate(
    plan_file: Path | None, *, weeks: int, seed: int, to: Path | None, as_json: bool
) -> int:
    """0 if every property held on every day, 1 if not."""
    logging.getLogger("bot").setLevel(logging.CRITICAL)  # what happens is counted, not told
    plan = load_plan(plan_file)
    begun = time.monotonic()
    if as_json:
        values = play(plan, weeks=weeks, seed=seed)
    else:
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Simulating", total=weeks * 7)
            values = play(plan, weeks=weeks, seed=seed, day_done=lambda: bar.advance(task))
    values["seconds"] = round(time.monotonic() - begun, 1)
    page = _page(to, values) if to else None
    console = Console(highlight=False)
    if as_json:
        console.print(json.dumps(values), markup=False, soft_wrap=True)
    else:
        console.print(_in_words(values, page), markup=False)
    return 1 if values["broken"] else 0


def play(
    plan: Plan, *, weeks: int, seed: int, day_done: Callable[[], object] = lambda: None
) -> dict[str, Any]:
    """One year's figures, and whatever did not hold."""
    with simulated(plan, seed, weeks) as year, judge(year.store) as judging:
        steady, tally = Steady(year), Tally()
        load: dict[str, int] = {}
        for day in year.days(judging.saw):
            if day.last_look:  # or nobody was there, so nothing can have happened
                judging.day_over(day.day, day.last_look)
                steady.day_over(day.day, day.last_look)
            tally.add(day)
            day_done()
            if day.day.weekday() == 6:
                load = load_of(day)
        broken, checked = judging.verdict()
    return {
        "seed": seed,
        "weeks": weeks,
        "broken": broken + steady.broken,
        "checked": dict(checked + steady.checked),
        "figures": figures(tally, load, weeks),
    }


def _page(folder: Path, values: dict[str, Any]) -> Path:
    from bot.simulation.page import write_page  # matplotlib takes a second to load

    return write_page(folder, values)


def _in_words(values: dict[str, Any], page: Path | None) -> str:
    found, persons = values["figures"], values["figures"]["letters_a_person_a_week"]
    weeks = found["weeks"]
    lines = [
        f"{values['weeks']} weeks in {values['seconds']} s, seed {values['seed']}.",
        f"Letters        {sum(found['letters'].values())}; a person gets {persons['mean']} a week "
        f"on average, {persons['most']} at most",
        f"Late           {sum(w['overdue'] for w in weeks)} letters to those who were late, "
        f"{sum(w['escalated'] for w in weeks)} to those above them",
        f"Actions        {weeks[-1]['open_actions'] if weeks else 0} open at the end",
        f"Audits         {_load_in_words(found['audits_by_auditor'])}",
        f"Properties     {sum(values['checked'].values()):,} checks, "
        + ("all held" if not values["broken"] else f"{len(values['broken'])} did not hold:"),
        *(f"  {broken}" for broken in values["broken"][:20]),
    ]
    if page:
        lines.append(f"To look at     {page}")
    return "\n".join(lines)


def _load_in_words(load: dict[int, int]) -> str:
    return f"{min(load)} to {max(load)} for each auditor" if load else "none"
