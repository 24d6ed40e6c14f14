"""TAGGED rows: what comes back is what went in, in float16's precision."""

from __future__ import annotations

import numpy as np

from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS
from spv2_spark.domain.page import Document
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.domain.tagging import PageTags
from spv2_spark.errors import Failure, Kind
from spv2_spark.stages.tag_rows import TaggedPaper, tagged_batch, tagged_papers
from spv2_spark.stages.token_rows import Read
from tests.fakes import document_of, page_of

PAPER = ClaimedPaper("p", "file:///p.pdf", "p.pdf", 2)


def tags_like(pages: int) -> tuple[PageTags, ...]:
    rng = np.random.default_rng(7)
    return tuple(
        PageTags(
            2 * page,
            -20 * rng.random((5, FIELD_LABELS), dtype=np.float32),
            -20 * rng.random((5, ENTRY_LABELS), dtype=np.float32),
        )
        for page in range(pages)
    )


def test_tags_come_back_as_they_were_rounded() -> None:
    document, fresh = document_of("p", 3), tags_like(3)
    tags = tuple(one.rounded() for one in fresh)
    (found,) = tagged_papers([tagged_batch([TaggedPaper(Read(PAPER, document, "ab"), tags)])])
    assert found.read.paper == PAPER
    assert isinstance(found.tags, tuple)
    assert [one.number for one in found.tags] == [0, 2, 4]
    for one, two in zip(found.tags, tags, strict=True):
        assert np.array_equal(one.field_logp, two.field_logp)
        assert np.array_equal(one.entry_logp, two.entry_logp)
        assert one.field_logp.dtype == np.float32
    assert not np.array_equal(tags[0].field_logp, fresh[0].field_logp)


def test_rounding_is_that_of_float16_and_ends_at_twelve() -> None:
    tags = PageTags(0, np.array([[-0.1]], np.float32), np.array([[-1e9]], np.float32)).rounded()
    assert tags.field_logp[0, 0] == np.float32(-0.0999755859375)
    assert tags.entry_logp[0, 0] == -12.0


def test_failures_come_back_without_tokens() -> None:
    tagging = Failure("predict", Kind.MODEL, "no")
    reading = Failure("tokenise", Kind.ENCRYPTED, "locked")
    batch = tagged_batch(
        [
            TaggedPaper(Read(PAPER, document_of("p"), "ab"), tagging),
            TaggedPaper(Read(PAPER, reading, None), reading),
        ]
    )
    one, two = tagged_papers([batch])
    assert one == TaggedPaper(Read(PAPER, tagging, "ab"), tagging)
    assert two == TaggedPaper(Read(PAPER, reading, None), reading)


def test_a_document_without_pages_has_no_tags() -> None:
    read = Read(PAPER, Document("ab", 0, (), ()), "ab")
    assert list(tagged_papers([tagged_batch([TaggedPaper(read, ())])])) == [TaggedPaper(read, ())]


def test_a_page_without_tokens_has_no_tags() -> None:
    empty = Document("ab", 1, ((612.0, 792.0),), (page_of([]),))
    tags = (PageTags(0, np.zeros((0, 13), np.float32), np.zeros((0, 3), np.float32)),)
    (found,) = tagged_papers([tagged_batch([TaggedPaper(Read(PAPER, empty, "ab"), tags)])])
    assert isinstance(found.tags, tuple)
    assert [(len(one.field_logp), len(one.entry_logp)) for one in found.tags] == [(0, 0)]
