"""Builds the image of the Dockerfile and runs it as its head says; where it cannot, it says why.

    python -m tests.build_image

Fails when the image does not build, or does not do what `RUNS` says as another user than root and
with nothing to write but its volume. It needs Linux, root, and Debian's podman, runc and
mmdebstrap; it keeps to a folder of its own and leaves nothing behind. What the Dockerfile starts
from is not fetched: the same release of Debian with its own Python and a pip stands in for it.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bot import __version__
from tests.house.imports import ROOT

BUDGET = 200.0  # seconds until it is built; an idle machine of two processors takes half of that
A_RUN = 120.0  # seconds: a run that takes longer hangs
TOOLS = ("podman", "runc", "mmdebstrap")
FROM = re.compile(r"^FROM (python:(3\.\d+)-slim-(\w+))$", flags=re.MULTILINE)
TAIL = 2000  # characters of what a failed step has said

BUILD = (
    *("build", "--quiet", "--layers=false", "--isolation=chroot"),
    *("--format=docker", "--pull=never"),
)
# As the head of the Dockerfile runs it, and without a network or any right.
AS_ITS_HEAD_SAYS = (
    *("--read-only", "--read-only-tmpfs=false", "--tmpfs=/tmp"),
    *("--network=none", "--cap-drop=all", "--security-opt=no-new-privileges"),
    *("--ulimit=nofile=1024:4096", "--ulimit=nproc=1000:1000"),
)
VOLUME = "--volume=data:/data"  # as the image has made it: of its user
# What the image is asked, and what it must answer.
RUNS = (
    (("--version",), f"audit-bot {__version__}"),
    (("init", "/data", "--with-annexe"), "The workspace /data is ready"),
    (("run", "/data"), "120 open cases"),
    (("status", "/data", "--healthy"), ", well"),
    (("doctor", "/data"), "0 faults, 0 things to look at."),
)
CONFINED = """
import importlib.util, os, pathlib, sys
def opens(place):
    try:
        pathlib.Path(place, "probe").touch()
    except OSError:
        return False
    return True
found = [place for place in ("/", "/etc", "/opt/audit-bot/bin", "/usr", "/var/tmp") if opens(place)]
print(f"Python {sys.version_info[0]}.{sys.version_info[1]}, user {os.getuid()}, writes in {found},"
      f" pip {importlib.util.find_spec('pip')}")
