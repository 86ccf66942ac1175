"""A scripted week in which everything happens once: what the crash tests play over and over.

Rules are varied to three working days, so that an audit and its actions are overdue within it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.jobs.test_incoming import bounce_of
from tests.jobs.world import OUT_OF_OFFICE, World, at, day


@dataclass(frozen=True, slots=True)
class Moment:
    """What people have done by then, and when the service looks."""

    when: str
    act: Callable[[World], object]


def answer(world: World, who: str, ref: str, words: str, when: str, **how: object) -> None:
    """Without the letter below it: its times of day would make another mail of it."""
    world.reply(who, ref, words, when, quoting=False, **how)


def quiet(world: World) -> None:
    """Nobody does anything."""


def begins(world: World) -> None:
    for rule, value in (("audit_days", "3"), ("audit_reminders", "1"), ("request_nudge_days", "1")):
        world.add(
            "Rules",
            Rule=rule,
            Value=value,
            Reason="a short week",
            Proposed_by="Cara Head",
            Approved_by="Gus Hill",
            Approved_on=day("1 Dec 2025"),
        )
    world.publish("1 Dec 2025")


def is_deployed(world: World) -> None:
    world.choose(world.round().ref, "Deploy")


def completes_and_others_write(world: World) -> None:
    audit = world.in_area("A&A")
    words = "COMPLETE\nAction: Update the chronology (1 day)\nAction: See the child (2 days)"
    answer(world, audit.auditor, audit.ref, words, "1 Dec 2025 10:00")
    away = "I am out of the office until 3 December 2025."
    world.write("Cleo Dunn", away, "1 Dec 2025 10:01", headers=OUT_OF_OFFICE)
    answer(world, "Cleo Dunn", cleos(world), "COMPLETE", "1 Dec 2025 10:02", internal=False)
    world.mailbox.put(b"not a mail at all", at("1 Dec 2025 10:03"))


def two_requests(world: World) -> None:
    answer(world, "Ada Obi", adas(world)[0], "DEFER UNTIL 8 December 2025", "1 Dec 2025 11:00")
    answer(world, "Ada Obi", adas(world)[1], "HAND OVER\nReason: I know them", "1 Dec 2025 11:01")
    signed = "QUESTION\nWhich form?\n\nKind regards\n\nCleo\nin the annexe of the town hall"
    answer(world, "Cleo Dunn", cleos(world), signed, "1 Dec 2025 11:02")


def one_is_approved(world: World) -> None:
    answer(world, "Cara Head", world.request(adas(world)[0]).ref, "APPROVE", "1 Dec 2025 11:30")


def the_other_by_list(world: World) -> None:
    refs = [row["About"] for row in world.lists.lists["Decisions"].values()]
    (ref,) = [r for r in refs if str(r).startswith("RQ-") and still_open(world, str(r))]
    world.choose(str(ref), "Grant")


def still_open(world: World, ref: str) -> bool:
    return ref in world.waiting()


def concern_at_night(world: World) -> None:
    answer(
        world,
        "Cleo Dunn",
        cleos(world),
        "SAFEGUARDING\nBruising was not followed up.",
        "1 Dec 2025 23:05",
    )


def answers(world: World) -> None:
    answer(world, "Ola Service", world.concern().ref, "ACKNOWLEDGE", "2 Dec 2025 11:00")
    world.mailbox.put(bounce_of(world, cleos(world)), at("2 Dec 2025 11:01"))
    answer(world, "Tom Duty", world.in_area("A&A").ref, "DONE", "2 Dec 2025 11:02")


def half_done(world: World) -> None:
    """The new auditor completes, and says nothing of actions; a row is broken; one is away."""
    audit = next(a for a in world.audits() if a.ref == moved(world))
    answer(world, audit.auditor, audit.ref, "COMPLETE", "3 Dec 2025 08:50")
    world.edit("People", 14, Address="wyn at council")
    world.away("Sam Safe", "5 Dec 2025", "31 Dec 2025", cover="Sal Lead")


def new_annexe(world: World) -> None:
    audit = world.audit(cleos(world))
    world.publish("8 Dec 2025", gone=5, moved=((audit.child, "CYPIC Team"),))


def is_believed(world: World) -> None:
    world.choose("Annexe A", "Believe it")


def ends(world: World) -> None:
    answer(world, "Cleo Dunn", cleos(world), "COMPLETE\nRemedial actions: none", "8 Dec 2025 14:00")


def adas(world: World) -> list[str]:
    """What Ada was given, whoever has it now."""
    given = [m for m, _ in world.mailbox.letters if m.to == "ada@council.example"]
    return sorted(key[2] for m in given if (key := m.key.split("|"))[1] == "assignment")


def cleos(world: World) -> str:
    given = [m for m, _ in world.mailbox.letters if m.to == "cleo@council.example"]
    return next(key[2] for m in given if (key := m.key.split("|"))[1] == "assignment")


def moved(world: World) -> str:
    return next(m.key.split("|")[2] for m, _ in world.mailbox.letters if "reallocated" in m.key)


WEEK = (
    Moment("1 Dec 2025 09:00", begins),
    Moment("1 Dec 2025 09:30", is_deployed),
    Moment("1 Dec 2025 10:05", completes_and_others_write),
    Moment("1 Dec 2025 11:05", two_requests),
    Moment("1 Dec 2025 11:35", one_is_approved),
    Moment("1 Dec 2025 12:05", the_other_by_list),
    Moment("1 Dec 2025 16:00", quiet),
    Moment("1 Dec 2025 23:07", concern_at_night),
    Moment("2 Dec 2025 08:30", quiet),
    Moment("2 Dec 2025 10:45", quiet),
    Moment("2 Dec 2025 11:05", answers),
    Moment("3 Dec 2025 09:00", half_done),
    Moment("5 Dec 2025 09:00", quiet),
    Moment("5 Dec 2025 16:00", quiet),
    Moment("8 Dec 2025 09:00", new_annexe),
    Moment("8 Dec 2025 09:30", is_believed),
    Moment("8 Dec 2025 14:05", ends),
    Moment("8 Dec 2025 16:00", quiet),
)
