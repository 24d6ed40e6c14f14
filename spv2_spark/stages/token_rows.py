"""Documents to Arrow batches of the TOKENS table, and back.

Pages go through NumPy and `ListArray.from_arrays`: nested Python lists cost ten times more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from spv2_spark.contracts.schema import arrow_schema
from spv2_spark.contracts.tables import Tokens
from spv2_spark.domain.page import Document, Page
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import Failure, Kind
from spv2_spark.stages.rows import runs

SCHEMA = arrow_schema(Tokens.contract)
_PER_TOKEN = ("font", "size_pt", "space_pt", "marks", "line", "block", "colour")
_BOX = ("left_pt", "top_pt", "right_pt", "bottom_pt")


NO_PAPER = ClaimedPaper("", "", "", 1)  # of which nobody said more than its bytes


class Read(NamedTuple):
    """How the reading of a paper ended; `sha1` is None if its bytes were never fetched."""

    paper: ClaimedPaper
    outcome: Document | Failure
    sha1: str | None


def token_batches(reads: Iterable[Read], max_bytes: int) -> Iterator[pa.RecordBatch]:
    """Return TOKENS batches of about `max_bytes` of Arrow at most, a paper at least."""
    return map(token_batch, runs(reads, max_bytes, lambda read: _size(read.outcome)))


def documents(rows: Iterable[pa.RecordBatch]) -> Iterator[Read]:
    """Yield the papers of TOKENS batches, in their order."""
    for batch in rows:
        columns = columns_of(batch)
        yield from (read_of(columns, at) for at in range(batch.num_rows))


def _size(outcome: Document | Failure) -> int:
    """Arrow bytes of an outcome: 45 bytes of numbers and about 10 of text a token."""
    pages = outcome.pages if isinstance(outcome, Document) else ()
    return 200 + sum(100 + 55 * len(page) for page in pages)


def token_batch(reads: Sequence[Read]) -> pa.RecordBatch:
    """Return the TOKENS rows of papers, a row each."""
    rows = [facts_of(read) | failure_of(read.outcome) for read in reads]
    columns = {
        name: pa.array([row[name] for row in rows], SCHEMA.field(name).type) for name in rows[0]
    }
    columns |= _lists_of([read.outcome for read in reads])
    return pa.RecordBatch.from_arrays([columns[name] for name in SCHEMA.names], schema=SCHEMA)


def facts_of(read: Read) -> dict[str, Any]:
    """Return a paper's columns before its failure, in TOKENS and in RESULTS."""
    pages = read.outcome.page_count if isinstance(read.outcome, Document) else None
    return {**read.paper._asdict(), "sha1": read.sha1, "page_count": pages}


def failure_of(outcome: object) -> dict[str, str | None]:
    """Return the columns FAILURE; nulls for an outcome that is none."""
    failed = outcome if isinstance(outcome, Failure) else None
    return {
        "failure_stage": failed.stage if failed else None,
        "failure_kind": failed.kind.value if failed else None,
        "failure_message": failed.message if failed else None,
    }


def _lists_of(outcomes: Sequence[Document | Failure]) -> dict[str, Any]:
    documents = [one if isinstance(one, Document) else None for one in outcomes]
    sizes = [one.page_sizes_pt if one else () for one in documents]
    pages = [one.pages if one else () for one in documents]
    every = [page for of_paper in pages for page in of_paper]
    by_pdf = _offsets(map(len, sizes))
    by_page = _offsets(map(len, pages))
    by_token = _offsets(sum(map(len, of_paper)) for of_paper in pages)
    by_font = _offsets(sum(len(page.fonts) for page in of_paper) for of_paper in pages)
    boxes = _joined([page.boxes_pt for page in every]).reshape(-1, 4)
    columns = {
        "page_widths_pt": _lists("page_widths_pt", by_pdf, [w for one in sizes for w, _ in one]),
        "page_heights_pt": _lists("page_heights_pt", by_pdf, [h for one in sizes for _, h in one]),
        "pages": _lists("pages", by_page, [page.number for page in every]),
        "page_tokens": _lists("page_tokens", by_page, [len(page) for page in every]),
        "page_fonts": _lists("page_fonts", by_page, [len(page.fonts) for page in every]),
        "fonts": _lists("fonts", by_font, [name for page in every for name in page.fonts]),
        "texts": _lists("texts", by_token, [text for page in every for text in page.texts]),
    }
    for index, name in enumerate(_BOX):
        columns[name] = _lists(name, by_token, np.ascontiguousarray(boxes[:, index]))
    for name in _PER_TOKEN:
        columns[name] = _lists(name, by_token, _joined([getattr(page, name) for page in every]))
    return columns


def _joined(arrays: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.zeros(0)


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


def read_of(columns: dict[str, Any], at: int) -> Read:
    """Return the paper of one row."""
    paper = ClaimedPaper(*(columns[name][at] for name in ClaimedPaper._fields))
    kind, sha1 = columns["failure_kind"][at], columns["sha1"][at]
    if kind is not None:
        stage, message = columns["failure_stage"][at], columns["failure_message"][at]
        return Read(paper, Failure(stage, Kind(kind), message), sha1)
    widths, heights = (cut(columns, f"page_{side}_pt", at) for side in ("widths", "heights"))
    sizes = tuple((float(w), float(h)) for w, h in zip(widths, heights, strict=True))
    pages = tuple(_pages(columns, at, sizes))
    return Read(paper, Document(sha1, columns["page_count"][at], sizes, pages), sha1)


def _pages(
    columns: dict[str, Any], at: int, sizes: Sequence[tuple[float, float]]
) -> Iterator[Page]:
    """Yield the pages of one row."""
    texts, fonts = cut(columns, "texts", at), cut(columns, "fonts", at)
    boxes = np.stack([cut(columns, name, at) for name in _BOX], axis=1)  # (tokens, 4)
    values = {name: cut(columns, name, at) for name in _PER_TOKEN}
    values["marks"] = values["marks"].astype(np.uint8)
    values["colour"] = values["colour"].astype(np.uint32)
    numbers, tokens, names = (
        cut(columns, name, at).tolist() for name in ("pages", "page_tokens", "page_fonts")
    )
    ends, font_ends = np.cumsum(tokens).tolist(), np.cumsum(names).tolist()
    for number, count, end, few, font_end in zip(
        numbers, tokens, ends, names, font_ends, strict=True
    ):
        own = slice(end - count, end)
        width_pt, height_pt = sizes[number]
        yield Page(
            number=number,
            width_pt=width_pt,
            height_pt=height_pt,
            texts=tuple(texts[own]),
            boxes_pt=boxes[own],
            fonts=tuple(fonts[font_end - few : font_end]),
            **{name: value[own] for name, value in values.items()},
        )
