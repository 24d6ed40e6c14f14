"""Papers as pandas frames: what the column functions of `spv2_spark.functions` take and give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from spv2_spark.contracts.tables import PARSED, READ
from spv2_spark.errors import Failure, Kind
from spv2_spark.stages.token_rows import NO_PAPER, SCHEMA, Read, documents, token_batch

_READ = READ.fieldNames()


def read_frame(reads: Sequence[Read]) -> pd.DataFrame:
    """Return rows of READ, lists as arrays."""
    frame: pd.DataFrame = token_batch(reads).select(_READ).to_pandas(integer_object_nulls=True)
    return frame


def reads_of(frames: Iterable[pd.DataFrame]) -> Iterator[Read]:
    """Yield the papers of frames of READ or TOKENS; a null in their place is a failure."""
    for frame in frames:
        is_null = frame["pages"].isna()
        found = documents([_batch(frame[~is_null])])
        for null in is_null:
            yield Read(NO_PAPER, _NO_TOKENS, None) if null else next(found)


def parsed_frame(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows of PARSED from such of RESULTS."""
    parsed = [{**row, "failure": _failure(row)} for row in rows]
    # Objects: pandas would make floats of page counts beside a null.
    return pd.DataFrame(parsed, columns=PARSED.fieldNames(), dtype=object)


_NO_TOKENS = Failure("predict", Kind.NOT_FOUND, "no tokens")


def _batch(frame: pd.DataFrame) -> pa.RecordBatch:
    """Return rows as a batch of TOKENS."""
    named = frame.assign(
        **{name: value for name, value in NO_PAPER._asdict().items() if name not in frame}
    )
    columns = [pa.array(named[one.name], one.type, from_pandas=True) for one in SCHEMA]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)


def _failure(row: Mapping[str, Any]) -> dict[str, str] | None:
    if row["failure_kind"] is None:
        return None
    return {name: row[f"failure_{name}"] for name in ("stage", "kind", "message")}
