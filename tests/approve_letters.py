"""Take the letters as they are written now for right: `python -m tests.approve_letters`.

Look at `git diff tests/golden/letters` before you commit what it has changed.
"""

from pathlib import Path

from bot.letters import Letters, Rendered
from tests.letters.conftest import FOLDER, HOUSE, every_sample, write

GOLDEN = Path(__file__).resolve().parent / "golden" / "letters"


def as_golden(letter: Rendered) -> str:
    return f"Subject: {letter.subject}\n\n{letter.text}"


def approve() -> None:
    letters = Letters(FOLDER, HOUSE)
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for file in GOLDEN.glob("*.txt"):
        file.unlink()
    for key, name, sample in every_sample(letters):
        text = as_golden(write(letters, name, sample))
        (GOLDEN / f"{key}.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    approve()
