"""Why an auditor has a case, in words: for the history, and for whoever doubts the allocation."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from bot.policy.panel_mix import Panels
from bot.policy.seating import Seating
from bot.policy.wording import count_words

# No names: auditors of a panel work independently, and these words may be shown to them (8.1).
ALIKE = {True: "everybody on the panel is experienced", False: "nobody on the panel is experienced"}
MIXED = {True: "the experienced one", False: "beside somebody experienced"}


def reasons(
    seating: Seating, panels: Panels, load: Mapping[str, int]
) -> Mapping[tuple[str, str], str]:
    """Child and auditor -> why this auditor has this case."""
    full = sorted(seating.level[name] for name in seating.given if not seating.has_room(name))
    return {
        (child, name): "; ".join(
            (
                _load(name, seating, full, load.get(name, 0)),
                *_panel(name, names, panels),
            )
        )
        for child, names in seating.seats.items()
        for name in names
    }


def why_no_more(child: str, seating: Seating) -> str:
    """Why a case has no auditor, or no other one."""
    other = "other " if seating.seats[child] else ""
    if any(seating.may(child, name) for name in seating.given):
        return f"every {other}auditor without conflict is full"
    return f"no {other}auditor is without conflict"


def _load(name: str, seating: Seating, full: Sequence[int], past: int) -> str:
    """True of an even load: nobody who could take the case would then have fewer."""
    mine = seating.level[name]
    said = f"{count_words(past, 'audit')} in the last twelve months and {mine - past} now"
    below = [level for level in seating.levels() if level + 1 < mine]
    barred = sum(len(seating.free(level)) for level in below)
    filled = bisect_left(full, mine - 1)
    if not barred and not filled:
        return f"{said}, and nobody who could take it would have fewer"
    why = [
        *([f"{filled} cannot take more"] if filled else []),
        *([f"{barred} may not have this case"] if barred else []),
    ]
    return f"{said}; with fewer, {' and '.join(why)}"


def _panel(name: str, names: Sequence[str], panels: Panels) -> list[str]:
    if len(names) < 2:
        return []
    experienced = name in panels.experienced
    mix = ALIKE[experienced] if panels.unmixed(names) else MIXED[experienced]
    met = sum(panels.together.get(frozenset((name, other)), 0) for other in names if other != name)
    return [mix, f"has shared {count_words(met, 'panel')} with them" if met else "a new panel"]
