"""Bulk archives to SPv2's layout, over Spark."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from spv2_spark.cli import main
from spv2_spark.config import Settings
from spv2_spark.contracts.training import Assembled
from spv2_spark.errors import SettingsError
from spv2_spark.gold.corpus import iter_corpus
from spv2_spark.pipeline.corpus import counted
from spv2_spark.pipeline.training.assemble import assemble, put
from spv2_spark.sources.archives import Pair
from tests.sources.test_archives import PDF, archive_of

pytestmark = [pytest.mark.spark, pytest.mark.walk]


def sha1(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def settings_in(work: Path) -> Settings:
    base = Settings()
    process = replace(base.process, workdir=str(work))
    return replace(base, process=process, assemble=replace(base.assemble, archives_per_part=2))


def test_archives_become_a_corpus_and_only_once(spark: SparkSession, tmp_path: Path) -> None:
    bulk, root = tmp_path / "bulk", tmp_path / "corpus"
    bulk.mkdir()
    first, second = PDF + b"1", PDF + b"2"
    (bulk / "a.tar.gz").write_bytes(
        archive_of({"PMC1/x.pdf": first, "PMC1/x.nxml": b"<a/>", "PMC3/y.nxml": b"<c/>"})
    )
    (bulk / "PMC2.tar.gz").write_bytes(archive_of({"PMC2/z.nxml": b"<b/>", "PMC2/z.pdf": second}))
    (bulk / "broken.tar.gz").write_bytes(b"\x1f\x8bno")
    settings = settings_in(tmp_path / "work")
    step = assemble(spark, settings, "pmc", [bulk], str(root))

    shas = sorted(sha1(data) for data in (first, second))
    papers = list(iter_corpus(root))
    assert sorted(paper.paper_id for paper in papers) == shas
    assert all(paper.collection == paper.paper_id[:2] for paper in papers)
    assert {(p.pdf.read_bytes(), p.gold.read_bytes()) for p in papers if p.gold} == {
        (first, b"<a/>"),
        (second, b"<b/>"),
    }
    assert sum(1 for path in root.rglob("*") if path.is_file()) == 4
    assert counted(step.table(spark, Assembled), "outcome") == [
        ("written", 2),
        ("broken_archive", 1),
        ("no_pdf", 1),
    ]

    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    again = assemble(spark, settings, "pmc", [bulk], str(root))
    assert again == step
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert {p for p in after if after[p] != before.get(p)} <= set(
        (tmp_path / "work/corpora/pmc").glob("*assembled.json*")
    ) | set((tmp_path / "work/corpora/pmc").glob(".*"))

    # Another list of work: what lies there is known by its bytes.
    fresh = assemble(spark, settings_in(tmp_path / "other"), "pmc", [bulk], root.as_uri())
    rows = fresh.table(spark, Assembled).where("article = 'PMC1'").collect()
    assert [(row.outcome, row.sha1) for row in rows] == [("there", sha1(first))]


def test_no_archive_is_said(spark: SparkSession, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no archives"):
        assemble(spark, settings_in(tmp_path), "pmc", [tmp_path], str(tmp_path / "x"))


@pytest.mark.parametrize("as_uri", [False, True])
def test_gold_that_is_there_alone_is_left_as_it_is(tmp_path: Path, as_uri: bool) -> None:
    (tmp_path / "x.pdf").write_bytes(PDF)
    (tmp_path / "x.nxml").write_bytes(b"<a/>")
    pair = Pair("x", tmp_path / "x.pdf", tmp_path / "x.nxml")
    root = tmp_path / "corpus"
    name = sha1(PDF)
    folder = root / name[:2] / "docs" / name
    folder.mkdir(parents=True)
    (folder / f"{name}.nxml").write_bytes(b"<mine/>")
    place = root.as_uri() if as_uri else str(root)
    assert put(place, pair) == (name, True)
    assert put(place, pair) == (name, False)
    assert (folder / f"{name}.nxml").read_bytes() == b"<mine/>"
    assert sorted(path.name for path in folder.iterdir()) == [f"{name}.nxml", f"{name}.pdf"]


def test_a_corpus_is_not_made_among_its_archives(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.tar.gz").touch()
    assert main(["assemble", str(tmp_path), "--root", str(tmp_path / "corpus")]) == 2
    assert "may not contain each other" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.tar.gz"]
