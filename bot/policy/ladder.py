"""Ladders: which rung is owed on a day, and whom it reaches, absence and vacancies included."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.policy.chains import Post, Rung, Told, tell
from bot.policy.decision import Decision
from bot.policy.model import Audit
from bot.policy.occasion import Occasion


@dataclass(frozen=True, slots=True)
class Owed:
    """One rung. `step` names it for ever: what is done once is never done again."""

    step: str
    decide: Callable[[], Decision]  # most rungs that are reached have been done days ago

    @property
    def decision(self) -> Decision:
        """With the rung itself as the cause of its letters, so that they can be owed only once."""
        decision = self.decide()
        letters = tuple(replace(letter, cause=self.step) for letter in decision.letters)
        return replace(decision, letters=letters)


def reminder_rung(left: int, whole: int, rungs: Sequence[int]) -> int | None:
    """The most urgent reminder owed: the smallest number of days that has been reached.

    A rung as long as the `whole` time given is none: it would come with the first letter.
    """
    return min((r for r in rungs if left <= r < whole), default=None)


def highest_rung(over: int, ladder: Sequence[Rung]) -> Rung | None:
    return max((r for r in ladder if r.days <= over), key=lambda r: r.days, default=None)


def reached(rung: Rung, ladder: Sequence[Rung], audit: Audit, occasion: Occasion) -> list[Told]:
    """Everybody of this rung; where its posts are vacant or away, the next rung's."""
    policy = occasion.policy
    for step in sorted((r for r in ladder if r.days >= rung.days), key=lambda r: r.days):
        matter = policy.matter(audit)
        if Post.AUDITOR not in step.posts:
            # Nobody is told about themselves alone: an auditor who manages or leads is passed over.
            matter = replace(matter, concerns=frozenset({audit.auditor}))
        if told := tell(step.posts, matter, policy.council, policy.chains, occasion.today):
            return told
    return []


def names_of(told: Sequence[Told]) -> str:
    return ", ".join(t.person.name for t in told) or "nobody: the posts are vacant"
