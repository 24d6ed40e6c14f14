"""Entries that hold some works, entries that stand before the list, titles and venues of both."""

from __future__ import annotations

import numpy as np
import pytest

from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.tagging import PageTags
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import bibs, built, read, title

ONE = "{a D. Roe}, {v J. Phys. Chem. C} {y 2017}, 1, 2"
TWO = "{a K. Poe}, {v Adv. Mater.} {y 2010}, 22, E170"


@pytest.mark.parametrize(
    "line",
    [
        f"@[4] a) {ONE}; b) {TWO}.",
        f"@[4] (a) {ONE}; (b) {TWO}.",
        f"@[4] {ONE}; {TWO}.",
        f"@(4) (a) {ONE}. (b) {TWO}.",
    ],
)
def test_works_gathered_under_one_number_are_references(line: str) -> None:
    assert [(names, year) for _, names, _, year in bibs(read([line]))] == [
        (["D. Roe"], "2017"),
        (["K. Poe"], "2010"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "@1. {a Roe A}; {a Poe B}; {a Low C}. {t Things}. {v Nature} {y 2001}",
        "@1. {a Roe A}. {t Things a) new; b) old}. {v Nature} {y 2001}",
        "@1. {a Roe A}, {t a) this; b) that}. {v Nature} {y 2001}",
        "@1. {a Roe A}. {t Things}. {v Nature} {y 2001}; {a Low C}, editor",
    ],
)
def test_one_work_stays_one(line: str) -> None:
    assert len(bibs(read([line]))) == 1


def test_a_box_that_says_how_to_cite_is_no_reference() -> None:
    front = ["#{T T}", "@How to cite: {v Angew. Chem.} {y 2020}", *["text of the paper"] * 90]
    listed = [f"@[{at}] {{a Roe A}}, {{v Nature}} {{y 20{at:02d}}}" for at in range(1, 6)]
    assert [year for _, _, _, year in bibs(read(front, listed))] == [
        f"20{at:02d}" for at in range(1, 6)
    ]
    early = ["#{T T}", *listed[:2], *["a table"] * 200]
    assert len(bibs(read(early, listed[2:]))) == 5
    anonymous = ["@[1] {v Nature} {y 2001}", *listed[1:2]]
    assert len(bibs(read(["#{T T}", *anonymous], listed[2:]))) == 5


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("@{a Roe A}. {t T t}. {v Rheumatology} (Oxford). {y 2010};1", "Rheumatology (Oxford)"),
        ("@{a Roe A}. {t T t}. {v J Appl Physiol} (1985). {y 2017};1", "J Appl Physiol (1985)"),
        ("@{a Roe A}. {t T t}. {v Clin Nutr} (Edinburgh, Scotland) {y 2017};1",
         "Clin Nutr (Edinburgh, Scotland)"),
        ("@{a Roe A}. {t T t}. {v Spine} (Suppl). {y 2010};1", "Spine"),
        ("@{a Roe A}. {t T t}. {v Spine} (Oxford), 12", "Spine"),
        ("@{a Roe A}. {t Analyses in} {v R. Bioinformatics} 12", "Bioinformatics"),
        ("@{a Roe A}. {t Lectures on} {v J. Physics} 12", "J. Physics"),
        ("@{a Roe A}. {t T t}. {v Lancet} () {y 2010};1", "Lancet"),
    ],
)  # fmt: skip
def test_venues_with_places(line: str, venue: str) -> None:
    assert bibs(read([line]))[0][2] == venue


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("@{a Roe A} ({y 2020}). {v Dark workshop}. https://a.edu/b", "Dark workshop"),
        ("@{a Roe A} ({y 2020}). {v Shapely. Zenodo.} https://doi.org/1/zenodo.1", "Shapely"),
        ("@{a Roe A} ({y 2020}). {t Pandas (Version 1.0.3)}. Zenodo.", "Pandas"),
        ("@{a Roe A} ({y 2020}). {t Rules (version 1.1)}. {v J}", "Rules (version 1.1)"),
        ("@{a Roe A} ({y 2020}). {t Analyses in} {v R. Bioinformatics} 12", "Analyses in R"),
        ("@{a Roe A} ({y 2020}). {v A Book}. Springer.", ""),
        ("@1. {a Roe A}. {v Nature} 12, {y 2020}. https://nature.com/1", ""),
        ("@1. {a Roe A}. {v Lancet} {y 2010};375:5. https://a.com/1", ""),
        ("@1. {a Roe A}. {v IEEE Trans. X}, vol. 12. https://a.com/1", ""),
        ("@1. {a Roe A}. {v arXiv}: 1001.1234. https://arxiv.org/1", ""),
        ("@1. {a Roe A}. {v Deep Learning}. MIT Press, {y 2016}. http://a.org", ""),
        ("@1. {a Roe A}. {v Seed oil statistics}, {y 2016}. http://a.org", "Seed oil statistics"),
        ("@1. {a Roe A}. {t Deep learning. In} {v Proc. ACM Conf. Data}", "Deep learning"),
        ("@1. {a Roe A}, {t to} appear, {y 2010}", "to"),
        ("@{a Roe A}. {t The GroupLens recommender}. {v J} {y 2020}", "The GroupLens recommender"),
        ("@1. {a Roe A}, {t Robot collaboration}, {v J} {y 2020}", "Robot collaboration"),
        ("@1. {a Roe A}. [{t Care by a Large Team}]. {v J} {y 2020}", "Care by a Large Team"),
        ("@{a Roe A}. {t PRISMA GroupPreferred items}. {v J} {y 2020}", "Preferred items"),
        ("@{a R}. {v A language and environment for statistical computing}. http://r.org", ""),
    ],
)  # fmt: skip
def test_titles_of_works_on_the_web(line: str, text: str) -> None:
    assert bibs(read([line]))[0][0] == text


