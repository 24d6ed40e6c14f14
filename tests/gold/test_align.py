"""Gold found again in hand-made pages: what is labelled, what is masked, what is dropped."""

from __future__ import annotations

import pytest

from spv2_spark.domain.gold import Gold, GoldReference, PersonName
from spv2_spark.domain.label import Field
from spv2_spark.domain.page import Document
from spv2_spark.gold.align import label_document
from spv2_spark.gold.canvas import Count
from tests.gold.pages import Line, document_of, entries, masked, page_of, spans

TITLE = "Effects of Déjà Vu on Three-dimensional Learning in Mice"
AUTHORS = (PersonName("John A.", "Smith"), PersonName("María", "de la Cruz"))
BODY = [f"Line {word} of the running text says little of note." for word in "abcdefghijkl"]
FRONT: list[Line] = [
    ("Eﬀects of Deja Vu on Three-dimen-", 16.0),
    ("sional Learning in Mice", 16.0),
    "John A. Smith^1 and María de la Cruz^2",
    "1 University of Nowhere",
    *BODY,
]


def names(*pairs: tuple[str, str]) -> tuple[PersonName, ...]:
    return tuple(PersonName(given, surname) for given, surname in pairs)


REFERENCES = (
    GoldReference(
        "A first study of something rather long",
        names(("JA", "Doe"), ("B", "Roe")),
        "J Biol Chem",
        "2001",
    ),
    GoldReference(
        "The second: a longer title with 1999 in it",
        names(
            ("C", "Poe"),
        ),
        "Nature",
        "1999",
    ),
    GoldReference("Third titles come last but count", names(("D", "Woe")), "Cell", "2010"),
)
LIST: list[Line] = [
    "References",
    "1. Doe JA, Roe B. A first study of something rather",
    "long. J. Biol. Chem. 2001;7:1-9.",
    "2. Poe C. The second: a longer title with 1999 in it.",
    "Nature. 1999;8:10-12. Accessed 3 May 2001.",
    "3. Woe D. Third titles come last but count. Cell 2010;",
    "99:1.",
]


def gold(**changes: object) -> Gold:
    parts: dict[str, object] = {"title": TITLE, "authors": AUTHORS, "references": ()}
    return Gold(**(parts | changes))  # type: ignore[arg-type]


def test_title_over_lines_with_ligature_hyphen_and_accents():
    document = document_of(page_of(FRONT))
    labelled = label_document(document, gold())
    assert spans(document, labelled, Field.TITLE) == [
        "Eﬀects of Deja Vu on Three - dimen - sional Learning in Mice"
    ]
    assert labelled.report.counts["title"] == Count(1, 1)


def test_the_larger_title_wins_and_its_repetitions_are_masked():
    cite: list[Line] = [f"Cite this as: {TITLE}. J 2020", *FRONT]
    document = document_of(page_of(cite))
    labelled = label_document(document, gold())
    assert spans(document, labelled, Field.TITLE)[0].startswith("Eﬀects")
    assert "Effects" in masked(document, labelled)
    assert "Cite" not in masked(document, labelled)


def test_running_head_on_later_pages_is_no_title():
    pages = [page_of(FRONT), *(page_of([TITLE, *BODY], n, top=20.0) for n in (1, 2, 3))]
    document = document_of(*pages)
    labelled = label_document(document, gold())
    assert not labelled.labels[1].field.any()
    assert labelled.labels[0].field[0] == 1


def test_title_not_printed_masks_large_text():
    document = document_of(page_of([("Something else", 16.0), *BODY, *BODY]))
    labelled = label_document(document, gold(title="Entirely unrelated words here", authors=()))
    assert masked(document, labelled)[:2] == ["Something", "else"]
    assert labelled.report.drops[0].field == "title"


@pytest.mark.parametrize(
    ("printed", "spans_found"),
    [
        ("John A. Smith^1, María de la Cruz^2", ["John A . Smith", "María de la Cruz"]),
        ("J. A. Smith and M. de la Cruz", ["J . A . Smith", "M . de la Cruz"]),
        ("SMITH JOHN, DE LA CRUZ MARIA", ["SMITH JOHN", "DE LA CRUZ MARIA"]),
        ("Smith, J.A., De la Cruz, M.", ["Smith , J . A", "De la Cruz , M"]),
        ("John Smith, MD, Maria de la Cruz, PhD", ["John Smith", "Maria de la Cruz"]),
        ("John Quincy A. Smith; María X. de la Cruz", ["John Quincy A . Smith"]),
    ],
)
def test_author_spellings(printed: str, spans_found: list[str]):
    document = document_of(page_of([*FRONT[:2], printed, *FRONT[3:]]))
    labelled = label_document(document, gold())
    assert spans(document, labelled, Field.AUTHOR)[: len(spans_found)] == spans_found


