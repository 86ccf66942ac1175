"""Stories of data whose time has come: it goes, the figures and the proof stay (A-29)."""

from dataclasses import replace

from sqlalchemy import select

from bot.policy.decision import Decision, Record
from bot.policy.matters import CaseNote
from bot.policy.model import ConcernStatus
from bot.policy.reviews import Review, ReviewKind, ReviewStatus
from bot.store import history, memory
from bot.store.case_notes import open_notes
from bot.store.extract import about_child
from bot.store.held import ERASED_WITH_AN_AUDIT, HELD
from bot.store.saving import save
from bot.store.tables import metadata, outbox
from tests.jobs.test_story_panels import all_in, given, panel
from tests.jobs.world import World, at, day
from tests.policy.cast import policy

LATER = "3 May 2027 10:00"


def completed(world: World) -> tuple[str, str, str]:
    audit = world.in_area("A&A")
    words = "COMPLETE\nRemedial actions: none"
    world.reply(audit.auditor, audit.ref, words, "8 Dec 2025 10:00")
    world.cycle("8 Dec 2025 10:00")
    return audit.ref, audit.child, audit.auditor


def keep(world: World, record: Record, ref: str) -> None:
    with world.store.transaction() as work:
        occasion = world.service.occasion(work, policy(), at("8 Dec 2025 11:00"), "a test")
        save(work, Decision("a test", (record,)), occasion, about=ref)


def case_notes(world: World, ref: str) -> list[CaseNote]:
    with world.store.reading() as work:
        return memory.where(work, CaseNote, "audit", (ref,))


def test_after_its_time_nothing_names_the_child_and_the_audit_still_counts(december: World) -> None:
    ref, child, auditor = completed(december)
    december.cycle(LATER, settled=False)

    gone = december.audit(ref)
    assert (gone.child, gone.auditor, gone.worker) == ("", "", "")
    assert (gone.completed_on, gone.team) == (day("8 Dec 2025"), gone.team)
    with december.store.reading() as work:
        left = about_child(work, [child])
        assert set(left) <= {"children"}
        assert history.first_broken(work) is None
        assert history.erased(work)[0] == history.erased(work)[1] > 0
        assert all(auditor not in line.what for line in history.of(work, [ref]))


def test_no_text_of_any_table_holds_the_child_any_more(december: World) -> None:
    ref, child, _ = completed(december)
    december.cycle(LATER, settled=False)

    with december.store.reading() as work:
        for table in metadata.sorted_tables:
            if table.name in ("children", "kept"):
                continue
            for row in work.execute(select(table)):
                assert child not in str(tuple(row)), (table.name, ref)


def test_no_case_note_of_an_erased_audit_is_asked_for_again(december: World) -> None:
    ref, _, _ = completed(december)
    made, *waiting = case_notes(december, ref)
    keep(december, replace(made, confirmed_by="Cora Dinator", entered_on=day("9 Dec 2025")), ref)
    december.cycle(LATER, settled=False)

    left = {note.ref: note.is_open for note in case_notes(december, ref)}
    assert left == {made.ref: False, **{note.ref: True for note in waiting}}
    with december.store.reading() as work:
        assert [note for note, _ in open_notes(work) if note.audit == ref] == []


def test_a_panel_and_the_view_that_it_agreed_go_with_the_last_of_its_audits(world: World) -> None:
    lead, other = all_in(world)
    it = panel(world)
    words = "COMPLETE\nGood practice: The visits are well told.\nRemedial actions: none"
    world.reply(lead.audit.auditor, it.ref, words, "9 Dec 2025 10:00")
    world.cycle("9 Dec 2025 10:05")
    world.reply(other.audit.auditor, it.ref, "AGREE", "9 Dec 2025 11:00")
    world.cycle("9 Dec 2025 11:05")
    agreed = given(world, it.ref)
    it = panel(world)
    assert agreed.auditor
    world.add("Holds", **{"Reference or child": other.audit.ref, "Why": "complaint"})
    world.cycle(LATER, settled=False)
    assert (world.audit(lead.audit.ref).child, panel(world).child) == ("", it.child)

    world.lists.lists["Holds"].clear()
    world.cycle("4 May 2027 10:00", settled=False)
    assert panel(world) == replace(it, child="")
    assert given(world, it.ref) == replace(agreed, auditor="", good_practice="")


def test_a_concern_that_named_no_audit_goes_once_its_time_has_come(december: World) -> None:
    december.write("Wyn Pell", "The child is being harmed.", "9 Dec 2025 10:00", subject="worried")
    december.cycle("9 Dec 2025 10:05")
    ref, told = december.concern().ref, december.concern().told[0]
    december.cycle(LATER, settled=False)
    assert december.concern().raised_by == "Wyn Pell"  # nobody has answered

    words = "ACKNOWLEDGE\nHow: by telephone\nBy whom: me\nWhen: now"
    december.reply(told, ref, words, "4 May 2027 10:00")
    december.cycle("4 May 2027 10:05", settled=False)
    december.cycle("5 Sep 2028 10:00", settled=False)
    gone = december.concern()
    assert (gone.raised_by, gone.told, gone.how, gone.decided_by) == ("", (), "", "")
    assert gone.status is ConcernStatus.RAISED
    assert december.owed(ref) == []


def test_letters_about_no_record_are_kept_for_as_long_as_mails(december: World) -> None:
    with december.store.reading() as work:
        before = set(work.execute(select(outbox.c.about)).scalars())
    assert {december.round().ref, "digest", "decisions"} & before
    december.cycle(LATER, settled=False)

    long_ago = outbox.c.changed_at < at("1 Jan 2026 00:00")
    with december.store.reading() as work:
        left = set(work.execute(select(outbox.c.about).where(long_ago)).scalars())
    assert left <= {audit.ref for audit in december.audits()}


def test_what_is_held_stays_whole(december: World) -> None:
    ref, child, auditor = completed(december)
    december.add("Holds", **{"Reference or child": child, "Why": "complaint"})
    december.cycle(LATER, settled=False)

    assert (december.audit(ref).child, december.audit(ref).auditor) == (child, auditor)


def test_an_audit_with_a_concern_that_was_answered_but_not_raised_with_the_team_stays_whole(
    december: World,
) -> None:
    ref, child, auditor = completed(december)
    december.reply(auditor, ref, "The child is being harmed.", "9 Dec 2025 10:00")
    december.cycle("9 Dec 2025 10:00")
    december.reply("Sal Lead", december.concern().ref, "ACKNOWLEDGE", "9 Dec 2025 10:20")
    december.cycle("9 Dec 2025 10:25")
    assert december.concern().status is ConcernStatus.ACKNOWLEDGED
    december.cycle(LATER, settled=False)

    assert (december.audit(ref).child, december.audit(ref).auditor) == (child, auditor)


def test_an_audit_that_is_still_with_its_reviewer_stays_whole(december: World) -> None:
    ref, child, _ = completed(december)
    round_, waits = december.round().ref, ReviewStatus.WITH_REVIEWER
    review = Review("QA-1", ref, round_, ReviewKind.PEER, waits, "Cara Head")
    keep(december, review, ref)
    december.cycle(LATER, settled=False)

    assert december.audit(ref).child == child


def test_an_audit_that_nobody_has_finished_is_never_forgotten(december: World) -> None:
    audit = december.in_area("CYPIC")
    december.cycle(LATER, settled=False)

    assert december.audit(audit.ref).child == audit.child


def test_each_kind_that_is_erased_stands_in_some_table() -> None:
    held = {kind for columns in HELD.values() for kind in columns.values()}
    assert held >= ERASED_WITH_AN_AUDIT
