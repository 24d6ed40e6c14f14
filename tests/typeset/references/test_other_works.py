"""Other works than articles and books: literal entries, and what is a title in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.references import gold_of
from spv2_spark.typeset.references.families import style_of
from spv2_spark.typeset.references.family import families
from spv2_spark.typeset.references.invent_other import patent, standard, working_paper
from spv2_spark.typeset.references.pools import NO_POOLS
from spv2_spark.typeset.references.style import ReferenceStyle
from tests.typeset.references.seeds import seeded

RAY, MOE = PersonName("Ann", "Ray"), PersonName("Emil Tor", "Moe")


def style(name: str) -> ReferenceStyle:
    (family,) = (one for one in families() if one.name == name)
    drawn = style_of(family, seeded(1))
    words = {**drawn.words, "version": "Version"}
    return replace(drawn, noise=0.0, dash_repeats=False, words=words)


def work(publication_type: str, **parts: str) -> SourceReference:
    known = SourceReference(publication_type, "Salt in kilns", (RAY, MOE), year="2011")
    return replace(known, **parts)  # type: ignore[arg-type]


EXPECTED = (
    ("vancouver", work("working_paper", series="NBER Working Paper No. 1234"),
     "Ray A, Moe ET. Salt in kilns. NBER Working Paper No. 1234. 2011."),
    ("ieee", work("patent", series="U.S. Patent 7,999,123"),
     "A. Ray and E. T. Moe, “Salt in kilns,” U.S. Patent 7,999,123, 2011"),
    ("apa7", work("standard", series="ISO 1548"),
     "Ray, A., & Moe, E. T. (2011). ISO 1548. Salt in kilns."),
    ("vancouver", work("data", container="Zenodo", edition="2.1"),
     "Ray A, Moe ET. Salt in kilns. [Data set]. Version 2.1. Zenodo; 2011."),
    ("economics", work("talk", series="Talk at the University of Oslo", place="Oslo"),
     "Ray, Ann and Emil Tor Moe (2011): “Salt in kilns,” Talk at the University of Oslo, Oslo."),
    ("ams", work("manuscript", series="Unpublished manuscript", publisher="Yale University"),
     "A. Ray and E. T. Moe, Salt in kilns, Unpublished manuscript, Yale University, 2011"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "reference", "text"), EXPECTED)
def test_an_entry_as_it_is_printed(name: str, reference: SourceReference, text: str) -> None:
    gold = gold_of(style(name).set_entry(reference, seeded(1)))
    assert gold.raw == text
    assert gold.title == "Salt in kilns"
    assert [one.surname for one in gold.authors] == ["Ray", "Moe"]
    assert (gold.venue, gold.year) == (reference.container, "2011")


def test_a_thesis_in_quotation_marks_has_a_title() -> None:
    thesis = work("thesis", publisher="Yale University")
    assert gold_of(style("ieee").set_entry(thesis, seeded(1))).title == "Salt in kilns"
    assert gold_of(style("bibtex-plain").set_entry(thesis, seeded(1))).title == ""


def test_a_dash_stands_for_the_first_names_alone() -> None:
    dashing = replace(style("chicago-author-date"), dash_repeats=True)
    found = set()
    for seed in range(60):
        entry = dashing.set_entry(work("journal", container="Soil"), seeded(seed))
        if entry[0].masked:
            names = [name.full for name in gold_of(entry).authors]
            found.add((entry[0].begins, tuple(names)))
    assert found == {(False, ()), (False, ("Emil Tor Moe",))}


def test_series_and_numbers_are_no_part_of_a_title() -> None:
    for seed in range(40):
        for make in (working_paper, patent, standard):
            reference = make(seeded(seed), NO_POOLS)
            entry = style("vancouver").set_entry(reference, seeded(seed))
            assert Segment(reference.series) not in entry
            assert reference.series not in gold_of(entry).title
            assert reference.series in gold_of(entry).raw
