"""Stories of the audit return: by the attached form or in a mail, whole, in parts, and spoilt."""

import pytest
from openpyxl import Workbook

from bot.policy.form import GradeGiven
from bot.policy.model import ConcernStatus, Status
from bot.ports import Attachment, Folder
from tests.jobs.returned import WHOLE, XLSX, brought, filled
from tests.jobs.world import World, day

pytestmark = pytest.mark.embedded

BY_MAIL = """COMPLETE
1 Child's voice: good
2 Assessment: RI
Good practice: direct work about the move
Safeguarding concern: no
Remedial actions: none"""


@pytest.mark.requirement("R-6.3-1", "R-7.3-1", "R-6.5-1")
def test_the_assignment_brings_the_form_and_the_form_filled_in_completes_the_audit(
    graded: World,
) -> None:
    audit = graded.in_area("A&A")
    form = brought(graded, audit.auditor, "assignment")
    assert form.name == f"Audit return {audit.ref}.xlsx"
    graded.reply(
        audit.auditor,
        audit.ref,
        "Please find it attached. Thanks",
        "8 Dec 2025 10:00",
        attachments=(filled(form, WHOLE),),
    )
    graded.cycle("8 Dec 2025 10:05")

    assert graded.audit(audit.ref).status is Status.CLOSED
    returned = graded.file(audit.ref).returned
    assert returned is not None
    assert returned.grades == (
        GradeGiven("Child's voice", "Good"),
        GradeGiven("Assessment", "Requires improvement"),
    )
    assert (returned.actions_required, returned.safeguarding) == (False, False)
    assert returned.form.startswith("F-")
    assert returned.whole_on == day("8 Dec 2025")
    assert graded.readers("audit_result") == ["Tom Duty"]


def test_a_form_sent_from_a_phone_without_a_word_is_read_too(graded: World) -> None:
    audit = graded.in_area("A&A")
    form = filled(brought(graded, audit.auditor, "assignment"), WHOLE)
    mail = graded.write(
        audit.auditor, "", "8 Dec 2025 10:00", subject=f"{form.name}", attachments=(form,)
    )
    graded.cycle("8 Dec 2025 10:05")

    assert graded.filed(mail) is Folder.HANDLED
    assert graded.audit(audit.ref).status is Status.CLOSED


@pytest.mark.requirement("R-9.1-1", "R-9.3-1")
def test_actions_of_the_form_have_their_category_and_their_days(graded: World) -> None:
    audit = graded.in_area("A&A")

    def actions(book: Workbook) -> None:
        book["Actions"]["B4"] = "=Update the chronology"
        book["Actions"]["B4"].data_type = "s"  # as Excel keeps what was typed as text
        book["Actions"]["C4"], book["Actions"]["D4"] = "chronology", 10
        book["Actions"]["B6"] = "Hold supervision"

    cells = {**WHOLE, "Questions": {**WHOLE["Questions"], "Are remedial actions required?": "Yes"}}
    form = filled(brought(graded, audit.auditor, "assignment"), cells, actions)
    graded.reply(
        audit.auditor, audit.ref, "", "8 Dec 2025 10:00", attachments=(form,), quoting=False
    )
    graded.cycle("8 Dec 2025 10:05")

    assert graded.audit(audit.ref).status is Status.WITH_TEAM_MANAGER
    found = {a.text: (a.category, a.days, a.due) for a in graded.actions(audit.ref)}
    assert found == {
        "Hold supervision": ("", 25, day("15 Jan 2026")),
        "=Update the chronology": ("Chronology", 10, day("22 Dec 2025")),
    }


@pytest.mark.requirement("R-7.3-1", "R-6.3-1")
def test_a_reply_with_a_line_for_each_grade_says_the_same_as_the_form(graded: World) -> None:
    audit = graded.in_area("A&A")
    graded.reply(audit.auditor, audit.ref, BY_MAIL, "8 Dec 2025 10:00")
    graded.cycle("8 Dec 2025 10:05")

    assert graded.audit(audit.ref).status is Status.CLOSED
    returned = graded.file(audit.ref).returned
    assert returned is not None
    assert returned.grade_of("Assessment") == "Requires improvement"
    assert returned.good_practice == "direct work about the move"
    with pytest.raises(ValueError, match="not enough values"):
        graded.concern()


