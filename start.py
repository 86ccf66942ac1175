"""Set up all that Audit Bot needs, in `.venv` of this folder, then run it.

    python3 start.py           the audit programme of a made-up council, on this machine
    python3 start.py test      every check of this project: format, lint, types, tests
    python3 start.py ARGS...   the same as `audit-bot ARGS...`

Needs Python 3.11 or newer and nothing else, and leaves the Python of the system alone. The first
run takes a minute or less; after that, set-up is a glance at a stamp file.
"""

import ast
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

# Up to here, and in the syntax of the whole file, Python 3.6 must be able to follow.
if sys.version_info < (3, 11):
    names = [f"python3.{minor}" for minor in range(19, 10, -1)]
    newer = [
        n
        for n in names
        if shutil.which(n) and not subprocess.call([n, "-c", ""], stderr=subprocess.DEVNULL)
    ]
    remedy = "Please install one: from python.org, a software centre or a package manager."
    if newer:
        remedy = f"A newer one is installed here. Please type:  {newer[0]} start.py"
    sys.exit(
        f"Audit Bot needs Python 3.11 or newer; this is Python {sys.version.split()[0]}.\n{remedy}"
    )

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
SCRIPTS, EXE = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
PYTHON = VENV / SCRIPTS / f"python{EXE}"
AUDIT_BOT = VENV / SCRIPTS / f"audit-bot{EXE}"
UNFINISHED = VENV / ".unfinished"  # there only while an installation is under way, or was cut short

SETUP_LOCK = "requirements-setup.lock"
LOCKS = {"runtime": "requirements.lock", "dev": "requirements-dev.lock"}

# Every check of this project. `python3 start.py test` and CI run these and no others.
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("pytest", "-n", "auto", "--dist", "loadfile"),
)

# What uv calls the settings of pip. It reads none of pip's files, and the person who set up this
# machine has told pip how to reach packages from here.
PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
}


class SetUpError(Exception):
    """Set-up cannot go on. The text is for the person at the keyboard."""


def main(args: list[str]) -> int:
    try:
        set_up("dev" if args[:1] == ["test"] else "runtime")
    except SetUpError as error:
        say(f"\nSet-up stopped. {error}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped. Type the same again: the next run repairs what is half done.")
        return 130
    if args[:1] == ["test"]:
        return run_checks(args[1:])
    return hand_over([str(AUDIT_BOT), *(args or ["demo"])])


# --- Set-up ---------------------------------------------------------------------------------------


def set_up(wanted: str) -> None:
    """Bring `.venv` to exactly what the lock says. Does nothing where it is so already."""
    if is_ready("dev") or is_ready(wanted):
        return
    # Whoever has once had a developer's tools keeps them: no back and forth between two sets.
    kind = "dev" if stamp("dev").exists() else wanted
    fingerprint = expected(kind)
    began = time.monotonic()
    say(f"{'Updating' if VENV.exists() else 'Setting up'} Audit Bot in {VENV}.")
    try:
        start_afresh_if_broken()
        UNFINISHED.touch()
        for each in LOCKS:
            stamp(each).unlink(missing_ok=True)
        install(kind)
        stamp(kind).write_text(fingerprint, encoding="utf-8")
        UNFINISHED.unlink()
    except OSError as error:
        raise SetUpError(f"{error}\nIs the disk full, or is a program of .venv running?") from error
    say(f"Ready after {time.monotonic() - began:.0f} seconds.\n")


def is_ready(kind: str) -> bool:
    # The interpreter itself is looked for too: it goes when the system's Python is replaced.
    if not (PYTHON.exists() and AUDIT_BOT.exists() and stamp(kind).exists()):
        return False
    return stamp(kind).read_text(encoding="utf-8") == expected(kind)


def stamp(kind: str) -> Path:
    """The file that tells from which lock the packages in `.venv` were installed."""
    return VENV / f".ready-{kind}"


def expected(kind: str) -> str:
    """What the stamp says when `.venv` is up to date. Moving the folder makes it out of date."""
    digest = hashlib.sha256(os.fsencode(HERE))
    for name in (SETUP_LOCK, LOCKS[kind], "pyproject.toml"):
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def start_afresh_if_broken() -> None:
    """Leave a `.venv` that can be built upon: empty, or with a Python that starts and has pip."""
    probe = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    if VENV.exists():
        if not UNFINISHED.exists() and run([str(PYTHON), "-c", probe], plain())[0] == 0:
            return
        say("  The last set-up was not finished, or its Python is gone: starting afresh.")
        shutil.rmtree(VENV)
    VENV.mkdir()


