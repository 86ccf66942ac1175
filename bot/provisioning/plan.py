"""What `provision` will do, step by step, before it does it; done twice it does nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bot.policy.wording import count_words
from bot.ports import Folder
from bot.premises import FoundList, ListShape, MailPremises, Premises
from bot.provisioning.differences import MADE_BY_US, Difference, What, differences


@dataclass(frozen=True, slots=True)
class Step:
    words: str
    do: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """`left`: what differs and what a person has done, so that a person must undo it."""

    steps: tuple[Step, ...]
    left: tuple[Difference, ...]


def plan(
    premises: Premises | None,
    mail: MailPremises,
    wanted: Sequence[ListShape],
    folders: Sequence[str],
) -> Plan:
    """Looks and changes nothing. `premises`: None where the lists and files lie in a folder.

    Raises TemporaryError and PermanentError.
    """
    if premises is None:
        return Plan(tuple(_mail_folders(mail)), ())
    found = premises.lists()
    differing = [each for shape in wanted for each in differences(shape, found)]
    steps = [
        *(step for each in differing for step in _steps(premises, each)),
        *_folders(premises, folders),
        *_mail_folders(mail),
    ]
    return Plan(tuple(steps), tuple(d for d in differing if d.what not in MADE_BY_US))


def links(found: Sequence[FoundList], wanted: Sequence[ListShape]) -> Iterator[tuple[str, str]]:
    """Where each list is in the browser."""
    by_name = {each.name: each.link for each in found}
    return ((shape.name, by_name[shape.name]) for shape in wanted if by_name.get(shape.name))


def _steps(premises: Premises, difference: Difference) -> Iterator[Step]:
    shape, column = difference.shape, difference.column
    match difference.what, column:
        case What.LIST_MISSING, _:
            columns = count_words(len(shape.columns), "column")
            yield Step(f"list {shape.name}, {columns}", partial(premises.make_list, shape))
            title = next(each for each in shape.columns if each.heading == shape.title)
            named = partial(premises.name_title, shape.name, title)
            yield Step(f"list {shape.name}: Title is called {shape.title}", named)
        case What.COLUMN_MISSING, found if found is not None:
            words = f"list {shape.name}: column {found.heading}, {found.kind}"
            yield Step(words, partial(premises.add_column, shape.name, found))
        case What.TITLE_UNNAMED, found if found is not None:
            words = f"list {shape.name}: Title is called {found.heading}"
            yield Step(words, partial(premises.name_title, shape.name, found))


def _folders(premises: Premises, folders: Sequence[str]) -> Iterator[Step]:
    for path in folders:
        if not premises.has_folder(path):
            yield Step(f"folder {path} of the library", partial(premises.make_folder, path))


def _mail_folders(mail: MailPremises) -> Iterator[Step]:
    there = {name.casefold() for name in mail.mail_folders()}
    for folder in Folder:
        if folder.value.casefold() not in there:
            words = f"folder {folder} of the mailbox"
            yield Step(words, partial(mail.make_mail_folder, folder))
