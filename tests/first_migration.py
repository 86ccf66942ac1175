"""Writes the first migration anew from the tables, for as long as no version has been released.

    python -m tests.first_migration

Once a version is out its migrations are never touched again: a change is then a migration of its
own, and this command goes.
"""

import subprocess
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

ROOT = Path(__file__).resolve().parents[1]
MIGRATIONS = ROOT / "bot" / "store" / "migrations"


def main() -> None:
    for old in (MIGRATIONS / "versions").glob("0001_*.py"):
        old.unlink()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with create_engine("sqlite://").connect() as connection:
        config.attributes["connection"] = connection
        command.revision(config, message="The first tables", autogenerate=True, rev_id="0001")
    (made,) = (MIGRATIONS / "versions").glob("0001_*.py")
    lines = made.read_text("utf-8").splitlines(keepends=True)
    made.write_text("".join(line for line in lines if "###" not in line), "utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(made)], check=True)


if __name__ == "__main__":
    main()
