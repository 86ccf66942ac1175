"""What became of remedial actions, looked at again after four months (10.1, R-10.2-4)."""

from collections.abc import Iterator, Sequence

from bot.packs.meetings import Level
from bot.packs.part import Ask, Part
from bot.packs.source import Source
from bot.packs.suppression import ALL, Grid, Shown, hide, in_cell
from bot.policy.compliance import Figures, Outcome, figures
from bot.policy.wording import count_words
from bot.workbooks.tables import Column, Kind, Table

TOPIC = "Four months on"
_NUMBER = "Actions"


def four_months_part(source: Source, level: Level) -> Part:
    looked = [(check, action) for check, action in source.looks if source.by_then(check.due)]
    found = figures(looked, source.policy.council, source.as_at)
    if not found.looked_at:
        return Part(TOPIC, "No remedial action is old enough to be looked at again")
    outcomes = [outcome for outcome in Outcome if found.by_outcome.get(outcome)]
    shown = _shown({outcome.value: found.by_outcome[outcome] for outcome in outcomes}, level)
    rows = [outcome.value for outcome in outcomes]
    tables = [_table("Four months on", "What was found", "Outcome", rows, shown)]
    if None not in shown.values():
        # Beside it a second table could give away what the first one hides.
        tables += _left(found, level)
    return Part(
        TOPIC,
        _finding(shown, source.policy.rules.compliance_months),
        tuple(_confirmed(found, shown, level)),
        tables=tables,
        asks=tuple(_exceptions(shown)),
    )


def _shown(counts: dict[str, int], level: Level) -> Shown:
    listed = {(row, _NUMBER): number for row, number in counts.items()}
    return hide(Grid(tuple(counts), (_NUMBER,), listed, across=False), level.smallest)


def _finding(shown: Shown, months: int) -> str:
    total, whole = shown[ALL, _NUMBER], shown.get((Outcome.WHOLE.value, _NUMBER), 0)
    if total is None:
        return f"A few remedial actions have been looked at again after {months} months"
    head = f"{count_words(total, 'remedial action')} looked at again after {months} months"
    if whole is None:
        return head
    return f"{whole} of {head} {'is' if whole == 1 else 'are'} done, signed off and authorised"


def _confirmed(found: Figures, shown: Shown, level: Level) -> Iterator[str]:
    """A-15: the Team Manager may both complete and authorise.

    Not said where it would give away what the table hides: those authorised cut across its rows.
    """
    number, by_service = found.authorised, found.authorised_by_service_manager
    beside = [abs(number - each) for each in shown.values() if each is not None]
    counts = (number, by_service, number - by_service, *beside)
    if None not in shown.values() and not any(0 < n < level.smallest for n in counts):
        yield f"Of {number} that were authorised a Service Manager confirmed {by_service}."


def _table(name: str, title: str, head: str, rows: Sequence[str], shown: Shown) -> Table:
    columns = (Column(head, width=54), Column(_NUMBER, Kind.NUMBER, width=12))
    values = [(row, in_cell(shown[row, _NUMBER])) for row in (*rows, ALL)]
    return Table(name, title, columns, values, head)


def _left(found: Figures, level: Level) -> Iterator[Table]:
    """The nature of what is still to be done."""
    counts = dict(sorted(found.outstanding_by_category.items(), key=lambda n: (-n[1], n[0])))
    if counts:
        title = "Still to do, by nature"
        yield _table("Left", title, "Nature", list(counts), _shown(counts, level))


def _exceptions(shown: Shown) -> Iterator[Ask]:
    if number := shown.get((Outcome.EXCEPTION.value, _NUMBER)):
        yield Ask(
            f"Look into {count_words(number, 'action')} that were signed off and not fulfilled",
            "The look after four months found them signed off or authorised, but not done (10.1)",
            "Consultant Head with the Service Managers",
        )
