"""Every template is read and written once at start, so that a hole is found before a reader is."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from bot.letters.catalogue import KINDS
from bot.letters.errors import LetterError, place
from bot.letters.house import House, Sample, Someone
from bot.letters.kind import LetterKind
from bot.letters.markdown import faults_of
from bot.letters.rendering import OWN_NAMES, Pen
from bot.policy.model import Fact

# Never in a subject, which shows on locked phones and in other people's lists of mail.
_NOT_IN_SUBJECT = frozenset({"child", "words", "case_note", "text"})
# A fact in the address of a link could lead anywhere.
_LINK_BY_FACT = re.compile(
    r"\]\([^)\n]*\{\{|\]:[^\n]*\{\{|<[^>\s]*\{\{|^```[^\n]*\{\{", re.MULTILINE
)
# What letters are made of. Whatever else a template can do, such as `*` and `**`, fills no letter,
# and could fill the memory.
_PARTS = frozenset(
    "Add And Assign AssignBlock Call Compare Concat CondExpr Const Filter For Getattr Getitem If "
    "Include Keyword List Name Not Operand Or Output Slice Sub Template TemplateData Test "
    "With".split()
)
_LOOP_WORDS = frozenset({"first", "last", "index", "length"})


def read_samples(folder: Path) -> dict[str, tuple[Sample, ...]]:
    """The invented facts of each letter, from samples/<name>.json. Raises LetterError."""
    samples, problems = {}, []
    for path in sorted((folder / "samples").glob("*.json")):
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
            samples[path.stem] = tuple(
                Sample(row["note"], row["reader"], tuple(row["cc"]), row["facts"]) for row in rows
            )
        except (ValueError, KeyError, TypeError) as error:
            problems.append(f"samples/{path.name} is no list of samples: {error!r}.")
    if problems:
        raise LetterError(tuple(problems))
    return samples


def problems_of(
    pen: Pen, samples: Mapping[str, tuple[Sample, ...]], own: Path | None
) -> Iterator[str]:
    """Everything that is wrong with a folder of letters, each in a sentence."""
    folders = list(filter(None, (own, pen.folder)))
    parts = [path for folder in folders for path in sorted(folder.glob("_*.md"))]
    found = [problem for path in parts for problem in _problems_of_shared_part(pen, path)]
    yield from found
    if found:  # every letter has shared parts: none is to be written before they are right
        return
    for folder in folders:
        for path in sorted(folder.glob("[!_]*.md")):
            if path.stem not in KINDS and path.stem != "README":
                yield f"{folder.name}/{path.name}: there is no letter of this name."
    for kind in KINDS.values():
        if not (pen.folder / f"{kind.name}.md").is_file():
            yield f"{pen.folder.name}/{kind.name}.md is missing: the letter “{kind.title}”."
        elif not samples.get(kind.name):
            yield f"samples/{kind.name}.json is missing: invented facts that show the letter."
        else:
            yield from problems_of_letter(pen, kind, samples[kind.name])


def problems_of_letter(pen: Pen, kind: LetterKind, samples: tuple[Sample, ...]) -> Iterator[str]:
    """What is wrong with one letter, first in its source, then in what it makes of its samples."""
    path = pen.path(kind.name)
    try:
        source = path.read_text(encoding="utf-8")
        tree = pen.environment.parse(source, kind.name)
        # The first before all else: Jinja works out `9 ** 9` when it looks at what it has parsed.
        found = [*_beyond_letters(path, tree)] or [
            *_problems_of_source(path, source, tree, samples)
        ]
    except TemplateSyntaxError as error:
        yield f"{place(path, error.lineno)}: {error.message}"
        return
    # A wrong name fails in every sample; once is enough to mend it.
    yield from found or dict.fromkeys(
        problem for sample in samples for problem in _problems_of_sample(pen, kind, sample)
    )


def _problems_of_source(
    path: Path, source: str, tree: nodes.Template, samples: tuple[Sample, ...]
) -> Iterator[str]:
    first, second, *_ = [*source.split("\n"), "", ""]
    if not first.startswith("Subject:") or second.strip():
        yield f"{place(path, 1)}: a letter begins with “Subject: …” and then an empty line."
    yield from _links_by_facts(path)
    keys = {key for sample in samples for key in _keys(sample.facts)}
    house = {field.name for kind in (House, Someone) for field in fields(kind)}
    undeclared = find_undeclared_variables(tree) - keys - set(OWN_NAMES)
    for name in tree.find_all(nodes.Name):
        if name.name in undeclared:
            yield f"{place(path, name.lineno)}: there is no fact called “{name.name}”."
    for attribute in tree.find_all(nodes.Getattr):
        if attribute.attr not in keys | house | _LOOP_WORDS:
            yield f"{place(path, attribute.lineno)}: there is no fact called “{attribute.attr}”."
    for node in tree.find_all((nodes.Getattr, nodes.Name)):
        word = node.attr if isinstance(node, nodes.Getattr) else node.name  # type: ignore[attr-defined]
        if node.lineno == 1 and word in _NOT_IN_SUBJECT:
            yield f"{place(path, 1)}: a subject never shows “{word}”: others may see it."


def _problems_of_shared_part(pen: Pen, path: Path) -> Iterator[str]:
    yield from _links_by_facts(path)
    with suppress(TemplateSyntaxError):  # told of by the letters that hold it
        yield from _beyond_letters(path, pen.environment.parse(path.read_text(encoding="utf-8")))


def _beyond_letters(path: Path, tree: nodes.Template) -> Iterator[str]:
    for node in tree.find_all(nodes.Node):
        kind = type(node).__name__
        if kind not in _PARTS:
            yield f"{place(path, node.lineno)}: a letter cannot do this ({kind})."


def _links_by_facts(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    for found in _LINK_BY_FACT.finditer(source):
        line = source.count("\n", 0, found.start()) + 1
        yield f"{place(path, line)}: the address of a link holds no placeholder; use “| contact”."


def _keys(value: Fact) -> Iterator[str]:
    match value:
        case Mapping():
            for key, inner in value.items():
                yield key
                yield from _keys(inner)
        case list():
            for inner in value:
                yield from _keys(inner)


def _problems_of_sample(pen: Pen, kind: LetterKind, sample: Sample) -> Iterator[str]:
    path = pen.path(kind.name)
    try:
        draft = pen.draft(kind.name, sample.reader, sample.facts, sample.cc)
    except LetterError as error:
        yield from error.problems
        return
    ref = reference(kind, sample.facts)
    if ref and ref not in pen.write(draft).subject:
        yield f"{place(path, 1)}: the subject must begin with the reference, {kind.about}."
    for fault in faults_of(draft.body):
        yield f"{path.parent.name}/{path.name}: {fault}"


def reference(kind: LetterKind, facts: Mapping[str, Fact]) -> str:
    """The reference that the subject of this letter must carry; "" where it has none."""
    value: Fact = facts
    for key in kind.about.split(".") if kind.about else ():
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) else ""
