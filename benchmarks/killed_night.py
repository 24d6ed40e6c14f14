"""One night over a few papers in which somebody is killed: enqueue, process, dequeue, as typed.

Everything is real but the hour: commands are processes of their own, who is killed gets SIGKILL
from outside once the stage is seen in the work folder or the Task DB, and what is counted
afterwards is read from the Task DB and from the dataset's files.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import pyspark

from spv2_spark.domain.task import TaskState
from spv2_spark.errors import NoTaskDbError
from spv2_spark.ledger import Ledger, open_ledger
from spv2_spark.runtime.java import java_home

ROOT = Path(__file__).parents[1]
PAPERS = ROOT / "tests/golden/papers"
STEPS = ("enqueue", "process", "dequeue")
_LOOK_S, _END_S, _GONE_S = 0.005, 3600.0, 60.0
# Small, and one task at a time: who is killed is then the one at work.
_SUBMITTED = {
    "spark.driver.memory": "1g",
    "spark.executor.memory": "1g",
    "spark.executor.cores": "1",
    "spark.cores.max": "1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.executorEnv.PYTHONPATH": str(ROOT),
}
# Who, by what stands in the command line of the process, and in its parent's.
_WHO = {
    "java": ("org.apache.spark.deploy.SparkSubmit", ""),
    "worker": ("pyspark.daemon", "pyspark.daemon"),
    "sandbox": ("spv2_spark.pdf.zygote", "spv2_spark.pdf.zygote"),
    "executor": ("CoarseGrainedExecutorBackend", ""),
}
_OF_SPARK = ("pyspark.daemon", "spv2_spark.", "CoarseGrained", "deploy.SparkSubmit", "jobs/")


@dataclass(frozen=True, slots=True)
class Cell:
    """Who is killed at which stage, where Spark is (local or cluster), and the Task DB's kind."""

    who: str
    stage: str
    place: str
    database: str

    def __str__(self) -> str:
        """Return the name that a pattern is compared with."""
        return f"{self.who} {self.stage} {self.place} {self.database}"

    @property
    def step(self) -> str:
        """The command in which the stage is."""
        return self.stage if self.stage in STEPS else "process"


@dataclass(frozen=True, slots=True)
class Count:
    """What was found after a night; all are papers but `processes`, which were left behind."""

    listed: int
    done: int
    failed: int
    left_out: int
    dataset: int  # rows
    lost: int  # listed, and no task has them, or Done, not left out, and not in the dataset
    doubled: int  # rows of papers that have one already
    still_open: int
    processes: int
    hits: int  # processes that were killed

    @property
    def is_well(self) -> bool:
        """Whether somebody was killed, and it made no difference."""
        whole = (self.done, self.failed) == (self.listed - 1, 1)  # one is no PDF
        rows = self.dataset == self.done - self.left_out
        wrong = self.lost + self.doubled + self.still_open + self.processes
        return self.hits > 0 and whole and rows and not wrong


class StuckError(Exception):
    """A command of the night that nobody disturbed did not end well."""


