"""Say elsewhere that a cycle has ended well, so that a service that has stopped is noticed."""

import logging
from collections.abc import Sequence

from bot.jobs.cycle import Outcome
from bot.jobs.service import Service
from bot.ports import PermanentError, TemporaryError

log = logging.getLogger(__name__)


def beat(service: Service, outcomes: Sequence[Outcome]) -> None:
    """After a cycle without a failed job. That nobody can be told stops nothing."""
    if service.heartbeat is None or any(outcome.failed for outcome in outcomes):
        return
    try:
        service.heartbeat.beat()
    except (TemporaryError, PermanentError) as error:
        log.warning("heartbeat: %s", error)
