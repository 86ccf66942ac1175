"""`audit-bot councils` shows who is behind, and `host.toml` is checked before anything runs."""

from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import clock
from bot.cli import app
from bot.host.settings import FILE, load_host
from bot.host.turns import Turns
from bot.settings import SettingsError
from tests.host.conftest import Host


def test_it_shows_who_is_behind_who_fails_and_whom_nobody_has_seen(host: Host) -> None:
    for name in ("behind", "failing", "new", "well"):
        host.council(name)
    now = clock.now()
    ledger = Turns(host.settings)
    ledger.know(["well", "failing", "behind"], now - timedelta(minutes=90))
    for name, outcome in (("well", "well"), ("failing", "failed: Annexe A")):
        for _ in range(2):
            ledger.owe([name], now)
            assert ledger.begins(name, "host-1:7", now)
            assert not ledger.begins(name, "host-2:8", now)
            ledger.ends(name, outcome, now, failed=name == "failing", slow=name == "failing")

    told = CliRunner().invoke(app, ["councils", str(host.folder), "--healthy"])

    assert told.exit_code == 1
    lines = {line.split()[0]: line for line in told.output.splitlines()}
    assert "90 minutes" in lines["behind"]
    assert "failed: Annexe A (2 times in a row) [slow]" in lines["failing"]
    assert "no worker has seen it yet" in lines["new"]
    assert lines["well"].endswith("well")
    assert told.output.splitlines()[1].startswith("behind")
    assert told.output.splitlines()[-1] == "4 councils, 1 behind."


def test_all_is_well_where_each_council_has_had_its_turn(host: Host) -> None:
    host.council("well")
    ledger = Turns(host.settings)
    ledger.know(["well"], clock.now())

    assert CliRunner().invoke(app, ["councils", str(host.folder), "--healthy"]).exit_code == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('url = ""', "url is missing"),
        ('url = "mysql://x/y"', "an address such as postgresql://"),
        ('url = "postgresql://me:secret@db/x"', "a secret does not belong in this file"),
        ('url = "postgresql://db/x"\npatience = 9\nlimit = 5', "limit is more than patience"),
        ('url = "postgresql://db/x"\nworkers = 5', "workers: there is no setting of this name"),
        ('url = "postgresql://db/x"\nschema_name = "No, no"', "a name in small letters"),
    ],
)
def test_what_is_wrong_with_the_host_s_settings_is_said(
    tmp_path: Path, text: str, words: str
) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(SettingsError) as told:
        load_host(tmp_path)
    assert words in str(told.value)
    assert "me:secret" not in str(told.value)


def test_a_folder_that_is_no_host_s_is_refused(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["work", str(tmp_path)])
    assert told.exit_code == 2
    assert "holds no host.toml" in told.output


def test_a_turn_that_a_clock_ahead_has_put_off_is_due(host: Host) -> None:
    """Its worker's clock was a month ahead; those of others may differ by a little."""
    host.council("put-off")
    now = clock.now()
    ledger = Turns(host.settings)
    ledger.know(["put-off"], now)
    assert ledger.begins("put-off", "host-1:7", now + timedelta(days=30))
    assert [turn.council for turn in ledger.due(["put-off"], now)] == ["put-off"]

    assert ledger.begins("put-off", "host-2:8", now)
    a_little_behind = now - timedelta(minutes=1)
    assert ledger.due(["put-off"], a_little_behind) == []
    assert not ledger.begins("put-off", "host-3:9", a_little_behind)
