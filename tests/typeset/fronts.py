"""A front in plain print, typeset with what a test changes, and what is labelled on it."""

# ruff: noqa: S311
from __future__ import annotations

import dataclasses
import random
from typing import Any, NamedTuple

from spv2_spark.config import PdfSettings
from spv2_spark.domain.article import Article, ArticleAuthor
from spv2_spark.domain.gold import PersonName
from spv2_spark.domain.label import MASK, Field, begin, inside
from spv2_spark.domain.page import Document
from spv2_spark.pdf.read import read_pdf
from spv2_spark.typeset.design import Design
from spv2_spark.typeset.draw import draw_design
from spv2_spark.typeset.generator import PaperGenerator, Typeset
from spv2_spark.typeset.labels import labels_of
from spv2_spark.typeset.samples import sample_articles

AUTHORS = (
    ArticleAuthor(PersonName("Liv Anna", "Ashgrove"), (0,), email="liv@orvanta.example"),
    ArticleAuthor(PersonName("Oren", "Brannick"), (1,), email="oren@vermont.example"),
    ArticleAuthor(PersonName("Maude T.", "de Castervil"), (1,), email="maude@vermont.example"),
)
ARTICLE = dataclasses.replace(
    next(sample.article for sample in sample_articles()),
    title="Draining Sparse Queues",
    subtitle="",
    authors=AUTHORS,
    affiliations=("Orvanta College, Tolmark, Norway", "Vermont University, Lago, Italy"),
    references=(),
    language="en",
)
NAMES = ["Liv Anna Ashgrove", "Oren Brannick", "Maude T . de Castervil"]
FACE = ("Libertinus Serif",)  # it has raised letters of its own
# A front of title and authors in plain print; each test says what it has otherwise.
PLAIN: dict[str, dict[str, Any]] = {
    "content": {"authors": "kept", "title": "kept", "journal": "kept", "without": ""},
    "page": {"width_pt": 595.0, "height_pt": 842.0, "columns": 1, "line_numbers": "none",
             "stamp": "none", "notice": "none", "left_pt": 70.0, "right_pt": 70.0},
    "type": {"body": FACE, "head": FACE, "title": FACE, "furniture": FACE},
    "title": {"size": 1.6, "case": "as_is", "prefix": "", "translated": "none", "mark": "none",
              "breaks": False, "italic": False, "subtitle": "colon"},
    "authors": {"arrangement": "line", "form": "full", "separator": ", ", "last": "same",
                "marks": "none", "corresponding": "none", "note": "none", "degrees": False,
                "status": "none", "orcid": "none", "small_caps": "none", "prefix": "",
                "group": "none", "native": False, "weight": "regular", "italic": False,
                "like_title": False, "size": 1.0},
    "affiliations": {"place": "none", "mails": "below", "mail_case": "as_is"},
    "front": {"order": ("title", "authors"), "cover": "none", "masthead": "none", "badge": "none",
              "type_line": "none", "sidebar": "none", "editors": "none", "spanning": True,
              "footer_block": "none", "licence": "none", "citation": "none",
              "highlights": False, "second_abstract": False, "contents": False},
    "furniture": {"first_head": "", "first_foot": "", "head_odd": "", "head_even": "odd",
                  "foot": ""},
    "body": {"pages": 0.6, "figures": 0, "tables": 0, "notes": 0, "drop_cap": False},
    "references": {"before": (), "after": ()},
}  # fmt: skip


class Front(NamedTuple):
    paper: Typeset
    titles: list[str]
    authors: list[str]
    masked: list[str]
    text: str  # of all pages that were read


def design_of(language: str = "en", seed: int = 1, **changes: dict[str, Any]) -> Design:
    design = draw_design(random.Random(seed), language=language)
    sections = {
        name: dataclasses.replace(getattr(design, name), **{**plain, **changes.get(name, {})})
        for name, plain in PLAIN.items()
    }
    return dataclasses.replace(design, seed=seed, language=language, **sections)


def front_of(
    generator: PaperGenerator, design: Design, article: Article = ARTICLE, seed: int = 1
) -> Front:
    paper = generator.typeset(article, (), design, random.Random(seed))
    document = read_pdf(paper.pdf, PdfSettings())
    assert isinstance(document, Document)
    labels = labels_of(document, paper.spans)
    words: list[str] = []
    fields: list[int] = []
    for page, label in zip(document.pages, labels, strict=True):
        words += page.texts
        fields += label.field.tolist()
    masked = [word for word, one in zip(words, fields, strict=True) if one == MASK]
    return Front(
        paper,
        _spans(words, fields, Field.TITLE),
        _spans(words, fields, Field.AUTHOR),
        masked,
        " ".join(words),
    )


def _spans(words: list[str], fields: list[int], what: Field) -> list[str]:
    spans: list[list[str]] = []
    for word, field in zip(words, fields, strict=True):
        if field == begin(what):
            spans.append([word])
        elif field == inside(what):
            spans[-1].append(word)
    return [" ".join(span) for span in spans]