def install(kind: str) -> None:
    """The four steps. Where uv may not run, pip does the same from the same locks, only slower."""
    python = str(PYTHON)
    pip = [python, "-m", "pip", "install"]
    uv = [python, "-m", "uv", "pip"]
    locks = [SETUP_LOCK, LOCKS[kind]]
    checked = [f"--requirement={lock}" for lock in locks]
    this = ["--no-deps", "--no-build-isolation", "--editable", "."]

    if not PYTHON.exists():
        step("1/4", "a Python of its own", [sys.executable, "-m", "venv", str(VENV)], env=plain())
    env = environment()
    step("2/4", "the installer", [*pip, "--require-hashes", checked[0]], env=env)
    step(
        "3/4",
        f"{count(locks)} packages, each checked against its recorded hash",
        [*uv, "sync", f"--python={python}", "--require-hashes", "--compile-bytecode", *locks],
        [*pip, "--require-hashes", *checked],
        env=env,
    )
    step(
        "4/4",
        "the command audit-bot",
        [*uv, "install", f"--python={python}", *this],
        [*pip, *this],
        env=env,
    )


def count(locks: list[str]) -> int:
    texts = [(HERE / lock).read_text(encoding="utf-8") for lock in locks]
    return len(
        {line.split("==")[0] for text in texts for line in text.splitlines() if "==" in line}
    )


def step(number: str, what: str, *ways: list[str], env: dict[str, str]) -> None:
    """Take the first of `ways` that works, and say how long it took."""
    began = time.monotonic()
    say(f"  [{number}] {what} ... ", end="")
    said = []
    for way in ways:
        code, output = run(way, env)
        if code == 0:
            say(f"{time.monotonic() - began:.0f} s")
            return
        said.append(output.strip()[-1500:])
    say("failed")
    raise SetUpError("\n\n".join([*said, advice("\n".join(said))]))


def advice(output: str) -> str:
    """What to do about a failed step, as far as its output shows it."""
    if "ensurepip" in output:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        return f"On Debian and Ubuntu this part of Python is apart:  sudo apt install {package}"
    if any(word in output for word in ("onnect", "fetch", "timed out", "No matching dist")):
        return (
            "Is there a network? Where packages come by a proxy or a mirror, tell pip so"
            " (`pip config set ...`): set-up does as pip is told. Then type the same again."
        )
    return "The lines above say why. Once that is mended, type the same again."


def run(command: list[str], env: dict[str, str]) -> tuple[int, str]:
    """Run without a word. Returns the exit code and what was said; 127 where it cannot start."""
    try:
        done = subprocess.run(
            command,
            cwd=HERE,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except OSError as error:
        return 127, str(error)
    return done.returncode, done.stdout.decode(errors="replace")


def plain() -> dict[str, str]:
    """The user's environment without what would lead an installation out of `.venv`."""
    astray = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"}
    kept = {name: value for name, value in os.environ.items() if name not in astray}
    return {**kept, "PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def environment() -> dict[str, str]:
    """`plain`, and with pip's settings for uv. Kept in memory alone: they may hold a password."""
    _, output = run([str(PYTHON), "-m", "pip", "config", "list"], plain())
    defaults = {
        # As pip does: the certificates that this machine trusts, and the pinned version from
        # whichever place has it. The hash decides, not the place.
        "UV_SYSTEM_CERTS": "true",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_PYTHON_DOWNLOADS": "never",
    }
    return {**defaults, **uv_settings(output), **plain()}


def uv_settings(pip_config: str) -> dict[str, str]:
    """The output of `pip config list` as variables of uv. An unknown setting is passed over."""
    settings: dict[str, str] = {}
    # As in pip: the environment overrides the section of the command, which overrides the rest.
    sections = ("global", "install", ":env:")
    lines = [line.partition("=") for line in pip_config.splitlines() if "='" in line]
    for section in sections:
        for key, _, value in lines:
            name = PIP_TO_UV.get(key.removeprefix(f"{section}."))
            if name and key.startswith(f"{section}."):
                parts = ast.literal_eval(value).split()
                settings[name] = ("," if name == "UV_FIND_LINKS" else " ").join(parts)
    return settings


# --- What is set up for ---------------------------------------------------------------------------


def run_checks(pytest_arguments: list[str]) -> int:
    """Run every check, also after one has failed, the tests last."""
    failed = []
    for check in CHECKS:
        command = [*check, *(pytest_arguments if check[0] == "pytest" else [])]
        say(f"== {' '.join(command)}")
        if subprocess.run([str(PYTHON), "-m", *command], cwd=HERE, check=False).returncode:
            failed.append(" ".join(check))
    if failed:
        say(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


def hand_over(command: list[str]) -> int:
    """Become `command`. Windows cannot: there it is waited for."""
    if os.name == "nt":
        return subprocess.run(command, check=False).returncode
    sys.stdout.flush()
    os.execv(command[0], command)


def say(text: str, end: str = "\n") -> None:
    # To stderr, so that what a command prints can still be piped on.
    print(text, end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
