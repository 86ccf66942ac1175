"""Measures the reading of a large Annexe A, beside pandas with openpyxl and python-calamine alone.

    python -m benchmarks.annexe [ROWS ...]

40,000 and 200,000 rows unless told: of all eleven lists together, of a made-up council. Each reader
reads in a process of its own; told are the seconds of a processor, which a busy machine changes
little, without the loading of the library. Ours also finds the lists, checks each cell and makes
the cases; as in the service, it looks at the headings of the lists that make none, and not into
their rows. The others only read the cells of every sheet. pandas is measured where it is installed:

    uv pip install --require-hashes -r requirements-bench.lock
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.apart import apart, peak
from benchmarks.figures import Figure, Goal, ratio, show

SIZES = (40_000, 200_000)
AS_AT = date(2025, 12, 1)
SEED = 2025
OURS, PANDAS, CALAMINE = "audit-bot", "pandas with openpyxl", "python-calamine alone"
ROUNDS = 3  # of each reader; the quickest counts


@dataclass(frozen=True, slots=True)
class Reading:
    seconds: float  # of a processor
    peak: float  # MB


def main() -> None:
    show(measure([int(text) for text in sys.argv[1:]] or SIZES))


def measure(sizes: Sequence[int] = SIZES) -> Iterator[Figure]:
    with TemporaryDirectory(prefix="audit-bot-") as folder:
        for size in sizes:
            file = Path(folder) / f"Annexe A {AS_AT.isoformat()}.xlsx"
            rows = apart(write, file, size)
            yield from figures(rows, {name: read(name, file) for name in installed()})


def figures(rows: int, found: Mapping[str, Reading]) -> Iterator[Figure]:
    what, ours = f"Annexe A of {rows:,} rows", found[OURS]
    yield Figure(f"{what}: read", ours.seconds, "s")
    if other := found.get(PANDAS):
        beside = f"pandas with openpyxl: {other.seconds:.1f} s, {other.peak:.0f} MB"
        times = ratio(other.seconds, ours.seconds)
    else:
        beside, times = "pandas is not installed: see the first lines of benchmarks/annexe.py", None
    yield Figure(f"{what}: beside pandas with openpyxl", times, "times as fast", FASTER, beside)
    alone = found[CALAMINE]
    beside = f"python-calamine alone: {alone.seconds:.2f} s, {alone.peak:.0f} MB"
    times = ratio(ours.seconds, alone.seconds)
    yield Figure(f"{what}: beside python-calamine alone", times, "times its time", LONGER, beside)
    yield Figure(f"{what}: memory at most", ours.peak, "MB", SMALL)


FASTER = Goal(6, "times as fast", at_least=True)
LONGER = Goal(1.5, "times its time")
SMALL = Goal(300, "MB")


def installed() -> list[str]:
    return [OURS, *([PANDAS] if find_spec("pandas") else []), CALAMINE]


def read(name: str, file: Path) -> Reading:
    """The quickest of some rounds, each in a process of its own."""
    every = [apart(read_once, name, file) for _ in range(ROUNDS)]
    return Reading(min(r.seconds for r in every), max(r.peak for r in every))


def read_once(name: str, file: Path) -> Reading:
    reader = READERS[name]()
    content = file.read_bytes()
    began = time.process_time()
    reader(content, file.name)
    return Reading(time.process_time() - began, peak())


Reader = Callable[[bytes, str], object]


def ours() -> Reader:
    read_annexe = import_module("bot.annexe.reading").read_annexe

    def whole(content: bytes, name: str) -> None:
        reading = read_annexe(content, file=name, as_at=AS_AT, areas={}, count_all=False)
        assert reading.accepted, reading.problems

    return whole


def with_pandas() -> Reader:
    pandas = import_module("pandas")
    import_module("openpyxl")
    return lambda content, _: pandas.read_excel(
        BytesIO(content), sheet_name=None, header=None, dtype=object, engine="openpyxl"
    )


def calamine() -> Reader:
    workbook = import_module("python_calamine").CalamineWorkbook

    def cells(content: bytes, _: str) -> None:
        book = workbook.from_filelike(BytesIO(content))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()

    return cells


READERS: Mapping[str, Callable[[], Reader]] = {OURS: ours, PANDAS: with_pandas, CALAMINE: calamine}


def write(file: Path, rows: int) -> int:
    """A made-up Annexe A of about so many rows; how many they are."""
    # Loaded here alone: the readers are measured in processes that know none of it.
    generator = import_module("bot.demo.annexe_generator")
    rows_of, lists = import_module("bot.demo.annexe_rows").rows_of, generator.LISTS
    make_world = import_module("bot.demo.annexe_world").make_world

    def counted(cases: int) -> tuple[object, int]:
        world = make_world(as_at=AS_AT, open_cases=cases, seed=SEED)
        return world, sum(len(rows_of(world, number)) for number in lists)

    sample = 2_000
    world, made = counted(max(sample * rows // counted(sample)[1], 1))
    file.write_bytes(generator.write_annexe(world))
    return made


if __name__ == "__main__":
    main()
