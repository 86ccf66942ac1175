"""What is known of the running service at any moment: its last cycle, and its figures."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from bot import __version__
from bot.monitoring.figures import Figure
from bot.policy.wording import count_words

HEALTHY = timedelta(hours=1)  # a service is well whose last cycle ended within this time


class Board:
    """Written by the clockwork after each cycle, read by whoever asks, on another thread.

    What is read is one tuple that is replaced as a whole, so that nobody sees half of it.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._started = now()
        self._ended: datetime | None = None
        self._figures: tuple[Figure, ...] = ()
        self._cycles: Counter[str] = Counter({"well": 0, "failed": 0})

    def cycle_ended(self, at: datetime, figures: Sequence[Figure], *, well: bool) -> None:
        """`well`: every job did what it had to."""
        self._ended = at
        self._cycles["well" if well else "failed"] += 1
        self._figures = tuple(figures)

    def cycle_broke(self) -> None:
        """It did not come to its end: that counts, and the service is not well for it."""
        self._cycles["failed"] += 1

    def health(self) -> tuple[bool, str]:
        """Whether a cycle has ended within the hour, or may still do so, and that in words."""
        since = self._now() - (self._ended or self._started)
        ago = f"{count_words(int(since.total_seconds()), 'second')} ago"
        words = f"the last cycle ended {ago}" if self._ended else f"started {ago}, no cycle yet"
        return since <= HEALTHY, words

    def metrics(self) -> str:
        """In the text format of Prometheus, version 0.0.4."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        cycles = [
            Figure("cycles_total", "Cycles since the start.", n, {"outcome": how}, "counter")
            for how, n in self._cycles.items()
        ]
        version = Figure("build_info", "The version that runs.", 1, {"version": __version__})
        for _, group in groupby((version, *cycles, *self._figures), key=lambda f: f.name):
            figures = list(group)
            yield f"# HELP audit_bot_{figures[0].name} {figures[0].meaning}"
            yield f"# TYPE audit_bot_{figures[0].name} {figures[0].kind}"
            yield from map(sample, figures)


def sample(figure: Figure) -> str:
    """Such as `audit_bot_letters{state="sent"} 12`."""
    labels = ",".join(f'{name}="{_quoted(value)}"' for name, value in figure.labels.items())
    return f"audit_bot_{figure.name}{f'{{{labels}}}' if labels else ''} {figure.value!r}"


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
