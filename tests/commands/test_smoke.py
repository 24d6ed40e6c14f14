"""Every command and every job really runs, on two papers and with a CRF trained on them.

What the program lists is what is tested: a new command without a line in RUNS fails. A command
that is a job is run by its file in `jobs/`. What each of them does in every case is tested in
`tests/pipeline`; training of the neural engines, which takes longer, in
`tests/pipeline/training/test_training.py`.
"""

from __future__ import annotations

import contextlib
import io
import re
import runpy
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

import pytest
from pyspark.sql import SparkSession

from spv2_spark.cli import main
from tests.commands.listed import ROOT, parsers
from tests.pipeline.corpora import write_archive, write_corpus

pytestmark = [pytest.mark.spark, pytest.mark.walk]


class Run(NamedTuple):
    """A command's arguments, the commands that make what it reads, and what it prints."""

    arguments: str
    after: tuple[str, ...]
    prints: str  # a regular expression


MODEL = "--model {at}/model/package"
PAPER = "{at}/pdfs/ours/01-medicine/01-medicine.pdf"
ENGINE = "--set training.engine=crf --set training.steps=30 --set training.minutes=0"
RUNS = {
    "assemble": Run("{at}/bulk.tar.gz --root {at}/assembled", (), r"  +1 written\n"),
    "typeset": Run("{at}/articles.tar --count 2 --part all", (), r"  +2 labelled\n"),
    "tokenise": Run("ours={at}/pdfs", (), r"^ours: 1 parts of tokens "),
    "label": Run("ours", ("tokenise",), r"  +2 labelled\n"),
    "token-statistics": Run("ours", ("tokenise",), r"^[0-9a-f]{8}\n$"),
    "statistics": Run("ours --mode combine", ("token-statistics",), r"^[0-9a-f]{8}\n$"),
    "featurise": Run(
        "ours*2 --statistics {digest}", ("label", "token-statistics"), r"^ours: 1 parts of shards "
    ),
    "train": Run(
        f"ours --statistics {{digest}} --out {{at}}/model {ENGINE}",
        ("featurise",),
        r"/model/package: crf-[0-9a-f]{8} ",
    ),
    "calibrate": Run(f"ours={{at}}/pdfs {MODEL}", ("train",), r"bib_authors +0\.\d\d:\d\.\d\d"),
    "evaluate": Run(
        f"ours={{at}}/pdfs {MODEL} --report {{at}}/report",
        ("train",),
        r"^ours +title +\d\.\d{3}  soft \d\.\d{3}  of 2 papers\n",
    ),
    "compare": Run(
        "{at}/report.json {at}/report.json", ("evaluate",), r"\n0 misses are gone, 0 are new\n$"
    ),
    "enqueue": Run(f"{{at}}/pdfs {MODEL}", ("train",), r": 2 new papers, 0 known, 2 new tasks\n"),
    "process": Run(MODEL, ("enqueue",), r": 2 done, 0 failed, 0 times Scheduled again\n"),
    "dequeue": Run(
        f"--out {{at}}/papers {MODEL}", ("process",), r": 2 papers in \S+, 0 empty left out\n"
    ),
    "export": Run(
        "{at}/papers --format bibtex --out {at}/bib",
        ("dequeue",),
        r"^bibtex: papers of 2 papers in \S+/bib\n$",
    ),
    "parse": Run(
        f"{PAPER} {MODEL} --out {{at}}/parsed --json - --tei --bibtex --csl-json",
        ("train",),
        r'"docName": "01-medicine\.pdf"',
    ),
    "status": Run("", ("process",), r" Done +│ +2 │"),
    "failures": Run("", ("process",), r"^0 failed papers\n$"),
    "retry": Run("--all", ("process",), r": 0 failed papers are Scheduled again\n"),
    "reschedule": Run("--id none", ("process",), r": 0 papers are Scheduled from new\n"),
    "forget": Run("--id none", ("process",), r"^0 papers with 0 tasks would be forgotten"),
    "compact": Run("", ("process",), r"^0 tables of tokens with 0 files became 0 with 0;"),
    "clean": Run("", ("process",), r"0 tables \(0\.0 MB\) would be removed \(--yes does it\)\n$"),
    "doctor": Run(
        f"{PAPER} {MODEL} --set pdf.memory_mb=128",
        ("train", "enqueue"),
        r"ok +papers +\S+/01-medicine\.pdf: ",
    ),
    "migrate": Run("", ("process",), r"^schema \d{4} already\n$"),
    "inspect": Run(f"{PAPER} {MODEL} --html {{at}}/p.html --dpi 30", ("train",), r"/p\.html\n$"),
    "explain": Run(f"{PAPER} {MODEL}", ("train",), r"Evening light exposure"),
    "serve": Run(
        f"{MODEL} --check --set service.port=0", ("train",), r"^ready: crf-[0-9a-f]{8}\.t"
    ),
    "completion": Run("bash", (), r"enqueue"),
    "rules": Run("", (), r"dashes_for_authors"),
    "references": Run(
        "{at}/references.txt --out {at}/references", (), r"^2 references, 1 distinct, in "
    ),
    "sheet": Run("{at}/pdfs --png {at}/sheet.png", (), r"/sheet\.png\n$"),
    "demo": Run(f"--out {{at}}/demo {MODEL}", ("train",), r"ended by this run │ +9 │"),
}


class Runs:
    """Commands run in one folder, each once and after what it reads is made."""

    def __init__(self, at: Path) -> None:
        self._at = at
        self._printed: dict[str, str] = {}
        write_corpus(at / "pdfs", 2)
        write_archive(at / "articles.tar", 2)
        (at / "references.txt").write_text(2 * "J. Smith, J. Phys. 12 (1999) 3.\n")
        with tarfile.open(at / "bulk.tar.gz", "w:gz") as bulk:
            bulk.add(at / "pdfs/ours/01-medicine", "PMC1")

    def printed_by(self, command: str) -> str:
        """Return what a command prints; fails unless it ends well."""
        if command not in self._printed:
            for earlier in RUNS[command].after:
                self.printed_by(earlier)
            self._printed[command] = self._run(command)
        return self._printed[command]

    def _run(self, command: str) -> str:
        digest = self._printed.get("token-statistics", "").strip()
        arguments = RUNS[command].arguments.format(at=self._at, digest=digest).split()
        options = ["--set", f"process.workdir={self._at / 'work'}"]
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            assert ended(command, [*arguments, *options]) == 0
        return printed.getvalue()


def ended(command: str, arguments: list[str]) -> object:
    """Run a command, by its job's file if it has one; return its exit status."""
    job = ROOT / f"jobs/{command.replace('-', '_')}.py"
    if not job.is_file():
        return main([command, *arguments])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", [str(job), *arguments])
        with pytest.raises(SystemExit) as exited:
            runpy.run_path(str(job), run_name="__main__")
    return exited.value.code


@pytest.fixture(scope="module")
def runs(spark: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """Return runs in the session of all tests, which the commands find and use."""
    pytest.importorskip("pycrfsuite")
    del spark
    return Runs(tmp_path_factory.mktemp("runs"))


@pytest.mark.parametrize("command", parsers())
def test_every_command_runs(command: str, runs: Runs) -> None:
    assert command in RUNS, f"no smoke test: give {command} a line in RUNS"
    assert re.search(RUNS[command].prints, runs.printed_by(command))
