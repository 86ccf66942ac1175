"""The letters of an invented council, and how tests look at them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.letters import House, Letters, Rendered, Sample, Someone

FOLDER = Path(__file__).resolve().parents[2] / "message_templates"

HOUSE = House(
    council_name="Moorbridge Council",
    bot_address="audit.bot@moorbridge.example",
    coordinator=Someone("Priya Nair", "priya.nair@moorbridge.example"),
    consultant_head=Someone("Walter Finch", "walter.finch@moorbridge.example"),
    emergency="This mailbox is not an emergency route. If a child is at risk now, ring the "
    "Multi-Agency Safeguarding Hub on 01632 960 100, out of hours the Emergency Duty Team on "
    "01632 960 199; in immediate danger ring 999.",
    out_of_hours="It is outside office hours. If the child may be at risk before the office opens, "
    "ring the Emergency Duty Team now: do not wait for an answer to this letter.",
    action_days=25,
)


@pytest.fixture(scope="session")
def letters() -> Letters:
    return Letters(FOLDER, HOUSE)


@pytest.fixture(scope="session")
def samples(letters: Letters) -> dict[str, Rendered]:
    """Every sample, written: "reminder-0" and so on."""
    return {key: write(letters, name, sample) for key, name, sample in every_sample(letters)}


def every_sample(letters: Letters) -> Iterator[tuple[str, str, Sample]]:
    for name, all_of_it in letters.samples.items():
        for number, sample in enumerate(all_of_it):
            yield f"{name}-{number}", name, sample


def write(letters: Letters, name: str, sample: Sample) -> Rendered:
    return letters.render(name, sample.reader, sample.facts, sample.cc)
