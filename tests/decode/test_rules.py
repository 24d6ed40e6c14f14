"""Each rule of the decoder on a page of its own: literal in, literal out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spv2_spark.decode.metadata import metadata_of
from spv2_spark.decode.oracle import tags_of_labels
from spv2_spark.domain.metadata import Metadata, Place
from spv2_spark.domain.page import Document, Mark
from spv2_spark.domain.tagging import PageTags
from tests.decode.build import bibs, built, read, title

PAPER = [
    "~#{T A Title in two}>",
    "#{>T lines}",
    "~{A Ana Núñez}^1, {A John Doe}^2",
    "~@1. {a Roe A}, {a Poe B}. {t First things}. {v Nature}. {y 2001};1:2.",
    "@2. {a Low C}. {t Second things}. {v J. Biol. Chem.} {y 2002}.",
]


def test_title_on_the_cover_and_on_page_two_is_not_doubled() -> None:
    cover = ["#{T A Long Title of a Paper}"]
    assert title(read(cover, ["{T A Long Title of a Paper}", *PAPER[2:3]])) == (
        "A Long Title of a Paper"
    )


def test_title_lines_that_each_begin_are_one_title() -> None:
    assert title(read(["~#{T A Title in two}", "#{T lines and more}"])) == (
        "A Title in two lines and more"
    )


TEXT = ["plain text of a paper that goes on for long"] * 4


def test_a_title_takes_in_the_neighbouring_words_in_its_own_print() -> None:
    page = ["#Course {T Materials for an Introduction to}", "#Chemistry", "{A Ann Lee}", *TEXT]
    assert title(read(page)) == "Course Materials for an Introduction to Chemistry"


def small(document: Document, token: int, shift_pt: float, mark: int = 0) -> Document:
    """Return the document with a token of its first page in small print, higher or lower."""
    page = document.pages[0]
    size, boxes, marks = page.size_pt.copy(), page.boxes_pt.copy(), page.marks.copy()
    size[token], marks[token] = 9.0, marks[token] | mark
    boxes[token, 1::2] = boxes[token, 1] + 2 + shift_pt, boxes[token, 3] - 2 + shift_pt
    changed = replace(page, size_pt=size, boxes_pt=boxes, marks=marks)
    return replace(document, pages=(changed, *document.pages[1:]))


@pytest.mark.parametrize(
    ("line", "token", "shift_pt", "mark", "expected"),
    [
        ("#{T Phonons in NbS}2", 3, 3.0, 0, "Phonons in NbS2"),
        ("#{T Phonons in NbS}2", 3, -3.0, Mark.SUPERSCRIPT, "Phonons in NbS"),
        ("#{T Decays of D}+ to e", 3, -3.0, Mark.SUPERSCRIPT, "Decays of D+ to e"),
        ("#{T Decays of D}*", 3, 3.0, 0, "Decays of D"),
    ],
)
def test_a_title_goes_on_with_lowered_figures_and_formulas(
    line: str, token: int, shift_pt: float, mark: int, expected: str
) -> None:
    document, labels = built([line, "{A Ann Lee}", *TEXT])
    document = small(document, token, shift_pt, mark)
    assert title(metadata_of(document, tags_of_labels(labels), frozenset())) == expected


def test_a_title_in_the_print_of_the_text_takes_in_nothing() -> None:
    assert title(read(["{T A note on staircases}", "plain text", "{A Ann Lee}", *TEXT])) == (
        "A note on staircases"
    )


def test_a_title_takes_in_no_author_in_its_own_print() -> None:
    page = ["#{T A note on staircases}", "#{A Ann Lee}", *TEXT]
    assert title(read(page)) == "A note on staircases"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("#{T A title about CO^2 levels ^1}", "A title about CO2 levels"),
        ("#{T A title∗}", "A title"),
        ("#{T A title for Candida spp.}", "A title for Candida spp."),
        ("#{T Oils of Chelidonium majus L.}", "Oils of Chelidonium majus L."),
        ("#{T A title with vitamin C.}", "A title with vitamin C."),
        ("#{T A title of things.}", "A title of things."),
        ("#[{T Re] A title}", "[Re] A title"),
        ("#{T WHY ME?}", "WHY ME?"),
    ],
)
def test_titles(line: str, text: str) -> None:
    assert title(read([line])) == text


def test_doubtful_small_print_leaves_the_title() -> None:
    document, labels = built(["#{T A Title of things", "{>T John}"])
    tags = list(tags_of_labels(labels))
    tags[0].field_logp[-1] = np.log(np.full(13, 0.02))
    tags[0].field_logp[-1, 2] = np.log(0.76)
    assert title(metadata_of(document, tags, frozenset())) == "A Title of things"


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
    assert [place.page for place in metadata.references[0].places] == [0, 1]


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


def test_a_tagger_without_an_entry_track() -> None:
    document, labels = built(PAPER)
    tags = [
        replace(one, entry_logp=np.full_like(one.entry_logp, np.log(1 / 3)))
        for one in tags_of_labels(labels)
    ]
    metadata = metadata_of(document, tags, frozenset())
    assert bibs(metadata) == [
        ("First things", ["A Roe", "B Poe"], "Nature", "2001"),
        ("Second things", ["C Low"], "J. Biol. Chem.", "2002"),
    ]


def test_places_and_confidences() -> None:
    document, labels = built(PAPER)
    metadata = metadata_of(document, tags_of_labels(labels), frozenset())
    assert metadata.title is not None
    assert metadata.title.confidence == pytest.approx(0.999, abs=1e-3)
    (place,) = metadata.title.places
    assert place.page == 0
    assert tuple(place.box) == pytest.approx((50.0, 50.0, 113.0, 74.0), abs=2)


def places(metadata: Metadata) -> list[Place]:
    values = [metadata.title, *(one.name for one in metadata.authors)]
    for one in metadata.references:
        values += [one.title, one.venue, one.year, *(name.name for name in one.authors)]
    inner = [place for value in values if value for place in value.places]
    return inner + [place for one in metadata.references for place in one.places]


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
    metadata = metadata_of(document, tags, frozenset(["smith"]))
    for place in places(metadata):
        assert_on_page(document, place)
    for value in (metadata.title, *(one.name for one in metadata.authors)):
        assert value is None or (value.text and 0 <= value.confidence <= 1 and value.places)


def random_tags(rng: np.random.Generator, number: int, n: int) -> PageTags:
    field = rng.gumbel(size=(n, 13)).astype(np.float32) * rng.choice([0.5, 4])
    entry = rng.gumbel(size=(n, 3)).astype(np.float32) * rng.choice([0.5, 4])
    return PageTags(
        number,
        field - np.log(np.exp(field).sum(axis=1, keepdims=True)),
        entry - np.log(np.exp(entry).sum(axis=1, keepdims=True)),
    )


def assert_on_page(document: Document, place: Place) -> None:
    page = next(one for one in document.pages if one.number == place.page)
    assert 0 <= place.box.left <= place.box.right <= page.width_pt
    assert 0 <= place.box.top <= place.box.bottom <= page.height_pt


def test_tags_of_other_pages_are_refused() -> None:
    document, labels = built(PAPER)
    with pytest.raises(ValueError, match="not of this document"):
        metadata_of(document, tags_of_labels(labels[:0]), frozenset())
    assert metadata_of(Document("0" * 40, 0, (), ()), (), frozenset()) == Metadata(None, (), ())


@pytest.mark.parametrize(("probability", "text"), [(0.3, "A Doubtful Title"), (0.1, "")])
def test_a_paper_without_a_title_gets_its_likeliest_line(probability: float, text: str) -> None:
    document, labels = built(["#A Doubtful Title", "{A Ann Doe}", *TEXT])
    (tags,) = tags_of_labels(labels)
    field = tags.field_logp.copy()
    field[:3] = np.log(1e-6)
    field[:3, 0] = np.log(1 - probability)
    field[[0, 1, 2], [1, 2, 2]] = np.log(probability)
    metadata = metadata_of(document, (PageTags(tags.number, field, tags.entry_logp),), frozenset())
    assert title(metadata) == text
    if metadata.title:
        assert metadata.title.confidence == pytest.approx(probability, abs=0.05)


def test_larger_print_right_above_is_the_title_and_the_rest_its_subtitle() -> None:
    page = ["#{T Alpha Trial}", "{T comparison of many predictive and prognostic things}", *TEXT]
    assert title(read(page)) == "Alpha Trial"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["#{T A free and open text}.", "{A Ann Doe}"], "A free and open text."),
        (["#{T A free and open text.}", "{A Ann Doe}"], "A free and open text."),
        (["#{T A free and open text}. {A Ann Doe}"], "A free and open text"),
    ],
)
def test_a_dot_that_ends_a_titles_line_is_its_own(lines: list[str], text: str) -> None:
    assert title(read([*lines, *TEXT])) == text
