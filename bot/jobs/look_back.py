"""Job: post-audit compliance. Every action after four months, workbooks to its team (policy 10)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from bot.jobs.service import Service
from bot.policy.action_checks import ActionCheck, CheckKind
from bot.policy.compliance import owed_again, owed_checks
from bot.policy.compliance_letters import FOUR_MONTHS, four_months, monthly, to_record
from bot.policy.decision import Decision
from bot.policy.in_force import Policy
from bot.policy.model import Action
from bot.policy.occasion import Occasion
from bot.policy.themes import months_before
from bot.policy.wording import count_words
from bot.store import compliance, keeping, programme
from bot.store.saving import save
from bot.store.transaction import Transaction

LAST_ASKED = "compliance last asked"
_FORTNIGHT = timedelta(days=14)


def look_back(service: Service, policy: Policy, at: datetime) -> str:
    """On working days. A missed day is made good; a second run does nothing."""
    today = policy.today(at)
    if not policy.calendar.is_working_day(today):
        return "not a working day"
    if policy.council.quiet(today):
        return "a quiet day"
    with service.store.transaction() as work:
        occasion = service.occasion(work, policy, at, f"compliance {today}")
        opened = _open(work, occasion) + _open_again(work, occasion)
        _ask(work, occasion)
        teams = _tell_teams(work, occasion) + _tell_monthly(work, occasion)
    return f"{count_words(opened, 'action')} to look at, {count_words(teams, 'team workbook')}"


def _open(work: Transaction, occasion: Occasion) -> int:
    """R-10.1-1: all of them, each once."""
    # Four months are never less than this: what is younger need not be loaded.
    before = occasion.today - 30 * occasion.rules.compliance_months * timedelta(days=1) + _FORTNIGHT
    opened = 0
    for ref in compliance.not_looked_at(work, before):
        file = programme.audit_file(work, ref)
        if file is None:
            continue
        actions = [action.ref for action in file.actions]
        looked = compliance.looked_at(work, actions, CheckKind.FOUR_MONTHS)
        found = owed_checks(file, looked, occasion)
        if found:
            note = f"{count_words(len(found), 'remedial action')} to look at after four months"
            save(work, Decision(note, tuple(found)), occasion, about=ref)
        opened += len(found)
    return opened


def _open_again(work: Transaction, occasion: Occasion) -> int:
    """R-10.2-5: the sample of the review of reviews."""
    # What was recorded before that is not drawn any more.
    since = months_before(occasion.today, 2 * occasion.rules.sustained_months)
    pairs = compliance.recorded_since(work, since)
    actions = [action.ref for _, action in pairs]
    again = compliance.looked_at(work, actions, CheckKind.SUSTAINED)
    found = [c for check, action in pairs if (c := owed_again(check, action, again, occasion))]
    for check in found:
        note = f"{check.action} drawn for the review of reviews"
        save(work, Decision(note, (check,)), occasion, about=check.audit)
    return len(found)


def _ask(work: Transaction, occasion: Occasion) -> None:
    """What is not recorded is asked for, every few working days until it is."""
    waiting = [action for _, action in compliance.not_recorded(work)]
    last = keeping.kept_value(work, LAST_ASKED)
    if not waiting:
        return
    if last is not None:
        day = datetime.fromisoformat(str(last)).date()
        if occasion.calendar.between(day, occasion.today) < occasion.rules.compliance_letter_days:
            return
    keeping.keep(work, LAST_ASKED, occasion.today.isoformat())
    decision = to_record(waiting, occasion)
    save(work, decision, occasion, about=decision.letters[0].about if decision.letters else "10.1")


def _tell_teams(work: Transaction, occasion: Occasion) -> int:
    """R-10.2-1: a team's workbook leaves once everything that was due of it is recorded."""
    told = 0
    for team, listed in _by_team(compliance.not_told(work)):
        new = [check for check, _ in listed if check.recorded_on]
        if not new or any(check.recorded_on is None for check, _ in listed):
            continue
        fresh = {check.ref for check in new}
        decision = four_months(team, [a for c, a in listed if c.ref in fresh], occasion)
        if any(letter.name == FOUR_MONTHS for letter in decision.letters):
            records = tuple(replace(check, told_on=occasion.today) for check in new)
            _save(work, replace(decision, records=records), occasion)
            told += 1
        elif keeping.once(work, f"team {team}", f"nobody here {_week(occasion)}", occasion.at):
            # It stays owed until somebody is there to be told; each week the coordinator is.
            _save(work, decision, occasion)
    return told


def _week(occasion: Occasion) -> str:
    year, week, _ = occasion.today.isocalendar()
    return f"{year}-{week:02}"


def _tell_monthly(work: Transaction, occasion: Occasion) -> int:
    """Once a month each team with open actions gets them in a workbook."""
    month = f"{occasion.today:%Y-%m}"
    first = occasion.today.replace(day=1)
    # An action of this month has just been told of: the letter with the result is enough.
    older = [a for a in compliance.open_actions(work) if a.created_on < first]
    older.sort(key=lambda a: (a.team, a.ref))
    by_team = {team: list(listed) for team, listed in groupby(older, key=lambda a: a.team)}
    step = f"workbook of {month}"
    undone = keeping.undone(work, [(f"team {team}", step) for team in by_team])
    told = 0
    for team, listed in by_team.items():
        about = f"team {team}"
        if (about, step) in undone and keeping.once(work, about, step, occasion.at):
            decision = monthly(team, listed, month, occasion)
            _save(work, decision, occasion)
            told += bool(decision.letters)
    return told


def _save(work: Transaction, decision: Decision, occasion: Occasion) -> None:
    about = decision.letters[0].about if decision.letters else occasion.cause
    save(work, decision, occasion, about=about)


def _by_team(
    pairs: Sequence[tuple[ActionCheck, Action]],
) -> list[tuple[str, list[tuple[ActionCheck, Action]]]]:
    by_team = sorted(pairs, key=lambda pair: (pair[1].team, pair[0].ref))
    return [(team, list(listed)) for team, listed in groupby(by_team, key=lambda p: p[1].team)]
