"""Job: take in the newest Annexe A, or say plainly why not; owners follow the cases (6.1, 9.2)."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.annexe.as_at import as_at_from_name
from bot.annexe.changes import compare
from bot.bounded import NotStarted
from bot.jobs.follow_cases import follow_cases, moved_event
from bot.jobs.service import AnnexeRead, Service
from bot.policy.annexe_letters import not_usable
from bot.policy.decision import Decision, Question, QuestionKind
from bot.policy.digests import digest_lines
from bot.policy.in_force import Policy
from bot.policy.model import Case, Fact, Frame
from bot.policy.moving import mass_changes
from bot.policy.occasion import Occasion
from bot.policy.publication import CaseEvent, Change
from bot.policy.strata import stratum_of
from bot.policy.wording import count_words, day_words, listed
from bot.ports import Document, TemporaryError
from bot.store import keeping, outbox, programme, publications, questions
from bot.store.saving import save
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)

_SEEN = "annexe looked at"
_ANSWERS = "annexe answers"
BELIEVE, REFUSE = "Believe it", "Refuse it"


def read_annexe(service: Service, policy: Policy, at: datetime) -> str:
    """What was done, in a line. A refused file leaves the last accepted one in force."""
    settings = service.settings.annexe
    documents = service.library.newest(settings.folder, settings.pattern)
    if not documents:
        return _missing(service, policy, at)
    newest = documents[0]
    with service.store.reading() as work:
        looked_at = keeping.kept_value(work, _SEEN) == _mark(newest, work)
    if looked_at:
        return _missing(service, policy, at)
    return _take_in(service, policy, at, newest)


def _take_in(service: Service, policy: Policy, at: datetime, document: Document) -> str:
    content = service.library.read(document.path)
    sha256 = hashlib.sha256(content).hexdigest()
    as_at = as_at_from_name(document.path) or policy.today(document.modified)
    try:
        reading = service.read_workbook(
            content, file=document.path, as_at=as_at, areas={}, guess_areas=False
        )
    except NotStarted as error:  # nothing is wrong with the file: it is read next time
        raise TemporaryError(str(error)) from error
    with service.store.transaction() as work:
        occasion = service.occasion(work, policy, at, f"annexe {sha256[:16]}")
        if known := publications.known(work, sha256):
            outcome = "this Annexe A is known already"
        elif reasons := _why_refuse(work, reading, occasion):
            outcome = _refuse(work, document, reasons, occasion)
        elif swing := _swing(
            work, reading.frame, changes := _changes(work, reading), sha256, occasion
        ):
            outcome = _ask(work, swing, sha256, occasion)
        else:
            outcome = _accept(work, reading, changes, document, sha256, occasion)
        keeping.keep(work, _SEEN, _mark(document, work))
    log.info("annexe A: %s", outcome)
    # A file that was only saved once more is not this week's.
    return _missing(service, policy, at) if known else outcome


def _mark(document: Document, work: Transaction) -> str:
    """Changes whenever the file must be looked at again: new content, or an answer about it."""
    return f"{document.path} {document.etag} {keeping.kept_value(work, _ANSWERS) or 0}"


def answered(work: Transaction) -> None:
    """A person has said whether a mass change is right: the file is to be looked at again."""
    keeping.keep(work, _ANSWERS, (keeping.kept_value(work, _ANSWERS) or 0) + 1)


def annexe_answers(service: Service) -> int:
    """How often a person has said so."""
    with service.store.reading() as work:
        return int(keeping.kept_value(work, _ANSWERS) or 0)


def _why_refuse(work: Transaction, reading: AnnexeRead, occasion: Occasion) -> list[str]:
    if not reading.accepted:
        return [problem.message for problem in reading.problems if problem.refuses]
    as_at = reading.frame.as_at
    newest = publications.latest(work)
    if newest and as_at < newest.as_at:
        return [
            f"It is as at {day_words(as_at)}, older than the one of {day_words(newest.as_at)} "
            "that is in use. Please put the newest one into the folder."
        ]
    oldest = occasion.today - timedelta(days=occasion.rules.annexe_age_days)
    if as_at < oldest:
        return [
            f"It is as at {day_words(as_at)}, more than {occasion.rules.annexe_age_days} days ago. "
            "Please put this week's into the folder, or put the right date into the file's name."
        ]
    if as_at > occasion.today:
        return [f"It is as at {day_words(as_at)}, which is still to come. Please check the date."]
    return []


def _changes(work: Transaction, reading: AnnexeRead) -> tuple[Change, ...]:
    """What became of each child since the newest accepted publication, if there is one."""
    newest, before = publications.latest(work), publications.children_before(work)
    if newest is None or not before:
        return ()
    return compare(before, reading.rows, since=newest.as_at, as_at=reading.frame.as_at)


def _swing(
    work: Transaction,
    frame: Frame,
    changes: Sequence[Change],
    sha256: str,
    occasion: Occasion,
) -> str | None:
    """A mass change is more likely a fault of the extract than a true one: a person decides."""
    newest = publications.latest(work)
    if newest is None or newest.open_cases == 0:
        return None
    before = publications.open_children(work)
    now = {case.child for case in frame.cases}
    masses = list(mass_changes(changes, newest.open_cases, occasion.rules))
    if len(before ^ now) > occasion.rules.swing_share * len(before):
        gone, come = count_words(len(before - now), "open case"), len(now - before)
        masses.insert(0, f"{gone} of {len(before)} have gone and {come} have come")
    if not masses or questions.answer_of(work, f"annexe {sha256}") == BELIEVE:
        return None
    return f"Since {day_words(newest.as_at)}, {listed(masses)}."


def _ask(work: Transaction, swing: str, sha256: str, occasion: Occasion) -> str:
    question = Question(
        f"annexe {sha256}",
        QuestionKind.ANNEXE,
        "Annexe A",
        f"{swing} That is more than usual. Is this Annexe A right?",
        REFUSE,
        (BELIEVE, REFUSE),
    )
    save(
        work,
        Decision(f"not taken in before a person has looked: {swing}", (), (), (question,)),
        occasion,
        about="Annexe A",
    )
    return swing


def _accept(
    work: Transaction,
    reading: AnnexeRead,
    changes: Sequence[Change],
    document: Document,
    sha256: str,
    occasion: Occasion,
) -> str:
    frame = reading.frame
    publications.accept(
        work, frame, reading.rows, file=document.path, content_sha256=sha256, at=occasion.at
    )
    outcome = f"as at {day_words(frame.as_at)}: {count_words(len(frame.cases), 'open case')}"
    letters = digest_lines("Annexe A", outcome, occasion)
    decision = Decision(f"taken in, {outcome}", (), tuple(letters))
    save(work, decision, occasion, about="Annexe A")
    _follow(work, frame, occasion)
    open_now = (case.child for case in frame.cases)
    follow_cases(work, changes, open_now, frame.as_at, occasion)
    return outcome


def _refuse(
    work: Transaction, document: Document, reasons: Sequence[str], occasion: Occasion
) -> str:
    newest = publications.latest(work)
    effect = (
        f"The one as at {day_words(newest.as_at)} stays in use."
        if newest
        else "There is none in use yet, so no round can be drawn."
    )
    folder, _, _ = document.path.rpartition("/")
    facts: dict[str, Fact] = {
        "file": document.path,
        "folder": folder,
        "problems": list(reasons),
        "effect": effect,
    }
    note = f"{document.path} refused: {reasons[0]}"
    decision = Decision(note, (), tuple(not_usable("annexe_refused", facts, occasion)))
    save(work, decision, occasion, about="Annexe A")
    return note


def _follow(work: Transaction, frame: Frame, occasion: Occasion) -> None:
    """R-9.2-1: who holds the case now answers for it, whoever did before."""
    now = {case.child: case for case in frame.cases}
    moves: dict[str, CaseEvent] = {}  # one a child, however many audits it has
    for file in programme.open_files(work):
        case = now.get(occasion.council.current_id(file.audit.child))
        if case and (moved := _moved(file.audit.team, file.audit.worker, case, occasion)):
            team, area, note = moved
            audit = replace(file.audit, team=team, service_area=area, worker=case.worker)
            actions = [replace(a, team=team, service_area=area) for a in file.open_actions]
            if team != file.audit.team and case.child not in moves:
                moves[case.child] = moved_event(
                    case.child, file.audit.team, team, frame.as_at, occasion
                )
            move = [moves[case.child]] if case.child in moves else []
            letters = digest_lines(audit.ref, note, occasion)
            decision = Decision(note, (audit, *actions, *move), tuple(letters))
            save(work, decision, occasion, about=audit.ref)


def _moved(
    team: str, worker: str | None, case: Case, occasion: Occasion
) -> tuple[str, str, str] | None:
    """The new team, its service area, and what has changed; None if nothing has."""
    known = occasion.council.team(case.team)
    if case.team is None or known is None or (case.team, case.worker) == (team, worker):
        return None
    what = f"now with {case.team}, {case.worker or 'no worker named'}"
    return case.team, known.service_area, f"the case has moved: {what}"


def _missing(service: Service, policy: Policy, at: datetime) -> str:
    """Once a week the coordinator is told that this week's file has not come (6.1, A-18)."""
    today = policy.today(at)
    monday = today - timedelta(days=today.weekday())
    first = policy.calendar.on_or_after(monday)
    with service.store.transaction() as work:
        newest = publications.latest(work)
        if newest and newest.as_at >= monday:
            return f"in use: as at {day_words(newest.as_at)}"
        if today <= first or policy.council.quiet(today):
            return "this week's Annexe A is still to come"
        facts: dict[str, Fact] = {
            "expected": monday.isoformat(),
            "last": newest.as_at.isoformat() if newest else None,
            "folder": service.settings.annexe.folder,
        }
        occasion = service.occasion(work, policy, at, f"week of {monday}")
        outbox.owe(work, not_usable("annexe_missing", facts, occasion), at)
    return f"this week's Annexe A has not come, expected on {day_words(first)}"


def mapped(frame: Frame, policy: Policy) -> Frame:
    """The frame with service areas as the Teams list says today (A-3): nothing is guessed."""
    return Frame(frame.as_at, tuple(_mapped(case, policy) for case in frame.cases))


def _mapped(case: Case, policy: Policy) -> Case:
    team = policy.council.team(case.team)
    area = team.service_area if team else None
    here = case._replace(service_area=area)
    return here._replace(stratum=stratum_of(here, policy.rules.draw_strata))
