"""Outstanding remedial actions by number and nature, and what became of them (9, 10.2)."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from bot.packs.meetings import Level
from bot.packs.part import Ask, Bars, Ink, Part, month_words
from bot.packs.source import Source
from bot.packs.suppression import ALL, Cell, Grid, Shown, hide, in_cell
from bot.policy.matters import ManagementDecisionStatus
from bot.policy.model import Action, ActionStatus
from bot.policy.wording import count_words
from bot.workbooks.tables import Column, Kind, Table

TOPIC = "Remedial actions"
IN_TIME, OVERDUE, PAUSED = "Not due yet", "Overdue", "Disputed, clock stopped"
STATES = (IN_TIME, OVERDUE, PAUSED)
_INKS = {OVERDUE: Ink.WORST, PAUSED: Ink.QUIET}
MOST_BARS = 15  # of the chart: the table has them all
NO_CATEGORY = "No category"
_NEVER_OWED = (ActionStatus.TAKEN_BACK, ActionStatus.NOT_REQUIRED)


def actions_part(source: Source, level: Level) -> Part:
    standing = [
        a
        for file in source.files
        for a in file.actions
        if source.by_then(a.created_on) and a.status not in _NEVER_OWED
    ]
    still = [a for a in standing if not source.by_then(a.done_on)]
    moved = _moved(standing, source, level)
    if not still:
        return Part(TOPIC, "No remedial action is outstanding", moved)
    services, natures = _by(still, source, _service), _by(still, source, _nature)
    by_service, by_nature = hide_alike(services, natures, level.smallest)
    return Part(
        TOPIC,
        _finding(by_service),
        moved,
        charts=_charts(natures, by_nature, level),
        tables=(
            _table(
                "Actions by service", "Outstanding, by service", "Service", services, by_service
            ),
            *(
                [
                    _table(
                        "Actions by nature", "Outstanding, by nature", "Nature", natures, by_nature
                    )
                ]
                if level.nature
                else []
            ),
        ),
        asks=(*_asks(by_service), *_waiting(source, level)),
    )


def hide_alike(first: Grid, second: Grid, smallest: int) -> tuple[Shown, Shown]:
    """Two tables with the same totals below: what one hides of them the other hides too."""
    also: list[Cell] = []
    while True:
        shown = hide(first, smallest, also), hide(second, smallest, also)
        gone = [c for s in shown for c, n in s.items() if c[0] == ALL and n is None]
        if set(gone) <= set(also):
            return shown
        also = sorted({*also, *gone})


def _service(action: Action) -> str:
    return action.service_area


def _nature(action: Action) -> str:
    return action.category or NO_CATEGORY


def _by(still: Sequence[Action], source: Source, row: Callable[[Action], str]) -> Grid:
    counted = Counter((row(a), _state(a, source)) for a in still)
    totals = Counter(row(a) for a in still)
    return Grid([name for name, _ in totals.most_common()], STATES, counted)


def _state(action: Action, source: Source) -> str:
    if action.paused_on is not None and source.by_then(action.paused_on):
        return PAUSED
    return OVERDUE if action.due <= source.as_at else IN_TIME


def _finding(shown: Shown) -> str:
    total, late = shown[ALL, ALL], shown[ALL, OVERDUE]
    if total is None:
        return "Some remedial actions are outstanding: too few to be counted here"
    is_are = "action is" if total == 1 else "actions are"
    head = f"{total} remedial {is_are} outstanding"
    return head if late is None else f"{head}, {late or 'none'} of them overdue"


def _moved(standing: Sequence[Action], source: Source, level: Level) -> tuple[str, ...]:
    """What came and went in the month."""
    new = sum(source.in_month(a.created_on) for a in standing)
    done = sum(source.in_month(a.done_on) and a.status is ActionStatus.DONE for a in standing)
    excused = sum(
        source.in_month(a.done_on) and a.status is ActionStatus.NOT_ACHIEVABLE for a in standing
    )
    if any(0 < number < level.smallest for number in (new, done, excused)):
        return ()
    return (
        f"In {month_words(source.month)} {count_words(new, 'action')} came up and {done} were"
        f" signed off; {excused or 'none'} ended as not achievable, which was authorised (9.4).",
    )


def _charts(grid: Grid, shown: Shown, level: Level) -> tuple[Bars, ...]:
    used = [s for s in STATES if grid.value(ALL, s)]
    told = [row for row in grid.rows if all(shown[row, s] is not None for s in used)]
    if not level.nature or len(told) < len(grid.rows):
        return ()
    told = told[:MOST_BARS]
    series = {s: [float(shown[row, s] or 0) for row in told] for s in used}
    most = f"Most of what is outstanding is about “{told[0]}”"
    return (Bars(most, told, series, "remedial actions", _INKS),)


def _table(name: str, title: str, head: str, grid: Grid, shown: Shown) -> Table:
    used = [s for s in STATES if s != PAUSED or grid.value(ALL, s)]
    columns = (
        Column(head, width=30),
        Column("Outstanding", Kind.NUMBER, width=14),
        *(Column(s, Kind.NUMBER, width=14) for s in used),
    )
    rows = [
        (row, in_cell(shown[row, ALL]), *(in_cell(shown[row, s]) for s in used))
        for row in (*grid.rows, ALL)
    ]
    return Table(name, title, columns, rows, head)


def _asks(shown: Shown) -> Iterator[Ask]:
    if late := shown[ALL, OVERDUE]:
        yield Ask(
            f"Agree by when {count_words(late, 'overdue action')} will be done",
            "25 working days, or fewer, are over (9.3)",
            "Service Managers",
        )


def _waiting(source: Source, level: Level) -> Iterator[Ask]:
    waiting = sum(
        decision.status is ManagementDecisionStatus.WAITING and source.by_then(decision.asked_on)
        for file in source.files
        for decision in file.decisions
    )
    if waiting and waiting >= level.smallest:
        yield Ask(
            f"Authorise or refuse {count_words(waiting, 'Management Decision')}",
            "Until then the actions stay open (9.4)",
            "Service Managers and Strategic Leads",
        )
