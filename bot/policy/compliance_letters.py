"""Who gets which workbook of remedial actions, and when (10.1, 10.2, recipient matrix row 20)."""

from collections.abc import Sequence

from bot.policy.alarms import alarm
from bot.policy.chains import Matter, Post
from bot.policy.decision import Decision
from bot.policy.digests import digest_lines
from bot.policy.model import Action, ActionStatus, Fact
from bot.policy.occasion import Occasion
from bot.policy.owners import OWNERS
from bot.policy.references import WORKBOOK
from bot.policy.wording import count_words

MONTHLY, FOUR_MONTHS, TO_RECORD = "team_workbook", "four_month_workbook", "checks_to_record"


def monthly(team: str, actions: Sequence[Action], month: str, occasion: Occasion) -> Decision:
    """The Team Manager's open actions of the month, to whoever stands in where that post is not."""
    matter = Matter(team, actions[0].service_area)
    readers = [t.person.name for t in occasion.policy.tell(matter, occasion.today, *OWNERS)]
    ref = occasion.new_reference(WORKBOOK, MONTHLY, team, month)
    facts = _facts(ref, team, actions, occasion)
    letters = [occasion.letter(MONTHLY, name, ref, facts) for name in readers]
    if not readers:
        letters = alarm(ref, f"of the open remedial actions of {team}", occasion)
    return Decision(_note(f"{team} of {month}", actions, readers), (), tuple(letters))


def four_months(team: str, actions: Sequence[Action], occasion: Occasion) -> Decision:
    """R-10.2-2: To the Team Manager, copies to Service Manager and Strategic Lead of that team.

    Where there is no Team Manager the Service Manager is the reader; the Strategic Lead stays.
    """
    policy, on = occasion.policy, occasion.today
    matter = Matter(team, actions[0].service_area)
    readers = [t.person.name for t in policy.tell(matter, on, *OWNERS)]
    copies = [
        told.person.name
        for post in (Post.SERVICE_MANAGER, Post.STRATEGIC_LEAD)
        for told in policy.tell(matter, on, post)
        if told.person.name not in readers
    ]
    ref = occasion.new_reference(WORKBOOK, FOUR_MONTHS, team, str(on))
    facts = _facts(ref, team, actions, occasion)
    cc = tuple(dict.fromkeys(copies))
    letters = [occasion.letter(FOUR_MONTHS, name, ref, facts, cc) for name in readers]
    if not readers:
        letters = alarm(ref, f"of the remedial actions of {team} after four months", occasion)
    line = _note(f"{team} after four months", actions, readers)
    return Decision(line, (), (*letters, *digest_lines(ref, line, occasion)))


def to_record(actions: Sequence[Action], occasion: Occasion) -> Decision:
    """R-10.1-1: the Consultant Head is asked to look at each of these actions, and record."""
    decider = occasion.decider()
    readers = [decider.person.name] if decider else []
    ref = occasion.new_reference(WORKBOOK, TO_RECORD, str(occasion.today))
    facts = _facts(ref, "", actions, occasion)
    letters = [occasion.letter(TO_RECORD, name, ref, facts) for name in readers]
    return Decision(_note("the look after four months", actions, readers), (), tuple(letters))


def _note(what: str, actions: Sequence[Action], readers: Sequence[str]) -> str:
    told = ", ".join(readers) or "nobody: the posts are vacant"
    return f"workbook of {what}, {count_words(len(actions), 'remedial action')}: told {told}"


def _facts(ref: str, team: str, actions: Sequence[Action], occasion: Occasion) -> dict[str, Fact]:
    still_open = [a for a in actions if a.status is ActionStatus.OPEN]
    return {
        "workbook": {"ref": ref, "team": team, "as_at": occasion.today.isoformat()},
        "actions": [a.ref for a in actions],
        "open": len(still_open),
        "overdue": sum(a.due < occasion.today for a in still_open),
        "first_due": min((a.due.isoformat() for a in still_open), default=None),
    }
