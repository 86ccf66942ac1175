"""Which months are owed a pack, and who is told that theirs is written (5.3, rows 21 to 23)."""

from collections.abc import Mapping
from datetime import date

from bot.policy.chains import who_coordinates
from bot.policy.council import Role
from bot.policy.decision import Decision, Letter
from bot.policy.model import Fact
from bot.policy.occasion import Occasion
from bot.policy.themes import months_before
from bot.policy.wording import listed

WRITTEN = "packs_written"


def owed_months(today: date, began: date | None, last: date | None) -> list[date]:
    """The first days of the months that are over and have no packs, the oldest first.

    `began`: the first day of the programme. `last`: the month of the newest packs; without any the
    last month alone is owed, for what was before is nobody's news.
    """
    over = months_before(today, 1)
    if began is None or over < began.replace(day=1):
        return []
    month = over if last is None else months_before(last, -1)
    owed = []
    while month <= over:
        owed.append(month)
        month = months_before(month, -1)
    return owed


def told(month: date, files: Mapping[Role, str], occasion: Occasion) -> Decision:
    """One letter to a reader, with the packs that are theirs.

    The Consultant Head, or whoever stands in, owns all of them (5.1, 5.3); the secretary of a
    meeting has its own. With nobody for either, the coordinators are told.
    """
    decider = occasion.decider()
    readers: dict[str, list[str]] = {decider.person.name: list(files.values())} if decider else {}
    for role, file in files.items():
        for person in occasion.council.holders(role, occasion.today):
            theirs = readers.setdefault(person.name, [])
            if file not in theirs:
                theirs.append(file)
    if not readers:
        coordinators = who_coordinates(occasion.council, occasion.today)
        readers = {person.name: list(files.values()) for person in coordinators}
    about = f"packs {month:%Y-%m}"
    letters: list[Letter] = []
    for name, theirs in readers.items():
        owner = decider is not None and name == decider.person.name
        facts: dict[str, Fact] = {
            "month": f"{month:%B %Y}",
            "packs": list(theirs),
            "owner": owner,
        }
        letters.append(occasion.letter(WRITTEN, name, about, facts))
    line = f"packs of {month:%B %Y} written: told {listed(list(readers)) or 'nobody'}"
    return Decision(line, (), tuple(letters))
