"""Tagged documents to Arrow batches of the TAGGED table, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from spv2_spark.contracts.schema import arrow_schema
from spv2_spark.contracts.tables import Tagged
from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags
from spv2_spark.errors import Failure
from spv2_spark.stages.token_rows import Read, columns_of, read_of, token_batch

_SCHEMA = arrow_schema(Tagged.contract)
_FLOAT16 = np.dtype("<f2")


class TaggedPaper(NamedTuple):
    """How the tagging of a paper ended: one PageTags a page of its document, or why not."""

    read: Read
    tags: tuple[PageTags, ...] | Failure


def tagged_batch(tagged: Sequence[TaggedPaper]) -> pa.RecordBatch:
    """Return the TAGGED rows of papers, a row each; a failure's row has no tokens either."""
    arrays: list[Any] = list(token_batch([_read_or_failed(one) for one in tagged]).columns)
    for name in ("field_logp", "entry_logp"):
        arrays.append(pa.array([_bytes(one.tags, name) for one in tagged], pa.binary()))
    return pa.RecordBatch.from_arrays(arrays, schema=_SCHEMA)


def tagged_papers(rows: Iterable[pa.RecordBatch]) -> Iterator[TaggedPaper]:
    """Yield the papers of TAGGED batches, in their order."""
    for batch in rows:
        columns = columns_of(batch)
        for at in range(batch.num_rows):
            read = read_of(columns, at)
            if isinstance(read.outcome, Failure):
                yield TaggedPaper(read, read.outcome)
            else:
                fields, entries = columns["field_logp"][at], columns["entry_logp"][at]
                yield TaggedPaper(read, tuple(_tags(read.outcome, fields, entries)))


def _read_or_failed(one: TaggedPaper) -> Read:
    return one.read._replace(outcome=one.tags) if isinstance(one.tags, Failure) else one.read


def _bytes(pages: Sequence[PageTags] | Failure, name: str) -> bytes | None:
    if isinstance(pages, Failure):
        return None
    if not pages:
        return b""
    logp = np.concatenate([getattr(one, name) for one in pages])  # (tokens, labels)
    return logp.T.astype(_FLOAT16).tobytes()  # label by label: a third of the bytes once packed


def _tags(document: Document, fields: bytes, entries: bytes) -> Iterator[PageTags]:
    """Yield the tags of each page of a document."""
    field, entry = (
        np.frombuffer(data, _FLOAT16).astype(np.float32).reshape(labels, -1).T
        for data, labels in ((fields, FIELD_LABELS), (entries, ENTRY_LABELS))
    )
    for page, own in document.tokens_of_pages():
        yield PageTags(page.number, field[own], entry[own])
