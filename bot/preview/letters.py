"""Every letter with every sample, as this council would send it."""

from collections.abc import Iterator

from bot.letters import KINDS, LetterKind, Letters, Sample
from bot.preview.exhibits import Exhibit, Group, Mail, Setting
from bot.settings import TEMPLATES

# Letter -> the workbook that comes with it.
ENCLOSED = {
    "assignment": "audit_return",
    "actions_wanted": "audit_return",
    "completed_receipt": "audit_return",
    "team_workbook": "team_actions",
    "four_month_workbook": "four_month_actions",
    "checks_to_record": "actions_to_look_at",
}


def letters(setting: Setting) -> Iterator[Exhibit]:
    """In the order of the catalogue. Raises LetterError, with file and line, for a bad copy."""
    written = Letters(TEMPLATES, setting.house, setting.own_letters)
    for kind in KINDS.values():
        yield _exhibit(kind, written, setting)


def _exhibit(kind: LetterKind, written: Letters, setting: Setting) -> Exhibit:
    own = setting.own_letters
    file = f"{kind.name}.md"
    is_own = own is not None and (own / file).is_file()
    return Exhibit(
        name=kind.name,
        group=Group.LETTERS,
        title=kind.title,
        readers=kind.readers,
        when=kind.when,
        why=kind.because,
        requirements=kind.requirements,
        source=f"{own.name}/{file}, your own copy"
        if own and is_own
        else f"message_templates/{file}",
        mails=tuple(
            _mail(f"{kind.name}-{number}", kind.name, sample, written)
            for number, sample in enumerate(written.samples[kind.name])
        ),
        beside=(ENCLOSED[kind.name],) if kind.name in ENCLOSED else (),
    )


def _mail(key: str, name: str, sample: Sample, written: Letters) -> Mail:
    letter = written.render(name, sample.reader, sample.facts, sample.cc)
    return Mail(key, sample.note, sample.reader, sample.cc, letter)
