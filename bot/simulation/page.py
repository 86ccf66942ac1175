"""A simulated year to look at: four charts, and one page that says what they show."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.dates import DateFormatter
from matplotlib.figure import Figure

from bot.policy.wording import count_words, day_words

BLUE, ORANGE, GREY = "#1d70b8", "#b35900", "#505a5f"  # 4.5:1 on white, told apart without colour

Values = Mapping[str, Any]


def write_page(folder: Path, values: Values) -> Path:
    """Write index.html and its charts as PNG files into `folder`. Returns the page."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = []
    for name, title, figure in charts(values):
        png = _png(figure)
        (folder / f"{name}.png").write_bytes(png)
        source = f"data:image/png;base64,{b64encode(png).decode()}"
        parts.append(f'<h2>{escape(title)}</h2><img src="{source}" alt="{escape(title)}">')
    page = folder / "index.html"
    page.write_text(_html(values, "\n".join(parts)), "utf-8")
    return page


def charts(values: Values) -> list[tuple[str, str, Figure]]:
    """Name, title that says the finding, and picture."""
    weeks = values["figures"]["weeks"]
    days = [date.fromisoformat(week["first_day"]) for week in weeks]
    peak = max(weeks, key=lambda week: week["letters"], default=None)
    late = sum(week["overdue"] for week in weeks)
    above = sum(week["escalated"] for week in weeks)
    last = weeks[-1] if weeks else {"open_actions": 0, "late_actions": 0}
    load = values["figures"]["audits_by_auditor"]
    return [
        (
            "letters",
            _peak_title(peak),
            _lines(days, {"Letters": [w["letters"] for w in weeks]}, "letters a week"),
        ),
        (
            "lateness",
            f"{late} letters to those who were late, {above} to those above them",
            _lines(
                days,
                {
                    "To those who are late": [w["overdue"] for w in weeks],
                    "Escalated": [w["escalated"] for w in weeks],
                },
                "letters a week",
            ),
        ),
        (
            "actions",
            f"{last['open_actions']} remedial actions are open at the end, "
            f"{last['late_actions']} of them late",
            _lines(
                days,
                {
                    "Open": [w["open_actions"] for w in weeks],
                    "Late": [w["late_actions"] for w in weeks],
                },
                "remedial actions",
            ),
        ),
        ("load", _load_title(load), _bars(load)),
    ]


def _peak_title(peak: Mapping[str, Any] | None) -> str:
    if peak is None:
        return "No week was played to its end"
    day = day_words(date.fromisoformat(peak["first_day"]))
    return f"At most {peak['letters']} letters left in a week: that from {day}"


def _load_title(load: Mapping[int, int]) -> str:
    if not load:
        return "Nobody has had an audit"
    return f"Each auditor had {min(load)} to {max(load)} audits"


def _lines(days: Sequence[date], series: Mapping[str, Sequence[int]], unit: str) -> Figure:
    figure = Figure(figsize=(9, 3.2), layout="constrained")
    axes = figure.subplots()
    for (name, numbers), colour, dash in zip(
        series.items(), (BLUE, ORANGE), ("-", "--"), strict=False
    ):
        axes.plot(_numbers(days), numbers, color=colour, linestyle=dash, linewidth=2, label=name)
    axes.xaxis_date()
    shape = "%d %b" if len(days) < 20 else "%b %Y"
    axes.xaxis.set_major_formatter(DateFormatter(shape))  # type: ignore[no-untyped-call]
    _plain(axes, unit)
    if len(series) > 1:
        figure.legend(loc="outside upper right", ncols=len(series), frameon=False)
    return figure


def _numbers(days: Sequence[date]) -> list[float]:
    """Days as matplotlib counts them: from 1 January 1970."""
    return [float(day.toordinal() - date(1970, 1, 1).toordinal()) for day in days]


def _bars(load: Mapping[int, int]) -> Figure:
    figure = Figure(figsize=(9, 3.2), layout="constrained")
    axes = figure.subplots()
    numbers = range(min(load, default=0), max(load, default=-1) + 1)  # also those of nobody
    bars = axes.bar([str(n) for n in numbers], [load.get(n, 0) for n in numbers], color=BLUE)
    axes.bar_label(bars)
    axes.set_xlabel("audits of one auditor")
    _plain(axes, "auditors")
    return figure


def _plain(axes: Any, unit: str) -> None:
    axes.set_ylabel(unit)
    axes.set_ylim(bottom=0)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=GREY)
    axes.yaxis.get_major_locator().set_params(integer=True)


def _png(figure: Figure) -> bytes:
    content = BytesIO()
    figure.savefig(content, format="png", dpi=110, metadata={"Software": None})
    return content.getvalue()


def _html(values: Values, charts_html: str) -> str:
    held = values["broken"]
    verdict = (
        f"Every property held: {sum(values['checked'].values()):,} checks."
        if not held
        else f"{count_words(len(held), 'thing')} did not hold. The first: {held[0]}"
    )
    persons = values["figures"]["letters_a_person_a_week"]
    facts = [
        ("Seed", values["seed"]),
        ("Weeks", values["weeks"]),
        ("Letters", sum(values["figures"]["letters"].values())),
        ("Letters a person a week", f"{persons['mean']} on average, {persons['most']} at most"),
    ]
    rows = "".join(f"<tr><th scope=row>{n}</th><td>{escape(str(v))}</td></tr>" for n, v in facts)
    letters = "".join(
        f"<tr><th scope=row>{escape(n.replace('_', ' '))}</th><td>{v}</td></tr>"
        for n, v in values["figures"]["letters"].items()
    )
    checks = "".join(
        f"<tr><th scope=row>{escape(n)}</th><td>{v:,}</td></tr>"
        for n, v in values["checked"].items()
    )
    return _PAGE.format(
        verdict=escape(verdict), rows=rows, charts=charts_html, letters=letters, checks=checks
    )


_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>A simulated year</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 16px/1.5 Arial, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em;
       color: #0b0c0c; background: #fff }}
img {{ max-width: 100%; height: auto }}
caption {{ text-align: left; color: #505a5f }}
table {{ border-collapse: collapse }} th, td {{ text-align: left; padding: .2em 1.5em .2em 0;
       border-bottom: 1px solid #b1b4b6 }} td {{ text-align: right }}
.verdict {{ border-left: .5em solid #1d70b8; padding: .5em 1em; font-weight: bold }}
</style></head><body><main>
<h1>A simulated year</h1>
<p class="verdict">{verdict}</p>
<table><caption>What was played</caption>{rows}</table>
{charts}
<h2>Letters by kind</h2><table><caption>How many of each letter left</caption>{letters}</table>
<h2>What was checked</h2><table><caption>Each on every day</caption>{checks}</table>
<p>Everybody in it is made up. How they behave stands in <code>config/simulation.toml</code>.</p>
</main></body></html>
"""
