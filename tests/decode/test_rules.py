"""Each rule of the decoder on a page of its own: literal in, literal out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.metadata import Metadata, Region
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import bibs, built, read

PAPER = [
    "~#{T A Title in two}>",
    "#{>T lines}",
    "~{A Ana Núñez}^1, {A John Doe}^2",
    "~@1. {a Roe A}, {a Poe B}. {t First things}. {v Nature}. {y 2001};1:2.",
    "@2. {a Low C}. {t Second things}. {v J. Biol. Chem.} {y 2002}.",
]


def test_a_repeated_author_dash_copies_the_authors() -> None:
    metadata = read(["@{a Roe A}. {y 2001}. {t One}.", "@———. {y 2002}. {t Two}."])
    assert bibs(metadata) == [("One", ["A Roe"], "", "2001"), ("Two", ["A Roe"], "", "2002")]


@pytest.mark.parametrize(
    "line",
    [
        "@{a Roe A}. {t One}. In: {a Big E}, {a Small F}, editors. {v A Book}. {y 2001}.",
        "@{a Roe A}. {t One}. In {a E. Big} & {a F. Small} (Eds.), {v A Book}. {y 2001}.",
        "@{a Roe A}. {t One}. {v A Book}, edited by {a Big E}. {y 2001}.",
        "@{a Roe A}. {t One}. In: {a Big E}. {v A Book}. {y 2001}.",
    ],
)
def test_editors_are_left_out(line: str) -> None:
    assert bibs(read([line])) == [("One", ["A Roe"], "A Book", "2001")]


def test_et_al_is_no_author() -> None:
    assert bibs(read(["@{a Roe A}, {a Poe B}, {a et al}. {t One}."])) == [
        ("One", ["A Roe", "B Poe"], "", "")
    ]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("@{a Roach M}, 3rd, {a Poe B}. {t One}.", ["M Roach 3rd", "B Poe"]),
        ("@{a Smith AB} Jr. {t One}.", ["AB Smith Jr"]),
        ("@{a Campbell NCME}. {t One}.", ["NCME Campbell"]),
        ("@{a KEYNOTE-240 investigators}. {t One}.", ["KEYNOTE-240 investigators"]),
        ("@{a Smith}, {a J}., {a Doe}, {a A}. {t One}.", ["J Smith", "A Doe"]),
        ("@{a Smith, J., Doe, A.} {t One}.", ["J. Smith", "A. Doe"]),
        ("@{a Service, M. W.}, {a Doe, A.} {t One}.", ["M. W. Service", "A. Doe"]),
        ("@{a Forest Service}, {a Doe, A.} {t One}.", ["Forest Service", "A. Doe"]),
        ("@{a J. ONG, ET AL}., {t One}.", ["J. ONG"]),
        ("@{a J. ONG}, ET {a AL}., {t One}.", ["J. ONG"]),
        ("@{a Farr AL}, {a Doe A}. {t One}.", ["AL Farr", "A Doe"]),
        ("@{a Department of Health, UK}. {t One}.", ["Department of Health, UK"]),
        ("@{a Smith J} and {a A.L.}, {t One}.", ["J Smith", "A.L."]),
        ("@[{a Defoe, Daniel}]. {t One}.", ["Daniel Defoe"]),
        ("@[Roe and {a Doe} 2011] {a Roe, S. A.} ; {a Doe, G.}: {t One}.", ["S. A. Roe", "G. Doe"]),
    ],
)
def test_names_in_entries(line: str, names: list[str]) -> None:
    assert bibs(read([line])) == [("One", names, "", "")]


NO_STOPS = ["@{t T}. {v PLoS One} 4.", "@{t U}. {v Journal of Things} 5."]


@pytest.mark.parametrize(
    ("lines", "venue"),
    [
        (["@{t One}. {v In: A Book}."], "A Book"),
        (["@{t One}. {v Nature, vol}. 3."], "Nature"),
        (["@{t One}. {v J. Biol. Chem}. 3."], "J. Biol. Chem."),
        (["@{t One}. {v Spine (Phila Pa 1976}). 3."], "Spine (Phila Pa 1976)"),
        (["@{t One}. {v Nature.} 3.", "@{t Two}. {v Cell}. 4."], "Nature"),
        (["@{t One}. {v Virus Res.} 3.", *NO_STOPS], "Virus Res."),
        (["@{t One}. {v Virus Res}., 3."], "Virus Res."),
        (["@{t One}. {v Lancet.} 3.", "@{t T}. {v PLoS One} 4."], "Lancet"),
        (["@{t One}. {v A whole book}. Wien.", *NO_STOPS], "A whole book"),
    ],
)
def test_venues(lines: list[str], venue: str) -> None:
    assert bibs(read(lines))[0][2] == venue


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("@{t One}. {y 2001}a.", "2001a"),
        ("@{t One}. {y 2001a}.", "2001a"),
        ("@{t One}. {y 2001} a.", "2001"),
        ("@{t One}. {y 2001}st.", "2001"),
        ("@{t One}. {y 2001}. Accessed 3 May {y 2019}.", "2001"),
        ("@{t One}. Accessed 3 May {y 2019}.", "2019"),
        ("@{t One}. {y in press}.", "in press"),
    ],
)
def test_years(line: str, year: str) -> None:
    assert bibs(read([line]))[0][3] == year


def test_an_entry_over_pages_with_a_running_head_between() -> None:
    metadata = read(
        ["@1. {a Roe A}. {t A title that}>"],
        ["~A running head 12", "~+{>t goes on}. {v Nature}."],
    )
    assert bibs(metadata) == [("A title that goes on", ["A Roe"], "Nature", "")]
    assert [place.page for place in metadata.references[0].regions] == [0, 1]


def test_a_running_head_within_an_entry_has_no_authors() -> None:
    head = "~+{a ANN DOE} and {a BOB ROE} 12"
    far = ["text text"] * 3
    pages = [
        [head.replace("+", ""), "", *far, "@1. {a Roe A}. {t A title that}>"],
        [head, "", "~+{>t goes on}. {v Nature}."],
    ]
    assert bibs(read(*pages)) == [("A title that goes on", ["A Roe"], "Nature", "")]
    first = [pages[0], ["other text"], ["more text"], ["and so on"], pages[1], *[["text"]] * 3]
    assert "ANN DOE" in bibs(read(*first))[0][1]  # on two of eight pages
    near = [[line for line in page if line] for page in pages]  # no white space: no head
    assert "ANN DOE" in bibs(read(*near))[0][1]


@pytest.mark.parametrize(
    ("end", "begin", "name"),
    [
        ("C. Lind-", "skog", "C. Lindskog"),
        ("N. G. Mc-", "Dowell", "N. G. McDowell"),
        ("A. Foster-", "Powell", "A. Foster-Powell"),
        ("S. El-", "sayed", "S. El-sayed"),
        ("P. Estrada-", "de los Santos", "P. Estrada-de los Santos"),
        ("M. Padil-", "la", "M. Padilla"),
        ("Evidence-", "based Medicine Group", "Evidence-based Medicine Group"),
    ],
)
def test_names_broken_at_line_ends(end: str, begin: str, name: str) -> None:
    known = frozenset(["lind", "skog", "powell", "foster", "sayed"])
    document, labels = built([f"@{{a {end}}}>", f"+{{>a {begin}}}, {{t One}}."])
    metadata = Decoder().metadata_of(document, tags_of_labels(labels), known)
    assert bibs(metadata) == [("One", [name], "", "")]


def test_an_entry_that_holds_two_is_split() -> None:
    lines = [
        "@1. {a Roe A}. {t One}. {y 2001}.",
        "@2. {a Poe B}. {t Two}. {y 2002}.",
        "@3. {a Low C}. {t Three}. {y 2003}.",
        "+4. {a Few D}. {t Four}. {y 2004}.",
    ]
    assert [one[0] for one in bibs(read(lines))] == ["One", "Two", "Three", "Four"]
    unnumbered = ["@{a Roe A}. {t One}. {y 2001}.", "+{a Poe B}. {t Two}. {y 2002}."]
    assert [one[0] for one in bibs(read(unnumbered))] == ["One", "Two"]


def test_a_fragment_joins_its_entry() -> None:
    lines = ["@{a Roe A}. {t One}.", "~@{v Nature} {y 2001}.", "@{a Poe B}. {t Two}. {y 2002}."]
    assert bibs(read(lines)) == [
        ("One", ["A Roe"], "Nature", "2001"),
        ("Two", ["B Poe"], "", "2002"),
    ]


def test_entries_without_any_field_are_dropped() -> None:
    assert bibs(read(["@{t One}.", "@Some note."])) == [("One", [], "", "")]


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


def test_places_and_confidences() -> None:
    document, labels = built(PAPER)
    metadata = Decoder().metadata_of(document, tags_of_labels(labels))
    assert metadata.title is not None
    assert metadata.title.confidence == pytest.approx(0.999, abs=1e-3)
    (place,) = metadata.title.regions
    assert place.page == 0
    assert tuple(place.box) == pytest.approx((50.0, 50.0, 113.0, 74.0), abs=2)


def places(metadata: Metadata) -> list[Region]:
    values = [metadata.title, *(one.name for one in metadata.authors)]
    for one in metadata.references:
        values += [one.title, one.venue, one.year, *(name.name for name in one.authors)]
    inner = [place for value in values if value for place in value.regions]
    return inner + [place for one in metadata.references for place in one.regions]


WORDS = st.sampled_from(
    ["a", "The", "Smith", "J", ".", ",", "-", "–", "(", ")", "“", "”", "2001", "12", "et", "al",
     "and", "&", "In", ":", "Jr", "van", "´", "\u0301", "\u00ad", "*", "東", "[", "]", "—", "’"]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=12), max_size=12), st.integers(0, 2**32 - 1))
def test_any_tags_decode_and_every_place_lies_on_its_page(
    lines: list[list[str]], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    half = len(lines) // 2
    document, _ = built(
        *([" ".join(words) for words in some] for some in (lines[:half], lines[half:]))
    )
    tags = [random_tags(rng, page.number, len(page)) for page in document.pages]
    metadata = Decoder().metadata_of(document, tags, frozenset(["smith"]))
    for place in places(metadata):
        assert_on_page(document, place)
    for value in (metadata.title, *(one.name for one in metadata.authors)):
        assert value is None or (value.text and 0 <= value.confidence <= 1 and value.regions)


def random_tags(rng: np.random.Generator, number: int, n: int) -> PageTags:
    field = rng.gumbel(size=(n, 13)).astype(np.float32) * rng.choice([0.5, 4])
    entry = rng.gumbel(size=(n, 3)).astype(np.float32) * rng.choice([0.5, 4])
    return PageTags(
        number,
        field - np.log(np.exp(field).sum(axis=1, keepdims=True)),
        entry - np.log(np.exp(entry).sum(axis=1, keepdims=True)),
    )


def assert_on_page(document: Document, place: Region) -> None:
    page = next(one for one in document.pages if one.number == place.page)
    assert 0 <= place.box.left <= place.box.right <= page.width_pt
    assert 0 <= place.box.top <= place.box.bottom <= page.height_pt


def test_tags_of_other_pages_are_refused() -> None:
    document, labels = built(PAPER)
    with pytest.raises(ValueError, match="not of this document"):
        Decoder().metadata_of(document, tags_of_labels(labels[:0]))
    assert Decoder().metadata_of(Document("0" * 40, 0, (), ()), ()) == Metadata(None, (), ())
