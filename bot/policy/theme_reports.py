"""A theme is over: its findings are combined in a short review report (R-8.1-3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.policy.council import Role
from bot.policy.decision import Decision, Question, QuestionKind
from bot.policy.digests import digest_lines
from bot.policy.life import UNFINISHED
from bot.policy.model import Audit, Fact, Round, Status
from bot.policy.occasion import Occasion
from bot.policy.wording import count_words, day_words

WRITTEN = "The report is written"


@dataclass(frozen=True, slots=True)
class EndedTheme:
    """All rounds of one theme, and the audits that came of them."""

    rounds: Sequence[Round]
    audits: Sequence[Audit]

    @property
    def name(self) -> str:
        return self.rounds[-1].theme or self.rounds[-1].name

    @property
    def about(self) -> str:
        """Its last round stands for the whole theme."""
        return self.rounds[-1].ref

    @property
    def is_done(self) -> bool:
        """Whether no auditor of the theme, and no review, is still at work."""
        return not any(a.status in (*UNFINISHED, Status.PROPOSED) for a in self.audits)


def question_key(about: str) -> str:
    return f"theme report {about}"


def report_wanted(theme: EndedTheme, again: bool, occasion: Occasion) -> Decision:
    """To the Consultant Social Workers, with a copy to the Consultant Head who asks for it.

    Where there is none, the Consultant Head writes it. It stands on Decisions until it is written.
    """
    day = occasion.policy.letter_day(occasion.at)
    due = occasion.calendar.add(day, occasion.rules.theme_report_days)
    decider = occasion.decider()
    head = [decider.person.name] if decider else []
    held = occasion.council.holders(Role.CONSULTANT_SOCIAL_WORKER, occasion.today)
    readers = [p.name for p in held] or head
    done = [a for a in theme.audits if a.completed_on]
    facts: dict[str, Fact] = {
        "theme": theme.name,
        "rounds": [r.ref for r in theme.rounds],
        "audits": [a.ref for a in done],
        "not_done": len(theme.audits) - len(done),
        "due": due.isoformat(),
        "again": again,
    }
    cc = tuple(name for name in head if name not in readers)
    letters = [
        occasion.letter("theme_report_wanted", name, theme.about, facts, cc) for name in readers
    ]
    line = f"{theme.name} is over with {count_words(len(done), 'audit')}: its report is wanted"
    question = Question(
        question_key(theme.about),
        QuestionKind.THEME,
        theme.about,
        f"{theme.name} is over. Is its short review report written? Due {day_words(due)}.",
        "",
        (WRITTEN,),
    )
    lines = digest_lines(theme.about, line, occasion)
    return Decision(line, (), (*letters, *lines), (question,))
