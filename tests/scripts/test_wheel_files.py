"""The wheel has every file of the package; it runs in an empty environment in tests/wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_wheel_has_every_file_of_the_package(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "spv2_spark"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    pip = ["-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q", "-w", str(tmp_path)]
    subprocess.run([sys.executable, *pip, str(ROOT)], check=True)
    (wheel,) = tmp_path.iterdir()
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    files = {one for one in listed.splitlines() if (ROOT / one).is_file()}
    assert {one for one in names if one.startswith("spv2_spark/")} == files
    assert not [one for one in names if not one.startswith(("spv2_spark/", "spv2_spark-"))]
