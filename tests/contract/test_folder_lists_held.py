"""A workbook that is kept in memory between two writes is as if it were read anew each time."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment

from bot.ports import RowChange, TemporaryError
from connectors.local_folder.lists import LocalLists
from tests.contract.conftest import people_workbook

TEXTS = st.one_of(
    st.none(),
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=12),
    st.sampled_from(("=1+1", "_x000D_", " two  spaces ", "a\r\nb", "a\rb", "a\n", "\t", "''")),
)
NUMBERS = st.one_of(
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.integers(-(10**7), 10**7).map(lambda hundredths: hundredths / 100),
)
DAYS = st.one_of(
    st.dates(date(1980, 1, 1), date(2099, 12, 31)),
    st.datetimes(datetime(1980, 1, 1), datetime(2099, 12, 31)).map(  # noqa: DTZ001 - Excel's own
        lambda moment: moment.replace(microsecond=0)
    ),
)
# A number in a cell that looks like a day is a day to whoever opens the file: not tried here.
ANY = TEXTS | NUMBERS
CELLS = {"Name": ANY, "Address": ANY, "From": TEXTS | DAYS, "Bot check": ANY}
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # it would take minutes
STEPS = st.lists(
    st.tuples(st.sampled_from((0, 1, 2, 9)), st.none() | st.fixed_dictionaries({}, optional=CELLS)),
    max_size=5,
)


def commented() -> bytes:
    book = load_workbook(BytesIO(people_workbook()))
    book["People"]["A3"].comment = Comment("As in the directory.", "Priya Nair")
    content = BytesIO()
    book.save(content)
    return content.getvalue()


START = commented()


def seen(path: Path) -> object:
    """What a person sees of the file, blank cells apart."""
    book = load_workbook(path)
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    return (
        [(c.coordinate, c.value, c.number_format, c.quotePrefix) for c in cells],
        [(c.coordinate, c.comment.text) for c in cells if c.comment],
        [(c.row, c.parent.row_dimensions[c.row].height) for c in cells],
        [table.ref for sheet in book for table in sheet.tables.values()],
    )


@given(STEPS)
@settings(max_examples=30, deadline=None, phases=NO_SHRINKING)
def test_a_workbook_held_in_memory_is_as_one_read_anew(
    steps: list[tuple[int, dict[str, object] | None]],
) -> None:
    with TemporaryDirectory() as folder:
        held, anew = Path(folder) / "held.xlsx", Path(folder) / "anew.xlsx"
        held.write_bytes(START)
        anew.write_bytes(START)
        keeping = LocalLists(held)
        for place, cells in steps:
            rows = keeping.read("People")
            assert rows == LocalLists(anew).read("People")
            row = rows[place].id if place < len(rows) else None
            for lists in (keeping, LocalLists(anew)):
                if cells is None:
                    lists.take_away("People", [row] if row else [])
                else:
                    lists.write("People", [RowChange(row, cells)])
        assert keeping.read("People") == LocalLists(anew).read("People")
        assert seen(held) == seen(anew)


def test_what_could_not_be_written_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "lists.xlsx"
    path.write_bytes(people_workbook())
    lists = LocalLists(path)
    before = lists.read("People")
    lock = tmp_path / "~$lists.xlsx"
    lock.touch()
    with pytest.raises(TemporaryError):
        lists.write("People", [RowChange(before[0].id, {"Bot check": "OK"})])
    lock.unlink()
    assert lists.read("People") == before
