"""Reference strings of a file or a table to what they say: `spv2 references`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

from spv2_spark.config import Settings
from spv2_spark.contracts.schema import Frame
from spv2_spark.contracts.strings import ParsedReferences
from spv2_spark.errors import SourceError
from spv2_spark.pipeline.workers.strings import references_column, references_version
from spv2_spark.runtime.outputs import check_apart
from spv2_spark.runtime.tables import check_place, read_table, replace_table

_TABLES = {".csv": "csv", ".tsv": "csv", ".jsonl": "json", ".ndjson": "json", ".parquet": "parquet"}


class Parsed(NamedTuple):
    """How many strings were given, and how many of them are distinct."""

    strings: int
    distinct: int


def references(
    spark: SparkSession, settings: Settings, source: str, column: str, out: str
) -> Parsed:
    """Write PARSED_REFERENCES of the strings of a file or a folder at `out`.

    Without a `column` each line of text is a string; with one it is a table's (Parquet, CSV with
    a header, JSON lines). Each distinct string is parsed once, whichever partition it lay in.
    Raises SourceError for a source that cannot be read so, OutputError for an `out` that holds
    anything else or lies in the source, ModelError for an unusable package.
    """
    check_apart([source], out)
    check_place(spark, out, ParsedReferences.what)
    parse, version = references_column(settings), references_version(settings)
    strings = strings_of(spark, source, column)
    replace_table(parsed_references(strings, parse, version), out, ParsedReferences)
    written = read_table(spark, out, ParsedReferences)
    (row,) = written.agg(F.sum("times").alias("n"), F.count("*").alias("distinct")).collect()
    return Parsed(row["n"] or 0, row["distinct"])


def parsed_references(
    strings: DataFrame, parse: Callable[[str], Column], version: str
) -> Frame[ParsedReferences]:
    """Return PARSED_REFERENCES of a table of one column, `string`."""
    counted = strings.groupBy("string").agg(F.count("*").alias("times"))
    parsed = counted.select("string", "times", parse("string").alias("reference"))
    return ParsedReferences.of(parsed.withColumn("model_version", F.lit(version)))


def strings_of(spark: SparkSession, source: str, column: str) -> DataFrame:
    """Return the strings of a source as one column, `string`, without empty ones."""
    try:
        table = _table(spark, source) if column else spark.read.text(source)
    except Exception as error:
        first = (str(error).strip().splitlines() or [""])[0]
        raise SourceError(f"{source}: cannot be read: {first}") from error
    name = column or "value"
    if name not in table.columns:
        raise SourceError(f"{source}: no column {name!r} (found: {', '.join(table.columns)})")
    string = F.trim(F.col(f"`{name}`").cast("string"))
    return table.select(string.alias("string")).where(F.length("string") > 0)


def _table(spark: SparkSession, source: str) -> DataFrame:
    plain = source.lower().removesuffix(".gz").rstrip("/")
    form = next((form for end, form in _TABLES.items() if plain.endswith(end)), "parquet")
    reader = spark.read
    if form == "csv":
        tab = "\t" if plain.endswith(".tsv") else ","
        reader = reader.option("header", True).option("sep", tab).option("escape", '"')
        reader = reader.option("multiLine", True)
    return reader.format(form).load(source)
