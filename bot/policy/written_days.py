"""A day as people write it into a cell: British order, words or figures."""

import re
from contextlib import suppress
from datetime import date, datetime

DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y")


def day_in_words(written: str) -> date:
    """The day that is meant. Raises ValueError, with what to write instead."""
    plain = re.sub(
        r"(?i)\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b,?", "", written
    )
    plain = re.sub(r"(?i)(\d)(?:st|nd|rd|th)\b", r"\1", plain).replace("Sept ", "Sep ")
    plain = re.sub(r"\s+00:00(:00)?$", "", " ".join(plain.split()))
    for form in DATE_FORMS:
        with suppress(ValueError):
            # The time of day is of no interest, and so is the zone.
            return datetime.strptime(plain, form).date()  # noqa: DTZ007
    raise ValueError(f"{written!r} is not a date. Write the day as 01/09/2025.")
