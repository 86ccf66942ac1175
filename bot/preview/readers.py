"""Who reads an exhibit, in one word for each reader: for the index of the site."""

import re
from collections.abc import Iterator

# Reader -> how the catalogue speaks of them, in the order of the index.
_READERS: tuple[tuple[str, str], ...] = (
    ("Auditors", r"(?<!never the )\bauditors?\b(?!['’]s)"),
    ("Case workers", r"\bcase workers?\b"),
    ("Team Managers", r"\bTeam Managers?\b"),
    ("Service Managers", r"\bService Managers?\b"),
    ("Strategic Leads", r"\bStrategic Leads?\b"),
    ("Managers of auditors", r"\bauditor['’]s manager\b"),
    ("Reviewers and moderators", r"\breviewers?\b|\bConsultant QA Social Worker\b|\bmoderat"),
    ("The Consultant Head", r"\bConsultant Head\b"),
    ("The Assistant Director", r"\bAssistant Director\b"),
    ("The coordinator", r"\bcoordinator\b"),
    (
        "Those told of a safeguarding concern",
        r"\bchain [AB]\b|\backnowledged it\b|\beverybody told\b",
    ),
    ("Whoever has written to us", r"\bsenders?\b|\bwho decided\b|\bwho raised it\b"),
    ("Meetings", r"\bmeetings?\b"),
    (
        "Everybody concerned",
        r"\beverybody who\b|\banybody\b(?! in conflict)|\bwhoever (?!moderated)",
    ),
)


def readers_of(readers: str) -> Iterator[str]:
    """The headings of the index under which these readers look; at least one, or a test fails."""
    for heading, words in _READERS:
        if re.search(words, readers, re.IGNORECASE):
            yield heading


HEADINGS = tuple(heading for heading, _ in _READERS)
