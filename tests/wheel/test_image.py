"""What the image's build script installs, run as the image runs it: where it may not be written to.

A mount of its own namespace makes the folder read-only, for root, too.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wheel.conftest import EMPTY, INSTALLING, ROOT, printed

pytestmark = pytest.mark.wheel
_READ_ONLY = """
mount --bind "$0" "$0"
mount -o remount,bind,ro "$0"
if touch "$0/x" 2>/dev/null; then exit 9; fi
exec "$@"
"""


def read_only(prefix: Path, *command: object) -> list[str]:
    """Return a command line that runs a command where nothing can be written below a folder."""
    return ["unshare", "-m", "sh", "-ec", _READ_ONLY, str(prefix), *map(str, command)]


@pytest.fixture(scope="module")
def prefix(folder: Path, uv: str, wheel: Path) -> Path:
    """Return a folder that the script has installed into."""
    if os.geteuid() != 0 or subprocess.run(["unshare", "-m", "true"], check=False).returncode:
        pytest.skip("no mounts of our own here")
    script, lock = ROOT / "scripts/install-image.sh", ROOT / "requirements/image-cpu.txt"
    environment = {**INSTALLING, "UV": uv}
    place = folder / "prefix"
    told = printed("bash", script, wheel, lock, place, cwd=folder, env=environment)
    assert "left out: C and C++ headers" in told
    assert re.search(r"^/\S+/share/spv2-spark/java-[0-9a-f]{8}$", told, re.MULTILINE)
    return place


@pytest.fixture(scope="module")
def home(folder: Path) -> Path:
    """Return the one folder that may be written to, as the image's volume."""
    place = folder / "data"
    place.mkdir()
    return place


def test_nothing_is_left_that_only_installs(prefix: Path) -> None:
    assert not [one.name for one in prefix.rglob("*") if one.name in ("tests", ".left-out", "pip")]


def test_papers_are_read_with_the_wheels_java(prefix: Path, home: Path, papers: Path) -> None:
    (java,) = (prefix / "share/spv2-spark").iterdir()
    environment = {**EMPTY, "JAVA_HOME": str(java), "HOME": str(home)}
    parse = read_only(prefix, prefix / "bin/spv2", "parse", papers, "--out", home / "results")
    printed(*parse, cwd=home, env=environment)
    lines = (home / "results/papers.jsonl").read_text(encoding="utf-8").splitlines()
    assert len([json.loads(line)["title"] for line in lines]) == 2


@pytest.fixture(scope="module")
def port(prefix: Path, home: Path) -> Iterator[int]:
    """Have the service run, as the image's command does, at a free port."""
    command = read_only(prefix, prefix / "bin/spv2", "serve", "--set", "service.port=0")
    process = subprocess.Popen(command, cwd=home, env=EMPTY, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline().rstrip().rpartition(":")[2])
    finally:
        # It ends once TensorFlow is loaded, which takes its time on a busy machine.
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(600)
        finally:
            process.kill()


def test_the_images_health_check_finds_the_service(prefix: Path, home: Path, port: int) -> None:
    text = (ROOT / "conf/image/Dockerfile").read_text(encoding="utf-8")
    (told,) = re.findall(r"^HEALTHCHECK(?:.*\\\n)* +CMD (\[.*\])$", text, re.MULTILINE)
    command = [part.replace("/opt/spv2", str(prefix)).replace("8081", str(port))
               for part in json.loads(told)]  # fmt: skip
    gives_up = time.monotonic() + 900
    while subprocess.run(command, cwd=home, env=EMPTY, check=False).returncode:
        assert time.monotonic() < gives_up, shlex.join(command)
        time.sleep(1)
    wrong = [part.replace(str(port), "1") for part in command]
    done = subprocess.run(wrong, cwd=home, env=EMPTY, capture_output=True, check=False)
    assert done.returncode != 0
