"""The first tables."""

import sqlalchemy as sa
from alembic import op

from bot.store import tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("audit", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("done_at", tables.UtcDateTime(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("concern", sa.String(), nullable=True),
        sa.Column("undone_at", tables.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cause"),
    )
    with op.batch_alter_table("acts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_acts_audit"), ["audit"], unique=False)
        batch_op.create_index(batch_op.f("ix_acts_person"), ["person"], unique=False)

    op.create_table(
        "away_hints",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("heard_at", tables.UtcDateTime(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("person", "heard_at"),
    )
    op.create_table(
        "case_events",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("child", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("noted_at", tables.UtcDateTime(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("now", sa.String(), nullable=True),
        sa.Column("from_team", sa.String(), nullable=True),
        sa.Column("to_team", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("ref"),
    )
    with op.batch_alter_table("case_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_events_child"), ["child"], unique=False)

    op.create_table(
        "children",
        sa.Column("child", sa.String(), nullable=False),
        sa.Column("on", sa.JSON(), nullable=False),
        sa.Column("open_on", sa.JSON(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("end_unreadable", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("plan_start", sa.Date(), nullable=True),
        sa.Column("plan_end", sa.Date(), nullable=True),
        sa.Column("care_start", sa.Date(), nullable=True),
        sa.Column("care_end", sa.Date(), nullable=True),
        sa.Column("assessment_end", sa.Date(), nullable=True),
        sa.Column("in_frame", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("child"),
    )
    op.create_table(
        "cycles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", tables.UtcDateTime(), nullable=False),
        sa.Column("finished_at", tables.UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("cycles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cycles_finished_at"), ["finished_at"], unique=False)

    op.create_table(
        "forms",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("grades", sa.JSON(), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "history",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", tables.UtcDateTime(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("erased_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_history_about"), ["about"], unique=False)
        batch_op.create_index(batch_op.f("ix_history_erased_on"), ["erased_on"], unique=False)

    op.create_table(
        "inbox",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("received", tables.UtcDateTime(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("read_at", tables.UtcDateTime(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("folder", sa.String(), nullable=True),
        sa.Column("filed", sa.Boolean(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_about"), ["about"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_filed"), ["filed"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_folder"), ["folder"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_read_at"), ["read_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_sender"), ["sender"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_sha256"), ["sha256"], unique=False)

    op.create_table(
        "kept",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("cc", sa.JSON(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("queued_at", tables.UtcDateTime(), nullable=False),
        sa.Column("changed_at", tables.UtcDateTime(), nullable=False),
        sa.Column("next_at", tables.UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_about"), ["about"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_cause"), ["cause"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_reader"), ["reader"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_state"), ["state"], unique=False)
        batch_op.create_index("outbox_ended", ["state", "changed_at"], unique=False)
        batch_op.create_index("outbox_waiting", ["state", "urgent", "id"], unique=False)

    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("frame_sha256", sa.String(), nullable=False),
        sa.Column("open_cases", sa.Integer(), nullable=False),
        sa.Column("accepted_at", tables.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sha256"),
    )
    with op.batch_alter_table("publications", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publications_as_at"), ["as_at"], unique=False)

    op.create_table(
        "questions",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("asks", sa.Text(), nullable=False),
        sa.Column("guess", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("asked_at", tables.UtcDateTime(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered_at", tables.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questions_about"), ["about"], unique=False)
        batch_op.create_index(batch_op.f("ix_questions_answer"), ["answer"], unique=False)

    op.create_table(
        "returns",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("auditor", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("grades", sa.JSON(), nullable=False),
        sa.Column("good_practice", sa.Text(), nullable=False),
        sa.Column("actions_required", sa.Boolean(), nullable=True),
        sa.Column("actions", sa.JSON(), nullable=False),
        sa.Column("safeguarding", sa.Boolean(), nullable=True),
        sa.Column("whole_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("ref"),
    )
    with op.batch_alter_table("returns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_returns_whole_on"), ["whole_on"], unique=False)

    op.create_table(
        "rounds",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("frame_sha256", sa.String(), nullable=False),
        sa.Column("algorithm", sa.String(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("open_cases", sa.Integer(), nullable=False),
        sa.Column("available", sa.Integer(), nullable=False),
        sa.Column("strata", sa.JSON(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("deployed_on", sa.Date(), nullable=True),
        sa.Column("deployed_by", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=True),
        sa.Column("complete_by", sa.Date(), nullable=True),
        sa.Column("named", sa.JSON(), nullable=False),
        sa.Column("reserves", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("ref"),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_rounds_period"), ["period"], unique=False)
        batch_op.create_index(batch_op.f("ix_rounds_theme"), ["theme"], unique=False)

    op.create_table(
        "rule_changes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("proposed_by", sa.String(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "signatures",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("mails", sa.Integer(), nullable=False),
        sa.Column("seen_at", tables.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("person", "mark"),
    )
    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signatures_seen_at"), ["seen_at"], unique=False)

    op.create_table(
        "steps",
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("done_at", tables.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("about", "step"),
    )
    op.create_table(
        "audits",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("child", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("service_area", sa.String(), nullable=False),
        sa.Column("stratum", sa.String(), nullable=False),
        sa.Column("auditor", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("assigned_on", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("original_due", sa.Date(), nullable=True),
        sa.Column("deferrals", sa.Integer(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("panel", sa.String(), nullable=True),
        sa.Column("replaces", sa.String(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round"],
            ["rounds.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    with op.batch_alter_table("audits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audits_assigned_on"), ["assigned_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_audits_auditor"), ["auditor"], unique=False)
        batch_op.create_index(batch_op.f("ix_audits_child"), ["child"], unique=False)
        batch_op.create_index(batch_op.f("ix_audits_panel"), ["panel"], unique=False)
        batch_op.create_index(batch_op.f("ix_audits_round"), ["round"], unique=False)
        batch_op.create_index(batch_op.f("ix_audits_status"), ["status"], unique=False)

    op.create_table(
        "cases",
        sa.Column("child", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("lists", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("service_area", sa.String(), nullable=True),
        sa.Column("stratum", sa.String(), nullable=False),
        sa.Column("opened", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["since"],
            ["publications.id"],
        ),
        sa.ForeignKeyConstraint(
            ["until"],
            ["publications.id"],
        ),
        sa.PrimaryKeyConstraint("child", "since"),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cases_until"), ["until"], unique=False)

    op.create_table(
        "draws",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("frame", sa.JSON(), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round"],
            ["rounds.ref"],
        ),
        sa.PrimaryKeyConstraint("round"),
    )
    op.create_table(
        "panels",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("child", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("lead", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("agree_by", sa.Date(), nullable=True),
        sa.Column("stated", sa.Boolean(), nullable=False),
        sa.Column("agreed", sa.JSON(), nullable=False),
        sa.Column("moderator", sa.String(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round"],
            ["rounds.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    with op.batch_alter_table("panels", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_panels_round"), ["round"], unique=False)
        batch_op.create_index(batch_op.f("ix_panels_status"), ["status"], unique=False)

    op.create_table(
        "actions",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("audit", sa.String(), nullable=False),
        sa.Column("child", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("service_area", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=True),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("safeguarding", sa.Boolean(), nullable=False),
        sa.Column("case_note_on", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("paused_days", sa.Integer(), nullable=False),
        sa.Column("linked_to", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["audit"],
            ["audits.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    with op.batch_alter_table("actions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actions_audit"), ["audit"], unique=False)
        batch_op.create_index(batch_op.f("ix_actions_child"), ["child"], unique=False)
        batch_op.create_index(batch_op.f("ix_actions_linked_to"), ["linked_to"], unique=False)
        batch_op.create_index(batch_op.f("ix_actions_status"), ["status"], unique=False)

    op.create_table(
        "case_notes",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("audit", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("not_before", sa.Date(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit"],
            ["audits.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    with op.batch_alter_table("case_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_notes_audit"), ["audit"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_case_notes_confirmed_by"), ["confirmed_by"], unique=False
        )

    op.create_table(
        "concerns",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("audit", sa.String(), nullable=True),
        sa.Column("child", sa.String(), nullable=True),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("service_area", sa.String(), nullable=True),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("raised_at", tables.UtcDateTime(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("next_rung_at", tables.UtcDateTime(), nullable=True),
        sa.Column("acknowledged_by", sa.String(), nullable=True),
        sa.Column("acknowledged_at", tables.UtcDateTime(), nullable=True),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("by_whom", sa.Text(), nullable=True),
        sa.Column("when", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", tables.UtcDateTime(), nullable=True),
        sa.Column("for_team", sa.Text(), nullable=False),
        sa.Column("team_told", sa.JSON(), nullable=False),
        sa.Column("team_answered_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["audit"],
            ["audits.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    with op.batch_alter_table("concerns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concerns_status"), ["status"], unique=False)

    op.create_table(
        "disputes",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("audit", sa.String(), nullable=False),
        sa.Column("actions", sa.JSON(), nullable=False),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("safeguarding", sa.Boolean(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("lead", sa.String(), nullable=True),
        sa.Column("reviewer", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("attendees", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["audit"],
            ["audits.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    with op.batch_alter_table("disputes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disputes_audit"), ["audit"], unique=False)
        batch_op.create_index(batch_op.f("ix_disputes_step"), ["step"], unique=False)

    op.create_table(
        "management_decisions",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("audit", sa.String(), nullable=False),
        sa.Column("actions", sa.JSON(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["audit"],
            ["audits.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    with op.batch_alter_table("management_decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_management_decisions_audit"), ["audit"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_management_decisions_status"), ["status"], unique=False
        )

    op.create_table(
        "requests",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("audit", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["audit"],
            ["audits.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requests_audit"), ["audit"], unique=False)
        batch_op.create_index(batch_op.f("ix_requests_status"), ["status"], unique=False)

    op.create_table(
        "reviews",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("audit", sa.String(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("released", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit"],
            ["audits.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["round"],
            ["rounds.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reviews_audit"), ["audit"], unique=False)
        batch_op.create_index(batch_op.f("ix_reviews_reviewer"), ["reviewer"], unique=False)
        batch_op.create_index(batch_op.f("ix_reviews_round"), ["round"], unique=False)
        batch_op.create_index(batch_op.f("ix_reviews_status"), ["status"], unique=False)

    op.create_table(
        "action_checks",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("audit", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("fulfilled", sa.Boolean(), nullable=True),
        sa.Column("fulfilled_by", sa.String(), nullable=False),
        sa.Column("fulfilled_on", sa.Date(), nullable=True),
        sa.Column("completed", sa.Boolean(), nullable=True),
        sa.Column("completed_by", sa.String(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("authorised", sa.Boolean(), nullable=True),
        sa.Column("authorised_by", sa.String(), nullable=False),
        sa.Column("authorised_on", sa.Date(), nullable=True),
        sa.Column("sustained", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["action"],
            ["actions.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["audit"],
            ["audits.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    with op.batch_alter_table("action_checks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_checks_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_checks_audit"), ["audit"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_action_checks_recorded_on"), ["recorded_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_action_checks_told_on"), ["told_on"], unique=False)
