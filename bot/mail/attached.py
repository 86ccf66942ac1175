"""What stands in the workbooks that a mail brings, read in the process that may die of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.mail.attachments import Attachment
from bot.mail.raw import Mail
from bot.policy.said import StatedReturn
from bot.workbooks.opening import Grid, NotOpened, open_workbook
from bot.workbooks.returned_form import ReturnedForm, read_form
from bot.workbooks.returned_rows import ReturnedRows, read_rows

_MOST_WORKBOOKS = 4  # of one mail
_TOO_LARGE = "it is far larger than our workbooks. Send the one that we sent you, filled in"
_NOT_OURS = "it is not one of our workbooks, so a person will read it"


@dataclass(frozen=True, slots=True)
class Attached:
    """The workbooks of one mail, as far as they are ours, and what could not be read."""

    form: ReturnedForm | None = None  # an audit return with something in it
    rows: tuple[ReturnedRows, ...] = ()  # workbooks of actions with something in them
    unread: tuple[str, ...] = ()  # files that nobody has read, each with its reason
    names: tuple[str, ...] = ()  # of those files
    to_read: bool = False  # something is attached that a person must look at

    @property
    def words(self) -> tuple[str, ...]:
        """All that a person has written into the workbooks."""
        written = self.form.words if self.form else ()
        return (*written, *(w for rows in self.rows for w in rows.free_words))

    @property
    def references(self) -> tuple[str, ...]:
        return (self.form.given.audit,) if self.form and self.form.given.audit else ()


NOTHING = Attached()


def attached(mail: Mail) -> Attached:
    """Read every workbook of the mail. Never raises for a bad one: it says what is wrong."""
    forms: list[ReturnedForm] = []
    rows: list[ReturnedRows] = []
    unread: list[tuple[str, str]] = []
    workbooks = [a for a in mail.attachments if a.is_workbook]
    for attachment in workbooks[:_MOST_WORKBOOKS]:
        try:
            grids = _opened(attachment)
        except NotOpened as reason:
            unread.append((attachment.name, str(reason)))
            continue
        if (listed := read_rows(grids)) is not None:
            rows += [listed] if listed.rows or listed.faults else []
        elif (form := read_form(grids)) is None:
            unread.append((attachment.name, _NOT_OURS))
        elif not form.is_blank:
            forms.append(form)
    others = [a for a in mail.attachments if not (a.is_workbook or a.decoration)]
    return Attached(
        _one(forms),
        tuple(rows),
        tuple(f"“{name or 'a file without a name'}”: {why}" for name, why in unread),
        tuple(name for name, _ in unread),
        to_read=bool(unread or others or len(workbooks) > _MOST_WORKBOOKS),
    )


def _opened(attachment: Attachment) -> tuple[Grid, ...]:
    if attachment.too_large:
        raise NotOpened(_TOO_LARGE)
    return open_workbook(attachment.content)


def _one(forms: Iterable[ReturnedForm]) -> ReturnedForm | None:
    """The one form. Of several nothing but the words is taken: who knows which one is meant."""
    different = list(dict.fromkeys(forms))
    if len(different) < 2:
        return different[0] if different else None
    fault = (
        "The mail brings more than one filled-in form, so none was taken. Send each in a mail of"
        " its own."
    )
    words = tuple(dict.fromkeys(w for form in different for w in form.words))
    concern = "\n".join(form.concern for form in different if form.concern)
    raised = any(form.given.safeguarding for form in different) or None
    return ReturnedForm(StatedReturn(safeguarding=raised, faults=(fault,)), (), concern, words)


def without_contents(mail: Mail) -> Mail:
    """The mail without the bytes of its workbooks: they have been read."""
    bare = tuple(replace(a, content=b"") for a in mail.attachments)
    return replace(mail, attachments=bare)
