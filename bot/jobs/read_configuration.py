"""Job: read what the coordinator has edited, and go on with what holds of it."""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.bank_holidays import working_calendar
from bot.configuration.check import Checked, check
from bot.configuration.faults import Known
from bot.configuration.last_good import NONE_YET, from_json, to_json
from bot.configuration.note_list import WAITING_NOTE
from bot.configuration.other_lists import WAITING, Answer
from bot.configuration.sheets import SHEETS
from bot.jobs.note_rules import note_rules
from bot.jobs.service import Service
from bot.policy.chains import Chains, who_coordinates
from bot.policy.council import Absence, Council
from bot.policy.decision import Letter
from bot.policy.form import FormInForce
from bot.policy.in_force import Policy
from bot.policy.model import Fact
from bot.policy.rules import Rules
from bot.policy.wording import count_words
from bot.policy.working_days import OfficeHours, WorkingCalendar
from bot.ports import ListRow, PermanentError, TemporaryError
from bot.settings import Settings
from bot.store import keeping, outbox
from bot.store.case_events import confirmed_ids
from bot.store.forms import forms_in_force, put_in_force
from bot.store.keeping import AwayHint
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)

LAST_GOOD = "last good configuration"
_WRONG = "what is wrong with whole lists"
_LOOK_BACK = timedelta(days=90)  # an automatic reply of longer ago is no sign of anything


@dataclass(frozen=True, slots=True)
class Configured:
    """The policy in force, and the lists as they were read and checked."""

    policy: Policy
    rows: Mapping[str, Sequence[ListRow]]
    checked: Checked
    listed: Council  # without what automatic replies have told of absences
    hints: Sequence[AwayHint]  # what these have told
    unread: str = ""  # why a list could not be read this time

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What has been chosen on the Decisions list."""
        return self.checked.answers

    def in_words(self) -> str:
        """How the job went. Raises TemporaryError where a list could not be read this time."""
        if self.unread:
            raise TemporaryError(f"what was read before holds on: {self.unread}")
        checks = [words for found in self.checked.checks.values() for words in found.values()]
        wrong = sum(not words.startswith(("OK", WAITING, WAITING_NOTE)) for words in checks)
        found = f"{count_words(len(checks), 'row')} read"
        return f"{found}, {wrong} to be looked at under Bot check" if wrong else found


def read_configuration(service: Service, at: datetime) -> Configured:
    """Every list, every cycle. A broken row, sheet or file never takes the last good one down.

    Raises TemporaryError where a list cannot be read and there is no last good one yet.
    """
    rows, unread = _read(service)
    today = service.settings.hours.office().today(at)
    known = what_is_known(service.settings, service.rules, service.chains, today)
    with service.store.transaction() as work:
        kept = keeping.kept_value(work, LAST_GOOD)
        if unread and kept is None:
            # A round drawn without its People or Conflicts would stand for the whole month.
            raise TemporaryError(
                f"The lists could not all be read, and were never read before: {unread}"
            )
        last_good = from_json(kept) if kept else NONE_YET
        checked = service.lists_checked.check(rows, last_good, known=known)
        if kept is None or checked.last_good != last_good:
            keeping.keep(work, LAST_GOOD, to_json(checked.last_good))
        put_in_force(work, checked.form, today)
        forms = forms_in_force(work)
        listed = _one_child(work, _paused(work, checked.council))
        hints = keeping.away(work, at - _LOOK_BACK)
        council = _away(listed, hints, service)
        policy = _policy(service.settings, service.rules, service.chains, checked, council, forms)
        note_rules(work, service, policy, checked.overrides, at)
        if not (unread or council.quiet(today)):
            outbox.owe(work, _warnings(work, checked, policy, at), at)
    return Configured(policy, rows, checked, listed, hints, unread)


def after_mails(service: Service, configured: Configured, at: datetime) -> Policy:
    """The policy with what this cycle's mails have told of absences, for all that is chased."""
    with service.store.reading() as work:
        hints = keeping.away(work, at - _LOOK_BACK)
    if hints == configured.hints:
        return configured.policy
    return replace(configured.policy, council=_away(configured.listed, hints, service))


