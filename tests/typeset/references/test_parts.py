"""Names, venues, punctuation, dates: literal in, literal out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.domain.label import Field
from spv2_spark.typeset.references import ReferenceStyle, gold_of
from spv2_spark.typeset.references.line import PULLS, tidy
from spv2_spark.typeset.references.names import (
    ListStyle,
    NameStyle,
    authors_segments,
    initials,
    name_segments,
)
from spv2_spark.typeset.references.parts import cut_page, ordinal
from spv2_spark.typeset.references.template import parsed
from spv2_spark.typeset.references.titles import cased
from spv2_spark.typeset.references.venue import VenueForm, venue_text
from tests.typeset.references.examples import ARTICLE, BOOK, printed
from tests.typeset.references.seeds import seeded


@pytest.mark.parametrize(
    ("given", "dot", "gap", "hyphen", "expected"),
    [
        ("John Alan", ".", " ", True, "J. A."),
        ("John Alan", "", "", True, "JA"),
        ("JA", ".", "", True, "J.A."),
        ("J.A.", ".", " ", True, "J. A."),
        ("Jean-Pierre", ".", "", True, "J.-P."),
        ("Jean-Pierre M", "", "", False, "JPM"),
        ("Jean-Pierre", "", " ", False, "J P"),
        ("", ".", " ", True, ""),
    ],
)
def test_initials(given: str, dot: str, gap: str, hyphen: bool, expected: str):
    assert initials(given, dot, gap, hyphen) == expected


@pytest.mark.parametrize(
    ("style", "first", "expected"),
    [
        (NameStyle(), True, "van der Berg, J. A., Jr"),
        (NameStyle(suffix_last=False), True, "van der Berg Jr, J. A."),
        (NameStyle(dot="", gap="", comma=""), True, "van der Berg JA Jr"),
        (NameStyle(order="given"), True, "J. A. van der Berg Jr"),
        (NameStyle(order="first-inverted", given="full"), True, "van der Berg, John A., Jr"),
        (NameStyle(order="first-inverted", given="full"), False, "John A. van der Berg Jr"),
        (NameStyle(upper=True), True, "VAN DER BERG, J. A., Jr"),
        (NameStyle(given="first-initial"), True, "van der Berg, J., Jr"),
    ],
)
def test_names(style: NameStyle, first: bool, expected: str):
    name = PersonName("John A", "van der Berg", "Jr")
    assert printed(name_segments(name, style, first)) == expected


def test_small_capitals_split_a_name_but_not_its_span():
    segments = name_segments(PersonName("Ann", "Holm"), NameStyle(small_caps=True), True)
    assert [(one.text, one.begins, one.small_caps) for one in segments] == [
        ("Holm", True, True),
        (", A.", False, False),
    ]


def test_et_al_is_not_an_author():
    people = tuple(PersonName("Ann", f"Holm{n}") for n in "abcdefgh")
    listing = ListStyle(most=6, keep=3)
    segments = authors_segments(people, NameStyle(), listing)
    assert printed(segments) == "Holma, A., Holmb, A., Holmc, A., et al."
    assert [one.text for one in segments if one.field] == ["Holma, A.", "Holmb, A.", "Holmc, A."]


def test_an_ellipsis_keeps_the_last_author():
    people = tuple(PersonName("Ann", f"Holm{n}") for n in "abcd")
    listing = ListStyle(most=3, keep=2, ellipsis=", … ")
    text = printed(authors_segments(people, NameStyle(), listing))
    assert text == "Holma, A., Holmb, A., … Holmd, A."


@pytest.mark.parametrize(
    ("venue", "form", "expected"),
    [
        ("Journal of Biological Chemistry", "dots", "J. Biol. Chem."),
        ("Journal of Biological Chemistry", "plain", "J Biol Chem"),
        ("J. Biol. Chem.", "plain", "J Biol Chem"),
        ("J Biol Chem", "dots", "J. Biol. Chem."),
        ("Nature", "dots", "Nature"),
        ("The New England Journal of Medicine", "plain", "New England J Med"),
        ("European Conference on Computer Vision (ECCV)", "acronym", "ECCV"),
        ("European Conference on Computer Vision (ECCV)", "dots", "Eur. Conf. Comput. Vis."),
        ("Zeitschrift für Soziologie", "full", "Zeitschrift für Soziologie"),
    ],
)
def test_venues(venue: str, form: VenueForm, expected: str):
    assert venue_text(venue, form) == expected


@pytest.mark.parametrize(
    ("before", "raw", "after", "expected"),
    [
        (".", ". ", "T", " "),
        ("?", ". ", "J", " "),
        ("a", ", ()", "b", ", "),
        ("", ". (", "2", "("),
        ("n", PULLS + "”, ", "J", ",” "),
        ("?", PULLS + "”. ", "J", "” "),
        ("s", ". ;", "1", ". "),
        ("5", ", ", "", ""),
        ("5", ".", "", "."),
    ],
)
def test_punctuation(before: str, raw: str, after: str, expected: str):
    assert tidy(before, raw, after) == expected


def test_pages_editions_and_cases():
    assert cut_page("1123", "1145") == "45"
    assert cut_page("12", "19") == "19"
    assert cut_page("98", "102") == "102"
    assert [ordinal(n) for n in (1, 2, 3, 11, 22)] == ["1st", "2nd", "3rd", "11th", "22nd"]
    assert cased("the role of DNA in a cell: an essay", "title") == (
        "The Role of DNA in a Cell: An Essay"
    )
    assert cased("The Role of DNA in Large Cells", "sentence") == "The role of DNA in large cells"


def plain_style(template: str) -> ReferenceStyle:
    words = {"ed": "Ed.", "eds": "Eds.", "edition": "ed.", "p": "p. ", "pp": "pp. "}
    return ReferenceStyle("test", "en", {"journal": template, "book": template}, words)


def test_a_letter_behind_the_year_is_the_years():
    style = plain_style("{$authors. }{$year}")
    segments = style.set_entry(replace(ARTICLE, year="2003a"), seeded(0))
    assert segments[-1] == Segment("2003a", Field.BIB_YEAR, begins=True)


def test_what_is_no_year_is_masked():
    segments = plain_style("$year").set_entry(replace(ARTICLE, year="in press"), seeded(0))
    assert segments == (Segment("in press", masked=True),)


def test_a_whole_books_title_is_the_venue_and_its_editors_are_masked():
    style = plain_style("{$authors. }{$title. }{$year}")
    book = replace(BOOK, authors=(), editors=BOOK.authors)
    segments = style.set_entry(book, seeded(0))
    assert printed(segments) == "Lindqvist, T. S. (Ed.). The Order of Signs. 1962"
    assert [one.text for one in segments if one.masked] == ["Lindqvist, T. S. (Ed.)"]
    assert gold_of(segments).venue == "The Order of Signs"


def test_the_title_of_a_thesis_and_of_a_law_is_masked():
    style = plain_style("{$title. }{$venue. }{$year}")
    for kind, container in (("thesis", ""), ("report", ""), ("law", "347 U.S. 483")):
        page = SourceReference(kind, "On snow", container=container)
        segments = style.set_entry(page, seeded(0))
        assert not any(one.field for one in segments)
        assert segments[0] == Segment("On snow", masked=True)


def test_gold_is_rebuilt_as_printed():
    style = plain_style("{$authors. }{$title. }{$venue, }{$year}")
    gold = gold_of(style.set_entry(ARTICLE, seeded(0)))
    assert [name.full for name in gold.authors] == [
        "J. A. Smith",
        "J.-P. Müller",
        "X. van der Berg",
    ]
    assert (gold.title, gold.venue, gold.year) == (ARTICLE.title, ARTICLE.container, "2003")
    assert gold.raw.endswith("Journal of Biological Chemistry, 2003")


def test_labels_of_entries():
    style = replace(plain_style("$title"), numbering="bracket", label_form="[{}]")
    assert style.label_of(12, ARTICLE) == "[12]"
    assert style.without_numbers().label_of(12, ARTICLE) == ""
    alpha = replace(style, numbering="alpha")
    assert alpha.label_of(1, BOOK) == "[Lin62]"
    assert alpha.label_of(1, ARTICLE) == "[SMv03]"


def test_unbalanced_templates_are_refused():
    with pytest.raises(ValueError, match="unbalanced"):
        parsed("{$title")
    with pytest.raises(ValueError, match="unbalanced"):
        parsed("$title}")


def test_a_reference_without_parts_prints_nothing():
    style = plain_style("{$authors. }{$year}.")
    assert style.set_entry(SourceReference("web"), seeded(0)) == ()
