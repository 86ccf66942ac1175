"""What is to be done to a SharePoint list, by how it was read and how it is read again."""

from dataclasses import replace

import pytest

from bot.ports import TemporaryError
from connectors.graph.rows import Held, Removing, Row

OLD = Row("1", "version 1", {"Question": "Send them?", "Your choice": "Send them"})
OTHER = Row("2", "version 1", {"Question": "Who takes it?", "Your choice": None})
LIST = Held("Decisions", {}, (OLD, OTHER))
PLAN = Removing(frozenset({"1"}), {row.id: row.values for row in LIST.rows})


@pytest.mark.parametrize(
    ("rows", "versions"),
    [
        ((OLD, OTHER), ["version 1"]),
        ((replace(OLD, etag="version 2"), OTHER), ["version 2"]),  # nobody has touched what it says
        ((OTHER,), []),  # it has gone already
        ((OLD, replace(OTHER, values={"Your choice": "Ada"})), ["version 1"]),
    ],
)
def test_a_row_is_removed_as_it_was_looked_at(rows: tuple[Row, ...], versions: list[str]) -> None:
    now = replace(LIST, rows=rows)
    PLAN.check(now)
    steps = list(PLAN.steps(now))
    assert [(step.method, step.row.etag) for step in steps if step.row] == [
        ("DELETE", version) for version in versions
    ]


def test_a_row_in_which_somebody_has_just_written_stays_and_that_is_said() -> None:
    typed = replace(OLD, etag="version 2", values={**OLD.values, "Your choice": "Withhold them"})
    with pytest.raises(TemporaryError, match="somebody has just changed a row"):
        PLAN.check(replace(LIST, rows=(typed, OTHER)))
