from __future__ import annotations

import json
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spv2_spark.domain.page import Document, Page
from spv2_spark.errors import Failure, Kind
from spv2_spark.pdf.wire import WireError, decoded, encoded


def page(number: int, texts: tuple[str, ...]) -> Page:
    n = len(texts)
    return Page(
        number=number,
        width_pt=595.0,
        height_pt=842.0,
        texts=texts,
        boxes_pt=np.arange(4 * n, dtype=np.float32).reshape(n, 4),
        fonts=("Times", "Ärial"),
        font=np.array([i % 2 for i in range(n)], dtype=np.int32),
        size_pt=np.full(n, 10, dtype=np.float32),
        space_pt=np.full(n, 2.5, dtype=np.float32),
        marks=np.full(n, 8, dtype=np.uint8),
        line=np.arange(n, dtype=np.int32),
        block=np.zeros(n, dtype=np.int32),
        colour=np.full(n, 0x701800, dtype=np.uint32),
    )


DOCUMENT = Document(
    "a" * 40, 9, ((595.0, 842.0),) * 9, (page(0, ("naïve", "漢")), page(3, ()), page(8, ("x",)))
)


def test_what_is_said_is_what_is_heard() -> None:
    assert decoded(encoded(DOCUMENT)) == DOCUMENT
    failure = Failure("tokenise", Kind.ENCRYPTED, "needs a “password”")
    assert decoded(encoded(failure)) == failure


@settings(deadline=None)
@given(st.data())
def test_damage_is_told(data: st.DataObject) -> None:
    message = bytearray(encoded(DOCUMENT))
    for _ in range(data.draw(st.integers(1, 8))):
        message[data.draw(st.integers(0, len(message) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(message[: data.draw(st.integers(0, len(message)))])
    try:
        result = decoded(cut)
    except WireError:
        return
    assert isinstance(result, (Document, Failure))
    for one in result.pages if isinstance(result, Document) else ():
        assert len(one.texts) == len(one.boxes_pt) == len(one.line) == len(one.colour)
        assert np.isfinite(one.boxes_pt).all()
        assert all(one.texts)


@pytest.mark.parametrize(
    "header",
    [
        "null",
        "[]",
        '{"failure": ["a", "no such kind", "c"]}',
        '{"failure": ["tokenise", "crash", 5]}',
        '{"sha1": "x", "page_count": 0, "page_sizes_pt": [], "pages": []}',
        json.dumps({"sha1": "a" * 40, "page_count": -1, "page_sizes_pt": [], "pages": []}),
        json.dumps(
            {
                "sha1": "a" * 40,
                "page_count": 1,
                "page_sizes_pt": [[1, 1]],
                "pages": [[0, 1, 1, 10**12, []]],
            }
        ),
        "[" * 100_000,
    ],
)
def test_nonsense_is_refused(header: str) -> None:
    raw = header.encode()
    with pytest.raises(WireError):
        decoded(struct.pack("<I", len(raw)) + raw + b"\n")
