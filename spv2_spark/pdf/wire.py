"""Documents and failures as bytes: what a sandboxed child may say, checked when it is read.

A message is a JSON header's length (u32, little endian), the header, then a row a token of all
pages, as `TOKEN` lays it out, then the texts as UTF-8 with a newline after each. Of other
readers than the tokeniser (a page's picture) it is a header and bytes. Nothing in it is
executed, and a reader trusts nothing of it.
"""

from __future__ import annotations

import json
import struct
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Document, Page
from spv2_spark.errors import Failure, Kind
from spv2_spark.valid_text import valid_text

TOKEN = np.dtype(
    [
        ("boxes_pt", "<f4", 4),
        ("font", "<i4"),
        ("size_pt", "<f4"),
        ("space_pt", "<f4"),
        ("line", "<i4"),
        ("block", "<i4"),
        ("colour", "<u4"),
        ("marks", "|u1"),
    ]
)
_COLUMNS = TOKEN.names or ()
_LENGTH = struct.Struct("<I")
_SHA1_DIGITS = 40

Answer = Document | bytes | Failure


class WireError(ValueError):
    """The bytes are not a message of this format."""


def encoded(result: Answer) -> bytes:
    """Return `result` as a message."""
    if isinstance(result, bytes):
        return _framed({"bytes": len(result)}, [result])
    if isinstance(result, Failure):
        fields = [result.stage, result.kind.value, result.message]
        return _framed({"failure": fields}, [])
    header = {
        "sha1": result.sha1,
        "page_count": result.page_count,
        "page_sizes_pt": result.page_sizes_pt,
        "pages": [
            [page.number, page.width_pt, page.height_pt, len(page), page.fonts]
            for page in result.pages
        ],
    }
    texts = ["".join(f"{text}\n" for text in page.texts).encode() for page in result.pages]
    return _framed(header, [*map(_rows, result.pages), *texts])


def _rows(page: Page) -> bytes:
    rows = np.empty(len(page), TOKEN)
    for name in _COLUMNS:
        rows[name] = getattr(page, name)
    return rows.tobytes()


def _framed(header: dict[str, Any], buffers: list[bytes]) -> bytes:
    head = json.dumps(header).encode()
    return b"".join([_LENGTH.pack(len(head)), head, *buffers])


def decoded(message: bytes) -> Answer:
    """Return what `message` says; raises WireError if it is not a valid message."""
    try:
        return _decoded(memoryview(message))
    except WireError:
        raise
    except (ValueError, TypeError, KeyError, struct.error, RecursionError, OverflowError) as error:
        raise WireError(f"{type(error).__name__}: {error}") from error


def _decoded(message: memoryview) -> Answer:
    (length,) = _LENGTH.unpack_from(message)
    start = _LENGTH.size + length
    header = json.loads(bytes(message[_LENGTH.size : start]))
    if "failure" in header:
        stage, kind, text = header["failure"]
        return Failure(_text(stage), Kind(kind), _text(text))
    if "bytes" in header:
        _check(_count(header["bytes"]) == len(message) - start, "the bytes are short")
        return bytes(message[start:])
    sizes = tuple((float(width), float(height)) for width, height in header["page_sizes_pt"])
    sha1, page_count = _text(header["sha1"]), _count(header["page_count"])
    _check(len(sha1) == _SHA1_DIGITS and len(sizes) == page_count, "sha1 or page count")
    pages = _pages(header["pages"], message[start:])
    numbers = [page.number for page in pages]
    _check(numbers == sorted(set(numbers)) and all(n < page_count for n in numbers), "page numbers")
    return Document(sha1, page_count, sizes, pages)


def _pages(heads: list[Any], body: memoryview) -> tuple[Page, ...]:
    lengths = [_count(head[3]) for head in heads]
    total = sum(lengths)
    _check(total * TOKEN.itemsize <= len(body), "the columns are short")
    rows = np.frombuffer(body, TOKEN, total)
    texts = bytes(body[rows.nbytes :]).decode().split("\n")
    _check(len(texts) == total + 1 and not texts.pop(), "texts")
    _check(all(texts) and "\0" not in "".join(texts), "a text")
    parts = [slice(end - size, end) for size, end in zip(lengths, accumulate(lengths), strict=True)]
    pairs = zip(heads, parts, strict=True)
    return tuple(_page(head, tuple(texts[part]), rows[part]) for head, part in pairs)


def _page(head: list[Any], texts: tuple[str, ...], rows: npt.NDArray[Any]) -> Page:
    number, width, height, _, fonts = head
    for name in ("boxes_pt", "size_pt", "space_pt"):
        _check(bool(np.isfinite(rows[name]).all()), f"{name} is not finite")
    for name in ("line", "block"):
        _check(bool((np.diff(rows[name], prepend=0) >= 0).all()), f"{name} decreases")
    _check(bool(((rows["font"] >= 0) & (rows["font"] < len(fonts))).all()), "font index")
    return Page(
        number=_count(number),
        width_pt=float(width),
        height_pt=float(height),
        texts=texts,
        fonts=tuple(map(_text, fonts)),
        **{name: np.ascontiguousarray(rows[name]) for name in _COLUMNS},
    )


def _text(value: Any) -> str:
    # JSON may hold halves of surrogate pairs, which no table takes.
    _check(isinstance(value, str) and valid_text(value) == value, "not a text")
    return str(value)


def _count(value: Any) -> int:
    _check(type(value) is int and value >= 0, "not a count")
    return int(value)


def _check(right: bool, what: str) -> None:
    if not right:
        raise WireError(what)