def test_a_collaboration_in_brackets_is_an_author() -> None:
    line = "@[1] {a K. Adcox} et al. [{t PHENIX Collaboration}], {v Nucl. Phys. A} {y 2005}"
    assert bibs(read([line])) == [
        ("", ["K. Adcox", "PHENIX Collaboration"], "Nucl. Phys. A", "2005")
    ]
    line = "@[9] {a C. Roe} et al. [{t Particle Data Group]}, {v Nucl. Phys. A} {y 2005}"
    assert bibs(read([line]))[0][1] == ["C. Roe", "Particle Data Group"]
    line = "@[1] {a K. Adcox}. {t Modes of Collaboration}. {v Nature} {y 2005}"
    assert bibs(read([line]))[0][0] == "Modes of Collaboration"


def test_a_suffix_before_given_names() -> None:
    line = "@1. {a Colding, Tobias} and {a Minicozzi II, William}. {t T}. {y 2001}"
    assert bibs(read([line]))[0][1] == ["Tobias Colding", "William Minicozzi II"]


def test_the_kind_of_an_article_is_no_part_of_its_title() -> None:
    text = ["plain text of a paper that goes on for long"] * 4
    assert (
        title(read(["#{T Original article:}>", "#{>T Things of Note}", *text])) == "Things of Note"
    )
    assert (
        title(read(["#{T Review}>", "#{>T of Things of Note}", *text]))
        == "Review of Things of Note"
    )
    assert title(read(["#{T Case report:}>", "#{>T Things of Note}", *text])) == (
        "Case report: Things of Note"
    )


@pytest.mark.parametrize(
    ("sure", "expected"),
    [(0.9, "Things of Great Note, as Seen"), (0.99, "Volume 13 Things of Great Note, as Seen")],
)
def test_doubtful_lesser_lines_above_a_title_stay_out(sure: float, expected: str) -> None:
    text = ["plain text of a paper that goes on for long"] * 4
    document, labels = built(["{T Volume 13}>", "#{>T Things of Great Note, as Seen}", *text])
    (tags,) = tags_of_labels(labels)
    field = tags.field_logp.copy()
    field[:2] = np.log((1 - sure) / 12)
    field[[0, 1], [1, 2]] = np.log(sure)
    changed = (PageTags(tags.number, field, tags.entry_logp),)
    assert title(Decoder().metadata_of(document, changed)) == expected