@pytest.mark.requirement("R-7.3-1", "R-7.1-1")
def test_what_is_missing_is_asked_for_and_nothing_given_is_lost(graded: World) -> None:
    audit = graded.in_area("A&A")
    graded.reply(
        audit.auditor,
        audit.ref,
        "COMPLETE\nAssessment: good\nAction: Update the chronology",
        "8 Dec 2025 10:00",
    )
    graded.cycle("8 Dec 2025 10:05")
    assert graded.audit(audit.ref).status is Status.COMPLETED
    assert graded.actions(audit.ref) == ()
    (receipt,) = graded.letters(audit.auditor, "completed_receipt")
    assert "the grade of “Child's voice”" in receipt.text
    assert "the grade of “Assessment”" not in receipt.text
    assert "whether there is a safeguarding concern" in receipt.text
    assert "Remedial action: Update the chronology" in receipt.text

    graded.reply(
        audit.auditor,
        audit.ref,
        "Child's voice: G\nSafeguarding concern: none",
        "9 Dec 2025 10:00",
    )
    graded.cycle("9 Dec 2025 10:05")
    done = graded.audit(audit.ref)
    assert (done.status, done.completed_on) == (Status.WITH_TEAM_MANAGER, day("8 Dec 2025"))
    assert [a.text for a in graded.actions(audit.ref)] == ["Update the chronology"]


@pytest.mark.requirement("R-7.3-1")
def test_the_form_that_goes_back_holds_what_was_given_and_names_the_cell_that_was_not_clear(
    graded: World,
) -> None:
    audit = graded.in_area("A&A")
    cells = {**WHOLE, "Grades": {"Child's voice": "quite good", "Assessment": "Inadequate"}}
    form = filled(brought(graded, audit.auditor, "assignment"), cells)
    graded.reply(audit.auditor, audit.ref, "", "8 Dec 2025 10:00", attachments=(form,))
    graded.cycle("8 Dec 2025 10:05")

    # A form that is not whole completes nothing (7.3): the auditor is reminded as before.
    assert graded.audit(audit.ref).status is Status.ASSIGNED
    (receipt,) = graded.letters(audit.auditor, "completed_receipt")
    assert "“quite good” for “Child's voice” (cell C4 of the sheet “Grades”)" in receipt.text

    again = filled(
        brought(graded, audit.auditor, "completed_receipt"), {"Grades": {"Child's voice": "G"}}
    )
    graded.reply(audit.auditor, audit.ref, "", "9 Dec 2025 10:00", attachments=(again,))
    graded.cycle("9 Dec 2025 10:05")
    returned = graded.file(audit.ref).returned
    assert graded.audit(audit.ref).status is Status.CLOSED
    assert returned is not None
    assert [g.grade for g in returned.grades] == ["Good", "Inadequate"]


@pytest.mark.requirement("R-9.1-2")
def test_a_concern_in_the_form_reaches_the_strategic_lead_at_once_with_its_words(
    graded: World,
) -> None:
    audit = graded.in_area("A&A")
    cells = {
        "Questions": {
            "Is there a safeguarding concern?": "Yes",
            "If there is: what is the concern?": "Nobody has been there since August.",
        }
    }
    form = filled(brought(graded, audit.auditor, "assignment"), cells)
    graded.reply(audit.auditor, audit.ref, "", "6 Dec 2025 22:00", attachments=(form,))
    graded.cycle("6 Dec 2025 22:05")  # a Saturday night

    (notice,) = graded.letters(name="safeguarding_notice")
    assert notice.to == "Sal Lead"
    assert "Nobody has been there since August." in notice.text
    assert graded.concern().status is ConcernStatus.OPEN
    assert graded.names("Tom Duty") == []