def last_policy(work: Transaction, settings: Settings, rules: Rules, chains: Chains) -> Policy:
    """The policy of the last cycle, from the store alone. Raises LookupError if there was none."""
    kept = keeping.kept_value(work, LAST_GOOD)
    last = keeping.last_cycle(work)
    if kept is None or last is None:
        raise LookupError("no cycle has ended yet, so the lists were never read")
    today = settings.hours.office().today(last[0])
    checked = check({}, from_json(kept), known=what_is_known(settings, rules, chains, today))
    council = _one_child(work, _paused(work, checked.council))
    return _policy(settings, rules, chains, checked, council, forms_in_force(work))


def what_is_known(settings: Settings, rules: Rules, chains: Chains, today: date) -> Known:
    """What the lists are checked against besides each other."""
    return Known(
        on=today,
        domains=settings.council.domains,
        service_areas=tuple(chains.area_leads),
        rules=asdict(rules),
    )


def _read(service: Service) -> tuple[dict[str, Sequence[ListRow]], str]:
    """The lists that can be read now, and why one could not for the moment."""
    rows: dict[str, Sequence[ListRow]] = {}
    unread = ""
    for name, found in service.lists.read_all(SHEETS).items():
        match found:
            case TemporaryError():
                log.warning(
                    "list %s: cannot be read now, the last good one is used: %s", name, found
                )
                unread = str(found) or "it could not be read now"
            case PermanentError():
                log.error("list %s: %s", name, found)
            case _:
                rows[name] = found
    return rows, unread


def _paused(work: Transaction, council: Council) -> Council:
    """A pause by the operator is one more row of quiet days."""
    pause = keeping.paused(work)
    return replace(council, quiet_days=(*council.quiet_days, pause)) if pause else council


def _away(council: Council, hints: Sequence[AwayHint], service: Service) -> Council:
    """A-13: what is not on the list, an automatic reply may say."""
    hours = service.settings.hours.office()
    absences = tuple(_absence(hint, hours) for hint in hints)
    return replace(council, absences=(*council.absences, *absences)) if absences else council


@lru_cache(maxsize=4096)  # of three months, in every cycle
def _absence(hint: AwayHint, hours: OfficeHours) -> Absence:
    """Without a day, for that day."""
    day = hours.today(hint.heard_at)
    return Absence(hint.person, day, hint.until or day, hint=True)


def _one_child(work: Transaction, council: Council) -> Council:
    """What has been answered about two ids counts as the sheet Aliases does, which goes before."""
    confirmed, sheet = confirmed_ids(work), dict(council.new_ids)
    return replace(council, new_ids=tuple({**confirmed, **sheet}.items())) if confirmed else council


def _policy(
    settings: Settings,
    rules: Rules,
    chains: Chains,
    checked: Checked,
    council: Council,
    forms: tuple[FormInForce, ...],
) -> Policy:
    calendar: WorkingCalendar = working_calendar(council.closures)
    overrides = {override.rule: override.value for override in checked.overrides}
    varied = replace(rules, **overrides)  # type: ignore[arg-type]  # checked by rule_value
    return Policy(council, calendar, settings.hours.office(), varied, chains, forms)


def _since(work: Transaction, found: str, today: date) -> str:
    """The day since which exactly this is wrong: what was put right and is wrong again is new."""
    kept = keeping.kept_value(work, _WRONG) or {"found": "", "since": ""}
    if kept["found"] != found:
        kept = {"found": found, "since": today.isoformat()}
        keeping.keep(work, _WRONG, kept)
    return str(kept["since"])


def _warnings(work: Transaction, checked: Checked, policy: Policy, at: datetime) -> list[Letter]:
    """To the coordinators: the lists that are refused, each working day; a vacant post once."""
    found = hashlib.sha256("\n".join(checked.warnings).encode()).hexdigest()[:16]
    since = _since(work, found, policy.today(at))
    if not checked.warnings:
        return []
    cause = f"{policy.letter_day(at) if checked.refused else since}: {found}"
    problems: list[Fact] = [
        {"sheet": "", "row": None, "message": warning} for warning in checked.warnings
    ]
    return [
        Letter("configuration_problem", p.name, "configuration", cause, {"problems": problems})
        for p in who_coordinates(checked.council, policy.today(at))
    ]
