"""Every letter that the service can send is judged in a simulated year."""

from bot.letters.catalogue import KINDS
from bot.simulation.matrix import MATRIX


def test_each_kind_of_letter_has_a_row_in_the_matrix() -> None:
    assert set(KINDS) == set(MATRIX)
