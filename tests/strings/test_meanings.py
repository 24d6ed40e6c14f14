"""What fields of a string mean: dates, people, affiliations, references."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from spv2_spark.layout.months import month_of
from spv2_spark.strings.affiliations import affiliations_of
from spv2_spark.strings.cascade import ReferenceCascade
from spv2_spark.strings.dates import date_of
from spv2_spark.strings.people import people_of
from spv2_spark.strings.spans import Span, labels_of
from spv2_spark.strings.tagging import LikelyLabels
from spv2_spark.strings.tokens import StringTokens

_FIELD = re.compile(r"\{(\w+) ([^}]*)\}")
_SHORT = {"s": "surname", "f": "forename", "m": "middlename", "t": "title", "x": "suffix",
          "k": "marker"}  # fmt: skip


def labelled(marked: str) -> tuple[str, list[Span]]:
    """Return the text and the spans of "{year 2011}, {s Smith}"."""
    text, spans, at = "", [], 0
    for found in _FIELD.finditer(marked):
        text += marked[at : found.start()]
        spans.append(Span(_SHORT.get(found[1], found[1]), len(text), len(text) + len(found[2])))
        text += found[2]
        at = found.end()
    return text + marked[at:], spans


@pytest.mark.parametrize(
    ("marked", "iso"),
    [
        ("{day 19} {month May} {year 2011}", "2011-05-19"),
        ("{month Dec}. {year 1998}", "1998-12"),
        ("{year 2010a}", "2010"),
        ("{month 04}/{day 21}/{year 2010}", "2010-04-21"),
        ("{month 21}/{day 04}/{year 2010}", "2010-04-21"),
        ("{day 31} {month février} {year 2009}", "2009-02"),
        ("{year 1 995}", "1995"),
        ("{year 94}-{month Mar}-{day 17}", "1994-03-17"),
        ("{month May}", ""),
        ("{day 1}. {month XII}. {year 2003}", "2003-12-01"),
        ("{year 1998} and {year 1999}", "1998"),
        ("{year 0000}", ""),
        ("{year ²}", ""),
    ],
)
def test_dates(marked: str, iso: str) -> None:
    found = date_of(*labelled(marked))
    assert found is not None
    assert found.iso == iso


def test_no_part_is_no_date() -> None:
    assert date_of("in press", []) is None


@pytest.mark.parametrize(
    ("word", "month"), [("mai", 5), ("Sept", 9), ("maja", 5), ("Jul", 7), ("ju", 0), ("Mart", 3)]
)
def test_months(word: str, month: int) -> None:
    assert month_of(word) == month


@pytest.mark.parametrize(
    ("marked", "people"),
    [
        ("{s Smith}, {f J}., {s Doe}, {f A}. {m B}.", [("J.", "Smith"), ("A. B.", "Doe")]),
        ("{f J}. {s Smith}, {f A}. {s Doe}", [("J.", "Smith"), ("A.", "Doe")]),
        ("{s Smith} {f J} and {f Ann} {s Doe}", [("J", "Smith"), ("Ann", "Doe")]),
        ("{s Smith}, {s Doe}", [("", "Smith"), ("", "Doe")]),
        ("{f Ann}, {s Doe}", [("Ann", "Doe")]),
        ("{s Chambers} {f SR}, {s Hunter} {f N}", [("SR", "Chambers"), ("N", "Hunter")]),
        ("et al.", []),
    ],
)
def test_people(marked: str, people: list[tuple[str, str]]) -> None:
    found = people_of(*labelled(marked))
    assert [(one.given, one.surname) for one in found] == people


def test_what_stands_behind_a_name_belongs_to_it() -> None:
    marked = "{f Paul} {s Bierly} {x III}, {t MD} {k 1}, {f Ann} {s Doe} {k 2}"
    first, second = people_of(*labelled(marked))
    assert (first.suffix, first.title, first.marker) == ("III", "MD", "1")
    assert (second.title, second.marker) == ("", "2")


def test_affiliations_begin_at_markers_and_behind_addresses() -> None:
    marked = (
        "{marker 1} {department Dept. of A}, {institution Univ. B}, {settlement C}, {country D} "
        "{marker 2} {institution E}, {post_code 123} {settlement F}; {institution G}"
    )
    found = affiliations_of(*labelled(marked))
    told = [(one.marker, one.departments, one.institutions, one.settlement) for one in found]
    assert told == [
        ("1", ("Dept. of A",), ("Univ. B",), "C"),
        ("2", (), ("E",), "F"),
        ("", (), ("G",), ""),
    ]
    assert found[1].post_code == "123"


class Told:
    """A tagger that was told the fields of strings, and keeps what it was asked."""

    version = "told"

    def __init__(self, *marked: str) -> None:
        self._spans = dict(labelled(one) for one in marked)
        self.asked: list[list[str]] = []

    def labels(self, strings: Sequence[StringTokens]) -> list[list[str]]:
        self.asked.append([one.text for one in strings])
        return [labels_of(one, self._spans.get(one.text, [])) for one in strings]

    def likely_labels(self, strings: Sequence[StringTokens]) -> list[LikelyLabels]:
        return [LikelyLabels(one, [0.75] * len(one)) for one in self.labels(strings)]


MARKED = (
    "{author Smith, J. & Doe, A.} ({date May 2011}). “{title A title}.” {journal J. Phys.}, "
    "{volume 12}({issue 3}), {pages 101–9}. {pubnum doi:10.1000/XYZ.1.}"
)


def test_a_reference_goes_through_all_models_each_string_once() -> None:
    text, _ = labelled(MARKED)
    names = Told("{s Smith}, {f J}. & {s Doe}, {f A}.")
    dates = Told("{month May} {year 2011}")
    citation = Told(MARKED)
    cascade = ReferenceCascade(citation, names, dates)
    first, second, third = cascade.parse([text, f" {text} ", "nothing"])
    assert first == second
    assert [len(one) for one in (*citation.asked, *names.asked, *dates.asked)] == [2, 1, 1]
    assert [(one.given, one.surname) for one in first.authors] == [("J.", "Smith"), ("A.", "Doe")]
    assert (first.title, first.venue, first.year, first.date) == (
        "A title", "J. Phys.", "2011", "2011-05",
    )  # fmt: skip
    assert (first.volume, first.issue, first.first_page, first.last_page) == (
        "12", "3", "101", "9",
    )  # fmt: skip
    assert (first.doi, first.publication_type) == ("10.1000/xyz.1", "journal")
    assert (third.title, third.authors, third.publication_type) == ("", (), "other")


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("{booktitle A whole book}. {publisher P}", {"title": "A whole book", "venue": "",
                                                     "publication_type": "book"}),
        ("{title T}. In: {booktitle In: Proc. of X}", {"venue": "Proc. of X",
                                                       "publication_type": "conference"}),
        ("{title T}, {tech PhD thesis}, {institution U}", {"publication_type": "thesis"}),
        ("{title T}, {tech Mémoire de master}", {"publication_type": "thesis"}),
        ("{title T}. {pubnum arXiv:1706.03762v2}", {"arxiv": "1706.03762v2",
                                                   "publication_type": "preprint"}),
        ("{journal PRL} {pubnum PMID: 12345678}", {"pmid": "12345678"}),
        ("{title T}. {web http://a.org/b.}", {"url": "http://a.org/b",
                                             "publication_type": "web"}),
        ("{title T}, ISBN 978-3-16-148410-0", {"isbn": "9783161484100"}),
    ],
)  # fmt: skip
def test_references(marked: str, told: dict[str, str]) -> None:
    text, _ = labelled(marked)
    (found,) = ReferenceCascade(Told(marked), Told(), Told()).parse([text])
    assert {name: getattr(found, name) for name in told} == told
