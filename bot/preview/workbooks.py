"""Every workbook that people get or keep, as the service writes it, from the made-up record."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from bot.configuration.workbook import new_workbook
from bot.demo.cast import CastTeam, cast
from bot.jobs.action_tables import Looked, check_table, team_table
from bot.jobs.attaching import contact, cover
from bot.jobs.evidence import evidence_tables, of_period, summary
from bot.jobs.tracking import tracking_tables
from bot.policy.form import AuditReturn, GradeGiven
from bot.preview import council
from bot.preview.exhibits import Exhibit, File, Group, Setting
from bot.preview.record import actions, audit_ref, fill, looked_at, reference
from bot.store.store import open_sqlite
from bot.store.transaction import Transaction
from bot.workbooks.return_form import FormFacts, return_form
from bot.workbooks.tables import Table
from bot.workbooks.tracking import book_of_tables, tracking_workbook


def workbooks(setting: Setting) -> Iterator[Exhibit]:
    """The audit return, the workbooks of actions, tracking, configuration and evidence."""
    yield _audit_return(setting)
    yield from _of_actions(setting)
    yield _tracking(setting)
    yield _configuration()
    yield _evidence(setting)


def _audit_return(setting: Setting) -> Exhibit:
    facts = FormFacts(
        audit_ref(9),
        "Ada Marsden",
        council.CARE,
        council.policy().calendar.on_or_after(council.TODAY),
        setting.house.council_name,
        setting.house.marking,
        contact(setting.house),
        setting.house.action_days,
    )
    form = council.form()
    begun = AuditReturn(
        facts.ref,
        facts.auditor,
        form.version,
        council.TODAY,
        grades=(GradeGiven(form.sections[0].name, "Good"), GradeGiven(form.sections[1].name, "RI")),
        good_practice="- life story work that the child has helped to write",
    )
    name = f"Audit return {facts.ref}.xlsx"
    return Exhibit(
        name="audit_return",
        group=Group.WORKBOOKS,
        title="Audit return",
        readers="The auditor",
        when="With the assignment, and again with what was given while something is missing",
        why="",
        requirements=("R-6.3-1", "R-7.3-1", "R-9.1-1"),
        source="the sheet Form of the configuration workbook",
        files=(
            File(name, "As it comes with the assignment", return_form(form, facts)),
            File(
                name, "As it comes back while something is missing", return_form(form, facts, begun)
            ),
        ),
    )


def _of_actions(setting: Setting) -> Iterator[Exhibit]:
    policy, today = council.policy(), council.TODAY
    theirs = [action for action in actions() if action.team == council.NORTH]
    title = f"Remedial actions of {council.NORTH}"
    monthly = team_table(council.NORTH, [(a, None) for a in theirs], policy, today)
    looked: list[Looked] = [(action, looked_at(action)) for action in theirs]
    yield _actions(
        setting, "team_actions", "Remedial actions of a team", "The Team Manager",
        "Once a month, while the team has open actions", ("R-10.2-2", "R-10.2-3"), monthly, title,
    )  # fmt: skip
    yield _actions(
        setting, "four_month_actions", "Remedial actions of a team after four months",
        "The Team Manager, with copies to Service Manager and Strategic Lead",
        "When everything of the team that was due has been looked at", ("R-10.2-2",),
        team_table(council.NORTH, looked, policy, today), title,
    )  # fmt: skip
    waiting = [(action, replace(looked_at(action), recorded_on=None)) for action in theirs]
    yield _actions(
        setting, "actions_to_look_at", "Remedial actions to look at", "The Consultant Head",
        "When actions are four months old, and again until each is recorded", ("R-10.1-1",),
        check_table(waiting, policy, today), "Remedial actions to look at",
    )  # fmt: skip


def _actions(
    setting: Setting,
    name: str,
    title: str,
    readers: str,
    when: str,
    requirements: tuple[str, ...],
    table: Table,
    heading: str,
) -> Exhibit:
    today = council.TODAY
    lines = list(cover(setting.house, today, reference("WB", name)))
    made = datetime(today.year, today.month, today.day)  # noqa: DTZ001 - Excel knows no zones
    content = book_of_tables([table], heading, heading, lines, made)
    file = File(f"{heading} {today}.xlsx", "As it is sent", content)
    return Exhibit(name, Group.WORKBOOKS, title, readers, when, "", requirements, files=(file,))


def _tracking(setting: Setting) -> Exhibit:
    content = tracking_workbook(
        made_up_tables(),
        council=setting.house.council_name,
        as_at=council.NOW,
        marking=setting.house.marking,
        contact=contact(setting.house),
        mailbox=setting.house.bot_address,
    )
    return Exhibit(
        name="tracking",
        group=Group.WORKBOOKS,
        title="Tracking workbook",
        readers="Everybody who may see the audit programme",
        when="Written anew whenever something has changed",
        why="",
        requirements=("R-B-4",),
        files=(File("Audit Bot Tracking.xlsx", "A view: what is typed into it is lost", content),),
    )


def made_up_tables() -> Sequence[Table]:
    """The tables of the tracking workbook, from the made-up record."""
    with _made_up() as work:
        return tracking_tables(work, council.policy(), council.NOW)


@contextmanager
def _made_up() -> Iterator[Transaction]:
    """The made-up record, in a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_sqlite(Path(folder) / "preview.db", durable=False)
        try:
            with store.transaction() as work:
                fill(work)
            with store.reading() as work:
                yield work
        finally:
            store.close()


def _configuration() -> Exhibit:
    teams = [CastTeam(team.name, team.service_area) for team in council.COUNCIL.teams]
    return Exhibit(
        name="configuration",
        group=Group.WORKBOOKS,
        title="Configuration workbook",
        readers="The coordinator",
        when="Made once, when the service is set up; edited ever after",
        why="",
        requirements=("R-B-6",),
        files=(
            File(
                "Audit Bot Configuration.xlsx",
                "With the rows of a made-up council",
                new_workbook(cast(teams, council.TODAY)),
            ),
        ),
    )


def _evidence(setting: Setting) -> Exhibit:
    policy, today = council.policy(), council.TODAY
    with _made_up() as work:
        scope = of_period(work, date(2025, 12, 1), today)
        again = {round_.ref: "The same" for round_ in scope.rounds}
        tables = evidence_tables(scope, again, policy.calendar, [], [])
    heading = "Evidence of the audit programme"
    lines = [setting.house.council_name, f"Of {scope.title}", *summary(scope)]
    made = council.NOW.replace(tzinfo=None)
    content = book_of_tables(tables, heading, heading, lines, made)
    return Exhibit(
        name="evidence",
        group=Group.REPORTS,
        title=heading,
        readers="An inspection, and whoever answers to it",
        when="On request: audit-bot evidence",
        why="",
        requirements=("R-2.1-2",),
        files=(File(f"Evidence {today}.xlsx", "How drawn, what done, by which rules", content),),
    )
