"""Invented references."""

from __future__ import annotations

from collections import Counter

from spv2_spark.domain.article import SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.references import invent_reference, pools_of_references
from spv2_spark.typeset.references.invent_parts import invent_title
from tests.typeset.references.examples import ARTICLE, BOOK, CHAPTER
from tests.typeset.references.seeds import seeded


def test_pools_hold_the_parts_of_references():
    group = SourceReference("journal", "On snow", (PersonName("", "The Team", group=True),))
    pools = pools_of_references([ARTICLE, CHAPTER, BOOK, group])
    assert pools.titles == (ARTICLE.title, "On snow", CHAPTER.title)
    assert pools.books == ("Handbook of Sleep", "The Order of Signs")
    assert pools.journals == ("Journal of Biological Chemistry",)
    assert PersonName("", "The Team", group=True) not in pools.people
    assert PersonName("Mary", "O'Neil") in pools.people


def test_every_kind_is_invented():
    rng = seeded(1)
    kinds = Counter(invent_reference(rng).publication_type for _ in range(1000))
    assert set(kinds) == {
        *("journal", "conference", "book", "chapter", "thesis", "report", "web"),
        *("preprint", "law", "software", "news"),
        *("working_paper", "patent", "standard", "data", "talk", "manuscript"),
    }


def test_pools_are_drawn_from():
    pools = pools_of_references([ARTICLE, CHAPTER, BOOK])
    rng = seeded(2)
    found = [invent_reference(rng, pools) for _ in range(200)]
    assert any(one.title == ARTICLE.title for one in found)
    assert any(PersonName("Mary", "O'Neil") in one.authors for one in found)


def test_the_same_seed_invents_the_same():
    assert invent_reference(seeded(3)) == invent_reference(seeded(3))


def test_titles_leave_no_slot_open():
    for seed in range(300):
        for language in ("en", "de", "fr", "es", "pt", "it", "sv", "pl", "nl"):
            words = invent_title(seeded(seed), language).split()
            assert not {"T", "M", "C"} & {word.strip("“”()?.,:;") for word in words[1:]}
