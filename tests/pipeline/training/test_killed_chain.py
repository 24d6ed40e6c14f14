"""The chain from PDFs to shards, killed in the middle of every step, goes on where it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from spv2_spark.features.shards import open_shard
from tests.pipeline.corpora import write_corpus

ROOT = Path(__file__).parents[3]
STEPS = ("tokens", "labels", "statistics", "shards")
CHAIN = """
import sys
from pathlib import Path
from spv2_spark.pipeline.corpus import Corpus
from spv2_spark.pipeline.context import session
from tests.pipeline.training.test_training import chain, settings_in
settings = settings_in(Path(sys.argv[2]))
print(chain(session(settings), settings, Corpus("ours", Path(sys.argv[1]))))
"""


def run_chain(root: Path, work: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", CHAIN, str(root), str(work)]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def finished(work: Path) -> dict[str, int]:
    """Return the parts that are whole, of any step, and when they became so."""
    found = work.glob("corpora/ours/*/*/*/_SUCCESS")
    return {str(path.relative_to(work)): path.stat().st_mtime_ns for path in found}


def columns(work: Path) -> dict[str, tuple[bytes, bytes]]:
    """Return the ids and labels of every shard by its papers."""
    found = sorted(one.parent for one in work.rglob("offsets.npy"))
    shards = [open_shard(folder) for folder in found if not folder.name.startswith(".")]
    return {
        " ".join(one.info.papers): (np.asarray(one.ids).tobytes(), np.asarray(one.field).tobytes())
        for one in shards
    }


@pytest.mark.spark
@pytest.mark.walk
def test_a_chain_that_is_killed_in_every_step_makes_the_same_shards(tmp_path: Path) -> None:
    root, work = tmp_path / "pdfs", tmp_path / "work"
    write_corpus(root, 5)
    before: dict[str, int] = {}
    for step in STEPS:
        with run_chain(root, work) as run:
            until = time.monotonic() + 300
            while time.monotonic() < until and run.poll() is None:
                if any(f"/{step}/" in name for name in finished(work)):
                    break
                time.sleep(0.02)
            os.killpg(run.pid, signal.SIGKILL)
        now = finished(work)
        # What was whole before was not touched, and the step was begun.
        assert before.items() <= now.items()
        assert any(f"/{step}/" in name for name in now)
        before = now
    with run_chain(root, work) as run:
        assert run.wait(300) == 0
    whole = finished(work)
    assert before.items() <= whole.items()
    assert len(whole) > len(before)
    assert {name.split("/")[2] for name in whole} == set(STEPS)

    # A chain that nobody killed makes the same.
    other = tmp_path / "other"
    with run_chain(root, other) as run:
        assert run.wait(300) == 0
    assert columns(other) == columns(work)
    assert len(finished(other)) == len(whole)
