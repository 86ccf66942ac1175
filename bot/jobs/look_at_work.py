"""Job: the month's sample of peers' audits is looked at again, and ended themes are reported."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.jobs.service import Service
from bot.policy.council import tidy
from bot.policy.in_force import Policy
from bot.policy.model import Round, RoundStatus
from bot.policy.occasion import Occasion
from bot.policy.peer_reviews import month_before, peer_reviews
from bot.policy.reviews import ReviewKind
from bot.policy.round_parts import RoundKind
from bot.policy.theme_reports import EndedTheme, question_key, report_wanted
from bot.policy.themes import Wanted, is_over
from bot.policy.wording import count_words
from bot.store import keeping, programme, questions, second_looks
from bot.store.files import files_of
from bot.store.saving import save
from bot.store.transaction import Transaction


def look_at_work(service: Service, policy: Policy, wanted: Wanted, at: datetime) -> str:
    """On working days: the sample once a month, each report until it is written."""
    today = policy.today(at)
    if not policy.calendar.is_working_day(today) or policy.council.quiet(today):
        return "not today"
    with service.store.transaction() as work:
        peers = _peers(work, service.occasion(work, policy, at, f"peer reviews {today:%Y-%m}"))
        reports = _reports(work, wanted, service.occasion(work, policy, at, "theme over"))
    return f"{count_words(peers, 'peer review')} drawn, {count_words(reports, 'report')} asked for"


def _peers(work: Transaction, occasion: Occasion) -> int:
    first, last = month_before(occasion.today)
    if not keeping.once(work, "peer reviews", f"of {first:%Y-%m}", occasion.at):
        return 0
    audits = second_looks.completed_between(work, first, last)
    looked_at = second_looks.reviewed(work, audits, ReviewKind.QUALITY)
    drawn = peer_reviews(files_of(work, audits), looked_at, occasion)
    for ref, decision in drawn:
        save(work, decision, occasion, about=ref)
    return len(drawn)


def _reports(work: Transaction, wanted: Wanted, occasion: Occasion) -> int:
    """At once, and again each time that it has not been written in the days that it had."""
    asked_on = {q.key: occasion.policy.today(at) for q, at in questions.unanswered(work)}
    told = 0
    for theme in _ended(work, wanted, occasion):
        key = question_key(theme.about)
        times = 0
        if since := asked_on.get(key):
            waited = occasion.calendar.between(since, occasion.today)
            times = waited // occasion.rules.theme_report_days
        elif questions.get(work, key):
            continue  # it is written
        step = f"report asked for {times}"
        if keeping.once(work, theme.about, step, occasion.at):
            caused = replace(occasion, cause=step)
            save(work, report_wanted(theme, times > 0, caused), caused, about=theme.about)
            told += 1
    return told


def _ended(work: Transaction, wanted: Wanted, occasion: Occasion) -> Iterator[EndedTheme]:
    running = {
        tidy(theme.name)
        for theme in wanted.themes
        if not is_over(theme, occasion.today, occasion.calendar)
    }
    rounds: dict[str, list[Round]] = defaultdict(list)
    for round_ in programme.all_rounds(work):
        if round_.kind is RoundKind.THEMATIC and round_.status is RoundStatus.DEPLOYED:
            rounds[tidy(round_.theme or "")].append(round_)
    for name, held in rounds.items():
        ordered = sorted(held, key=lambda r: r.period)
        audits = [a for round_ in ordered for a in programme.audits_of(work, round_.ref)]
        theme = EndedTheme(ordered, audits)
        if name not in running and theme.is_done:
            yield theme
