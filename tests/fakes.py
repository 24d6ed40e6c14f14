"""A tagger and readers that need no PDF and no TensorFlow.

The Spark workers import this module, so what is defined here travels by reference.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

import numpy as np

from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS, Field, begin, inside
from spv2_spark.domain.metadata import Author, Metadata, Reference, Region, Value
from spv2_spark.domain.page import Box, Document, Page
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.domain.tagging import PageTags
from spv2_spark.errors import Failure, Kind
from spv2_spark.stages.token_rows import Read

VERSION = "fake-1"


def page_of(texts: Sequence[str], number: int = 0) -> Page:
    """Return a page with one token a line."""
    n = len(texts)
    boxes = np.array([[72.0, 20.0 * i, 80.0, 20.0 * i + 10] for i in range(n)], dtype=np.float32)
    return Page(
        number=number,
        width_pt=612.0,
        height_pt=792.0,
        texts=tuple(texts),
        boxes_pt=boxes.reshape(n, 4),
        fonts=("Times", "Helvetica"),
        font=np.arange(n, dtype=np.int32) % 2,
        size_pt=np.full(n, 10.5, dtype=np.float32),
        space_pt=np.full(n, 2.5, dtype=np.float32),
        marks=np.arange(n, dtype=np.uint8),
        line=np.arange(n, dtype=np.int32),
        block=np.zeros(n, dtype=np.int32),
        colour=np.full(n, 0xE04000, dtype=np.uint32),
    )


def document_of(paper_id: str, pages: int = 2) -> Document:
    """Return a document whose first token of every page is the paper's id."""
    made = tuple(page_of([paper_id, "a", "title", "of", str(i)], 2 * i) for i in range(pages))
    sizes = tuple((612.0, 792.0) for _ in range(2 * pages))
    return Document(f"{paper_id:0>40}"[-40:], 2 * pages, sizes, made)


def read_by_name(papers: Iterable[ClaimedPaper]) -> Iterator[Read]:
    """Read a paper whose URI says how it ends: "well", or a failure's kind."""
    for paper in papers:
        if paper.uri == "well":
            document = document_of(paper.paper_id, 1 + len(paper.paper_id) % 3)
            yield Read(paper, document, document.sha1)
        else:
            yield Read(
                paper, Failure("tokenise", Kind(paper.uri), f"it was\nto be {paper.uri}\x00"), None
            )


class FakeTagger:
    """Calls a page's tokens a title; fails on a token "poison", whoever stands beside it."""

    version = VERSION
    known_words = frozenset({"title"})

    def tag(self, documents: Sequence[Document]) -> list[tuple[PageTags, ...]]:
        """Return the same tags for every page."""
        if any("poison" in page.texts[0] for one in documents for page in one.pages):
            raise ValueError("poisoned")
        return [tuple(self._tags(page) for page in one.pages) for one in documents]

    def _tags(self, page: Page) -> PageTags:
        field = np.full((len(page), FIELD_LABELS), -9.0, dtype=np.float32)
        field[:, inside(Field.TITLE)] = 0.0
        field[0, begin(Field.TITLE)] = 1.0
        entry = np.zeros((len(page), ENTRY_LABELS), dtype=np.float32)
        return PageTags(page.number, field, entry)


def load_fake() -> FakeTagger:
    """Return the fake tagger."""
    return FakeTagger()


class FirstPageTitle(Decoder):
    """The first page's tokens as title, one author and one reference."""

    def metadata_of(
        self,
        document: Document,
        tags: Sequence[PageTags],
        known_words: Container[str] = frozenset(),
    ) -> Metadata:
        """Return them; a page that starts with "odd" raises KeyError."""
        if not tags:
            return Metadata(None, (), ())
        page = document.pages[0]
        if page.texts[0].startswith("empty"):
            return Metadata(None, (), ())
        if page.texts[0].startswith("odd"):
            raise KeyError("odd one")
        place = Region(page.number, Box(*(float(x) for x in page.boxes_pt[0])))
        title = Value(" ".join(page.texts), 0.75, (place,))
        author = Author(Value("Ada Lovelace", 0.5, (place,)), "Ada", "Lovelace")
        reference = Reference(title, (author,), None, Value("1843", 1.0), (place,), "Notes. 1843.")
        return Metadata(title, (author,), (reference,))
