"""What gold does not cover is masked and not "none"; each case was seen in a real paper."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from spv2_spark.domain.gold import Gold, GoldReference, PersonName
from spv2_spark.domain.label import Field
from spv2_spark.domain.page import Document
from spv2_spark.gold import colours
from spv2_spark.gold.align import label_document
from spv2_spark.gold.canvas import Labelled
from spv2_spark.gold.colours import labels_from_colours_docbank
from spv2_spark.gold.furniture import furniture_of
from spv2_spark.layout.columns import columns_of
from tests.gold.pages import Line, document_of, entries, masked, page_of, spans

TITLE = "On the Alignment of Printed Words with Deposited Files"
AUTHORS = (PersonName("John A.", "Smith"),)
BODY = [f"Line {word} of the running text says little of note." for word in "abcdefghijkl"]
FRONT: list[Line] = [(TITLE, 16.0), "John A. Smith", *BODY]


def reference(number: int, *authors: tuple[str, str], **changes: str) -> GoldReference:
    parts = {
        "title": f"A study of the {('first', 'second', 'third', 'fourth')[number]} kind of thing",
        "venue": ("J Biol Chem", "Nature", "Cell Reports", "Gut")[number],
        "year": str(2001 + number),
    } | changes
    names = authors or (("JA", "Doe"), ("B", "Roe"))
    return GoldReference(authors=tuple(PersonName(*one) for one in names), **parts)  # type: ignore[arg-type]


def printed(number: int, authors: str = "Doe JA, Roe B", more: str = "") -> str:
    gold = reference(number)
    label = number + 1
    return f"{label}. {authors}. {gold.title}. {gold.venue}. {gold.year};{label}0:1-9.{more}"


def aligned(lines: list[Line], *references: GoldReference) -> tuple[Document, Labelled]:
    document = document_of(page_of(FRONT), page_of([*BODY, "References", *lines], 1))
    return document, label_document(document, Gold(TITLE, AUTHORS, references))


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("B. Roe, A. Feng, and R. Poe", [("B.", "Roe"), ("A.", "Feng"), ("R.", "Poe")],
         ["B . Roe", "A . Feng", "R . Poe"]),
        ("Li CA and Xin J", [("CA", "Li"), ("J", "Xin")], ["Li CA", "Xin J"]),
        ("Zinberg J, Bearden CE et al", [("J", "Zinberg"), ("CE", "Bearden")],
         ["Zinberg J", "Bearden CE"]),
        ("Salassa JR, Braithwaite SR, Selby EA",
         [("JR", "Salassa"), ("SR", "Braithwaite"), ("EA", "Selby")],
         ["Salassa JR", "Braithwaite SR", "Selby EA"]),
    ],
)  # fmt: skip
def test_names(text: str, names: list[tuple[str, str]], found: list[str]):
    lines: list[Line] = [printed(0), printed(1, text), printed(2)]
    document, labelled = aligned(lines, reference(0), reference(1, *names), reference(2))
    assert spans(document, labelled, Field.BIB_AUTHOR)[2:-2] == found
    assert masked(document, labelled) == []


def test_a_year_that_counts_volumes_is_not_the_year():
    lines: list[Line] = [
        f"{n + 1}. Doe JA, Roe B. {reference(n).title}. {reference(n).venue}, "
        f"vol. {2001 + n}, Article ID 12{n}, 8 pages, {2001 + n}."
        for n in range(3)
    ]
    document, labelled = aligned(lines, *map(reference, range(3)))
    years = np.flatnonzero(labelled.labels[1].field == 2 * Field.BIB_YEAR - 1)
    assert [document.pages[1].texts[year - 2] for year in years] == ["pages", "pages", "pages"]


def test_a_paragraph_that_runs_into_the_margin_is_no_furniture():
    link = "https://doi.org/10.1000/"
    pages = [
        page_of([f"{link}{n}", *(["Filler words"] * 50), f"{link}{n + 7}"], n, 20.0, leading=1.2)
        for n in range(4)
    ]
    # The foot goes on the page's paragraph; the head stands apart.
    pages = [
        replace(page, boxes_pt=page.boxes_pt + 100.0 * (page.line > 0)[:, None]) for page in pages
    ]
    columns = columns_of(document_of(*pages))
    flags = furniture_of(columns)[columns.page == 1]
    line = pages[1].line
    assert flags[line == 0].all()
    assert pages[1].boxes_pt[line == 51, 1].min() > 720  # in the margin
    assert not flags[line > 0].any()


def test_the_lists_own_numbers_go_on_behind_the_last_that_gold_knows():
    lines: list[Line] = [
        *[printed(n) for n in range(3)],
        "4. Stranger S. Something that gold does not know. Gut. 2004;40:1-9.",
    ]
    document, labelled = aligned(lines, *map(reference, range(3)), GoldReference())
    assert entries(document, labelled)[3].startswith("4 . Stranger S .")
    assert {"Stranger", "Gut", "2004"} <= set(masked(document, labelled))
    assert entries(document, labelled)[2].endswith("30 : 1 - 9 .")


def test_a_caption_behind_an_entry_is_masked():
    caption = " Fig. 13 Forest plot that compares several ways after their well known complications"
    lines: list[Line] = [printed(0), printed(1, more=caption), printed(2)]
    document, labelled = aligned(lines, *map(reference, range(3)))
    assert entries(document, labelled)[1].endswith("Nature . 2002")
    for sequence in ("field", "entry"):
        assert {"Forest", "complications"} <= set(masked(document, labelled, sequence))


def test_a_crowd_of_words_between_two_fields_is_masked():
    crowd = "Notes upon good practice annotated with many further comments by another author of old"
    lines: list[Line] = [printed(0), printed(1).replace(". 2002", f". {crowd}. 2002"), printed(2)]
    document, labelled = aligned(lines, *map(reference, range(3)))
    assert {"Notes", "annotated", "old"} <= set(masked(document, labelled))
    assert spans(document, labelled, Field.BIB_YEAR) == ["2001", "2002", "2003"]


@pytest.mark.parametrize("words", [10, 100])
def test_an_entry_known_by_its_number_alone_ends_where_it_is_too_long(words: int):
    lines: list[Line] = [
        printed(0),
        "2. Ministry of Things. Some page.",
        " ".join(["word"] * words),
        printed(2),
        printed(3),
    ]
    known = (reference(0), GoldReference(), reference(2), reference(3))
    document, labelled = aligned(lines, *known)
    assert len(entries(document, labelled)) == 4
    assert masked(document, labelled).count("word") == words
    assert masked(document, labelled, "entry").count("word") == (words if words > 60 else 0)


def test_an_entry_with_raw_gold_is_an_entry_to_its_end():
    raw = "Bloch EM, Ingram C. Risk factors for transfusion among many people. In a late journal"
    more = f"{'of lands and seas ' * 16}. 2018"
    lines: list[Line] = [printed(0), f"2. {raw}. {more}.", printed(2)]
    odd = GoldReference(raw=f"{raw}. {more}")
    document, labelled = aligned(lines, reference(0), odd, reference(2))
    assert masked(document, labelled, "entry") == []
    assert {"Bloch", "2018"} <= set(masked(document, labelled))


def test_a_list_of_which_only_a_mark_is_coloured_is_masked():
    runs = [
        ("On the Flow of Things", colours.TITLE),
        ("Jo A. Doe", colours.AUTHOR),
        ("We show", colours.ABSTRACT),
        *((" ".join(["plain"] * 40), 0) for _ in range(9)),
        ("*", colours.REFERENCES),
        *((f"[{n}] J. Poe, Physics Letters A 1, {1990 + n}", 0) for n in range(9)),
        *((" ".join(["appendix"] * 40), 0) for _ in range(9)),
    ]
    page = page_of([text for text, _ in runs])
    colour = np.array([colour for _, colour in runs], np.uint32)[page.line]
    document = document_of(replace(page, colour=colour))
    labelled = labels_from_colours_docbank(document)
    for sequence in ("field", "entry"):
        found = masked(document, labelled, sequence)
        assert found.count("Poe") == 9
        assert found.count("appendix") < 9 * 40
    assert "plain" not in masked(document, labelled, "entry")
