"""Columns of strings to what they mean, chunk by chunk over all rows of a partition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from spv2_spark.stages.rows import runs

ParseAll = Callable[[Sequence[str]], Sequence[Any]]  # one value a string, or None


def parsed_strings(
    batches: Iterable[pd.Series], parse: ParseAll, chunk_strings: int
) -> Iterator[list[Any]]:
    """Yield lists of values as rows have them, one a string, in the order of the strings.

    `parse` gets the strings of a chunk together, none of them null; a null has no value.
    """
    strings = (one for batch in batches for one in batch)
    for chunk in runs(strings, chunk_strings):
        is_there = [isinstance(one, str) for one in chunk]
        found = iter(parse([one for one in chunk if isinstance(one, str)]))
        yield [_row(next(found)) if there else None for there in is_there]


def struct_frame(rows: Sequence[Any], names: Sequence[str]) -> pd.DataFrame:
    """Return values that are structs as a frame of their columns; a null is a row of nulls."""
    missing = dict.fromkeys(names)
    return pd.DataFrame([row or missing for row in rows], columns=list(names), dtype=object)


def _row(value: Any) -> Any:
    if value is None:
        return None
    return [asdict(one) for one in value] if isinstance(value, tuple) else asdict(value)
