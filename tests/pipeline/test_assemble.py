"""Bulk archives to SPv2's layout, over Spark."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.errors import SettingsError
from spv2_spark.gold.corpus import iter_corpus
from spv2_spark.pipeline.assemble import assemble, assembled, outcomes
from tests.pipeline.test_bulk import PDF, archive_of

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
    assert outcomes(spark, step) == [("written", 2), ("broken_archive", 1), ("no_pdf", 1)]

    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    again = assemble(spark, settings, "pmc", [bulk], str(root))
    assert again == step
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert {p for p in after if after[p] != before.get(p)} <= set(
        (tmp_path / "work/corpora/pmc").glob("*assembled.json*")
    ) | set((tmp_path / "work/corpora/pmc").glob(".*"))

    # Another list of work: what lies there is known by its bytes.
    fresh = assemble(spark, settings_in(tmp_path / "other"), "pmc", [bulk], root.as_uri())
    rows = assembled(spark, fresh).where("article = 'PMC1'").collect()
    assert [(row.outcome, row.sha1) for row in rows] == [("there", sha1(first))]


def test_no_archive_is_said(spark: SparkSession, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no archives"):
        assemble(spark, settings_in(tmp_path), "pmc", [tmp_path], str(tmp_path / "x"))
