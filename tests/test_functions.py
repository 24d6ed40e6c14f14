"""Columns of papers, as another program's Spark reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyspark.sql import Row, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from spv2_spark.config import ModelSettings, Settings
from spv2_spark.contracts.schema import mismatches
from spv2_spark.contracts.tables import PARSED, READ
from spv2_spark.errors import ModelError
from spv2_spark.functions import parse_pdf, read_tokens, tag
from spv2_spark.stages.result_rows import metadata_from

PAPERS = Path(__file__).parent / "golden/papers"
TITLE = "Evening light exposure"
CONTENTS = T.StructType(
    [T.StructField("name", T.StringType()), T.StructField("content", T.BinaryType())]
)

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def rows(spark: SparkSession) -> dict[str, Row]:
    """Each of some contents in one task: parsed in one go, and read and tagged."""
    pytest.importorskip("tensorflow")
    pdfs = sorted(PAPERS.glob("*.pdf"))[:2]
    contents = [
        ("nothing", None),
        (pdfs[0].stem, pdfs[0].read_bytes()),
        ("letter", b"Dear editor"),
        (pdfs[1].stem, pdfs[1].read_bytes()),
    ]
    table = spark.createDataFrame(contents, CONTENTS).coalesce(1)
    columns = (parse_pdf("content").alias("paper"), read_tokens("content").alias("tokens"))
    read = table.select("name", *columns)
    return {row.name: row for row in read.withColumn("tagged", tag("tokens")).collect()}


@pytest.mark.tf
def test_a_paper_is_read(rows: dict[str, Row]) -> None:
    paper = rows["01-medicine"].paper
    assert paper.failure is None
    metadata = metadata_from(paper.asDict(recursive=True))
    assert metadata.title is not None
    assert metadata.title.text.startswith(TITLE)
    assert metadata.authors
    assert metadata.references
    assert len(paper.sha1) == 40
    assert paper.page_count >= 1
    assert paper.model_version


@pytest.mark.tf
def test_failures_are_data(rows: dict[str, Row]) -> None:
    told = {name: rows[name].paper.failure for name in ("nothing", "letter")}
    assert {name: (why.stage, why.kind) for name, why in told.items()} == {
        "nothing": ("fetch", "not_found"),
        "letter": ("tokenise", "not_a_pdf"),
    }
    assert rows["letter"].paper.title is None
    assert rows["letter"].tokens.failure_kind == "not_a_pdf"


@pytest.mark.tf
def test_parsing_is_tagging_of_what_was_read(rows: dict[str, Row]) -> None:
    assert len(rows) == 4
    for row in rows.values():
        assert row.tagged == row.paper
    tokens = rows["01-medicine"].tokens
    assert len(tokens.texts) == sum(tokens.page_tokens) > 100


def test_the_columns_are_the_contracts(spark: SparkSession) -> None:
    table = spark.createDataFrame([], CONTENTS)
    tokens = read_tokens("content")
    made = table.select(parse_pdf("content").alias("p"), tokens.alias("t"), tag(tokens).alias("g"))
    assert mismatches(made.schema["p"].dataType, PARSED) == []
    assert mismatches(made.schema["t"].dataType, READ) == []
    assert made.schema["g"].dataType == made.schema["p"].dataType


def test_tokens_that_are_null_are_a_failure(spark: SparkSession) -> None:
    table = spark.range(1).select(F.lit(None).cast(READ).alias("tokens"))
    (row,) = table.select(tag("tokens").alias("paper")).collect()
    assert row.paper.failure.asDict() == {
        "stage": "predict", "kind": "not_found", "message": "no tokens",
    }  # fmt: skip


def test_a_model_that_is_not_there_is_told_at_once(spark: SparkSession) -> None:
    with pytest.raises(ModelError, match="no/such"):
        parse_pdf("content", Settings(model=ModelSettings(package="no/such")))
