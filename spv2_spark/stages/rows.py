"""Rows in Spark's Python workers: out of Arrow batches, and into batches of some at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import pyarrow as pa
from pyspark.resource import ResourceProfile
from pyspark.sql import DataFrame

from spv2_spark.contracts.schema import Frame, Tab, Table, arrow_schema, loose

Item = TypeVar("Item")


def mapped(
    frame: DataFrame,
    rows: Callable[[Iterable[pa.RecordBatch]], Iterable[pa.RecordBatch]],
    table: type[Tab],
    profile: ResourceProfile | None = None,
) -> Frame[Tab]:
    """Return as `table` what `rows` makes of a frame's batches in the Python workers.

    `profile` is what Spark has to give to each task (Spark 4 and later; before, None alone).
    """
    schema = loose(table.contract)
    if profile is None:
        return table.of(frame.mapInArrow(rows, schema))
    return table.of(frame.mapInArrow(rows, schema, profile=profile))


def rows_of(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows, each a tuple of its columns in their order."""
    for batch in batches:
        columns: list[Any] = batch.columns
        yield from zip(*(column.to_pylist() for column in columns), strict=True)


def batches_of(
    rows: Iterable[Mapping[str, Any]], table: type[Table], at_once: int
) -> Iterator[pa.RecordBatch]:
    """Yield rows of `table` in batches of `at_once`."""
    schema = arrow_schema(table.contract)
    for run in runs(rows, at_once):
        yield pa.RecordBatch.from_pylist(run, schema=schema)


def runs(
    items: Iterable[Item], most: int, size_of: Callable[[Item], int] = lambda _: 1
) -> Iterator[list[Item]]:
    """Yield neighbours in lists of a size of about `most` at most, one at least."""
    run: list[Item] = []
    held = 0
    for item in items:
        size = size_of(item)
        if run and held + size > most:
            yield run
            run, held = [], 0
        run.append(item)
        held += size
    if run:
        yield run
