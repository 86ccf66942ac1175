"""Faults of the emulated Exchange Server at calls that a test names."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.demo.exchange.faults import Failing, call
from bot.demo.exchange.house import House
from bot.demo.exchange.soap import Answer, Request


@dataclass
class Stumbling:
    """Each fault is for the next call of its name, or of any if the name is empty."""

    planned: list[tuple[str, Callable[[Failing], Answer]]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def next(self, call: str, *faults: Callable[[Failing], Answer]) -> None:
        self.planned += [(call, fault) for fault in faults]

    def around(self, request: Request, house: House, well: Callable[[Request], Answer]) -> Answer:
        failing = Failing(request, house, well)
        name = call(request)
        self.seen.append(name)
        found = next((each for each in self.planned if each[0] in ("", name)), None)
        if found is None:
            return well(request)
        self.planned.remove(found)
        return found[1](failing)
