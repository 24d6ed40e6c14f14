"""The benchmarks that recipes and README name really run, and print what is said of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from spv2_spark.domain.gold import Gold, GoldReference
from spv2_spark.domain.metadata import Metadata, Reference, Value
from spv2_spark.scoring.score import Pair
from tests.golden.record import VERSIONS, record
from tests.pipeline.corpora import write_corpus

ROOT = Path(__file__).parents[2]


def printed(*command: str, limit_s: float = 300) -> str:
    """Return what a benchmark prints."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=limit_s,
    ).stdout  # fmt: skip


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("papers")
    write_corpus(folder, 2)
    return str(folder)


@pytest.mark.tf
def test_what_a_rule_is_worth(papers: str) -> None:
    told = printed("benchmarks/rule_ablation.py", papers)
    assert re.search(r"papers\S* \(2\)", told)
    assert re.search(r"^did nothing: .*\blesser_lines\b", told, re.MULTILINE)
    assert printed("benchmarks/rule_ablation.py", papers, "--rules", "stops_of_books")


@pytest.mark.tf
def test_a_model_beside_its_oracle(papers: str) -> None:
    told = printed("benchmarks/oracle_gap.py", papers)
    assert re.search(r"^all +title +2 +1\.000 ", told, re.MULTILINE)


@pytest.mark.tf
def test_a_network_and_a_stage_without_a_card(papers: str) -> None:
    few = ("--batches", "1024", "--precisions", "float32")
    told = printed("benchmarks/gpu.py", *few, "--peak", "1")
    assert re.search(r"^float32 +1,024 +[\d,]+ +\d\.\d{3} +\d+\.\d\d%$", told, re.MULTILINE)
    told = printed("benchmarks/gpu.py", "--pdfs", papers, "--batches", "4096", "--workers", "2")
    assert re.search(r"^ +2 +\d+\.\d$", told, re.MULTILINE)


@pytest.mark.tf
def test_figures_by_kind_before_and_after(tmp_path: Path) -> None:
    write_corpus(tmp_path / "real" / "dev", 2)
    kept = str(tmp_path / "kept.json")
    told = _kinds(tmp_path, "--save", kept)
    assert re.search(r"^\| real \| 2 \| 1\.000 \|", told, re.MULTILINE)
    told = _kinds(tmp_path, "--before", kept, "--misses")
    assert re.search(r"^\| real \| 2 \| 1\.000 → 1\.000 \|", told, re.MULTILINE)


def _kinds(data: Path, *options: str) -> str:
    return printed("benchmarks/kinds.py", str(data), *options)


@pytest.mark.spark
@pytest.mark.tf
@pytest.mark.walk
def test_who_is_killed_costs_no_paper() -> None:
    cells = "driver settle local sqlite|worker tokenise local postgresql"
    told = printed("benchmarks/kill_matrix.py", "--cells", cells, "--lease", "10", limit_s=1500)
    # Listed, done, failed; left out, rows; lost, doubled, open, processes left; killed.
    sums = r"^2 of 2 cells are well +10 +8 +2 +0 +8 +0 +0 +0 +0 +[2-9]$"
    assert re.search(sums, told, re.MULTILINE), told


def test_recording_golden_outputs_again_changes_nothing() -> None:
    before = VERSIONS.read_text(encoding="utf-8")
    record()
    assert VERSIONS.read_text(encoding="utf-8") == before


@pytest.fixture
def benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))


def test_a_process_that_has_ended_is_counted_once(benchmarks: None) -> None:
    from process_tree import Spent

    spent = Spent()
    command = [sys.executable, "-c", "input()", "pyspark.daemon"]  # a worker, by its name
    with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
        spent.look()
        before = {key[1] for key in spent.cpu}
        child.kill()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # ended, and not yet reaped
        spent.look()
    assert child.pid in before
    assert sum(key[1] == child.pid for key in spent.cpu) == 1


def test_a_page_of_figures_takes_the_place_of_figures_alone(tmp_path: Path) -> None:
    theirs = tmp_path / "notes.md"
    theirs.write_text("mine")
    command = [sys.executable, "benchmarks/everything.py", str(tmp_path), "--out", str(theirs)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "holds something else" in ended.stderr
    assert theirs.read_text() == "mine"


@pytest.mark.tf
def test_what_spark_adds(papers: str) -> None:
    told = printed("benchmarks/spark_overhead.py", papers, "--papers", "0", "--sizes", "2")
    row = re.search(r"^\| 2 \| ([\d.]+) \| ([\d,]+) \| ([\d,]+) \|", told, re.MULTILINE)
    assert row
    assert float(row[1]) > 0
    assert all(int(one.replace(",", "")) > 0 for one in row.groups()[1:])


@pytest.mark.parametrize("chosen", ["first", "second", "third", "fourth", "fifth", "sixth"])
def test_papers_set_by_hand(benchmarks: None, tmp_path: Path, chosen: str) -> None:
    from hand_set import sources

    for source in islice(sources(chosen, tmp_path), 2):
        assert source.pdf.read_bytes().startswith(b"%PDF")
        assert source.gold is not None
        assert source.gold.title


def test_whole_works_count_as_title_or_venue(benchmarks: None) -> None:
    from hand_set import whole_works_as_read

    book, other = GoldReference(title="A Book"), GoldReference(title="Another")
    gold = Gold("T", None, (book, other))
    read = Metadata(None, (), (Reference(None, (), Value("A Book", 1.0, ()), None),))
    told = whole_works_as_read(Pair(gold, read)).gold.references or ()
    assert [(one.title, one.venue) for one in told] == [("", "A Book"), ("Another", other.venue)]
    assert whole_works_as_read(Pair(gold, None)).gold == gold