def test_an_author_who_is_not_printed_masks_the_place():
    document = document_of(page_of([*FRONT[:2], "John A. Smith, Mysterious Other", *BODY]))
    labelled = label_document(document, gold())
    assert spans(document, labelled, Field.AUTHOR) == ["John A . Smith"]
    assert "Mysterious" in masked(document, labelled)
    assert labelled.report.counts["author"] == Count(2, 1)


def test_authors_unsaid_are_masked_and_not_none():
    document = document_of(page_of(FRONT))
    labelled = label_document(document, gold(authors=None))
    assert "Smith" in masked(document, labelled)
    assert labelled.labels[0].field[0] == 1  # the title stays


def test_correspondence_repeats_are_masked():
    document = document_of(page_of([*FRONT, "Correspondence: John A. Smith, Nowhere"]))
    labelled = label_document(document, gold())
    assert len(spans(document, labelled, Field.AUTHOR)) == 2
    assert masked(document, labelled) == ["John", "A", ".", "Smith"]


def listed(lines: list[Line], **changes: object) -> tuple[Document, Gold]:
    document = document_of(page_of(FRONT), page_of([*BODY, *lines], 1))
    return document, gold(**({"references": REFERENCES} | changes))


def test_references():
    document, truth = listed(LIST)
    labelled = label_document(document, truth)
    assert [entry.split()[0] for entry in entries(document, labelled)] == ["1", "2", "3"]
    assert entries(document, labelled)[2].endswith("99 : 1 .")
    assert spans(document, labelled, Field.BIB_AUTHOR) == ["Doe JA", "Roe B", "Poe C", "Woe D"]
    assert spans(document, labelled, Field.BIB_TITLE) == [
        "A first study of something rather long",
        "The second : a longer title with 1999 in it",
        "Third titles come last but count",
    ]
    assert spans(document, labelled, Field.BIB_VENUE) == ["J . Biol . Chem", "Nature", "Cell"]
    assert spans(document, labelled, Field.BIB_YEAR) == ["2001", "1999", "2010"]
    assert masked(document, labelled) == []
    found = {name: count.found for name, count in labelled.report.counts.items()}
    assert found == {
        "title": 1, "author": 2, "reference": 3, "bib_title": 3, "bib_author": 4,
        "bib_venue": 3, "bib_year": 3,
    }  # fmt: skip


def test_initials_keep_their_full_stop():
    lines: list[Line] = [
        "Doe, J. A., & Roe, B. (2001). A first study of something rather long. J Biol Chem, 7.",
        "Poe, C. (1999). The second: a longer title with 1999 in it. Nature.",
    ]
    document, truth = listed(lines, references=REFERENCES[:2])
    labelled = label_document(document, truth)
    assert spans(document, labelled, Field.BIB_AUTHOR)[0] == "Doe , J . A ."


def test_initials_first_are_not_taken_for_the_name_before():
    lines: list[Line] = [
        "[1] J. A. Doe, B. Roe, A first study of something rather long, J Biol Chem 2001",
        "[2] C. Poe, The second: a longer title with 1999 in it, Nature 1999",
    ]
    document, truth = listed(lines, references=REFERENCES[:2])
    labelled = label_document(document, truth)
    expected = ["J . A . Doe", "B . Roe", "C . Poe"]
    assert spans(document, labelled, Field.BIB_AUTHOR) == expected


def test_an_entry_runs_on_over_a_page_with_running_heads():
    one = page_of([*LIST[:2]], 1)
    two = page_of(["1234 Journal of Nothing", *BODY[:1], *LIST[2:]], 2, top=20.0)
    three = page_of(["1235 Journal of Nothing"], 3, top=20.0)
    four = page_of(["1236 Journal of Nothing"], 4, top=20.0)
    # The alien line of the body stands between the halves and is no running head.
    document = document_of(page_of(FRONT), one, two, three, four)
    labelled = label_document(document, gold(references=REFERENCES))
    assert labelled.labels[2].entry[:4].tolist() == [0, 0, 0, 0]
    assert labelled.report.counts["bib_title"].found == 3


