"""What goes wrong with an emulated service, and when: one request in so many, by a seed."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Generic, Protocol, TypeVar

R = TypeVar("R")  # a request
P = TypeVar("P")  # the place that it comes to, such as a tenant
P_in = TypeVar("P_in", contravariant=True)
A = TypeVar("A")  # an answer


class Cut(Exception):
    """The connection is closed without an answer."""


class Faults(Protocol[R, P_in, A]):
    def around(self, request: R, place: P_in, well: Callable[[R], A], /) -> A:
        """Answer the request, well or not. Raises Cut."""
        ...


class Faultless:
    """Nothing goes wrong."""

    def around(self, request: R, place: object, well: Callable[[R], A], /) -> A:
        return well(request)


@dataclass(frozen=True)  # no slots: Python 3.11 could not make one by an alias with its types
class Failing(Generic[R, P, A]):
    """A request that is about to be answered badly."""

    request: R
    place: P
    well: Callable[[R], A]


@dataclass(frozen=True)  # likewise
class Fault(Generic[R, P, A]):
    name: str
    fits: Callable[[R], bool]
    act: Callable[[Failing[R, P, A]], A]


class Misbehaving(Generic[R, P, A]):
    """One request in so many goes wrong (`share`: from 0 to 1); the same seed, the same faults."""

    def __init__(
        self,
        usual: Sequence[Fault[R, P, A]],
        special: Sequence[Fault[R, P, A]],
        seed: int,
        share: float = 0.1,
    ) -> None:
        """`special`: the faults of single calls; `usual`: those that may happen to any."""
        self._usual = usual
        self._special = special
        self.happened: Counter[str] = Counter()
        self._dice = Random(seed)
        self._share = share

    def around(self, request: R, place: P, well: Callable[[R], A], /) -> A:
        if self._dice.random() >= self._share:
            return well(request)
        # By kind first: faults of single calls would else drown in those that fit everywhere.
        special = [fault for fault in self._special if fault.fits(request)]
        fitting = special if special and self._dice.random() < 0.5 else self._usual
        fault = self._dice.choice([each for each in fitting if each.fits(request)])
        self.happened[fault.name] += 1
        return fault.act(Failing(request, place, well))


def anything(request: object) -> bool:
    return True


def cut_before(failing: Failing[R, P, A]) -> A:
    raise Cut


def cut_after(failing: Failing[R, P, A]) -> A:
    failing.well(failing.request)
    raise Cut


def moved_by_a_person(failing: Failing[R, P, A]) -> A:
    """Somebody files the mail by hand, just before the service does."""
    failing.well(failing.request)
    return failing.well(failing.request)