"""


class NotTried(Exception):
    """This machine cannot show whether the image is good. The text says why."""


class Faulty(Exception):
    """The image is not good. The text says how."""


def main() -> int:
    began = time.monotonic()
    try:
        _refuse_what_cannot_be_tried()
        # Beside nobody's images: podman is given a store of its own.
        with tempfile.TemporaryDirectory(prefix="audit-bot-image-") as folder:
            _try(Workshop(Path(folder), until=began + BUDGET))
    except NotTried as why:
        say(f"The image was not tried, because {why}")
        return 0
    except Faulty as how:
        say(f"The image is not good: {how}")
        return 1
    say(f"The image builds and runs, shown in {time.monotonic() - began:.0f} seconds.")
    return 0


def _refuse_what_cannot_be_tried() -> None:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        raise NotTried("that needs root on Linux.")
    if missing := [tool for tool in TOOLS if not shutil.which(tool)]:
        packages = " ".join(missing)
        raise NotTried(f"it needs more (Debian: `apt install --no-install-recommends {packages}`).")


class Workshop:
    """A folder with podman's store, and the time that is left."""

    def __init__(self, folder: Path, until: float) -> None:
        self.folder = folder
        self._until = until
        store = (f"--{name}={folder / name}" for name in ("root", "runroot", "tmpdir"))
        kind = ("--cgroup-manager=cgroupfs", "--events-backend=none", "--runtime=runc")
        self.podman = ("podman", *store, *kind)

    def step(self, what: str, *command: str, flaw: type[Exception] = NotTried) -> None:
        """Unless told otherwise, one that fails says more of this machine than of the image."""
        began = time.monotonic()
        say(f"  {what} ... ", end="")
        code, said = self.does(command, self._until - began)
        if code is None:
            raise NotTried(f"it took more than {BUDGET:.0f} seconds.")
        if code:
            raise flaw(f"that failed:\n{said}")
        say(f"{time.monotonic() - began:.0f} s")

    def answers(self, expected: str, *command: str) -> None:
        """Podman is told something, and must say this."""
        code, said = self.does((*self.podman, *command), A_RUN)
        if code != 0 or expected not in said:
            asked = " ".join(command[-3:])
            raise Faulty(f"`{asked}` ended with {code} and did not say {expected!r}:\n{said}")

    def does(self, command: Sequence[str], patience: float) -> tuple[int | None, str]:
        """The exit code, none where it was not awaited, and the end of what was said."""
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(self.folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            try:
                said, _ = process.communicate(timeout=max(patience, 0))
                code: int | None = process.returncode
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                said, _ = process.communicate()
                code = None
        return code, said.decode(errors="replace")[-TAIL:]

    def clear(self) -> None:
        """Lets go of a container that a fault left behind, and of all that is mounted here."""
        self.does((*self.podman, "rm", "--all", "--force"), A_RUN)
        mounts = Path("/proc/self/mounts").read_text("utf-8").splitlines()
        for place in reversed([mount.split()[1] for mount in mounts]):
            if place.startswith(f"{self.folder}/"):
                subprocess.run(("umount", "--lazy", place), check=True)


def _try(workshop: Workshop) -> None:
    base, python, release = FROM.findall((ROOT / "Dockerfile").read_text("utf-8"))[-1]
    try:
        _make_a_base(workshop, base, release)
        _build(workshop, python)
        _run(workshop, python)
        _serve(workshop)
    finally:
        workshop.clear()


def _make_a_base(workshop: Workshop, base: str, release: str) -> None:
    archive = workshop.folder / "base.tar"
    workshop.step(
        "a base in place of the one of the Dockerfile",
        *("mmdebstrap", "--quiet", "--variant=essential"),
        "--include=ca-certificates,passwd,python3,python3-venv",
        "--dpkgopt=path-exclude=/usr/share/doc/*",
        "--dpkgopt=path-exclude=/usr/share/locale/*",
        '--customize-hook=chroot "$1" python3 -m venv /usr/local',
        *(release, str(archive)),
    )
    name = f"docker.io/library/{base}"
    workshop.step("its import", *workshop.podman, "import", "--quiet", str(archive), name)
    # Where nothing can be built upon it, or run in it as the image is, it is not the image's fault.
    small = workshop.folder / "small"
    small.mkdir()
    (small / "Dockerfile").write_text(f"FROM {name}\nRUN true\n", encoding="utf-8")
    workshop.step("a build upon it", *workshop.podman, *BUILD, "--tag=small", str(small))
    workshop.step(
        "a run of that", *workshop.podman, "run", "--rm", *AS_ITS_HEAD_SAYS, "small", "true"
    )


def _build(workshop: Workshop, python: str) -> None:
    """From packages that this machine's pip has fetched: it knows how to, from here."""
    wheels = workshop.folder / "wheels"
    workshop.step(
        "its packages",
        *(sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps"),
        *("--only-binary=:all:", f"--python-version={python}", f"--dest={wheels}"),
        *("--requirement=requirements-setup.lock", "--requirement=requirements.lock"),
    )
    conf = workshop.folder / "pip.conf"
    conf.write_text("[global]\nno-index = true\nfind-links = /wheels\n", encoding="utf-8")
    workshop.step(
        "the build",
        *(*workshop.podman, *BUILD, "--tag=audit-bot"),
        *(f"--volume={conf}:/etc/pip.conf:ro", f"--volume={wheels}:/wheels:ro", "."),
        flaw=Faulty,
    )


def _run(workshop: Workshop, python: str) -> None:
    say("  its commands ... ", end="")
    began = time.monotonic()
    run = ("run", "--rm", VOLUME, *AS_ITS_HEAD_SAYS)
    for command, expected in RUNS:
        workshop.answers(expected, *run, "audit-bot", *command)
    confined = f"Python {python}, user 10001, writes in [], pip None"
    workshop.answers(confined, *run, "--entrypoint=python", "audit-bot", "-c", CONFINED)
    say(f"{time.monotonic() - began:.0f} s")


def _serve(workshop: Workshop) -> None:
    """By the command of the image: healthy by its health check, and it ends when it is told to."""
    say("  the service, until it is told to stop ... ", end="")
    began = time.monotonic()
    workshop.answers("", "run", "--detach", "--name=served", VOLUME, *AS_ITS_HEAD_SAYS, "audit-bot")
    while "retention" not in workshop.does((*workshop.podman, "logs", "served"), A_RUN)[1]:
        if time.monotonic() - began > A_RUN:
            raise Faulty("its service ended no cycle.")
        time.sleep(1)
    workshop.answers("", "healthcheck", "run", "served")
    workshop.answers("", "stop", "--time=30", "served")
    workshop.answers("0", "inspect", "--format={{.State.ExitCode}}", "served")
    say(f"{time.monotonic() - began:.0f} s")


def say(text: str, end: str = "\n") -> None:
    print(text, end=end, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
