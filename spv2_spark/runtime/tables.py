"""Reading and writing tables under their contracts, on any file system that Spark knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from spv2_spark.contracts.schema import check
from spv2_spark.errors import ContractError


def write_table(
    table: DataFrame, path: str, contract: T.StructType, *, partition_by: Sequence[str] = ()
) -> None:
    """Write zstd Parquet at `path`, replacing what is there; Spark's success mark comes last.

    Raises ContractError for columns that are missing or of another type; a null in a column
    that the contract calls non-null fails the job.
    """
    check(table.schema, contract, path)
    checked = table.select(*(_filled(field) for field in contract.fields))
    writer = checked.write.mode("overwrite").option("compression", "zstd")
    writer.partitionBy(*partition_by).parquet(path)


def replace_table(table: DataFrame, path: str, contract: T.StructType) -> None:
    """Write `table` beside `path` and put it in the place of what is there once it is whole."""
    fresh = f"{path.rstrip('/')}.new"
    write_table(table, fresh, contract)
    files, target = _file_system(table.sparkSession, path)
    files.delete(target, True)
    if not files.rename(_file_system(table.sparkSession, fresh)[1], target):
        raise ContractError(f"{path}: cannot put the new table in place of the old one")


def read_table(
    spark: SparkSession, path: str | Sequence[str], contract: T.StructType, base: str | None = None
) -> DataFrame:
    """Return the table at `path` with the contract's columns.

    Several paths below `base` come back as one table, with the `key=value` parts of their
    paths as columns where the contract names them. Raises ContractError for a table that is
    not there, not finished, or has other columns.
    """
    paths = [path] if isinstance(path, str) else list(path)
    for one in paths:
        if not is_finished(spark, one):
            raise ContractError(f"{one}: no finished table here")
    reader = spark.read if base is None else spark.read.option("basePath", base)
    table = reader.parquet(*paths)
    check(table.schema, contract, paths[0])
    return table.select(*contract.fieldNames())


def is_finished(spark: SparkSession, path: str) -> bool:
    """Whether a table was written at `path` to its end."""
    return _exists(spark, f"{path}/_SUCCESS")


def remove(spark: SparkSession, path: str) -> None:
    """Remove a table or a folder; nothing happens if there is none."""
    files, place = _file_system(spark, path)
    files.delete(place, True)


def children(spark: SparkSession, path: str) -> list[str]:
    """Return the names in a folder, sorted; none if there is no such folder."""
    files, place = _file_system(spark, path)
    if not files.exists(place):
        return []
    return sorted(status.getPath().getName() for status in files.listStatus(place))


def write_text(spark: SparkSession, path: str, text: str) -> None:
    """Write a small text at `path`, replacing what is there once it is whole."""
    files, fresh = _file_system(spark, f"{path}.new")
    stream = files.create(fresh, True)
    stream.write(bytearray(text.encode("utf-8")))
    stream.close()
    target = _file_system(spark, path)[1]
    files.delete(target, False)
    files.rename(fresh, target)


def read_text(spark: SparkSession, path: str) -> str | None:
    """Return the text at `path`; None if there is none."""
    files, place = _file_system(spark, path)
    if not files.exists(place):
        return None
    jvm: Any = spark.sparkContext._jvm
    stream = files.open(place)
    try:
        return str(jvm.org.apache.commons.io.IOUtils.toString(stream, "UTF-8"))
    finally:
        stream.close()


def _filled(field: T.StructField) -> Column:
    column = F.col(field.name)
    if field.nullable:
        return column
    missing = F.raise_error(F.lit(f"null in {field.name}, which the contract calls non-null"))
    return F.coalesce(column, missing.cast(field.dataType)).alias(field.name)


def _exists(spark: SparkSession, path: str) -> bool:
    files, place = _file_system(spark, path)
    return bool(files.exists(place))


def _file_system(spark: SparkSession, path: str) -> tuple[Any, Any]:
    jvm: Any = spark.sparkContext._jvm
    conf: Any = spark.sparkContext._jsc.hadoopConfiguration()
    place = jvm.org.apache.hadoop.fs.Path(path)
    return place.getFileSystem(conf), place
