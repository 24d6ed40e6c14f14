"""Tables keep their contracts on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyspark.sql import SparkSession
from pyspark.sql import types as T

from spv2_spark.contracts.schema import Table, column, loose, struct
from spv2_spark.errors import ContractError
from spv2_spark.runtime.tables import children, is_finished, read_table, write_table

pytestmark = pytest.mark.spark


class Rows(Table):
    """A table of two columns."""

    contract = struct(
        column("id", T.StringType(), "an id"),
        column("n", T.IntegerType(), "a number", nullable=True),
    )
    what = "rows"


ROWS = [("a", 1), ("b", None)]


def test_what_is_written_comes_back(spark: SparkSession, tmp_path: Path) -> None:
    path = str(tmp_path / "table")
    write_table(Rows.from_rows(spark, ROWS), path, Rows)
    assert is_finished(spark, path)
    assert sorted(tuple(row) for row in read_table(spark, path, Rows).collect()) == ROWS
    assert list((tmp_path / "table").glob("*.zstd.parquet"))
    assert children(spark, str(tmp_path)) == ["table"]


def test_a_null_is_not_written_where_the_contract_forbids_it(
    spark: SparkSession, tmp_path: Path
) -> None:
    table = spark.createDataFrame([(None, 1)], loose(Rows.contract))
    with pytest.raises(Exception, match="null in id"):
        write_table(Rows.of(table), str(tmp_path / "table"), Rows)
    assert not is_finished(spark, str(tmp_path / "table"))


def test_what_does_not_fit_is_not_read(spark: SparkSession, tmp_path: Path) -> None:
    path = str(tmp_path / "table")
    with pytest.raises(ContractError, match="no finished table"):
        read_table(spark, path, Rows)
    spark.createDataFrame([("a", "one")], ["id", "n"]).write.parquet(path)
    with pytest.raises(ContractError, match="n: expected int, found string"):
        read_table(spark, path, Rows)
