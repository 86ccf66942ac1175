"""Which auditor gets which case: nobody in conflict, as even a load as can be, the same every time.

First as many seats as possible are filled (every case one auditor before any panel a second), then
the load is made as even as it can be, then panels are mixed without making it less even.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.policy.allocation_reasons import reasons, why_no_more
from bot.policy.council import Person
from bot.policy.draw import rank
from bot.policy.model import Case
from bot.policy.panel_mix import NO_PANELS, Mix, Panels
from bot.policy.seating import Seating


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who audits what, and why; and what nobody could be found for, and why."""

    auditors_of: Mapping[str, tuple[str, ...]]  # child -> auditors' names, the first leads (A-22)
    why: Mapping[tuple[str, str], str]  # child and auditor -> the reason, in words
    nobody_for: tuple[tuple[str, str], ...]  # child and why
    too_few_for: tuple[tuple[str, str], ...] = ()  # child of a panel that is not full, and why

    @property
    def auditor_of(self) -> Mapping[str, str]:
        """Child -> the one auditor, or who leads the panel."""
        return {child: names[0] for child, names in self.auditors_of.items()}


def allocate(
    cases: Sequence[Case],
    auditors: Sequence[Person],
    *,
    load: Mapping[str, int],
    against: Callable[[Person, Case], str | None],
    seed: str,
    panels: Panels = NO_PANELS,
) -> Allocation:
    """Give every case its auditors where there are some without conflict who have room.

    `load` is what each auditor has done in the last twelve months: past and new together are made
    even. Cases come first as they stand: where there is room for some only, the first are served.
    No panel has an auditor twice. The least possible sum of squared loads is guaranteed; the mix
    of panels is as good as exchanges of seats make it.
    """
    names = sorted((a.name for a in auditors), key=lambda name: rank(seed, name))
    people = {a.name: a for a in auditors}
    by_child = {case.child: case for case in cases}
    seating = Seating(
        names,
        room={a.name: a.capacity for a in auditors},
        load=load,
        may=lambda child, name: against(people[name], by_child[child]) is None,
    )
    mix = Mix(seating, panels)
    for number in range(max(map(panels.wanted, by_child), default=0)):
        for child in by_child:
            if number < panels.wanted(child) and len(seating.seats[child]) == number:
                seating.seat(child, mix.joining)
    seating.even_out()
    mix.improve()
    return _told(list(by_child), seating, panels, load)


def _told(
    children: Sequence[str], seating: Seating, panels: Panels, load: Mapping[str, int]
) -> Allocation:
    """The seating as it is in the end, with a reason for all that it is and is not."""
    seats = {child: tuple(seating.seats[child]) for child in children}
    short = {c: why_no_more(c, seating) for c in seats if len(seats[c]) < panels.wanted(c)}
    return Allocation(
        auditors_of={child: names for child, names in seats.items() if names},
        why=reasons(seating, panels, load),
        nobody_for=tuple((child, why) for child, why in short.items() if not seats[child]),
        too_few_for=tuple(
            (child, f"{len(seats[child])} of {panels.wanted(child)}: {why}")
            for child, why in short.items()
            if seats[child]
        ),
    )
