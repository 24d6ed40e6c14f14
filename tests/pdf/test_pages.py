from __future__ import annotations

import pytest

from spv2_spark.config import PdfSettings
from spv2_spark.pdf.pages import has_heading, looks_like_references, page_numbers

BODY = "The patients were asked to walk for some minutes while we looked at them. " * 40
CITING = (BODY + "This was shown before (Smith et al., 2010; Jones, 2011). ") * 2
ENTRY = "{n}. Doe J, Roe M, Poe E. A title of a paper. J Some Stud. 20{n};1{n}(2):1{n}-1{n}9.\n"
VANCOUVER = "".join(ENTRY.format(n=n) for n in range(10, 30))
APA = "".join(
    f"Doe, J. A., & Roe, M. (20{n}). A title of a work. Some Journal, {n}(3), 12{n}–13{n}.\n"
    for n in range(10, 30)
)
BOOKS = "".join(
    f"{n} M. Mustermann, Ein Buch über etwas, Berlin 19{n}, S. 12-19; vgl. A. Doe, London 18{n}.\n"
    for n in range(10, 40)
)
READ = PdfSettings(max_pages=50)


@pytest.mark.parametrize("text", [VANCOUVER, APA, BOOKS, BODY + VANCOUVER[:900]])
def test_lists_without_a_heading_are_found(text: str) -> None:
    assert looks_like_references(text)


@pytest.mark.parametrize("text", [BODY, CITING, ""])
def test_running_text_is_not(text: str) -> None:
    assert not looks_like_references(text)


@pytest.mark.parametrize(
    "line",
    ["References", "7. REFERENCES", "VI. Literature Cited", "Bibliografía", "Literaturverzeichnis",
     "Références bibliographiques", "СПИСОК ЛИТЕРАТУРЫ", "参考文献", "Kaynakça",
     "Riferimenti bibliografici"],
)  # fmt: skip
def test_headings_in_many_languages(line: str) -> None:
    assert has_heading(f"{BODY}\n{line}\n{BODY}")
    assert not has_heading(f"see the {line} below")


def test_front_pages_lists_and_the_pages_after() -> None:
    texts = [BODY] * 20
    texts[12] = VANCOUVER
    assert page_numbers(20, READ, texts.__getitem__) == [0, 1, 2, 12, 13]
    assert page_numbers(20, READ, [BODY].__mul__(20).__getitem__) == [0, 1, 2, 17, 18, 19]


def test_the_other_choices_and_the_limit() -> None:
    def never(_: int) -> str:
        raise AssertionError

    assert page_numbers(70, PdfSettings(pages="all"), never) == list(range(50))
    assert page_numbers(20, PdfSettings(pages="spv2"), never) == [0, 1, 2, 15, 16, 17, 18, 19]
    assert page_numbers(2, READ, never) == [0, 1]
    lists = page_numbers(90, PdfSettings(max_pages=10), lambda _: VANCOUVER)
    assert lists == [0, 1, 2, 83, 84, 85, 86, 87, 88, 89]
