"""From tags to metadata, on small papers: literal in, literal out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.metadata import Metadata
from spv2_spark.domain.page import Document, Float32s
from spv2_spark.layout.word_list import WordList
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import authors, bibs, built, read, title

PAPER = [
    "~#{T A Title in two}>",
    "#{>T lines}",
    "~{A Ana Núñez}^1, {A John Doe}^2",
    "~@1. {a Roe A}, {a Poe B}. {t First things}. {v Nature}. {y 2001};1:2.",
    "@2. {a Low C}. {t Second things}. {v J. Biol. Chem.} {y 2002}.",
]


def test_a_small_paper() -> None:
    metadata = read(
        [
            "Journal of Things 12 (2020)",
            "~#{T A Study of Cats and their inter-}>",
            "#{>T action with “Dogs”.}",
            "~{A John A. Smith}^1^,^2, {A Ana Núñez}^1 and {A Li Wei}",
            "~References",
            "@[1] {a Doe J}, {a Roe AB}. {t On the well-}>",
            "+{>t known cats.} {v J. Biol. Chem.} {y 2010}a;12:3–4.",
            "@[2] {a Smith, J.} and {a van Dam, B.} ({y 1999}) “{t Is it so?}” In: {v Nature}.",
        ]
    )
    assert title(metadata) == "A Study of Cats and their interaction with “Dogs”."
    assert authors(metadata) == ["John A. Smith", "Ana Núñez", "Li Wei"]
    assert bibs(metadata) == [
        ("On the well-known cats", ["J Doe", "AB Roe"], "J. Biol. Chem.", "2010a"),
        ("Is it so?", ["J. Smith", "B. van Dam"], "Nature", "1999"),
    ]
    assert metadata.references[0].text == (
        "[1] Doe J, Roe AB. On the well-known cats. J. Biol. Chem. 2010a;12:3–4."
    )


def test_no_list_of_words_is_made_for_a_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(PAPER)
    monkeypatch.delattr(WordList, "of")  # a union of two costs as much as all else of a paper
    assert read(PAPER) == first


def test_a_tagger_without_entry_labels() -> None:
    document, labels = built(PAPER)
    tags = [
        replace(one, entry_logp=np.full_like(one.entry_logp, np.log(1 / 3)))
        for one in tags_of_labels(labels)
    ]
    metadata = Decoder().metadata_of(document, tags)
    assert bibs(metadata) == [
        ("First things", ["A Roe", "B Poe"], "Nature", "2001"),
        ("Second things", ["C Low"], "J. Biol. Chem.", "2002"),
    ]


def test_regions_and_confidences() -> None:
    metadata = read(PAPER)
    assert metadata.title is not None
    assert metadata.title.confidence == pytest.approx(0.999, abs=1e-3)
    (region,) = metadata.title.regions
    assert region.page == 0
    assert tuple(region.box) == pytest.approx((50.0, 50.0, 113.0, 74.0), abs=2)


def test_words_left_out_of_a_span_leave_a_space() -> None:
    page = ["~@1. {a Roe A}. {t One}.{>t Two}. {v Nature}. {y 2001};1:2."]
    assert bibs(read(page))[0][0] == "One Two"


def test_tags_of_other_pages_are_refused() -> None:
    document, labels = built(PAPER)
    with pytest.raises(ValueError, match="not of this document"):
        Decoder().metadata_of(document, tags_of_labels(labels[:0]))
    assert Decoder().metadata_of(Document("0" * 40, 0, (), ()), ()) == Metadata(None, (), ())


@pytest.mark.parametrize(
    ("end", "begin", "text", "known"),
    [
        ("HPLC-", "PAD of wine", "HPLC-PAD of wine", ""),
        ("A peer-to-", "peer net", "A peer-to-peer net", ""),
        ("A pressure-de-", "pendent law", "A pressure-dependent law", "dependent"),
        ("The wood-in-", "habiting fungi", "The wood-inhabiting fungi", "inhabiting"),
        ("A long-", "term study", "A long-term study", "longterm"),
        ("Some consor-", "tial products", "Some consortial products", "consor tial"),
        ("Some health-", "related things", "Some health-related things", ""),
        ("Some chemi-", "stry", "Some chemistry", "chemistry"),
        ("The river-", "bed things", "The river-bed things", ""),
        ("An enzyme-", "linked test", "An enzyme-linked test", "enzyme linked"),
    ],
)
def test_hyphens_at_line_ends(end: str, begin: str, text: str, known: str) -> None:
    body = "~the river-bed of things"
    assert title(read([f"#{{T {end}}}>", f"#{{>T {begin}}}", body], known=known.split())) == text


def test_a_doubtful_entry_makes_its_values_doubtful() -> None:
    document, labels = built(PAPER)
    tags = tags_of_labels(labels)
    sure = Decoder().metadata_of(document, tags).references
    doubtful = [replace(one, entry_logp=_doubtful(one.entry_logp)) for one in tags]
    found = Decoder().metadata_of(document, doubtful).references
    assert len(found) == len(sure) == 2
    assert [one.confidence for one in found] == pytest.approx([0.6, 0.6], abs=0.01)
    for before, after in zip(sure, found, strict=True):
        assert before.year is not None
        assert after.year is not None
        assert after.year.confidence == pytest.approx(0.6 * before.year.confidence, abs=0.02)


def _doubtful(entry_logp: Float32s) -> Float32s:
    """Return the log probabilities with 0.4 for "outside" wherever an entry is likelier."""
    chance = np.exp(entry_logp)
    within = 0.6 * chance[:, 1:] / chance[:, 1:].sum(axis=1, keepdims=True)
    doubtful = np.concatenate([np.full((len(chance), 1), 0.4), within], axis=1)
    is_entry = chance.argmax(axis=1)[:, None] > 0
    return np.where(is_entry, np.log(doubtful), entry_logp).astype(np.float32)
