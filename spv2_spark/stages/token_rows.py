"""Documents to Arrow batches of the TOKENS table, and back.

Pages go through NumPy and `ListArray.from_arrays`: nested Python lists cost ten times more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from spv2_spark.contracts.schema import arrow_schema
from spv2_spark.contracts.tables import DOCUMENT_PART, PAGE_PART, TOKENS
from spv2_spark.domain.page import Document, Page
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import Failure, Kind

T = TypeVar("T")
SCHEMA = arrow_schema(TOKENS)
_PER_TOKEN = ("font", "size_pt", "space_pt", "marks", "line", "block", "colour")
_BOX = ("left_pt", "top_pt", "right_pt", "bottom_pt")


class Read(NamedTuple):
    """How the reading of a paper ended; `sha1` is None if its bytes were never fetched."""

    paper: ClaimedPaper
    outcome: Document | Failure
    sha1: str | None


def batches(reads: Iterable[Read], max_bytes: int) -> Iterator[pa.RecordBatch]:
    """Yield TOKENS batches of about `max_bytes` of Arrow at most, a page at least.

    Small documents share a batch; a large one has its pages in several.
    """
    for group in _runs(reads, max_bytes, lambda read: _size(read.outcome)):
        yield _batch(len(group), DOCUMENT_PART, _document_columns(group))
        pages = (
            (read.paper.paper_id, page)
            for read in group
            if isinstance(read.outcome, Document)
            for page in read.outcome.pages
        )
        for some in _runs(pages, max_bytes, lambda one: _page_size(one[1])):
            yield _batch(len(some), PAGE_PART, _page_columns(some))


def _runs(items: Iterable[T], most: int, size_of: Callable[[T], int]) -> Iterator[list[T]]:
    """Yield neighbours in lists of a size of about `most` at most, one at least."""
    run: list[T] = []
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


def documents(rows: Iterable[pa.RecordBatch]) -> Iterator[Read]:
    """Yield the documents of TOKENS batches whose rows come document first, then its pages.

    A document whose pages are fewer than its row says comes back as a LOST failure.
    """
    head: Read | None = None
    promised, pages = 0, list[Page]()
    for batch in rows:
        columns = columns_of(batch)
        for at, part in enumerate(columns["part"]):
            if part == DOCUMENT_PART:
                if head is not None:
                    yield _whole(head, promised, pages)
                head, promised, pages = _head(columns, at), columns["pages_read"][at], []
            else:
                pages.append(page_of(columns, at))
    if head is not None:
        yield _whole(head, promised, pages)


def _whole(head: Read, promised: int, pages: list[Page]) -> Read:
    if isinstance(head.outcome, Failure):
        return head
    if len(pages) != promised:
        message = f"{len(pages)} of {promised} pages in the token table"
        return head._replace(outcome=Failure("tokenise", Kind.LOST, message))
    return head._replace(outcome=replace(head.outcome, pages=tuple(pages)))


def _size(outcome: Document | Failure) -> int:
    """Arrow bytes of an outcome: 45 bytes of numbers and about 10 of text a token."""
    if isinstance(outcome, Failure):
        return 200
    return 200 + sum(map(_page_size, outcome.pages))


def _page_size(page: Page) -> int:
    return 100 + 55 * len(page)


def _batch(rows: int, part: str, columns: dict[str, Any]) -> pa.RecordBatch:
    columns["part"] = pa.array([part] * rows, pa.string())
    arrays = [columns[f.name] if f.name in columns else pa.nulls(rows, f.type) for f in SCHEMA]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def _document_columns(reads: Sequence[Read]) -> dict[str, Any]:
    rows = [_document_row(*read) for read in reads]
    return {
        name: pa.array([row[name] for row in rows], SCHEMA.field(name).type) for name in rows[0]
    }


def _document_row(
    paper: ClaimedPaper, outcome: Document | Failure, sha1: str | None
) -> dict[str, Any]:
    failed = outcome if isinstance(outcome, Failure) else None
    read = outcome if isinstance(outcome, Document) else None
    return {
        "paper_id": paper.paper_id,
        "uri": paper.uri,
        "doc_name": paper.doc_name,
        "attempt": paper.attempt,
        "sha1": sha1,
        "page_count": read.page_count if read else None,
        "page_widths_pt": [w for w, _ in read.page_sizes_pt] if read else None,
        "page_heights_pt": [h for _, h in read.page_sizes_pt] if read else None,
        "pages_read": len(read.pages) if read else 0,
        "failure_stage": failed.stage if failed else None,
        "failure_kind": failed.kind.value if failed else None,
        "failure_message": failed.message if failed else None,
    }


def _page_columns(pages: Sequence[tuple[str, Page]]) -> dict[str, Any]:
    offsets = _offsets(len(page) for _, page in pages)
    columns: dict[str, Any] = {
        "paper_id": pa.array([paper_id for paper_id, _ in pages], pa.string()),
        "page": pa.array([page.number for _, page in pages], pa.int32()),
        "width_pt": pa.array([page.width_pt for _, page in pages], pa.float32()),
        "height_pt": pa.array([page.height_pt for _, page in pages], pa.float32()),
        "texts": _lists("texts", offsets, [t for _, page in pages for t in page.texts]),
        "fonts": _lists(
            "fonts",
            _offsets(len(page.fonts) for _, page in pages),
            [name for _, page in pages for name in page.fonts],
        ),
    }
    boxes = np.concatenate([page.boxes_pt for _, page in pages])  # (tokens, 4)
    for index, name in enumerate(_BOX):
        columns[name] = _lists(name, offsets, np.ascontiguousarray(boxes[:, index]))
    for name in _PER_TOKEN:
        columns[name] = _lists(
            name, offsets, np.concatenate([getattr(page, name) for _, page in pages])
        )
    return columns


def _offsets(lengths: Iterable[int]) -> npt.NDArray[np.int32]:
    return np.cumsum([0, *lengths], dtype=np.int32)


def _lists(name: str, offsets: npt.NDArray[np.int32], values: Any) -> Any:
    kind = SCHEMA.field(name).type
    if isinstance(values, np.ndarray):
        values = values.astype(kind.value_type.to_pandas_dtype(), copy=False)
    flat = pa.array(values, kind.value_type)
    lists: Any = pa.ListArray  # its stubs know no NumPy
    return lists.from_arrays(pa.array(offsets), flat, type=kind)


def columns_of(batch: pa.RecordBatch) -> dict[str, Any]:
    """Return the batch's columns: scalars as a list, lists as (offsets, values)."""
    columns: dict[str, Any] = {}
    arrays: list[Any] = batch.columns
    for name, array in zip(batch.schema.names, arrays, strict=True):
        if not pa.types.is_list(array.type):
            columns[name] = array.to_pylist()
        elif pa.types.is_string(array.type.value_type):
            columns[name] = (array.offsets.to_numpy(), array.values.to_pylist())
        else:
            columns[name] = (array.offsets.to_numpy(), array.values.to_numpy(zero_copy_only=False))
    return columns


