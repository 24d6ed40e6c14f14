"""Tables keep their contracts on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyspark.sql import SparkSession
from pyspark.sql import types as T

from spv2_spark.contracts.schema import column, loose
from spv2_spark.errors import ContractError
from spv2_spark.runtime.tables import children, is_finished, read_table, replace_table, write_table

pytestmark = pytest.mark.spark

CONTRACT = T.StructType(
    [
        column("id", T.StringType(), "an id"),
        column("n", T.IntegerType(), "a number", nullable=True),
    ]
)
ROWS = [("a", 1), ("b", None)]


def test_what_is_written_comes_back(spark: SparkSession, tmp_path: Path) -> None:
    path = str(tmp_path / "table")
    write_table(spark.createDataFrame(ROWS, CONTRACT), path, CONTRACT, "rows")
    assert is_finished(spark, path)
    assert sorted(tuple(row) for row in read_table(spark, path, CONTRACT).collect()) == ROWS
    assert list((tmp_path / "table").glob("*.zstd.parquet"))
    replace_table(spark.createDataFrame(ROWS[:1], CONTRACT), path, CONTRACT, "rows")
    assert [tuple(row) for row in read_table(spark, path, CONTRACT).collect()] == ROWS[:1]
    assert children(spark, str(tmp_path)) == ["table"]


def test_a_null_is_not_written_where_the_contract_forbids_it(
    spark: SparkSession, tmp_path: Path
) -> None:
    table = spark.createDataFrame([(None, 1)], loose(CONTRACT))
    with pytest.raises(Exception, match="null in id"):
        write_table(table, str(tmp_path / "table"), CONTRACT, "rows")
    assert not is_finished(spark, str(tmp_path / "table"))


def test_what_does_not_fit_is_not_read(spark: SparkSession, tmp_path: Path) -> None:
    path = str(tmp_path / "table")
    with pytest.raises(ContractError, match="no finished table"):
        read_table(spark, path, CONTRACT)
    spark.createDataFrame([("a", "one")], ["id", "n"]).write.parquet(path)
    with pytest.raises(ContractError, match="n: expected int, found string"):
        read_table(spark, path, CONTRACT)
