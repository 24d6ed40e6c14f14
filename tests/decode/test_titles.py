"""The paper's title: its lines, what stands around it, and what it takes in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.page import Document, Mark
from spv2_spark.domain.tagging import PageTags
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import built, read, title


def test_title_on_the_cover_and_on_page_two_is_not_doubled() -> None:
    cover = ["#{T A Long Title of a Paper}"]
    assert title(
        read(cover, ["{T A Long Title of a Paper}", "~{A Ana Núñez}^1, {A John Doe}^2"])
    ) == ("A Long Title of a Paper")


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
def test_a_title_goes_on_with_subscript_figures_and_formulas(
    line: str, token: int, shift_pt: float, mark: int, expected: str
) -> None:
    document, labels = built([line, "{A Ann Lee}", *TEXT])
    document = small(document, token, shift_pt, mark)
    assert title(Decoder().metadata_of(document, tags_of_labels(labels))) == expected


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
    assert title(Decoder().metadata_of(document, tags)) == "A Title of things"


@pytest.mark.parametrize(("probability", "text"), [(0.3, "A Doubtful Title"), (0.1, "")])
def test_a_paper_without_a_title_gets_its_likeliest_line(probability: float, text: str) -> None:
    document, labels = built(["#A Doubtful Title", "{A Ann Doe}", *TEXT])
    (tags,) = tags_of_labels(labels)
    field = tags.field_logp.copy()
    field[:3] = np.log(1e-6)
    field[:3, 0] = np.log(1 - probability)
    field[[0, 1, 2], [1, 2, 2]] = np.log(probability)
    metadata = Decoder().metadata_of(
        document, (PageTags(tags.number, field, tags.entry_logp),), frozenset()
    )
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


def test_a_kind_in_larger_print_is_no_title() -> None:
    page = ["#{T Review Article}", "{T Comparison of many predictive and prognostic things}", *TEXT]
    assert title(read(page)) == "Comparison of many predictive and prognostic things"


def test_a_line_by_before_the_authors_is_no_part_of_the_title() -> None:
    assert title(read(["#{T A Title of Some}>", "#{>T by}", "{A Ann Doe}"])) == "A Title of Some"
    assert title(read(["#{T What We Live}>", "#{>T and Die by}"])) == "What We Live and Die by"


def test_a_sure_title_in_larger_print_comes_before_text_on_a_later_page() -> None:
    text = " ".join(["requires information on relationships"] * 12)
    pages = (["#{T A Title of Some}", "{A Ann Doe}"], [f"{{T {text}}}"])
    assert title(read(*pages)) == "A Title of Some"
    cover = (["{T Some Journal Name}"], ["#{T A Title of Some}"])
    assert title(read(*cover)) == "A Title of Some"
