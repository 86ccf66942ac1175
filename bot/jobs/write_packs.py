"""Job: when a month is over, write its packs for PMM, SCMT and EMM into the library (5.3)."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.jobs.service import Service
from bot.packs.meetings import Meeting, level_of
from bot.packs.pack import Frame
from bot.packs.source import Source
from bot.policy.chains import who_coordinates
from bot.policy.council import Role
from bot.policy.form import AuditReturn
from bot.policy.in_force import Policy
from bot.policy.model import RoundStatus
from bot.policy.pack_letters import owed_months, told
from bot.policy.wording import count_words
from bot.settings import Settings
from bot.store import compliance, keeping, programme
from bot.store.saving import save
from bot.store.transaction import Transaction

FOLDER = "Packs"
_BEGUN, _LAST = "packs begun", "packs written of"


def write_packs(service: Service, policy: Policy, at: datetime) -> str:
    """On the first working day after a month, and once: what people edit is never written over.

    The time of the run stands in the names. It is kept before anything is written, so that after a
    crash the same files are completed; one that is there already is left alone.
    """
    today = policy.today(at)
    if not policy.calendar.is_working_day(today):
        return "not a working day"
    with service.store.reading() as work:
        months = _owed(work, today)
    written = sum(_write(service, policy, month, at) for month in months)
    return f"{count_words(written, 'file')} written" if months else "no month is owed"


def _owed(work: Transaction, today: date) -> list[date]:
    rounds = programme.all_rounds(work)
    began = min((r.deployed_on for r in rounds if r.deployed_on), default=None)
    last = keeping.kept_value(work, _LAST)
    return owed_months(today, began, date.fromisoformat(last) if last else None)


def _write(service: Service, policy: Policy, month: date, at: datetime) -> int:
    begun = _begun(service, month, at)
    with service.store.reading() as work:
        source = pack_source(work, policy, month)
    frame = pack_frame(service.settings, policy, begun)
    # Loaded only when a month is owed: the libraries for it take a second.
    from bot.packs.files import pack_files

    files: dict[Role, str] = {}
    written = 0
    for meeting in Meeting:
        for name, content in pack_files(source, meeting, frame).items():
            path = f"{FOLDER}/{month:%Y-%m}/{name}"
            if not _is_there(service, path):
                service.library.write(path, content)
                written += 1
            if name.endswith(".docx"):
                files[level_of(meeting, policy.rules).secretary] = path
    _tell(service, policy, month, files, at)
    return written


def _begun(service: Service, month: date, at: datetime) -> datetime:
    """When the packs of this month were first begun: their stamp."""
    with service.store.transaction() as work:
        kept: Mapping[str, str] = keeping.kept_value(work, _BEGUN) or {}
        if kept.get("month") != month.isoformat():
            kept = {"month": month.isoformat(), "at": at.isoformat()}
            keeping.keep(work, _BEGUN, dict(kept))
    return datetime.fromisoformat(kept["at"])


def _is_there(service: Service, path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return any(document.path == path for document in service.library.newest(folder, name))


def _tell(
    service: Service, policy: Policy, month: date, files: Mapping[Role, str], at: datetime
) -> None:
    with service.store.transaction() as work:
        occasion = service.occasion(work, policy, at, f"packs {month:%Y-%m}")
        save(work, told(month, files, occasion), occasion, about=f"packs {month:%Y-%m}")
        keeping.keep(work, _LAST, month.isoformat())


# --- what a pack is made from, for the job and for the command ------------------------------------


def pack_source(work: Transaction, policy: Policy, month: date) -> Source:
    files = programme.every_file(work)
    panels = {file.panel.ref for file in files if file.panel}
    agreed = {ref: programme.get(work, AuditReturn, ref) for ref in sorted(panels)}
    return Source(
        month,
        policy,
        [r for r in programme.all_rounds(work) if r.status is RoundStatus.DEPLOYED],
        files,
        {ref: given for ref, given in agreed.items() if given},
        programme.all_concerns(work),
        compliance.all_checks(work),
    )


def pack_frame(settings: Settings, policy: Policy, at: datetime) -> Frame:
    """Statistics are marked as the settings say: a pack of a small council may name a case."""
    coordinators = who_coordinates(policy.council, policy.today(at))
    contact = [f"{person.name}, {person.address}" for person in coordinators]
    return Frame(
        settings.council.name,
        settings.marking.text,
        contact[0] if contact else settings.council.mailbox,
        policy.hours.local(at),
    )
