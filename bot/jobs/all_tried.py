"""One that fails keeps back no other: all are tried, and the job fails all the same."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

log = logging.getLogger(__name__)


class AllTried:
    """Keeps errors of these kinds until all have been tried; one of `at_once` stops everything."""

    def __init__(self, *kinds: type[Exception], at_once: type[Exception]) -> None:
        self._kinds = kinds
        self._at_once = at_once
        self._errors: list[Exception] = []

    @contextmanager
    def trying(self, what: str) -> Iterator[None]:
        """Around each of them; `what` is said in the log, and names nobody."""
        try:
            yield
        except self._at_once:
            raise
        except self._kinds as error:
            # The type alone: the text of an error may hold what a person wrote.
            log.error("%s failed: %s", what, type(error).__name__)
            self._errors.append(error)

    def raise_first(self) -> None:
        """Once all have been tried, so that the failure is told of."""
        if self._errors:
            raise self._errors[0]
