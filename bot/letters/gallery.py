"""All mails of a rehearsal on one page, as the people who got them would see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.policy.wording import count_words, day_words
from bot.policy.working_days import LONDON

_PAGE = Path(__file__).with_name("gallery.html")


@dataclass(frozen=True, slots=True)
class GalleryMail:
    """One mail that was sent or received, and what was made of it."""

    at: datetime  # aware; the page shows London time
    direction: Literal["out", "in"]
    from_: str
    to: str
    cc: tuple[str, ...]
    subject: str
    text: str
    html: str | None
    note: str  # what was understood of it, or why it was sent
    kind: str = ""  # a letter's title, or the kind of an incoming mail: one of the filters

    @property
    def local(self) -> datetime:
        return self.at.astimezone(LONDON)

    @property
    def clock(self) -> str:
        return f"{self.local.hour % 12 or 12}:{self.local:%M}{self.local:%p}".lower()

    @property
    def people(self) -> tuple[str, ...]:
        return (self.from_, self.to, *self.cc)


def gallery(mails: Iterable[GalleryMail], title: str = "Mails, as people see them") -> str:
    """One HTML page that needs nothing else and loads nothing from anywhere.

    Mails are shown in order of time, each folded to a line; opening one shows it in a frame in
    which no script runs. A remote picture in a mail is not fetched.
    """
    ordered = sorted(mails, key=lambda mail: mail.at)
    days = groupby(ordered, key=lambda mail: mail.local.date())
    environment = Environment(
        loader=FileSystemLoader(_PAGE.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(_PAGE.name).render(
        title=title,
        total=count_words(len(ordered), "mail"),
        days=[(day_words(day), list(of_day)) for day, of_day in days],
        people=sorted({person for mail in ordered for person in mail.people}, key=str.casefold),
        kinds=sorted({mail.kind for mail in ordered if mail.kind}, key=str.casefold),
    )
