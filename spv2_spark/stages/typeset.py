"""Articles to typeset papers: tokens and exact labels in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import types as T

from spv2_spark.contracts.schema import arrow_schema, column, loose
from spv2_spark.contracts.training import LABELS, TYPESET
from spv2_spark.gold.canvas import Labelled
from spv2_spark.stages.label_rows import label_row
from spv2_spark.stages.rows import batches_of, rows_of, runs
from spv2_spark.stages.token_rows import Read, token_batch

ORDERS = T.StructType(
    [
        column("seed", T.LongType(), "of the paper: another seed gives another paper"),
        column("source_id", T.StringType(), "of the article"),
        column("article", T.StringType(), "JSON of domain.article.Article"),
    ]
)

PRINTED = T.StructType(
    [
        column("seed", T.LongType(), "of the paper"),
        column("reason", T.StringType(), "why there is none; empty if there is"),
    ]
)


class Order(NamedTuple):
    """An article, and the seed by which everything else of its paper is drawn."""

    seed: int
    source_id: str
    article: str


Print = Callable[[Iterable[Order]], Iterator[tuple[Read, Labelled]]]

_SCHEMA = arrow_schema(TYPESET)
_PAPERS_AT_ONCE = 16


def typeset_of(orders: DataFrame, print_papers: Print) -> DataFrame:
    """Return TYPESET: the tokens and labels of every paper that `print_papers` makes.

    A paper whose labels cannot be trusted says why.
    """

    def rows(found: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        return map(_encoded, runs(print_papers(_orders(found)), _PAPERS_AT_ONCE))

    return orders.select(*ORDERS.fieldNames()).mapInArrow(rows, loose(TYPESET))


def printed_of(orders: DataFrame, print_one: Callable[[Order], str]) -> DataFrame:
    """Return PRINTED: every order, and why `print_one` could not print it."""

    def rows(found: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        printed = ({"seed": one.seed, "reason": print_one(one)} for one in _orders(found))
        return batches_of(printed, PRINTED, at_once=1)

    return orders.select(*ORDERS.fieldNames()).mapInArrow(rows, loose(PRINTED))


def _orders(found: Iterable[pa.RecordBatch]) -> Iterator[Order]:
    return (Order(*row) for row in rows_of(found))


def _encoded(printed: list[tuple[Read, Labelled]]) -> pa.RecordBatch:
    tokens = token_batch([read for read, _ in printed])
    (labels,) = batches_of((label_row(*one) for one in printed), LABELS, len(printed))
    there: dict[str, Any] = {}
    for batch in (tokens, labels):
        there |= dict(zip(batch.schema.names, batch.columns, strict=True))
    return pa.RecordBatch.from_arrays([there[name] for name in _SCHEMA.names], schema=_SCHEMA)
