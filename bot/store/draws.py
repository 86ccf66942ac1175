"""The draws as they were made, and what earlier audits found in each stratum."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, insert, select

from bot.policy.draw import Draw, FrameCase
from bot.policy.model import ActionStatus, Status
from bot.policy.redraw import StoredDraw
from bot.policy.strata import spread_of
from bot.store.tables import actions, audits, draws
from bot.store.transaction import Transaction

DONE = (Status.WITH_TEAM_MANAGER.value, Status.CLOSED.value)


def keep(work: Transaction, round_ref: str, draw: Draw) -> None:
    """Once for a round: a draw is never altered."""
    frame = [[case.child, case.stratum, case.left_out] for case in draw.frame]
    drawn = [case.child for case in draw.cases]
    row = {"round": round_ref, "size": draw.size, "frame": frame, "drawn": drawn}
    work.execute(insert(draws).values(**row))


def of_round(work: Transaction, ref: str) -> StoredDraw | None:
    """None: the round is of named cases, or its draw was deleted when its time was over."""
    row = work.execute(select(draws).where(draws.c.round == ref)).first()
    if row is None:
        return None
    frame = tuple(FrameCase(*case) for case in row.frame)
    return StoredDraw(row.size, frame, tuple(row.drawn))


def spreads(work: Transaction, since: date) -> Mapping[str, float]:
    """Stratum -> standard deviation of whether an audit required action, for Neyman's allocation.

    Of the audits assigned since that day whose remedial actions, or none, are known.
    """
    wanted = select(actions.c.ref).where(
        actions.c.audit == audits.c.ref, actions.c.status != ActionStatus.TAKEN_BACK.value
    )
    audited = (
        select(audits.c.stratum, func.count())
        .where(audits.c.assigned_on >= since, audits.c.status.in_(DONE))
        .group_by(audits.c.stratum)
    )
    found = {row[0]: row[1] for row in work.execute(audited.where(wanted.exists()))}
    return {row[0]: spread_of(found.get(row[0], 0), row[1]) for row in work.execute(audited)}
