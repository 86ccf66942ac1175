"""Writes the life of an audit into README.md as a diagram, from the table that the service goes by.

python -m tests.life_diagram
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.policy.life import LIFE
from bot.policy.model import WITH_AUDITOR, Status

PAGE = Path(__file__).resolve().parents[1] / "README.md"
_BLOCK = re.compile(r"```mermaid\nstateDiagram-v2\n.*?```", re.DOTALL)


def main() -> None:
    PAGE.write_text(_BLOCK.sub(diagram(), PAGE.read_text("utf-8")), "utf-8")


def diagram() -> str:
    return "\n".join(["```mermaid", "stateDiagram-v2", *_lines(), "```"])


def _lines() -> Iterator[str]:
    yield '    state "With its auditor" as WITH_AUDITOR {'
    for status in WITH_AUDITOR:
        yield f"        {status.name}: {status.value}"
    for event, leads in LIFE.items():
        for before, to in leads.items():
            if before is not to and {before, to} <= set(WITH_AUDITOR):
                yield f"        {before.name} --> {to.name}: {event.value}"
    yield "    }"
    for status in Status:
        if status not in WITH_AUDITOR:
            yield f"    {status.name}: {status.value}"
    yield f"    [*] --> {Status.PROPOSED.name}"
    for event, leads in LIFE.items():
        for before, to in dict.fromkeys(_grouped(leads)):
            yield f"    {before} --> {to.name}: {event.value}"
    yield from (f"    {end.name} --> [*]" for end in (Status.CLOSED, Status.WITHDRAWN))


def _grouped(leads: Mapping[Status, Status]) -> Iterator[tuple[str, Status]]:
    """One arrow for the three states that an audit has with its auditor, where it leads out."""
    for before, to in leads.items():
        if before not in WITH_AUDITOR:
            yield before.name, to
        elif to not in WITH_AUDITOR:
            yield "WITH_AUDITOR", to


if __name__ == "__main__":
    main()