def test_a_reference_that_gold_lacks_is_masked_in_an_unnumbered_list():
    lines: list[Line] = [
        "Doe JA, Roe B. A first study of something rather long. J Biol Chem 2001;7:1.",
        "Poe C. The second: a longer title with 1999 in it. Nature 1999;8:1.",
        *["Unknown U. Words that gold does not know at all, on and on and on. Vol 2000"] * 6,
        "Woe D. Third titles come last but count. Cell 2010;1:1.",
    ]
    document, truth = listed(lines)
    labelled = label_document(document, truth)
    assert len(entries(document, labelled)) == 3
    assert "Unknown" in masked(document, labelled, "entry")
    assert "Unknown" in masked(document, labelled, "field")


def test_a_numbered_entry_that_gold_cannot_explain_is_an_entry_with_masked_fields():
    odd = GoldReference(raw="", label="2")
    lines: list[Line] = [*LIST[:3], "2. Ministry of X. Some web page. http://x.org", *LIST[5:]]
    document, truth = listed(lines, references=(REFERENCES[0], odd, REFERENCES[2]))
    labelled = label_document(document, truth)
    # Two anchors are no list yet: the middle is masked, or an entry of its own.
    assert "Ministry" in masked(document, labelled)
    assert spans(document, labelled, Field.BIB_TITLE)[1] == "Third titles come last but count"


def test_words_that_gold_does_not_explain_are_masked_inside_an_entry():
    lines: list[Line] = [
        *LIST[:3],
        "2. Poe C, Stranger S. The second: a longer title with 1999 in it. Nature. 1999;8.",
        *LIST[5:],
    ]
    document, truth = listed(lines)
    labelled = label_document(document, truth)
    assert "Stranger" in masked(document, labelled)
    assert "Doe" not in masked(document, labelled)


def test_editors_are_masked():
    book = GoldReference(
        "Third titles come last but count",
        names(("D", "Woe")),
        "Handbook of Things",
        "2010",
        publication_type="book",
        editors=names(("E", "Editor")),
    )
    lines: list[Line] = [
        *LIST[:5],
        "3. Woe D. Third titles come last but count. In: Editor E, ed. Handbook of Things.",
        "Oxford: Press; 2010. p. 1.",
    ]
    document, truth = listed(lines, references=(*REFERENCES[:2], book))
    labelled = label_document(document, truth)
    assert masked(document, labelled) == ["Editor", "E"]
    assert spans(document, labelled, Field.BIB_VENUE)[2] == "Handbook of Things"


def test_a_title_named_in_the_text_is_no_entry():
    named = f"As said in {REFERENCES[0].title} the mice learn."
    many = [f"Filler {number} words go on here for long and on." for number in range(60)]
    document = document_of(page_of([*FRONT, named]), page_of(many, 1), page_of(LIST, 2))
    labelled = label_document(document, gold(references=REFERENCES))
    assert not labelled.labels[0].entry.any()
    assert len(entries(document, labelled)) == 3


def test_references_in_another_order():
    document, truth = listed(LIST, references=REFERENCES[::-1])
    labelled = label_document(document, truth)
    assert len(entries(document, labelled)) == 3
    assert spans(document, labelled, Field.BIB_YEAR) == ["2001", "1999", "2010"]


def test_references_unsaid_mask_the_list():
    document, truth = listed(LIST, references=None)
    labelled = label_document(document, truth)
    assert set(masked(document, labelled, "entry")) >= {"Doe", "Nature"}
    assert "running" not in masked(document, labelled, "entry")


def test_a_strange_paper_is_dropped():
    document = document_of(page_of(BODY))
    labelled = label_document(document, gold(references=REFERENCES))
    assert "another paper" in labelled.dropped
    assert (labelled.labels[0].field == -1).all()
    assert (labelled.labels[0].entry == -1).all()


def test_an_empty_document():
    labelled = label_document(document_of(page_of([])), gold())
    assert labelled.dropped == "no text"
    assert len(labelled.labels[0].field) == 0
