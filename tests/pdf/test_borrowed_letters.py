"""Words of which another font lends a letter are one token; other changes of font part tokens."""

from __future__ import annotations

import pytest

from tests.pdf.make import drawn, pdf_with

LENT = (
    "BT 50 700 Td /F1 10 Tf (Sol) Tj /F2 10 Tf (\\350) Tj /F1 10 Tf (ne Mar) Tj"
    " /F2 10 Tf (\\351) Tj ET"
)


def test_a_lent_letter_is_of_the_word_around_it() -> None:
    page = drawn(pdf_with(LENT))
    assert page.texts == ("Solène", "Maré")
    assert {page.fonts[font] for font in page.font} == {"Times-Roman"}


@pytest.mark.parametrize(
    ("draw", "texts"),
    [
        # at a word's start
        ("/F2 10 Tf (\\311) Tj /F1 10 Tf (mile) Tj", ("Émile",)),
        # plain letters, or a whole word, in bold
        ("/F1 10 Tf (Sol) Tj /F2 10 Tf (e) Tj /F1 10 Tf (ne) Tj", ("Sol", "e", "ne")),
        ("/F1 10 Tf (a) Tj /F2 10 Tf (\\351\\350\\351) Tj", ("a", "éèé")),
        # smaller, as a note's mark is
        ("/F1 10 Tf (Sol) Tj /F2 7 Tf (\\350) Tj", ("Sol", "è")),
        # apart
        ("/F1 10 Tf (Sol ) Tj /F2 10 Tf (\\340) Tj /F1 10 Tf ( ne) Tj", ("Sol", "à", "ne")),
    ],
)
def test_other_changes_of_font_stay(draw: str, texts: tuple[str, ...]) -> None:
    assert drawn(pdf_with(f"BT 50 700 Td {draw} ET")).texts == texts
