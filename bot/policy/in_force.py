"""The policy as it is in force at one moment: what every decision is judged by."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.policy.chains import Chains, Matter, Post, Told, tell
from bot.policy.council import Council
from bot.policy.form import AuditForm, FormInForce, form_of_day
from bot.policy.model import Audit
from bot.policy.rules import Rules
from bot.policy.working_days import ONE_DAY, OfficeHours, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Policy:
    """Council, calendar, rules and chains together."""

    council: Council
    calendar: WorkingCalendar
    hours: OfficeHours
    rules: Rules
    chains: Chains
    forms: tuple[FormInForce, ...] = ()  # the audit forms, the newest last

    def form_of(self, audit: Audit) -> AuditForm:
        """The form that the audit began with; that of today for one not assigned yet."""
        return form_of_day(self.forms, audit.assigned_on)

    def today(self, at: datetime) -> date:
        return self.hours.today(at)

    def letter_day(self, at: datetime) -> date:
        """The day on which a letter decided at `at` leaves: deadlines count from it (A-4).

        Of a pause nobody knows the end: what is decided in it counts as if there were none.
        """
        here = self.hours.local(at)
        day = here.date() if here.time() < self.hours.closes else here.date() + ONE_DAY
        day = self.calendar.on_or_after(day)
        while (quiet := self.council.quiet(day)) and quiet.end:
            day = self.calendar.on_or_after(quiet.end + ONE_DAY)
        return day

    def matter(self, audit: Audit) -> Matter:
        return Matter(audit.team, audit.service_area, audit.auditor)

    def tell(self, matter: Matter, on: date, *posts: Post) -> list[Told]:
        """The readers of the first of `posts` that anybody fills today, cover included."""
        for post in posts:
            if told := tell((post,), matter, self.council, self.chains, on):
                return told
        return []

    def decider(self, on: date, asked_by: str | None = None) -> Told | None:
        """Who decides requests: Consultant Head, their cover, or the Assistant Director (5.1).

        Never the one who asks, who may cover for the Consultant Head or be one.
        """
        matter = Matter(None, None, concerns=frozenset({asked_by} if asked_by else ()))
        told = self.tell(matter, on, Post.CONSULTANT_HEAD, Post.ASSISTANT_DIRECTOR)
        return told[0] if told else None
