"""Libraries log addresses, tokens and the words of mails: of connectors only we log."""

import logging
from collections.abc import Iterable


def silence(names: Iterable[str]) -> None:
    """Let none of these loggers say anything, whatever the log level of the programme is."""
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
