"""SharePoint lists: read whole, compared here, and written only where something differs."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import random
from typing import Any, Protocol, TypeAlias

from bot.ports import (
    ListRow,
    PermanentError,
    RowChange,
    RowsOrWhyNot,
    TemporaryError,
    one_by_one,
)
from connectors.clock import Clock
from connectors.graph import batch
from connectors.graph.columns import columns_of
from connectors.graph.failures import Answer, Doubtful, NotThere, Refused, failure
from connectors.graph.requests import JSON, Graph
from connectors.graph.rows import Changing, Held, Removing, Showing, Step, held
from connectors.graph.sites import Site
from connectors.retrying import THROTTLED, UNCLEAR, Patience

PAGE = "1000"  # rows
TRIES_OF_PAGES = 3
FirstPages: TypeAlias = Mapping[str, Mapping[str, Any]]  # those had already, by their paths
# What another look may put right: rows changed or removed meanwhile, a key that is there already.
AGAIN = THROTTLED | UNCLEAR | {400, 401, 404, 409, 412, 424}


class Plan(Protocol):
    def check(self, held: Held) -> None:
        """Raises where it cannot be carried out, before anything is written."""
        ...

    def steps(self, held: Held) -> Iterator[Step]:
        """What is still to be done to the list as it was read."""
        ...


@dataclass(slots=True)
class _Ended:
    """How the steps of one try ended."""

    done: int = 0
    left: dict[str, Answer] = field(default_factory=dict)  # by `Step.what`
    doubtful: bool = False


class GraphLists:
    """Everything of a list is read and compared here, never asked for with `$filter`.

    SharePoint refuses filters on columns without an index, and has been seen to answer them with
    nothing. Writing looks, does what differs in batches, and on any doubt looks again: a row that
    was added though no answer came is found, and not added twice. Each change names the version
    that it was made from (If-Match), and holds the columns of the service alone, so that what a
    person types meanwhile stays.
    """

    def __init__(
        self, graph: Graph, site: Site, clock: Clock, chance: Callable[[], float] = random
    ) -> None:
        self._graph = graph
        self._site = site
        self._clock = clock
        self._chance = chance
        self._read: dict[str, Held] = {}  # as last read, for the versions that changes name

    def names(self) -> Sequence[str]:
        """The lists of the site that people see, but for its libraries."""
        lists = self._pages(f"{self._site.place}/lists?$select=id,displayName,list", {})
        return [str(each["displayName"]) for each in lists if is_of_people(each)]

    def read(self, name: str) -> Sequence[ListRow]:
        """Every row, in the order in which they were added."""
        return self._looked_at(name, {})

    def read_all(self, names: Collection[str]) -> Mapping[str, RowsOrWhyNot]:
        """As `read`, in a few requests for all: what a batch does not give is asked for alone."""
        try:
            places = [self._site.list(name) for name in names]
            paths = [path for place in places for path in (_columns(place), _items(place))]
            first = batch.pages(self._graph, paths, self._clock, self._chance)
        except (TemporaryError, PermanentError):
            first = {}  # each list tells for itself why it cannot be read
        return one_by_one(partial(self._looked_at, first=first), names)

    def write(self, name: str, changes: Sequence[RowChange]) -> None:
        """Refuse all changes if one cannot be made, then bring them about.

        SharePoint has no transactions. What a failure leaves undone is still owed: only what
        differs is ever written, so the next call does the rest.
        """
        known = self._read.pop(name, None) or self._fetched(name)
        ids = frozenset(row.id for row in known.rows)
        self._bring_about(Changing(changes, ids), known)

    def take_away(self, name: str, ids: Collection[str]) -> None:
        """Remove these rows, each as it was looked at."""
        known = self._read.pop(name, None) or self._fetched(name)
        seen = {row.id: row.values for row in known.rows}
        self._bring_about(Removing(frozenset(ids), seen), known)

    def show(self, name: str, key: str, rows: Sequence[Mapping[str, object]]) -> int:
        """Let the list hold these rows, known by `key`. Returns how many had to be written."""
        return self._bring_about(Showing(key, rows), self._fetched(name))

    def _looked_at(self, name: str, first: FirstPages) -> Sequence[ListRow]:
        self._read[name] = self._fetched(name, first)
        return self._read[name].listed()

    def _fetched(self, name: str, first: FirstPages | None = None) -> Held:
        place = self._site.list(name)
        try:
            raw = self._pages(_columns(place), first or {})
            rows = self._pages(_items(place), first or {})
        except NotThere as error:
            raise PermanentError(f"The site has no list {name}. Please put it back.") from error
        return held(name, columns_of(name, raw), sorted(rows, key=lambda row: int(row["id"])))

    def _pages(self, path: str, first: FirstPages) -> list[dict[str, Any]]:
        """Every entry; from the beginning where the place between two pages was forgotten."""
        page = first.get(path)
        for _ in range(TRIES_OF_PAGES):
            try:
                return list(self._graph.pages(path, first=page))
            except Refused as error:
                if error.status != 410:
                    raise
                page = None
        raise TemporaryError("Microsoft 365 forgets its place between two pages, again and again.")

    def _bring_about(self, plan: Plan, known: Held) -> int:
        patience = Patience(self._chance)
        refused: set[str] = set()
        written = 0
        while True:
            plan.check(known)
            steps = list(plan.steps(known))
            ended = self._tried(known.name, steps)
            written += ended.done
            if not ended.left and not ended.doubtful:
                return written
            again = {what for what, answer in ended.left.items() if answer.status in (400, 409)}
            if stuck := again & refused:
                raise self._refusal(known.name, ended.left[min(stuck)])
            refused |= again
            self._wait(patience, ended, known.name)
            known = self._fetched(known.name)

    def _tried(self, name: str, steps: Sequence[Step]) -> _Ended:
        ended = _Ended()
        for start in range(0, len(steps), batch.MOST):
            some = steps[start : start + batch.MOST]
            try:
                answers = self._batch(name, some)
            except Doubtful:
                ended.doubtful = True
                return ended
            for step in some:
                self._note(ended, step, answers.get(step.what))
        return ended

    def _batch(self, name: str, steps: Sequence[Step]) -> Mapping[str, Answer]:
        """The answers by step. New rows wait for each other, so that they come in their order."""
        wanted: list[dict[str, Any]] = []
        before = ""
        for number, step in enumerate(steps):
            wanted.append(self._inner(name, str(number), step))
            if step.method == "POST":
                wanted[-1].update({"dependsOn": [before]} if before else {})
                before = str(number)
        answers = batch.asked(self._graph, wanted)
        return {
            step.what: answers[str(number)]
            for number, step in enumerate(steps)
            if str(number) in answers
        }

    def _inner(self, name: str, number: str, step: Step) -> dict[str, Any]:
        place = f"{self._site.list(name)}/items"
        if step.row is None:
            headers, body = {"Content-Type": JSON}, {"fields": step.fields}
            return batch.request(number, "POST", place, headers, body)
        if step.method == "DELETE":
            return batch.request(number, "DELETE", f"{place}/{step.row.id}", _match(step))
        headers = {"Content-Type": JSON, **_match(step)}
        return batch.request(number, "PATCH", f"{place}/{step.row.id}/fields", headers, step.fields)

    def _note(self, ended: _Ended, step: Step, answer: Answer | None) -> None:
        if answer is None:
            ended.doubtful = True
        elif answer.status < 400 or (step.method == "DELETE" and answer.status == 404):
            ended.done += 1
        elif answer.status in AGAIN:
            ended.left[step.what] = answer
        else:
            raise failure(answer, f"{step.method} sites/*/lists/*/items/*")

    def _wait(self, patience: Patience, ended: _Ended, name: str) -> None:
        left = ended.left.values()
        asked = batch.waits(left, self._graph.now())
        wait = patience.next_wait(asked=asked, throttled=batch.throttled(left))
        if wait is None:
            raise TemporaryError(f"The list {name} could not be written, {patience.tries} times.")
        self._clock.wait(wait)

    def _refusal(self, name: str, answer: Answer) -> PermanentError:
        return PermanentError(
            f"SharePoint does not take a row of the list {name} ({answer.code()}). Has a column"
            " been given another type, fewer choices or a check of its own? Please put it back."
        )


def is_of_people(raw: Mapping[str, Any]) -> bool:
    """A list that somebody made, no library and none of SharePoint's own."""
    about = raw.get("list") or {}
    return about.get("template") == "genericList" and not about.get("hidden")


def _columns(place: str) -> str:
    return f"{place}/columns"


def _items(place: str) -> str:
    return f"{place}/items?$expand=fields&$top={PAGE}"


def _match(step: Step) -> dict[str, str]:
    return {"If-Match": step.row.etag} if step.row and step.row.etag else {}
