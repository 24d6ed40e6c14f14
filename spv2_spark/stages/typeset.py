"""Articles to typeset papers: tokens and exact labels in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import starmap
from typing import Any, NamedTuple

import pyarrow as pa
from pyspark.sql import types as T

from spv2_spark.contracts.schema import Frame, Table, arrow_schema, column, struct
from spv2_spark.contracts.training import Labels, Typeset
from spv2_spark.gold.canvas import Labelled
from spv2_spark.stages.labels import label_row
from spv2_spark.stages.rows import batches_of, mapped, rows_of, runs
from spv2_spark.stages.token_rows import Read, token_batch


class Orders(Table):
    """Papers that are to be typeset."""

    contract = struct(
        column("seed", T.LongType(), "of the paper: another seed gives another paper"),
        column("source_id", T.StringType(), "of the article"),
        column("article", T.StringType(), "JSON of domain.article.Article"),
    )


class Printed(Table):
    """Papers whose typesetting was tried."""

    contract = struct(
        column("seed", T.LongType(), "of the paper"),
        column("reason", T.StringType(), "why there is none; empty if there is"),
    )


class Order(NamedTuple):
    """An article, and the seed by which everything else of its paper is drawn."""

    seed: int
    source_id: str
    article: str


Print = Callable[[Iterable[Order]], Iterator[tuple[Read, Labelled]]]

_SCHEMA = arrow_schema(Typeset.contract)
_PAPERS_AT_ONCE = 16


def typeset_of(orders: Frame[Orders], print_papers: Print) -> Frame[Typeset]:
    """Return TYPESET: the tokens and labels of every paper that `print_papers` makes.

    A paper whose labels cannot be trusted says why.
    """

    def rows(found: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        return map(_encoded, runs(print_papers(starmap(Order, rows_of(found))), _PAPERS_AT_ONCE))

    return mapped(orders, rows, Typeset)


def printed_of(orders: Frame[Orders], print_one: Callable[[Order], str]) -> Frame[Printed]:
    """Return PRINTED: every order, and why `print_one` could not print it."""

    def rows(found: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        printed = (
            {"seed": one.seed, "reason": print_one(one)} for one in starmap(Order, rows_of(found))
        )
        return batches_of(printed, Printed, at_once=1)

    return mapped(orders, rows, Printed)


def _encoded(printed: list[tuple[Read, Labelled]]) -> pa.RecordBatch:
    tokens = token_batch([read for read, _ in printed])
    (labels,) = batches_of((label_row(*one) for one in printed), Labels, len(printed))
    there: dict[str, Any] = {}
    for batch in (tokens, labels):
        there |= dict(zip(batch.schema.names, batch.columns, strict=True))
    return pa.RecordBatch.from_arrays([there[name] for name in _SCHEMA.names], schema=_SCHEMA)
