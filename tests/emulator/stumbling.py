"""Faults at places that a test names, one after the other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.demo.emulation.mishaps import Cut
from bot.demo.microsoft365.tenant import Tenant
from bot.demo.microsoft365.wire import Answer, Request, refused

Well = Callable[[Request], Answer]
Fault = Callable[[Request, Well], Answer]


def cut_before(request: Request, well: Well) -> Answer:
    raise Cut


def cut_after(request: Request, well: Well) -> Answer:
    well(request)
    raise Cut


def refuse(status: int, headers: Mapping[str, str] | None = None, *, done: bool = False) -> Fault:
    """Answer so; `done`: and do it all the same."""

    def fault(request: Request, well: Well) -> Answer:
        if done:
            well(request)
        return refused(status, "resourceModified" if status == 412 else "x", "", headers=headers)

    return fault


@dataclass
class Stumbling:
    """Each fault is for the next request whose address holds its words."""

    planned: list[tuple[str, Fault]] = field(default_factory=list)

    def next(self, words: str, *faults: Fault) -> None:
        self.planned += [(words, fault) for fault in faults]

    def around(self, request: Request, tenant: Tenant, well: Well) -> Answer:
        address = f"{request.method} {request.path}?{'&'.join(request.query)}"
        found = next((each for each in self.planned if each[0] in address), None)
        if found is None:
            return well(request)
        self.planned.remove(found)
        return found[1](request, well)