@pytest.mark.requirement("R-9.1-2")
def test_words_in_an_action_of_the_form_are_screened_like_those_of_a_mail(graded: World) -> None:
    audit = graded.in_area("A&A")

    def actions(book: Workbook) -> None:
        book["Actions"]["B4"] = "See the child: bruises on her arm were not followed up"

    form = filled(brought(graded, audit.auditor, "assignment"), WHOLE, actions)
    graded.reply(audit.auditor, audit.ref, "", "8 Dec 2025 10:00", attachments=(form,))
    graded.cycle("8 Dec 2025 10:05")
    assert graded.readers("safeguarding_notice") == ["Sal Lead"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("return.xlsx", b"PK\x03\x04 but not for long", "it is damaged"),
        ("return.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "it is not an Excel workbook"),
        (
            "return.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "it is protected by a password",
        ),
        ("return.numbers", b"a folder", "it is not an Excel workbook"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_said_so_and_a_person_looks(
    graded: World, name: str, content: bytes, words: str
) -> None:
    audit = graded.in_area("A&A")
    graded.reply(
        audit.auditor,
        audit.ref,
        BY_MAIL,
        "8 Dec 2025 10:00",
        attachments=(Attachment(name, XLSX, content),),
    )
    graded.cycle("8 Dec 2025 10:05")

    assert graded.audit(audit.ref).status is Status.CLOSED  # its words are acted on all the same
    (letter,) = graded.letters(audit.auditor, "answers")
    assert f"“{name}”: {words}" in letter.text
    assert audit.ref in graded.waiting()


def test_a_photograph_of_the_form_is_for_a_person(graded: World) -> None:
    audit = graded.in_area("A&A")
    photograph = Attachment("IMG_0001.heic", "image/heic", b"\xff" * 90_000)
    graded.reply(
        audit.auditor, audit.ref, "COMPLETE", "8 Dec 2025 10:00", attachments=(photograph,)
    )
    graded.cycle("8 Dec 2025 10:05")
    assert audit.ref in graded.waiting()


def test_somebody_elses_form_is_put_aside_and_changes_nothing(graded: World) -> None:
    mine, other = graded.audits()[:2]
    form = filled(brought(graded, other.auditor, "assignment"), WHOLE)
    graded.reply(mine.auditor, mine.ref, "", "8 Dec 2025 10:00", attachments=(form,))
    graded.cycle("8 Dec 2025 10:05")
    assert {graded.audit(a.ref).status for a in (mine, other)} == {Status.ASSIGNED}


def test_the_blank_form_sent_back_beside_other_words_says_nothing(graded: World) -> None:
    audit = graded.in_area("A&A")
    form = brought(graded, audit.auditor, "assignment")
    graded.reply(
        audit.auditor,
        audit.ref,
        "DEFER UNTIL 12 January 2026",
        "8 Dec 2025 10:00",
        attachments=(form,),
    )
    graded.cycle("8 Dec 2025 10:05")
    assert graded.request(audit.ref).until == day("12 Jan 2026")
    assert graded.file(audit.ref).returned is None


@pytest.mark.requirement("R-6.3-1", "R-1.2-1")
def test_an_audit_keeps_the_form_it_began_with_when_the_coordinator_changes_it(
    graded: World,
) -> None:
    audit = graded.in_area("A&A")
    graded.add("Form", Part="Section", Name="Plan", Order=4)
    graded.cycle("5 Dec 2025 09:00")
    graded.reply(audit.auditor, audit.ref, BY_MAIL, "8 Dec 2025 10:00")
    graded.cycle("8 Dec 2025 10:05")
    assert graded.audit(audit.ref).status is Status.CLOSED


@pytest.mark.requirement("R-B-3")
def test_undo_takes_a_return_back_whole(graded: World) -> None:
    audit = graded.in_area("A&A")
    graded.reply(audit.auditor, audit.ref, BY_MAIL, "8 Dec 2025 10:00")
    graded.cycle("8 Dec 2025 10:05")
    graded.reply(audit.auditor, audit.ref, "UNDO", "8 Dec 2025 11:00")
    graded.cycle("8 Dec 2025 11:05")
    returned = graded.file(audit.ref).returned
    assert graded.audit(audit.ref).status is Status.ASSIGNED
    assert returned is not None
    assert (returned.grades, returned.whole_on) == ((), None)
