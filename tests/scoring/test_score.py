from __future__ import annotations

import pytest

from spv2_spark.domain import normal_forms
from spv2_spark.domain.gold import Gold, GoldReference, PersonName
from spv2_spark.domain.metadata import Author, Metadata, Reference, Value
from spv2_spark.scoring.matchers import (
    grobid_score,
    levenshtein,
    one_to_one,
    ratcliff_obershelp,
    soft,
)
from spv2_spark.scoring.score import Counts, Pair, Rules, counts_of, score


def value(text: str) -> Value:
    return Value(text, 1.0)


def author(text: str) -> Author:
    return Author(value(text))


def reference(
    title: str = "", authors: tuple[str, ...] = (), venue: str = "", year: str = ""
) -> Reference:
    return Reference(
        value(title) if title else None,
        tuple(author(one) for one in authors),
        value(venue) if venue else None,
        value(year) if year else None,
    )


GOLD = Gold(
    "A Study of Cats – and “Dogs”",
    (PersonName("J. A.", "Smith"), PersonName("Ana", "Núñez")),
    (
        GoldReference("One", (PersonName("JA", "Doe"), PersonName("B", "Roe")), "Nature", "2001"),
        GoldReference("Two", (PersonName("JA", "Doe"),), "Nature", "2002"),
    ),
)


@pytest.mark.parametrize(
    ("name", "normal_form"),
    [
        ("J.A. Smith", "ja smith"),
        ("J. A. Smith", "ja smith"),
        ("JA Smith", "ja smith"),
        ("Smith, J. A.", "ja smith"),
        ("J. A. B. Smith", "j ab smith"),
        ("Smith JAB", "smith j ab"),
        ("Ludwig van Beethoven", "ludwig van beethoven"),
        ("Émile ZOLA", "émile z o la"),
        ("McDonald", "mcdonald"),
    ],
)
def test_spv2_normal_form_of_a_name(name: str, normal_form: str) -> None:
    assert normal_forms.author(name) == normal_form


def test_plain_and_soft() -> None:
    assert normal_forms.plain(" A – “b”\n c’s ﬁn ") == 'a - "b" c\'s fin'
    assert normal_forms.soft("A – “b”\n c’s Núñez") == "abcsnunez"
    assert normal_forms.without_middle_names("John A. Smith") == "john smith"


def test_counts_by_hand() -> None:
    metadata = Metadata(
        value('a study of cats - and "dogs"'),
        (author("Smith, JA"), author("Smith, J.A."), author("Someone Else")),
        (
            reference("One", ("Doe JA", "Doe JA", "Doe JA"), "Nature", "2001"),
            reference("one", (), "Nature", "2003"),
        ),
    )
    assert counts_of(Pair(GOLD, metadata)) == {
        "title": Counts(1, 1, 1),
        "authors": Counts(1, 2, 2),  # a set: the same name twice counts once
        "bib_titles": Counts(1, 1, 2),
        "bib_authors": Counts(2, 3, 3),  # a multiset: two of three Does
        "bib_venues": Counts(2, 2, 2),
        "bib_years": Counts(1, 2, 2),
    }


def test_score_averages_documents_and_counts_failures_as_zero() -> None:
    right = Metadata(value("A study of cats - and 'dogs'"), (author("Ana Núñez"),), ())
    scores = score([Pair(GOLD, right), Pair(GOLD, None)])
    assert scores["title"].f1 == 0.0  # another kind of quote is another string
    assert scores["authors"].precision == pytest.approx(0.5)
    assert scores["authors"].recall == pytest.approx(0.25)
    assert scores["authors"].f1 == pytest.approx(1 / 3)
    assert scores["bib_years"].documents == 2
    assert score([Pair(GOLD, right)], Rules(soft=True))["title"].f1 == 1.0


def test_unknown_and_empty_gold_does_not_count() -> None:
    silent = Gold(None, (), (GoldReference(title="T"),))
    metadata = Metadata(value("X"), (author("Y"),), (reference("T", ("Z",), "V", "2000"),))
    assert set(score([Pair(silent, metadata)])) == {"bib_titles"}


def test_middle_names_may_be_ignored_by_collection() -> None:
    gold = Gold(None, (PersonName("John", "Smith"),), None)
    pair = Pair(gold, Metadata(None, (author("John A. Smith"),), ()), "jose")
    assert score([pair])["authors"].f1 == 0.0
    rules = {"jose": Rules(middle_names=False)}
    assert score([pair], rules)["authors"].f1 == 1.0


def test_interval_holds_the_score_and_narrows_to_it() -> None:
    right = Metadata(value(GOLD.title or ""), (), ())
    mixed = score([Pair(GOLD, right)] * 10 + [Pair(GOLD, None)] * 10)["title"]
    assert mixed.f1_interval.low < mixed.f1 == 0.5 < mixed.f1_interval.high
    assert score([Pair(GOLD, right)] * 3)["title"].f1_interval == (1.0, 1.0)


def test_grobid_matchers() -> None:
    assert soft("The Title: A–B", "the title a b")
    assert levenshtein("abcdefghij", "abcdefghXY")
    assert not levenshtein("abcdefghij", "abcdefgXYZ")
    assert ratcliff_obershelp("a" * 19 + "b", "a" * 19 + "b")
    assert not ratcliff_obershelp("abcdefghij", "abcdefghXY")
    assert one_to_one(["a b", "c"], ["c", "A-B", "c"], soft) == 2


def test_grobid_score_pools_over_references() -> None:
    metadata = Metadata(
        value("A study of cats and dogs"),
        (author("JA Smith"), author("Ana Núñez")),
        (reference("One", ("JA Doe", "B Roe"), "nature", "2001"), reference("Tvo")),
    )
    scores = grobid_score([Pair(GOLD, metadata), Pair(GOLD, None)])
    assert scores["title"]["strict"].f1 == 0.0
    assert scores["title"]["soft"].recall == 0.5
    assert scores["authors"]["strict"].recall == 0.5
    assert scores["bib_authors"]["strict"].recall == pytest.approx(0.25)
    assert scores["bib_titles"]["levenshtein"].precision == 0.5
    assert scores["bib_venues"]["strict"].f1 == 0.0
    assert scores["bib_venues"]["soft"].precision == 1.0
    assert scores["bib_titles"]["strict"].document_f1 == pytest.approx(0.25)