class Night:
    """A cell's night in a folder of its own, `master` a standalone cluster's or "" for none."""

    def __init__(self, cell: Cell, folder: Path, url: str, master: str, lease_s: float) -> None:
        self._cell, self.folder, self._url, self._master = cell, folder, url, master
        self._opened: Ledger | None = None
        self._papers = folder / "pdfs"
        self._papers.mkdir(parents=True)
        for pdf in PAPERS.glob("*.pdf"):
            shutil.copy(pdf, self._papers)
        (self._papers / "broken.pdf").write_bytes(b"no PDF at all")
        (folder / "night.toml").write_text(
            f'[process]\nworkdir = "{folder / "work"}"\nwave_papers = 3\n'
            f'[ledger]\nurl = "{url}"\nlease_s = {lease_s}\nheartbeat_s = {lease_s / 5}\n',
            encoding="utf-8",
        )

    def run(self) -> Count:
        """Kill somebody, go on with the same commands until they end well, and count."""
        first = STEPS.index(self._cell.step)
        for step in STEPS[:first]:
            self._end(step)
        hits, status = self._killed()
        for step in STEPS[first + (status == 0) :]:
            self._end(step)
        return self._count(hits)

    def _killed(self) -> tuple[int, int]:
        """Return how many processes were killed, and the exit status of the command."""
        driver = self._start(self._cell.step)
        hits, reached = 0, _STAGES[self._cell.stage]
        while driver.poll() is None and not hits:
            if reached(self):
                hits = self._kill(driver)
            time.sleep(_LOOK_S)
        return hits, self._waited(driver)

    def _kill(self, driver: subprocess.Popen[bytes]) -> int:
        if self._cell.who == "driver":
            os.killpg(driver.pid, signal.SIGKILL)  # its Java process, too
            return 1
        found = [pid for pid, *told in self._processes() if _is(self._cell.who, *told)]
        for pid in found:
            os.kill(pid, signal.SIGKILL)
        return len(found)

    def _end(self, step: str) -> None:
        """Run a command; raises StuckError unless it ends well."""
        if status := self._waited(self._start(step)):
            raise StuckError(f"{step} ended with {status}: {self.folder}/log")

    def _waited(self, command: subprocess.Popen[bytes]) -> int:
        try:
            return command.wait(_END_S)
        except subprocess.TimeoutExpired as error:
            os.killpg(command.pid, signal.SIGKILL)
            raise StuckError(f"no end in {_END_S:g} s: {self.folder}/log") from error

    def _start(self, step: str) -> subprocess.Popen[bytes]:
        options = {"enqueue": [str(self._papers)], "dequeue": ["--out", f"{self.folder}/papers"]}
        settings = ["--settings", str(self.folder / "night.toml")]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        if self._master and step != "enqueue":  # which needs no Spark
            home = Path(pyspark.__file__).parent
            confs = [word for pair in _SUBMITTED.items() for word in ("--conf", "=".join(pair))]
            submit = [str(home / "bin/spark-submit"), "--master", self._master, *confs]
            command = [*submit, str(ROOT / f"jobs/{step}.py")]
            environment |= {"SPARK_HOME": str(home), "JAVA_HOME": str(java_home())}
            environment |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
        else:
            command = [sys.executable, "-m", "spv2_spark.cli", step, "--verbose"]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [*command, *settings, *options.get(step, [])],
                cwd=self.folder,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def ledger(self) -> Ledger | None:
        """Return the Task DB; None as long as there is none."""
        if self._opened is None:
            with contextlib.suppress(NoTaskDbError):
                self._opened = open_ledger(self._url, create=False)
        return self._opened

    def _count(self, hits: int) -> Count:
        ledger = open_ledger(self._url, create=False)
        (version,) = ledger.versions()
        counts = ledger.counts(version)
        done = {one.paper_id for one in ledger.done(version)}
        left_out = {one.paper_id for one in ledger.left_out(version)}
        files = sorted((self.folder / "papers").glob("*.parquet"))
        rows = Counter(
            paper_id
            for file in files
            for paper_id in pq.read_table(file, columns=["paper_id"])["paper_id"].to_pylist()
        )
        ledger.close()
        listed = len(list(self._papers.glob("*.pdf")))
        unknown = listed - sum(counts.by_state.values())
        return Count(
            listed,
            len(done),
            counts.by_state[TaskState.FAILED],
            len(left_out),
            rows.total(),
            unknown + len(done - left_out - rows.keys()),
            rows.total() - len(rows),
            counts.open,
            self._left_behind(),
            hits,
        )

    def _left_behind(self) -> int:
        """Return how many processes of Spark's and ours are there still after a while."""
        end = time.monotonic() + _GONE_S
        while True:
            commands = [command for _, command, _ in self._processes()]
            left = sum(any(word in one for word in _OF_SPARK) for one in commands)
            if not left or time.monotonic() > end:
                return left
            time.sleep(0.2)

    def _processes(self) -> Iterator[tuple[int, str, str]]:
        """Yield (pid, command line, parent's command line) of this matrix's processes.

        All work in its folder, and not all have more of an environment than they need.
        """
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if self.folder.parent not in (process / "cwd").readlink().parents:
                    continue
                fields = (process / "stat").read_text().rpartition(")")[2].split()
                if fields[0] != "Z":
                    parent = process.parent / fields[1]
                    yield int(process.name), _command(process), _command(parent)
            except OSError:
                continue  # it ended


def _command(folder: Path) -> str:
    return (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")


def _is(who: str, command: str, parent: str) -> bool:
    own, of_parent = _WHO[who]
    return own in command and of_parent in parent


def _is_being_written(folder: Path, kind: str) -> bool:
    return any(not (one / "_SUCCESS").exists() for one in folder.glob(f"work/{kind}/*/wave=*"))


def _has_open_wave(ledger: Ledger | None, results: Path | None = None) -> bool:
    """Whether somebody holds a wave; with a folder of results, one that has whole ones there."""
    waves = [one.wave for one in ledger.status().leases] if ledger else []
    return any(not results or any(results.glob(f"*/wave={one}/_SUCCESS")) for one in waves)


def _has_ended_papers(ledger: Ledger | None) -> bool:
    return ledger is not None and any(one.counts.ended for one in ledger.status().versions)


# How a stage is seen from outside.
_STAGES: dict[str, Callable[[Night], bool]] = {
    "enqueue": lambda night: night.ledger() is not None,
    "claim": lambda night: _has_open_wave(night.ledger()),
    "tokenise": lambda night: _is_being_written(night.folder, "tokens"),
    "tag": lambda night: _is_being_written(night.folder, "results"),
    "settle": lambda night: _has_open_wave(night.ledger(), night.folder / "work/results"),
    "settled": lambda night: _has_ended_papers(night.ledger()),
    "dequeue": lambda night: (night.folder / "papers").exists(),
}
