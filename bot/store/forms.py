"""Every version of the audit form that was ever in force: an audit keeps the one it began with."""

from dataclasses import asdict
from datetime import date

from sqlalchemy import select

from bot.policy.form import AuditForm, FormInForce, Grade, Section
from bot.store import memory
from bot.store.tables import forms
from bot.store.transaction import Transaction

_FORMS = "forms in force"


def forms_in_force(work: Transaction) -> tuple[FormInForce, ...]:
    """Every form, in the order in which they came into force; the last one is in force now."""
    return memory.besides(work, _FORMS, lambda: _read(work))


def _read(work: Transaction) -> tuple[FormInForce, ...]:
    return tuple(
        FormInForce(
            row.since,
            AuditForm(
                tuple(Section(**section) for section in row.sections),
                tuple(Grade(**grade) for grade in row.grades),
                tuple(row.categories),
            ),
        )
        for row in work.execute(select(forms).order_by(forms.c.number))
    )


def put_in_force(work: Transaction, form: AuditForm, since: date) -> None:
    """Note from when this form counts, unless it is the one in force already."""
    known = forms_in_force(work)
    if not known or known[-1].form != form:
        row = {"number": len(known) + 1, "version": form.version, "since": since, **asdict(form)}
        work.execute(forms.insert().values(**row))
        memory.drop_besides(work, _FORMS)
