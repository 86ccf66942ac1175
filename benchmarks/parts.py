"""The parts of docs/performance.md, in its order, each with the benchmark that measures it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module

from benchmarks.figures import Figure


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    module: str  # of benchmarks/
    function: str = "measure"
    arguments: str = ""  # on the command line
    million: tuple[object, ...] = ()  # what the function is given where 1,000,000 are wanted

    @property
    def command(self) -> str:
        return f"python -m benchmarks.{self.module} {self.arguments}".rstrip()

    def measure(self, *, million: bool) -> Iterator[Figure]:
        # Each loads what it measures: a part is to find the memory as the next one leaves it.
        function = getattr(import_module(f"benchmarks.{self.module}"), self.function)
        found: Iterator[Figure] = function(*(self.million if million else ()))
        return found


PARTS: Mapping[str, Part] = {
    "annexe": Part("Annexe A", "annexe"),
    "cycle": Part("A cycle over old audits", "cycle", million=((0, 100_000, 1_000_000),)),
    "letters": Part("A cycle with letters owed", "cycle", "letters", "letters"),
    "mails": Part("A cycle with mails waiting", "mails"),
    "reading": Part("The reading of mail alone", "mail"),
    "councils": Part("Monday morning of a host", "councils"),
    "tracking": Part("The tracking workbook", "tracking"),
    "allocation": Part("The allocation of cases", "allocation"),
    "idle": Part("The idle service", "idle"),
    "startup": Part("Start-up of each command", "startup"),
}
