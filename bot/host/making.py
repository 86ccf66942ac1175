"""Makes the queue's tables, once, however many workers start at the same moment."""

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.host.settings import HostSettings
from bot.host.turns import HostError, engine_of, metadata
from bot.store.transaction import driver_of


def make_tables(settings: HostSettings) -> None:
    """The schema, the table of turns and the engine's own, unless they are there."""
    engine = engine_of(settings)
    try:
        with engine.begin() as work:
            _make(work, settings.schema_name)
    except DBAPIError as error:
        raise HostError(f"The queue cannot be used: {error.orig}") from error
    finally:
        engine.dispose()


def _make(work: Connection, schema: str) -> None:
    # `IF NOT EXISTS` alone fails where two are first.
    work.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('audit-bot queue'))")
    there = "SELECT to_regnamespace(%s) IS NOT NULL"
    if not work.exec_driver_sql(there, (schema,)).scalar():
        work.exec_driver_sql(f'CREATE SCHEMA "{schema}"')
    metadata.create_all(work)
    made = "SELECT to_regclass('procrastinate_jobs') IS NOT NULL"
    if not work.exec_driver_sql(made).scalar():
        driver_of(work).execute(SchemaManager.get_schema())  # many statements: by itself
