"""What looks like references and is none: printed, and never an entry."""

# ruff: noqa: S311
# mypy: disable-error-code="no-untyped-call"
from __future__ import annotations

import dataclasses
import random
import re

import numpy as np
import pymupdf
import pytest

from spv2_spark.config import PdfSettings
from spv2_spark.domain.label import MASK, Entry, Field, begin
from spv2_spark.domain.page import Document
from spv2_spark.pdf.read import read_pdf
from spv2_spark.typeset.axes import axes
from spv2_spark.typeset.draw import draw_design
from spv2_spark.typeset.entries import numbered_as, set_list
from spv2_spark.typeset.generator import PaperGenerator, Typeset
from spv2_spark.typeset.labels import labels_of
from spv2_spark.typeset.lookalike_words import lookalike_words
from spv2_spark.typeset.references import draw_style
from spv2_spark.typeset.samples import sample_articles

ALL_PAGES = dataclasses.replace(PdfSettings(), pages="all")
ARTICLE = sample_articles()[0].article
KINDS = {
    "series": lookalike_words().series,
    "members": lookalike_words().groups,
    "studies": ("Studies included",),
    "endnotes": ("Notes", "NOTES", "Endnotes", "Footnotes"),
    "questionnaire": ("Questionnaire", "Annex", "Interview"),
    "glossary": ("Glossary", "List of terms", "Nomenclature"),
    "citation": ("ite ", "itation"),
    "long_appendix": (),
    "shared_page": (),
}  # fmt: skip


@pytest.fixture(scope="module")
def generator() -> PaperGenerator:
    return PaperGenerator()


def printed(generator: PaperGenerator, kind: str, seed: int, *, notes: bool = False) -> Typeset:
    rng = random.Random(seed)
    style = draw_style(rng)
    entries, labels = set_list(ARTICLE.references, style, rng)
    design = numbered_as(draw_design(rng, generator.families, "", "en"), style)
    design = dataclasses.replace(
        design,
        content=dataclasses.replace(design.content, without="", title="kept"),
        front=dataclasses.replace(design.front, order=("title", "authors"), cover="none"),
        references=dataclasses.replace(design.references, lookalike=kind, notes=notes),
        body=dataclasses.replace(design.body, heading="bold"),
    )
    return generator.typeset(ARTICLE, entries, design, rng, labels)


def labelled(paper: Typeset) -> tuple[list[str], list[int], list[int]]:
    document = read_pdf(paper.pdf, ALL_PAGES)
    assert isinstance(document, Document)
    labels = labels_of(document, paper.spans)
    texts = [text for page in document.pages for text in page.texts]
    fields = np.concatenate([one.field for one in labels]).tolist()
    return texts, fields, np.concatenate([one.entry for one in labels]).tolist()


@pytest.mark.parametrize("kind", KINDS)
def test_a_lookalike_is_printed_and_no_entry(generator: PaperGenerator, kind: str) -> None:
    for seed in range(4):
        paper = printed(generator, kind, seed)
        texts, fields, entries = labelled(paper)
        assert entries.count(Entry.BEGIN) == len(paper.gold.references or ())
        assert fields.count(begin(Field.TITLE)) == 1
        outside = " ".join(
            text for text, entry in zip(texts, entries, strict=True) if entry == Entry.OUTSIDE
        )
        heads = KINDS[kind]
        assert not heads or any(head.split()[0] in outside for head in heads)


def test_the_end_of_another_list_stands_above_the_title(generator: PaperGenerator) -> None:
    """Where the title is the largest print the reader leaves it out; the rest is labelled none."""
    above = read = 0
    for seed in range(6):
        paper = printed(generator, "shared_page", seed)
        texts, fields, entries = labelled(paper)
        start = fields.index(begin(Field.TITLE))
        assert set(entries[:start]) <= {Entry.OUTSIDE}
        read += any(len(text) == 4 and text.isdigit() for text in texts[:start])
        with pymupdf.open(stream=paper.pdf, filetype="pdf") as pdf:
            first = pdf[0].get_text().partition(texts[start])[0]
        above += re.search("(19|20)[0-9]{2}", first) is not None
    assert above > 3
    assert read < above


def test_members_are_masked_and_others_none(generator: PaperGenerator) -> None:
    _, fields, _ = labelled(printed(generator, "members", 1))
    _, others, _ = labelled(printed(generator, "series", 1))
    assert fields.count(MASK) > others.count(MASK) + 50


def test_notes_that_point_back_are_no_entries(generator: PaperGenerator) -> None:
    back = 0
    for seed in range(4):
        paper = printed(generator, "", seed, notes=True)
        texts, _, entries = labelled(paper)
        assert entries.count(Entry.BEGIN) == len(paper.gold.references or ())
        pointing = [at for at, text in enumerate(texts) if text in ("Ibid", "Id", "op", "supra")]
        assert {entries[at] for at in pointing} <= {Entry.OUTSIDE}
        back += len(pointing)
    assert back


def test_a_fifth_of_the_papers_have_one() -> None:
    choices = axes()["references.lookalike"]
    assert isinstance(choices, tuple)
    assert sum(map(bool, choices)) / len(choices) == 0.2
    assert set(choices) - {""} == set(KINDS)
