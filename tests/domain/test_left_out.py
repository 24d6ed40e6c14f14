from __future__ import annotations

import pytest

from spv2_spark.domain.left_out import LeftOut, left_out
from spv2_spark.domain.metadata import Author, Metadata, Reference, Value
from spv2_spark.domain.page import Document
from tests.fakes import page_of

TITLE = Value("A title", 0.9)
REFERENCES = (Reference(TITLE, (), None, None),)
NOTHING = Metadata(None, (), REFERENCES)


def document_of(*pages: tuple[int, list[str]]) -> Document:
    made = tuple(page_of(texts, number) for number, texts in pages)
    return Document("0" * 40, 9, ((612.0, 792.0),) * 9, made)


@pytest.mark.parametrize(
    ("pages", "metadata", "why"),
    [
        ([(0, ["A", "title"])], Metadata(TITLE, (), ()), None),
        ([(0, [])], Metadata(None, (Author(TITLE),), ()), None),
        ([(0, ["Page", "1"]), (1, [])], NOTHING, LeftOut.NOTHING_FOUND),
        ([(0, ["Page", "1"])], Metadata(Value("", 0.1), (), ()), LeftOut.NOTHING_FOUND),
        ([(0, []), (8, ["References"])], NOTHING, LeftOut.NO_TEXT_LAYER),
        ([(8, ["References"])], NOTHING, LeftOut.LETTERS_UNKNOWN),
    ],
)
def test_why(pages: list[tuple[int, list[str]]], metadata: Metadata, why: LeftOut | None) -> None:
    assert left_out(document_of(*pages), metadata) is why
