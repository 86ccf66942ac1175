"""Stories of an inspection: what the record can show of a round, and that nobody altered it."""

import pytest
from sqlalchemy import text

from bot.bank_holidays import working_calendar
from bot.jobs.evidence import Scope, evidence_tables, of_period, of_round, summary
from bot.policy.model import Status
from bot.store import questions, rule_changes
from bot.workbooks.tables import Table, Value
from tests.jobs.world import World, day

WORDS = "Bruising on the arm was not followed up"
TWO = "COMPLETE\nAction: Update the chronology\nAction: Record her views (10 days)"


def scope_of(world: World) -> Scope:
    (round_,) = world.rounds()
    with world.store.reading() as work:
        return of_round(work, round_)


def tables_of(world: World) -> dict[str, Table]:
    (round_,) = world.rounds()
    with world.store.reading() as work:
        scope = of_round(work, round_)
        answered = questions.answered_about(work, scope.refs)
        changes = rule_changes.changes(work)
    again = {scope.rounds[0].ref: "The same"}
    tables = evidence_tables(scope, again, working_calendar(()), changes, answered)
    return {table.name: table for table in tables}


def rows(table: Table) -> list[dict[str, Value]]:
    headings = [column.heading for column in table.columns]
    return [dict(zip(headings, row, strict=True)) for row in table.rows]


