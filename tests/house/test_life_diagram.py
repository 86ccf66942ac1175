"""README draws the life of an audit as the service lives it."""

from tests.house.imports import ROOT
from tests.life_diagram import diagram


def test_the_diagram_is_that_of_the_table() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    assert diagram() in page, "run: python -m tests.life_diagram"
