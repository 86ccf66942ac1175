"""Measures a cycle that reads many mails: 10,000 of auditors, waiting in the folder mailbox.

    python -m benchmarks.mails [MAILS]

Ten about each audit of a round that has just been deployed: completions with their actions,
requests for more time, questions, unclear words, automatic replies; half of them HTML with the
letter quoted below, as Outlook sends it. The caps on the mails of one person, about one audit and
of one hour, which would put most of such a flood before a person, are lifted.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.apart import apart, peak
from benchmarks.council import FIVE_MINUTES, by_job, cycle, deploy, deployable, unhindered
from benchmarks.figures import Figure, ratio, show
from bot.demo import sayings
from bot.demo.cast import MAILBOX
from bot.demo.crowd import OUT_OF_OFFICE
from bot.ports import Folder
from bot.wiring import opened
from connectors.local_folder.people import PersonsMail, SentMail, drop, sent_mails

MAILS = 10_000
OF_AN_AUDIT = 10
SEED = 2025
MOST_CYCLES = 50


def main() -> None:
    show(measure(int(sys.argv[1]) if len(sys.argv) > 1 else MAILS))


def measure(number: int = MAILS) -> Iterator[Figure]:
    with TemporaryDirectory(prefix="audit-bot-") as folder:
        found = apart(many_mails, Path(folder) / "council", number)
    what = f"{found.mails:,} mails waiting"
    in_cycles = "in one cycle" if found.cycles == 1 else f"in {found.cycles} cycles"
    yield Figure(f"{what}: read", found.reading, "s", beside=in_cycles)
    yield Figure(f"{what}: mails", ratio(found.mails, found.reading), "a second")
    yield Figure(f"{what}: with the letters and workbooks that follow", found.seconds, "s")
    yield Figure(f"{what}: memory at most", found.peak, "MB")


@dataclass(frozen=True, slots=True)
class Found:
    mails: int
    cycles: int  # that it took to read them all
    reading: float  # seconds of the job that reads them, by the clock
    seconds: float  # of all jobs of these cycles
    peak: float  # MB


def many_mails(folder: Path, number: int) -> Found:
    deployable(folder, max(number // OF_AN_AUDIT, 1))
    with opened(folder) as found:
        service = unhindered(found)
        at = deploy(service)
        cycle(service, at)
        write(folder, number, at)
        reading, seconds, cycles, read = 0.0, 0.0, 0, 0
        while read < number and cycles < MOST_CYCLES:
            cycles += 1
            jobs = by_job(service, at + timedelta(days=1) + cycles * FIVE_MINUTES)
            reading, seconds = reading + jobs["mailbox"], seconds + sum(jobs.values())
            read = sum(service.mailbox.count(folder) for folder in Folder)
        return Found(read, cycles, reading, seconds, peak())


def write(folder: Path, number: int, at: datetime) -> None:
    """The mails, into the inbox: a minute after the letters, and one each second from then on."""
    letters = [mail for mail in sent_mails(folder) if mail.key.split("|")[1] == "assignment"]
    dice = Random(SEED)
    for place in range(number):
        letter, written = letters[place % len(letters)], at + timedelta(minutes=1, seconds=place)
        drop(folder, answer(letter, dice, written))


def answer(letter: SentMail, dice: Random, written: datetime) -> PersonsMail:
    kind = dice.choices(("completed", "more time", "says", "away"), (45, 15, 25, 15))[0]
    one, two, three = dice.sample(sayings.ACTIONS, 3)
    until = written.date() + timedelta(days=dice.randint(30, 40))
    words = {
        "completed": dice.choice((*sayings.COMPLETE_NONE, *sayings.COMPLETE_WITH)).format(
            one=one, two=two, three=three
        ),
        "more time": sayings.deferment(until, dice.randint(0, 2)),
        "says": dice.choice((*sayings.QUESTION, *sayings.UNCLEAR, *sayings.COMPLETE_ONLY)),
        "away": sayings.out_of_office(until),
    }[kind]
    away = kind == "away"
    return PersonsMail(
        sender=letter.to,
        to=MAILBOX,
        text=words,
        date=written,
        subject=f"Automatic reply: {letter.subject}" if away else "",
        answers=letter,
        html=dice.random() < 0.5,
        headers=OUT_OF_OFFICE if away else {},
    )


if __name__ == "__main__":
    main()