@pytest.mark.requirement("R-6.2-1", "R-9.1-5", "R-3.1-1")
def test_the_evidence_of_a_round_shows_what_was_done_about_a_concern_and_its_actions(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, f"SAFEGUARDING\n{WORDS}.", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:00")
    december.reply(audit.auditor, audit.ref, TWO, "8 Dec 2025 10:10")
    december.reply("Sal Lead", december.concern().ref, "ACKNOWLEDGE", "8 Dec 2025 11:30")
    december.cycle("8 Dec 2025 11:35")
    first = december.actions(audit.ref)[0]
    december.reply("Tom Duty", audit.ref, f"DONE {first.ref}", "9 Dec 2025 09:00")
    december.cycle("9 Dec 2025 09:05")

    found = tables_of(december)
    (round_,) = rows(found["Rounds"])
    assert (round_["Cases drawn"], round_["Deployed by"]) == (4, "Fay Moss")
    assert sum(int(str(row["Drawn"])) for row in rows(found["Strata"])) == 4
    (done,) = [row for row in rows(found["Audits"]) if row["Reference"] == audit.ref]
    assert done["Child's id"] == audit.child
    assert (done["First due date"], done["Completed on"]) == (
        day("31 Dec 2025"),
        day("8 Dec 2025"),
    )
    states = {row["Reference"]: row["State"] for row in rows(found["Actions"])}
    assert sorted(map(str, states.values())) == ["Completed", "Open"]
    (notice,) = rows(found["Safeguarding"])
    assert notice["Acknowledged by"] == "Sal Lead"
    assert notice["Time to acknowledge"] == "1 h 35 min"  # it is read at 11:35
    letters = {str(row["Letter"]) for row in rows(found["Letters"])}
    assert {"Assignment", "Safeguarding notice", "Audit result"} <= letters
    (deployed,) = [row for row in rows(found["Decisions"]) if row["Decision"] == "Round"]
    assert (deployed["Decided"], deployed["By"]) == ("Deploy", "Fay Moss")

    said = summary(scope_of(december))
    assert "1 round deployed, 4 cases drawn; 4 audits of 4 cases assigned." in said
    assert "2 remedial actions: 1 open and 1 completed." in said
    assert any("1 safeguarding concern, 1 acknowledged" in line for line in said)
    # Nothing that anybody wrote: it is in the children's records.
    everything = str([table.rows for table in found.values()])
    assert WORDS not in everything
    assert "chronology" not in everything


def test_the_evidence_of_a_round_shows_an_audit_that_was_withdrawn(december: World) -> None:
    audit = december.in_area("A&A")
    for name in {"Ada Obi", "Ben Cole", "Cleo Dunn"} - {audit.auditor}:
        december.away(name, "1 Dec 2025", "31 Jan 2026")
    december.reply(audit.auditor, audit.ref, "EXCUSE ME", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    december.reply("Cara Head", december.request(audit.ref).ref, "APPROVE", "9 Dec 2025 11:00")
    december.cycle("9 Dec 2025 11:05")
    december.choose(audit.ref, "Withdraw the audit")
    december.cycle("9 Dec 2025 12:00")

    assert december.audit(audit.ref).status is Status.WITHDRAWN
    assert audit.ref in {row["Reference"] for row in rows(tables_of(december)["Audits"])}
    said = summary(scope_of(december))
    assert "4 audits of 4 cases assigned." in said[0]
    assert "0 completed, 0 of them by the first due date; 0 deferred, 1 withdrawn" in said[1]


def test_an_escalation_is_shown_as_one_with_the_deferment_before_it(december: World) -> None:
    audit = december.audit_of("Ben Cole")
    december.reply("Ben Cole", audit.ref, "DEFER 8 January 2026", "3 Dec 2025 10:00")
    december.cycle("3 Dec 2025 10:05")
    december.reply("Cara Head", december.request(audit.ref).ref, "APPROVE", "3 Dec 2025 11:00")
    december.cycle("3 Dec 2025 11:05")
    december.cycle("20 Jan 2026 09:00")
    found = tables_of(december)
    (late,) = [row for row in rows(found["Audits"]) if row["Reference"] == audit.ref]
    assert (late["First due date"], late["Due"], late["Times deferred"]) == (
        day("31 Dec 2025"),
        day("8 Jan 2026"),
        1,
    )
    upward = {
        row["Letter"]: row["To"]
        for row in rows(found["Letters"])
        if row["Escalation"] == "Yes" and row["About"] == audit.ref
    }
    assert upward["Overdue escalated"]


@pytest.mark.requirement("R-3.1-1", "R-1.2-1")
def test_a_rule_that_was_varied_is_shown_with_who_approved_it(world: World) -> None:
    world.vary("audit_days", 15, "28 Nov 2025")
    world.deploy("1 Dec 2025")
    shown = {row["Rule"]: row for row in rows(tables_of(world)["Rules"])}
    assert shown["audit_days"]["In force"] == "15"
    assert shown["audit_days"]["Approved by"] == "Gus Hill"
    assert shown["action_days"]["Approved by"] is None


@pytest.mark.requirement("R-3.1-1")
def test_who_had_approved_a_rule_then_is_shown_whatever_the_sheet_says_today(world: World) -> None:
    world.vary("audit_days", 15, "28 Nov 2025")
    world.deploy("1 Dec 2025")
    world.edit("People", 3, Roles="Service Manager")
    world.add("People", Name="Nia Next", Address="nia@council.example", Roles="Assistant Director")
    changed = {"Value": 18, "Approved by": "Nia Next", "Approved on": day("8 Dec 2025")}
    world.edit("Rules", 1, **changed)
    world.cycle("8 Dec 2025 09:00")
    world.lists.lists["Rules"].clear()
    world.cycle("15 Dec 2025 09:00")

    found = tables_of(world)
    (shown,) = [row for row in rows(found["Rules"]) if row["Rule"] == "audit_days"]
    assert (shown["In force"], shown["Approved by"]) == ("15", "Gus Hill")
    changes = [(r["From then on"], r["Approved by"]) for r in rows(found["Rule changes"])]
    assert changes == [("15", "Gus Hill"), ("18", "Nia Next"), ("20", None)]
    assert world.history("Rules") == [
        "the rule audit_days is 15 from now on, approved by Gus Hill on Friday 28 November 2025,"
        " proposed by Cara Head: for this story",
        "the rule audit_days is 18 from now on, approved by Nia Next on Monday 8 December 2025,"
        " proposed by Cara Head: for this story",
        "the rule audit_days is 20 again, as the policy has it",
    ]


@pytest.mark.requirement("R-3.1-1")
def test_the_consultant_head_reads_in_the_daily_letter_that_a_rule_has_changed(
    world: World,
) -> None:
    world.vary("audit_days", 15, "28 Nov 2025")
    world.deploy("1 Dec 2025")
    world.cycle("2 Dec 2025 09:00")
    assert "the rule audit_days is 15 from now on" in world.letters("Cara Head", "digest")[0].text


def test_a_history_that_was_altered_is_told_first_of_all_inspectors(december: World) -> None:
    assert any("The history is whole" in line for line in summary(scope_of(december)))
    with december.store.transaction() as work:
        work.execute(text("update history set what = 'nothing happened' where seq = 3"))
    (told,) = [line for line in summary(scope_of(december)) if "HISTORY" in line]
    assert told == "THE HISTORY WAS ALTERED: line 3 does not fit the lines before it."


def test_a_period_holds_what_began_within_it_and_nothing_else(december: World) -> None:
    with december.store.reading() as work:
        before = of_period(work, day("1 Nov 2025"), day("30 Nov 2025"))
        within = of_period(work, day("1 Dec 2025"), day("1 Dec 2025"))
    assert (len(before.rounds), len(before.files), len(before.letters)) == (0, 0, 0)
    assert (len(within.rounds), len(within.files)) == (1, 4)
    assert {row.letter.about for row in within.letters} <= within.refs
