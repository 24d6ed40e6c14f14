"""Papers to tokens to results on a real Spark: rows are conserved."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pyspark.sql import Row, SparkSession

from spv2_spark.contracts.schema import Frame, mismatches
from spv2_spark.contracts.tables import (
    ByWave,
    Dequeue,
    Papers,
    Results,
    Tagged,
    Tokens,
    Waves,
)
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.runtime.tables import read_in_parts, read_table, write_table
from spv2_spark.stages.dequeued import dequeued
from spv2_spark.stages.result_rows import metadata_from
from spv2_spark.stages.results import decoded_of, results_of
from spv2_spark.stages.tags import Bounds, Load, tags_of
from spv2_spark.stages.tokens import tokens_of
from tests.fakes import VERSION, FakeTagger, FirstPageTitle, document_of, load_fake, read_by_name

pytestmark = pytest.mark.spark

NAMES = [f"p{i:02}" for i in range(20)]
BAD = {"p03": "encrypted", "p11": "crash"}
PAPERS_IN = [ClaimedPaper(name, BAD.get(name, "well"), f"{name}.pdf", 1) for name in NAMES]


def tokens(spark: SparkSession, papers: list[ClaimedPaper] = PAPERS_IN) -> Frame[Tokens]:
    spread = Papers.from_rows(spark, papers).repartition(3)
    return tokens_of(Papers.of(spread), read_by_name)


def results(table: Frame[Tokens], load: Load = load_fake, chunk_tokens: int = 40) -> Frame[Results]:
    return results_of(
        table,
        load,
        FirstPageTitle().metadata_of,
        version=VERSION,
        bounds=Bounds(chunk_tokens),
    )


def test_every_paper_is_a_row(spark):
    table = tokens(spark).cache()
    assert mismatches(table.schema, Tokens.contract) == []
    heads = {row.paper_id: row for row in table.collect()}
    assert sorted(heads) == NAMES
    assert {name: heads[name].failure_kind for name in BAD} == BAD
    assert heads["p03"].failure_message == "it was to be encrypted"
    for name, row in heads.items():
        assert len(row.texts) == sum(row.page_tokens)
        assert bool(row.pages) == (name not in BAD)


def test_tagging_reads_tokens_as_they_lie(spark, tmp_path, capsys):
    path = str(tmp_path / "tokens")
    write_table(tokens(spark), path, Tokens)
    results(read_table(spark, path, Tokens)).explain()
    plan = capsys.readouterr().out
    assert "MapInArrow" in plan
    assert not {"Exchange", "Sort", "Union"} & set(re.findall(r"\w+", plan))


def test_a_file_of_tokens_is_a_task(spark, tmp_path):
    path = str(tmp_path / "tokens")
    write_table(tokens(spark), path, Tokens)
    with read_in_parts(spark, 3):
        ids = read_table(spark, path, Tokens).select("paper_id").rdd.glom().collect()
    files = [
        pq.read_table(file).column("paper_id").to_pylist() for file in Path(path).glob("*.parquet")
    ]
    assert sorted([row.paper_id for row in part] for part in ids) == sorted(files)


def test_every_paper_is_a_result_row(spark):
    table = results(tokens(spark))
    assert mismatches(table.schema, Results.contract) == []
    rows = {row.paper_id: row.asDict(recursive=True) for row in table.collect()}
    assert sorted(rows) == NAMES
    assert {n: rows[n]["failure_kind"] for n in NAMES if rows[n]["failure_kind"]} == BAD
    expected = document_of("p00", 1)
    assert metadata_from(rows["p00"]) == FirstPageTitle().metadata_of(
        expected, load_fake().tag([expected])[0], frozenset()
    )
    assert rows["p00"]["sha1"] == expected.sha1
    assert rows["p00"]["model_version"] == VERSION


def test_one_papers_exception_costs_only_itself(spark):
    names = ["a", "poison", "odd", "z"]
    papers = [ClaimedPaper(name, "well", f"{name}.pdf", 1) for name in names]
    rows = results(tokens(spark, papers), chunk_tokens=10**6).collect()
    told = {row.paper_id: (row.failure_stage, row.failure_kind) for row in rows}
    assert told == {
        "a": (None, None),
        "poison": ("predict", "model"),
        "odd": ("decode", "model"),
        "z": (None, None),
    }


def no_tagger() -> FakeTagger:
    raise AssertionError("there is nothing to tag")


def test_failures_need_no_tagger(spark):
    papers = [ClaimedPaper("x", "no_pages", "x.pdf", 3)]
    (row,) = results(tokens(spark, papers), load=no_tagger).collect()
    assert (row.failure_kind, row.attempt) == ("no_pages", 3)


def test_kept_tags_are_decoded_as_fresh_ones_are(spark):
    names = ["a", "poison", "odd", "z"]
    papers = [ClaimedPaper(name, "well", f"{name}.pdf", 1) for name in names]
    papers.append(ClaimedPaper("x", "encrypted", "x.pdf", 2))
    table = Tokens.of(tokens(spark, papers).cache())
    tagged = tags_of(table, load_fake, bounds=Bounds(40), tick=lambda papers: None)
    assert mismatches(tagged.schema, Tagged.contract) == []
    decoded = decoded_of(
        tagged,
        frozenset,
        FirstPageTitle().metadata_of,
        version=VERSION,
        limit_s=9.0,
    )
    # Of a paper that could not be tagged no pages are kept either.
    fresh = [
        Row(**row.asDict() | {"page_count": None}) if row.failure_stage == "predict" else row
        for row in results(table).collect()
    ]
    assert sorted(decoded.collect()) == sorted(fresh)


def test_dequeued_takes_only_the_wave_that_is_named(spark):
    papers = [ClaimedPaper(n, "well", f"{n}.pdf", 1) for n in ("a", "b", "empty")]
    rows = results(tokens(spark, papers)).collect()
    twice = [(*row, wave) for row in rows for wave in ("w1", "w2")]
    done = [("a", "w2"), ("b", "w1"), ("empty", "w1")]
    results_table: Frame[ByWave[Results]] = ByWave.of(
        spark.createDataFrame(twice, ByWave.contract_of(Results))
    )
    out = dequeued(results_table, Waves.from_rows(spark, done), partitions=1)
    assert mismatches(out.schema, Dequeue.contract) == []
    assert sorted((row.paper_id, row.wave) for row in out.collect()) == [("a", "w2"), ("b", "w1")]
