"""Writes a migration from the newest one's tables to those that the code knows now.

    python -m tests.next_migration "What it changes"

It is a draft: Alembic sees columns and the names of indexes, and neither the condition of an index
nor what is to become of the rows. REVISION of bot/store/tables is then to be its number. Migrations
that are there already are never touched again: somebody's record has been through them.
"""

import subprocess
import sys
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from bot.store.migrations import config, upgrade
from bot.store.tables import REVISION

ROOT = Path(__file__).resolve().parents[1]
MIGRATIONS = ROOT / "bot" / "store" / "migrations"


def main() -> None:
    number = f"{int(REVISION) + 1:04}"
    with create_engine("sqlite://").connect() as connection:
        upgrade(connection)
        how = config(connection)
        command.revision(how, message=sys.argv[1], autogenerate=True, rev_id=number)
    (made,) = (MIGRATIONS / "versions").glob(f"{number}_*.py")
    lines = made.read_text("utf-8").splitlines(keepends=True)
    made.write_text("".join(line for line in lines if "###" not in line), "utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(made)], check=True)


if __name__ == "__main__":
    main()
