"""The whole recipient matrix (requirements, section 8): exactly those readers, with each absence.

`matrix.txt` holds a line for each event, and one for each absence that makes a difference. Every
post is tried away, covered by Uma and vacant, and those of a chain away together; an absence that
has no line of its own must change nothing.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.policy.council import Council, Person
from bot.policy.decision import Letter
from tests.policy.cast import ADA, CORA, DORA, HAL, LENA, SAM, SUE, TARA, WILL, away
from tests.policy.matrix_events import EVENTS, SOL, UMA, WHOLE, letters_of, without

TABLE = Path(__file__).parent / "matrix.txt"
REQUIREMENTS = Path(__file__).parents[3] / "shared" / "requirements.md"
POSTS: Mapping[str, Person] = {
    "Auditor": ADA,
    "ACW": WILL,
    "TM": TARA,
    "SM": SUE,
    "SL": LENA,
    "CHPI": HAL,
    "AD": DORA,
    "SD": SOL,
    "Coordinator": CORA,
}
# Row 4 goes up the auditor's own line; Lena leads Ada's service, and not that of its case.
POSTS_OF_ROW_4 = {**POSTS, "SM": SAM}
TOGETHER = (("TM", "SM"), ("TM", "SM", "SL"), ("SM", "SL"), ("CHPI", "AD"), ("CHPI", "Coordinator"))
# T: a letter. c: a copy, or a receipt. n: that it happened, without detail. d: a line in a digest.
STRENGTH = ".dncT"
RECEIPTS = {"completed_receipt", "request_received", "safeguarding_receipt"}
NO_DETAIL = {"safeguarding_known"}
Told = Mapping[str, str]  # name -> mark


def posts_of(moment: str) -> Mapping[str, Person]:
    return POSTS_OF_ROW_4 if moment.startswith("4 ") else POSTS


def absences(moment: str) -> Iterator[tuple[str, Council]]:
    """Each post of the table away, covered and vacant, and those of a chain away together."""
    posts = posts_of(moment)
    for post, who in posts.items():
        yield f"{post} away", replace(WHOLE, absences=(away(who),))
        yield f"{post} covered", replace(WHOLE, absences=(away(who, UMA),))
        yield f"{post} vacant", replace(WHOLE, people=without(who))
    for together in TOGETHER:
        gone = tuple(away(posts[post]) for post in together)
        yield f"{' '.join(together)} away", replace(WHOLE, absences=gone)


def told(letters: Collection[Letter]) -> Told:
    """Everybody who is told, each by the strongest of what they get."""
    found: dict[str, str] = {}
    for letter in letters:
        for name, mark in ((letter.to, _mark(letter)), *((name, "c") for name in letter.cc)):
            found[name] = max(found.get(name, "."), mark, key=STRENGTH.index)
    return found


def _mark(letter: Letter) -> str:
    if letter.digest:
        return "d"
    if letter.name in RECEIPTS:
        return "c"
    return "n" if letter.name in NO_DETAIL else "T"


def table() -> Mapping[str, Mapping[str, Told]]:
    """Moment -> absence, or "" -> who is told."""
    found: dict[str, dict[str, Told]] = defaultdict(dict)
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        moment, absence, marks, others = (cell.strip() for cell in (line + "|").split("|")[:4])
        names = (person.name for person in posts_of(f"{moment} ").values())
        row = {n: m for n, m in zip(names, marks.split(), strict=True) if m != "."}
        row |= dict(other.rsplit(" ", 1) for other in others.split(", ") if other)
        assert absence not in found[moment], line
        found[moment][absence] = row
    return found


@pytest.mark.requirement("R-1.4-1", "R-5.1-1", "R-5.3-1", "R-6.5-1", "R-9.1-2", "R-9.1-4")
@pytest.mark.requirement("R-9.6-2", "R-9.6-3", "R-9.7-1", "R-9.8-2", "R-9.8-3", "R-10.2-2", "R-B-5")
@pytest.mark.parametrize("moment", EVENTS)
def test_exactly_those_of_the_matrix_are_told_with_each_absence(moment: str) -> None:
    wanted = table()[moment]
    tried = {"": WHOLE, **dict(absences(moment))}
    assert set(wanted) <= set(tried)
    found = {absence: told(letters_of(moment, among)) for absence, among in tried.items()}
    assert found == {absence: wanted.get(absence, wanted[""]) for absence in tried}


def test_the_table_has_every_event_that_is_tried_and_no_other() -> None:
    assert list(table()) == list(EVENTS)


def test_each_row_of_the_requirements_is_in_the_table_and_nobody_is_told_more() -> None:
    """What a cell of the requirements says holds in some moment of its row, and no more in any."""
    if not REQUIREMENTS.exists():
        pytest.skip("the requirements are not here")
    tried: dict[int, list[Sequence[str]]] = defaultdict(list)
    for moment, rows in table().items():
        if (number := moment.split()[0]).isdigit():
            marks = [rows[""].get(p.name, ".") for p in posts_of(moment).values()]
            tried[int(number)].append(marks)
    required = rows_of(REQUIREMENTS.read_text(encoding="utf-8"))
    assert set(tried) == set(required) == set(range(1, 25))
    for number, moments in tried.items():
        for post, cell, *found in zip(POSTS, required[number], *moments, strict=True):
            least, most = meant(cell)
            strongest = max(found, key=STRENGTH.index)
            assert least in found, (number, post, found)
            assert STRENGTH.index(strongest) <= STRENGTH.index(most), (number, post, found)


def rows_of(text: str) -> Mapping[int, Sequence[str]]:
    section = text.split("## 8 Who gets what")[1].split("\n## ")[0]
    lines = re.findall(r"^\| (\d+) \|(.*)\|$", section, re.MULTILINE)
    return {int(number): line.split("|")[1:10] for number, line in lines}


def meant(cell: str) -> tuple[str, str]:
    """What a cell asks for while nobody is away or silent, and the most that it allows."""
    words = re.sub(r"\(.*?\)|[*]", "", cell).strip()
    if words == "no-detail notice":
        return "n", "n"
    if words.startswith("via") or words == "members":
        return ".", "."  # through the meeting, not by letter
    if words.startswith("A"):
        return ("T" if words == "A then T" else "."), "T"
    return words[0], words[0]
