"""Annexe A read in a process of its own: a workbook made to harm ends that, and not the service."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date

from bot.annexe.problems import error
from bot.annexe.reading import AnnexeReading, read_annexe
from bot.bounded import Bounded, Broken, Limits
from bot.policy.model import Frame

# 200,000 rows take some 5 seconds and 300 MB.
LIMITS = Limits(megabytes=1_000, cpu_seconds=120, wait_seconds=600.0)

_TOO_MUCH = (
    "The workbook takes more time or memory to open than any Annexe A needs. Something may be"
    " written far to the right or far down in a sheet: delete all rows below and all columns beside"
    " the lists, and save it again from Excel."
)


@dataclass(frozen=True, slots=True)
class _Task:
    content: bytes
    file: str
    as_at: date
    areas: Mapping[str, str]
    guess_areas: bool
    count_all: bool


def read_annexe_apart(
    content: bytes,
    *,
    file: str,
    as_at: date,
    areas: Mapping[str, str],
    guess_areas: bool = True,
    count_all: bool = True,
    limits: Limits = LIMITS,
) -> AnnexeReading:
    """As `bot.annexe.reading.read_annexe`; a file that breaks the limits is refused in words.

    The process is started for this file and ends with it, for the next comes in a week. Raises
    NotStarted.
    """
    task = _Task(content, file, as_at, areas, guess_areas, count_all)
    child = Bounded(_read, limits, what="reads Annexe A")
    with closing(child):
        try:
            answer: AnnexeReading = child.do(task)
        except Broken:
            problem = error("too_much", _TOO_MUCH, refuses=True)
            return AnnexeReading(file, False, (problem,), {}, Frame(as_at, ()), {})
    return answer


def _read(task: _Task) -> AnnexeReading:
    return read_annexe(
        task.content,
        file=task.file,
        as_at=task.as_at,
        areas=task.areas,
        guess_areas=task.guess_areas,
        count_all=task.count_all,
    )
