"""How dates, counts and lists are put into words, the same in history, letters and questions."""

from collections.abc import Sequence
from datetime import date


def day_words(day: date) -> str:
    """ "Wednesday 31 December 2025": the GOV.UK way, always with the weekday."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def count_words(number: int, noun: str) -> str:
    """ "1 case", "3 cases"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """ "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def full_stop(text: str) -> str:
    """The text as the end of a sentence, whether it brings its own full stop or not."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
