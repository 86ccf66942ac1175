"""How any mail system may fail, beside what `bot.ports` knows of."""

from bot.ports import TemporaryError, Unavailable


class NotSetUp(Unavailable):
    """A setting, a permission or a secret is wrong; the text says which, and how to mend it."""


class Doubtful(TemporaryError):
    """No answer came, or one that says nothing: it may have happened. Look before asking again."""
