"""The charts of a pack as pictures: the finding as title, numbers in the chart, words for all.

Colours are those of Okabe and Ito, "Color universal design" (2008), with hatching beside them.
"""

import warnings
from io import BytesIO
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure

from bot.packs.part import Bars, Chart, Ink, Trend
from bot.packs.plain import plain

# Colour, hatch, colour of the number in it.
_INKS = {
    Ink.MAIN: ("#0072B2", "", "white"),
    Ink.NEXT: ("#56B4E9", "//", "black"),
    Ink.LATE: ("#E69F00", "", "black"),
    Ink.WORST: ("#D55E00", "\\\\", "black"),
    Ink.QUIET: ("#BBBBBB", "", "black"),
}
_GREY = "#505A5F"
_WIDE, _DOTS = 6.9, 160  # inches, dots an inch
_LONGEST_LABEL = 34
_LOOKS: Any = {
    "text.parse_math": False,  # "$" in a name is no formula
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same on every machine
    "font.size": 10,
    "hatch.linewidth": 0.5,
}


def picture(chart: Chart) -> bytes:
    """A PNG; the same bytes for the same chart on the same machine."""
    with rc_context(_LOOKS), warnings.catch_warnings():
        # A name may hold a letter that no font here has, and fonts differ from machine to machine.
        warnings.filterwarnings("ignore", message="Glyph")
        content = BytesIO()
        figure = _bars(chart) if isinstance(chart, Bars) else _trend(chart)
        figure.savefig(content, format="png", dpi=_DOTS, metadata={"Software": None})
    return content.getvalue()


def alternative(chart: Chart) -> str:
    """What the chart shows, in words, for those who do not see it."""
    if isinstance(chart, Trend):
        told = [
            f"{month} {share:.0f}% (from {low:.0f}% to {high:.0f}%)"
            for month, share, low, high in zip(
                chart.months, chart.shares, chart.lows, chart.highs, strict=True
            )
        ]
        return plain(f"Line chart. {chart.title}. {chart.unit}: {'; '.join(told)}.")
    mark = "%" if chart.percent else ""
    told = [
        f"{row}: " + ", ".join(f"{name} {n[place]:.0f}{mark}" for name, n in chart.series.items())
        for place, row in enumerate(chart.rows)
    ]
    return plain(f"Bar chart. {chart.title}. {'; '.join(told)}.")


def _bars(chart: Bars) -> Figure:
    figure, axes = _empty(1.15 + 0.36 * len(chart.rows))
    names = [_short(row) for row in reversed(chart.rows)]
    places = list(range(len(names)))
    lefts = [0.0] * len(names)
    most = max((sum(n) for n in zip(*chart.series.values(), strict=True)), default=1) or 1
    for name, numbers in chart.series.items():
        colour, hatch, ink = _INKS[chart.inks.get(name, Ink.MAIN)]
        widths = list(reversed(numbers))
        axes.barh(
            places,
            widths,
            left=lefts,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0.6,
            label=plain(name),
            height=0.68,
        )
        for place, left, width in zip(places, lefts, widths, strict=True):
            _number(axes, place, left, width, most, ink, percent=chart.percent)
        lefts = [left + width for left, width in zip(lefts, widths, strict=True)]
    axes.set_yticks(places, names)
    axes.set_xlim(0, 108 if chart.percent else most * 1.08)
    if len(chart.series) > 1:
        axes.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1.0),
            ncols=len(chart.series),
            frameon=False,
            handlelength=1.2,
            columnspacing=1.2,
            borderaxespad=0,
        )
    _finish(axes, chart.unit)
    return figure


def _number(
    axes: Any, place: int, left: float, width: float, most: float, ink: str, *, percent: bool
) -> None:
    """In the middle of a piece that has room for it; of a single bar at its end."""
    if not width and not percent:
        return
    words = f"{width:.0f}{'%' if percent else ''}"
    if percent:
        axes.text(left + width + 1, place, words, va="center", ha="left", color="black")
    elif width >= 0.03 * most:
        face = {"facecolor": "white", "edgecolor": "none", "pad": 1.2, "alpha": 0.85}
        colour = "black" if ink == "black" else "white"
        box = face if ink == "black" else None
        axes.text(left + width / 2, place, words, va="center", ha="center", color=colour, bbox=box)


def _trend(chart: Trend) -> Figure:
    figure, axes = _empty(3.1)
    places = list(range(len(chart.months)))
    below = [share - low for share, low in zip(chart.shares, chart.lows, strict=True)]
    above = [high - share for share, high in zip(chart.shares, chart.highs, strict=True)]
    axes.errorbar(
        places,
        chart.shares,
        yerr=[below, above],
        color=_INKS[Ink.MAIN][0],
        ecolor=_GREY,
        elinewidth=1.4,
        capsize=5,
        marker="o",
        linewidth=2,
    )
    # Beside its dot a number would be struck through by the line, or by the next bar.
    for place, share, high in zip(places, chart.shares, chart.highs, strict=True):
        axes.annotate(
            f"{share:.0f}%",
            (place, high),
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            fontweight="bold",
        )
    axes.set_xticks(places, list(chart.months))
    axes.set_ylim(0, 112)
    axes.margins(x=0.06)
    axes.text(
        0,
        1.02,
        "Dots and numbers: estimate. Bars: the range in which the true share likely lies.",
        transform=axes.transAxes,
        color=_GREY,
    )
    axes.set_ylabel(plain(chart.unit))
    _finish(axes, "")
    return figure


def _empty(height: float) -> tuple[Figure, Any]:
    figure = Figure(figsize=(_WIDE, height), layout="constrained")
    return figure, figure.subplots()


def _finish(axes: Any, unit: str) -> None:
    axes.set_xlabel(plain(unit))
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(length=0)


def _short(name: str) -> str:
    text = plain(name)
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"
