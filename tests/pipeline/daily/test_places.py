"""Every value says where it stands: drawn on its page, a frame holds the value's own words."""

# mypy: disable-error-code="no-untyped-call"
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

import pymupdf
import pytest

from spv2_spark.config import PdfSettings
from spv2_spark.decode.calibration import values_by_field
from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.metadata import Metadata, Value
from spv2_spark.domain.page import Document
from spv2_spark.nn.tagger import load_tagger
from spv2_spark.pdf.read import read_pdf
from spv2_spark.typeset.demo import typeset_samples
from spv2_spark.typeset.generator import PaperGenerator

RED = (1.0, 0.0, 0.0)
_PT = 1.5  # a box is its span's from top to bottom, and near its glyphs from left to right


def read_papers(count: int) -> Iterator[tuple[bytes, Metadata]]:
    tagger = load_tagger("packaged:default", threads=1)
    for _, paper in islice(typeset_samples(PaperGenerator()), count):
        document = read_pdf(paper.pdf, PdfSettings())
        assert isinstance(document, Document)
        (tags,) = tagger.tag([document])
        yield paper.pdf, Decoder().metadata_of(document, tags, tagger.known_words)


def letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\W_\u0300-\u036f]+", "", plain)


def words_in_frames(pdf: pymupdf.Document, value: Value) -> str:
    """Return the letters of all words whose middle lies in one of the value's boxes."""
    found = []
    for place in value.regions:
        box = place.box
        near = pymupdf.Rect(box.left - _PT, box.top - _PT, box.right + _PT, box.bottom + _PT)
        clipped = pdf[place.page].get_text("rawdict", clip=near)
        chars = [
            char["c"]
            for block in clipped["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
            for char in span["chars"]
        ]
        found.append("".join(chars))
    return letters("".join(found))


@pytest.mark.tf
def test_every_value_stands_where_it_says() -> None:
    checked = 0
    for data, metadata in read_papers(4):
        pdf = pymupdf.open(stream=data, filetype="pdf")
        for values in values_by_field(metadata).values():
            for value in values:
                assert value.regions, value
                # Names are turned round and hyphens undone: the letters must be there.
                there, meant = words_in_frames(pdf, value), letters(value.text)
                assert not set(meant) - set(there), (value.text, there)
                assert len(there) >= 0.9 * len(meant), (value.text, there)
                checked += 1
    assert checked > 120


@pytest.mark.tf
def test_frames_can_be_drawn_on_the_pages() -> None:
    ((data, metadata),) = read_papers(1)
    pdf = pymupdf.open(stream=data, filetype="pdf")
    for value in (one for some in values_by_field(metadata).values() for one in some):
        for place in value.regions:
            page, box = pdf[place.page], place.box
            frame = pymupdf.Rect(box.left, box.top, box.right, box.bottom)
            assert page.rect.contains(frame)
            page.draw_rect(frame, color=RED, width=0.5)
    assert metadata.title is not None
    drawn = pdf[metadata.title.regions[0].page].get_pixmap(dpi=72)
    top = round(metadata.title.regions[0].box.top)
    row = [drawn.pixel(x, y) for x in range(drawn.width) for y in (top - 1, top)]
    assert sum(red > green + 60 for red, green, _ in row) > 20
