"""Whole papers in every language: what is printed, labelled, and gold."""

# ruff: noqa: S311
from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import numpy as np
import pytest

from spv2_spark.config import PdfSettings
from spv2_spark.domain.label import Entry, Field, begin
from spv2_spark.domain.page import Document
from spv2_spark.pdf.read import read_pdf
from spv2_spark.typeset.fonts import EMBEDDED
from spv2_spark.typeset.generator import PaperGenerator, Typeset
from spv2_spark.typeset.labels import labels_of, spelled
from spv2_spark.typeset.languages import codes, paper_of, words_of
from spv2_spark.typeset.local import local_languages
from spv2_spark.typeset.paper import typeset_local
from spv2_spark.typeset.samples import sample_articles
from spv2_spark.typeset.text_colour import TypesetError

ALL_PAGES = dataclasses.replace(PdfSettings(), pages="all")
ARTICLES = tuple(sample.article for sample in sample_articles())
FONTS = Path("/usr/share/fonts")
PAPERS = sorted(code for code in codes() if words_of(code).paper)


@pytest.fixture(scope="module")
def generator() -> PaperGenerator:
    return PaperGenerator((FONTS,) if FONTS.is_dir() else ())


def printed(generator: PaperGenerator, code: str, seed: int) -> Typeset:
    return typeset_local(generator, ARTICLES[seed % 5], code, "free", random.Random(seed))


def document_of(paper: Typeset) -> Document:
    document = read_pdf(paper.pdf, ALL_PAGES)
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize("code", PAPERS)
def test_a_language_prints_exactly_what_was_meant(generator: PaperGenerator, code: str) -> None:
    if code not in local_languages(generator.families):
        pytest.skip("no font here has its letters")
    whole = 0
    for seed in range(10):
        paper = printed(generator, code, seed)
        document = document_of(paper)
        try:
            labels = labels_of(document, paper.spans)
        except TypesetError:
            # MuPDF exchanges the letters of a line from right to left, but not their colours.
            assert paper_of(words_of(code)).right_to_left
            continue
        whole += 1
        fields = np.concatenate([one.field for one in labels])
        entries = np.concatenate([one.entry for one in labels])
        assert (entries == Entry.BEGIN).sum() == len(paper.gold.references or ())
        assert (fields == begin(Field.TITLE)).sum() == 1
        tokens = [text for page in document.pages for text in page.texts]
        first = [tokens[at] for at in np.flatnonzero(fields == begin(Field.TITLE))]
        assert spelled(first[0]) in spelled(paper.gold.title or "")
    assert whole


@pytest.mark.parametrize("code", ["zh", "ja", "ko"])
def test_undivided_names_have_no_given_name(generator: PaperGenerator, code: str) -> None:
    if code not in local_languages(generator.families):
        pytest.skip("no font here has its letters")
    own = 0
    for seed in range(6):
        gold = printed(generator, code, seed).gold
        cited = [name for one in gold.references or () for name in one.authors]
        everybody = [*(gold.authors or ()), *cited]
        local = [name for name in everybody if not name.surname[:1].isascii()]
        assert [name.given for name in local] == [""] * len(local)
        own += len(local)
    assert own > 20


def test_the_first_front_is_gold_and_the_second_is_none(generator: PaperGenerator) -> None:
    second = 0
    for seed in range(20):
        paper = printed(generator, "ru", seed)
        document = document_of(paper)
        fields = np.concatenate([one.field for one in labels_of(document, paper.spans)])
        assert (fields == begin(Field.TITLE)).sum() == 1
        assert (fields == begin(Field.AUTHOR)).sum() == len(paper.gold.authors or ())
        title, english = paper.gold.title or "", ARTICLES[seed % 5].title
        second += not title.isascii() and spelled(english) in spelled(
            "".join(text for page in document.pages for text in page.texts)
        )
    assert second > 2


def test_without_fonts_there_are_fewer_languages() -> None:
    embedded = local_languages(EMBEDDED)
    assert {"ru", "uk", "bg", "el", "he", "tr", "es"} <= embedded.keys()
    assert not {"zh", "ja", "ko", "ar", "fa"} & embedded.keys()
    typeset_local(PaperGenerator(), ARTICLES[0], "el", "free", random.Random(3))


def test_class_marks_and_supervisors_are_none(generator: PaperGenerator) -> None:
    marks = supervisors = 0
    for seed in range(40):
        paper = printed(generator, "ru", seed)
        document = document_of(paper)
        texts = [text for page in document.pages for text in page.texts]
        fields = np.concatenate([one.field for one in labels_of(document, paper.spans)]).tolist()
        for word in ("УДК", "руководитель", "аспирант"):
            found = [fields[at] for at, text in enumerate(texts) if text == word]
            assert set(found) <= {Field.NONE}
            marks += word == "УДК" and bool(found)
            supervisors += word == "руководитель" and bool(found)
    assert marks > 5
    assert supervisors > 1
