"""What the preview holds. To show something more, add the function that makes it to `MAKERS`."""

from collections.abc import Callable, Iterable

from bot.preview.exhibits import Exhibit, Setting
from bot.preview.letters import letters
from bot.preview.packs import packs
from bot.preview.workbooks import workbooks

# Each gives the pages of one part of the product, made with invented facts alone.
MAKERS: tuple[Callable[[Setting], Iterable[Exhibit]], ...] = (letters, workbooks, packs)


def exhibits(setting: Setting) -> tuple[Exhibit, ...]:
    """Every exhibit, in the order of the makers. Raises LetterError if a letter cannot be written,
    ValueError if two exhibits have one name.
    """
    found = tuple(exhibit for make in MAKERS for exhibit in make(setting))
    names = [exhibit.name for exhibit in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"two exhibits are called {', '.join(sorted(twice))}")
    return found