def cut(columns: dict[str, Any], name: str, at: int) -> Any:
    """Return the list of one row."""
    offsets, values = columns[name]
    return values[offsets[at] : offsets[at + 1]]


def _head(columns: dict[str, Any], at: int) -> Read:
    paper = ClaimedPaper(*(columns[name][at] for name in ClaimedPaper._fields))
    kind, sha1 = columns["failure_kind"][at], columns["sha1"][at]
    if kind is not None:
        stage, message = columns["failure_stage"][at], columns["failure_message"][at]
        return Read(paper, Failure(stage, Kind(kind), message), sha1)
    widths, heights = (cut(columns, f"page_{side}_pt", at) for side in ("widths", "heights"))
    sizes = tuple((float(w), float(h)) for w, h in zip(widths, heights, strict=True))
    return Read(paper, Document(sha1, columns["page_count"][at], sizes, ()), sha1)


def page_of(columns: dict[str, Any], at: int) -> Page:
    """Return the page of one row."""
    numbers = {name: cut(columns, name, at) for name in (*_BOX, *_PER_TOKEN)}
    return Page(
        number=columns["page"][at],
        width_pt=columns["width_pt"][at],
        height_pt=columns["height_pt"][at],
        texts=tuple(cut(columns, "texts", at)),
        boxes_pt=np.stack([numbers.pop(name) for name in _BOX], axis=1),
        fonts=tuple(cut(columns, "fonts", at)),
        font=numbers["font"],
        size_pt=numbers["size_pt"],
        space_pt=numbers["space_pt"],
        marks=numbers["marks"].astype(np.uint8),
        line=numbers["line"],
        block=numbers["block"],
        colour=numbers["colour"].astype(np.uint32),
    )
