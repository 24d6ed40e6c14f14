"""The paper generator as a job: what is held back, and a run that is killed and goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

from spv2_spark.cli import main
from spv2_spark.config import PdfSettings, Settings, TypesetSettings
from spv2_spark.domain.article_json import article_to_json
from spv2_spark.errors import OutputError, SettingsError
from spv2_spark.gold.corpus import iter_corpus
from spv2_spark.gold.read import read_gold
from spv2_spark.pipeline.synthetic.contact_sheet import sheet_of
from spv2_spark.pipeline.synthetic.library import belongs, is_held_back
from spv2_spark.pipeline.synthetic.pdfs import print_pdfs
from spv2_spark.pipeline.synthetic.printing import Printer, article_at, family_of, random_of
from spv2_spark.pipeline.synthetic.resources import Sources, Squeezed, resources_of
from spv2_spark.pipeline.synthetic.typeset import TypesetRequest, typeset
from spv2_spark.stages.typeset import Order
from spv2_spark.typeset.families import HELD_BACK
from tests.domain.test_article_json import ARTICLE
from tests.pipeline.corpora import write_archive

ROOT = Path(__file__).parents[3]


def test_a_thing_is_trained_on_or_held_back() -> None:
    keys = [f"key {number}" for number in range(800)]
    held_back = [key for key in keys if is_held_back(key)]
    assert 60 < len(held_back) < 140  # an eighth
    assert [key for key in keys if belongs(key, "dev")] == held_back
    assert [key for key in keys if not belongs(key, "train")] == held_back
    assert all(belongs(key, "all") for key in keys)


def test_dev_has_families_that_training_never_sees() -> None:
    drawn = {
        part: {family_of(part, random_of(part, seed)) for seed in range(2_000)}
        for part in ("train", "dev", "all")
    }
    only_dev = drawn["dev"] - drawn["train"]
    assert only_dev == HELD_BACK < drawn["all"]
    assert drawn["train"] == drawn["all"] - HELD_BACK
    assert {article_at("train", seed, 3) for seed in range(20)} == {0, 1, 2}


def test_texts_come_back_as_they_were() -> None:
    squeezed = Squeezed({"a": b"x" * 999, "b": b""})
    assert dict(squeezed) == {"a": b"x" * 999, "b": b""}


def test_the_same_seed_gives_the_same_bytes() -> None:
    resources = resources_of([ARTICLE], Sources(), "all", TypesetSettings())
    printer = Printer(lambda: resources, (), "all", Settings().pdf)
    order = Order(3, "x", article_to_json(ARTICLE))
    first, other = printer.print(order), printer.print(order._replace(seed=4))
    assert printer.print(order).pdf == first.pdf != other.pdf


def test_an_article_that_fails_costs_itself_alone() -> None:
    resources = resources_of([ARTICLE], Sources(), "all", TypesetSettings())
    printer = Printer(lambda: resources, (), "all", Settings().pdf)
    (read, labelled), well = printer([Order(1, "x", "{}"), Order(2, "x", article_to_json(ARTICLE))])
    assert (read.paper.paper_id, labelled.dropped) == ("all-0000001", "KeyError: 'authors'")
    assert well[1].dropped == ""


def command(archive: Path, work: Path) -> list[str]:
    options = ["--count", "6", "--part", "all", "--set", f"process.workdir={work}"]
    return [sys.executable, "jobs/typeset.py", str(archive), *options,
            "--set", "training.papers_per_part=2"]  # fmt: skip


def parts(work: Path) -> dict[str, int]:
    """Return the finished parts and when they were."""
    found = work.glob("corpora/typeset/tokens/*/*/_SUCCESS")
    return {path.parent.name: path.stat().st_mtime_ns for path in found}


def shas(work: Path) -> list[tuple[str, str]]:
    """Return the papers' ids and the sha1s of their PDFs."""
    files = work.glob("corpora/typeset/tokens/*/*/*.parquet")
    tables = [pq.read_table(path, columns=["paper_id", "sha1"]) for path in files]
    return sorted((row["paper_id"], row["sha1"]) for one in tables for row in one.to_pylist())


@pytest.mark.spark
@pytest.mark.walk
def test_a_killed_run_goes_on(tmp_path: Path) -> None:
    archive, work = tmp_path / "articles.tar", tmp_path / "work"
    write_archive(archive, 3)
    with subprocess.Popen(command(archive, work), cwd=ROOT, start_new_session=True) as run:
        until = time.monotonic() + 300
        while not parts(work) and run.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        os.killpg(run.pid, signal.SIGKILL)
    before = parts(work)
    assert 1 <= len(before) < 3
    again = subprocess.run(
        command(archive, work), cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert f"{6 - 2 * len(before)} new papers" in again.stdout
    after = parts(work)
    assert len(after) == 3
    assert before.items() < after.items()

    # A run that nobody killed makes the same papers.
    whole = tmp_path / "whole"
    subprocess.run(command(archive, whole), cwd=ROOT, check=True, capture_output=True)
    assert shas(whole) == shas(work)
    assert len(shas(whole)) == 6


@pytest.mark.spark
def test_what_cannot_be_typeset_is_said(spark: SparkSession, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no archives"):
        typeset(spark, Settings(), TypesetRequest("x", (), 1))
    with pytest.raises(SettingsError, match="no tar archive"):
        typeset(spark, Settings(), TypesetRequest("x", (tmp_path / "none.tar",), 1))
    with pytest.raises(SettingsError, match="no papers"):
        typeset(spark, Settings(), TypesetRequest("x", (), 0))


@pytest.mark.spark
def test_papers_as_pdfs_with_gold(spark: SparkSession, tmp_path: Path) -> None:
    archive, folder = tmp_path / "articles.tar", tmp_path / "pdfs"
    write_archive(archive, 3)
    settings = replace(
        Settings(), process=replace(Settings().process, workdir=str(tmp_path / "work"))
    )
    request = TypesetRequest("x", (archive,), 4, "all")
    assert print_pdfs(spark, settings, request, folder) == [("", 4)]
    papers = list(iter_corpus(folder))
    assert sorted(paper.pdf.stem for paper in papers) == [f"all-{n:07}" for n in range(4)]
    assert all(read_gold(paper.gold).title is not None for paper in papers if paper.gold)
    for references in (False, True):
        assert sheet_of(folder, 3, PdfSettings(), references=references).startswith(b"\x89PNG")
    # What is there is not printed again; more is added. PDFs of other names are passed over.
    for name in ("thesis", "all-x", "dev-0000004"):
        (folder / "x" / name).mkdir(parents=True)
        (folder / "x" / name / f"{name}.pdf").touch()
    papers[0].pdf.unlink()
    before = {paper.pdf: paper.pdf.stat().st_mtime_ns for paper in papers[1:]}
    assert print_pdfs(spark, settings, replace(request, count=5), folder) == [("", 2)]
    assert {path: path.stat().st_mtime_ns for path in before} == before


@pytest.mark.spark
def test_pdfs_are_written_to_no_folder_of_others(spark: SparkSession, tmp_path: Path) -> None:
    (tmp_path / "thesis.pdf").touch()
    with pytest.raises(OutputError, match=r"'thesis.pdf', which spv2-spark did not write"):
        print_pdfs(spark, Settings(), TypesetRequest("x", (), 1), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.pdf"]


def test_pdfs_are_not_written_among_the_archives(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "articles.tar"
    archive.touch()
    assert main(["typeset", str(archive), "--pdfs", str(tmp_path)]) == 2
    assert "may not contain each other" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["articles.tar"]
