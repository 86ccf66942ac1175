"""Nobody changes the words of a letter by accident."""

from bot.letters import Rendered
from tests.approve_letters import GOLDEN, as_golden

HOW = "If that is meant: python -m tests.approve_letters, and look at the difference."


def test_every_letter_reads_as_it_was_approved(samples: dict[str, Rendered]) -> None:
    now = {key: as_golden(letter) for key, letter in samples.items()}
    approved = {file.stem: file.read_text(encoding="utf-8") for file in GOLDEN.glob("*.txt")}
    assert now.keys() == approved.keys(), HOW
    for key, text in now.items():
        assert text == approved[key], f"{key} reads otherwise. {HOW}"
