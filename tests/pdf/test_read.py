# mypy: disable-error-code="no-untyped-call"
from __future__ import annotations

import hashlib
import random

import numpy as np
import pymupdf
import pytest

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document, Mark
from spv2_spark.errors import Failure, Kind
from spv2_spark.pdf.read import read_pdf
from spv2_spark.pdf.render import page_png
from tests.pdf.make import ALL, drawn, lines, pdf_with, written


def test_the_columns_of_a_page() -> None:
    page = drawn(pdf_with("BT /F1 12 Tf 1 0 0 rg 72 700 Td (Ten\\222s 12ab) Tj ET"))
    assert page.texts == ("Ten", "’", "s", "12", "ab")
    assert [bool(mark & Mark.SPACE_BEFORE) for mark in page.marks] == [1, 0, 0, 1, 0]
    assert page.fonts == ("Times-Roman",)
    assert np.allclose(page.size_pt, 12)
    assert np.allclose(page.space_pt, 3)  # Times' space is a quarter of an em
    assert set(page.colour.tolist()) == {0xFF0000}
    left, top, right, bottom = page.boxes_pt.T
    assert (left[1:] >= right[:-1] - 0.01).all()
    assert left[0] == pytest.approx(72)
    assert ((top < 842 - 700) & (bottom > 842 - 700)).all()
    assert (page.marks & Mark.SERIF).all()


def test_what_is_known_of_the_file() -> None:
    data = written((72, 72, "One"))
    document = read_pdf(data, ALL)
    assert isinstance(document, Document)
    assert document.sha1 == hashlib.sha1(data).hexdigest()  # noqa: S324
    assert (document.page_count, document.page_sizes_pt) == (1, ((595.0, 842.0),))


def test_gaps_are_spaces_and_kerning_is_not() -> None:
    gaps = "BT /F1 10 Tf 72 700 Td [(Deep) -300 (le) 20 (ar) -30 (ning) -250 (works)] TJ ET"
    assert lines(drawn(pdf_with(gaps))) == ["Deep learning works"]


def test_letters_set_apart_are_one_word() -> None:
    spread = "BT /F1 12 Tf 4 Tc 72 700 Td (ABSTRACT) Tj 4 Tw 0 -30 Td (TWO WORDS) Tj ET"
    assert lines(drawn(pdf_with(spread))) == ["ABSTRACT", "TWO WORDS"]


@pytest.mark.parametrize(
    ("draw", "text"),
    [
        ("[(L) (\\264) 416.5 (opez)] TJ", "López"),  # accent first
        ("[(Lo) 416.5 (\\264) -83.5 (pez)] TJ", "López"),  # letter first
        ("[(H) (\\250) 388 (ol) (der)] TJ", "Hölder"),
        ("[(C) 500 (\\270) -167 (aglar)] TJ", "Çaglar"),
        ("[(x \\264 y)] TJ", None),  # stands alone
    ],
)
def test_accents_go_to_the_letter_they_stand_over(draw: str, text: str | None) -> None:
    page = drawn(pdf_with(f"BT /F1 10 Tf 72 700 Td {draw} ET"))
    if text is not None:
        assert lines(page) == [text]
    else:
        assert "\u0301" in "".join(page.texts)


def test_superscripts_bold_and_italic() -> None:
    draw = (
        "BT /F1 10 Tf 72 700 Td (Jane Doe) Tj /F1 6 Tf 4 Ts (1,2) Tj 0 Ts /F1 10 Tf"
        " (, Max Roe) Tj /F1 6 Tf 4 Ts (3) Tj 0 Ts /F1 10 Tf ( and A.) Tj"
        " /F2 10 Tf 0 -20 Td (Bold) Tj ET"
    )
    page = drawn(pdf_with(draw))
    superscripts = [
        text for text, mark in zip(page.texts, page.marks, strict=True) if mark & Mark.SUPERSCRIPT
    ]
    bold = [text for text, mark in zip(page.texts, page.marks, strict=True) if mark & Mark.BOLD]
    assert superscripts == ["1", ",", "2", "3"]
    assert lines(page)[0] == "Jane Doe1,2, Max Roe3 and A."
    assert bold == ["Bold"]


def test_no_token_crosses_a_change_of_size() -> None:
    page = drawn(pdf_with("BT /F1 14 Tf 72 700 Td (S) Tj /F1 10 Tf (MALL) Tj ET"))
    assert page.texts == ("S", "MALL")
    assert [bool(mark & Mark.SPACE_BEFORE) for mark in page.marks] == [True, False]


LEFT = [f"Left column line number {n} goes on" for n in range(20)]
RIGHT = [f"Right column line number {n} goes on" for n in range(20)]


def two_columns() -> list[tuple[float, float, str]]:
    left = [(60.0, 200.0 + 14 * n, text) for n, text in enumerate(LEFT)]
    right = [(310.0, 200.0 + 14 * n, text) for n, text in enumerate(RIGHT)]
    title = [
        (60.0, 100.0, "A title that is so long that it runs over both of the columns of a page")
    ]
    return title + left + right + [(290.0, 800.0, "17")]


def test_words_set_far_apart_in_narrow_columns_are_columns() -> None:
    """Justified lines of a narrow column fall into words, as short as a table's cells."""

    def column(left: float, word: str) -> list[tuple[float, float, str]]:
        return [
            (left + 45 * place, 200.0 + 12 * row, f"{word}{row:02}{place}")
            for row in range(12)
            for place in range(3)
        ]

    texts = [*column(60, "left"), *column(205, "right")]
    texts.sort(key=lambda one: (one[1], one[0]))
    words = " ".join(lines(drawn(written(*texts)))).split()
    assert words == [f"{side}{row:02}{place}" for side in ("left", "right") for row in range(12)
                     for place in range(3)]  # fmt: skip


def test_hanging_numbers_belong_to_the_column_on_their_right() -> None:
    left = [
        (60.0, 200.0 + 12 * row, f"Left text of entry {row:02}, goes on here") for row in range(16)
    ]
    numbers = [(209.0, 200.0 + 24 * row, f"{row + 30}.") for row in range(8)]
    right = [(242.0, 200.0 + 12 * row, f"Right text of entry {row} here") for row in range(16)]
    texts = sorted([*left, *numbers, *right], key=lambda one: (one[1], one[0]))
    found = lines(drawn(written(*texts)))
    assert found[:16] == [text for _, _, text in left]
    assert [line for line in found[16:] if "30." in line or "37." in line] == [
        "30. Right text of entry 0 here", "37. Right text of entry 14 here",
    ]  # fmt: skip


@pytest.mark.parametrize("order", ["as read", "row by row", "shuffled", "backwards"])
def test_two_columns_are_read_one_after_the_other(order: str) -> None:
    texts = two_columns()
    expected = [text for _, _, text in texts]
    if order == "row by row":
        texts.sort(key=lambda one: (one[1], one[0]))
    elif order == "shuffled":
        random.Random(7).shuffle(texts)  # noqa: S311
    elif order == "backwards":
        texts.reverse()
    page = drawn(written(*texts))
    assert lines(page) == expected
    assert (np.diff(page.line) >= 0).all()
    assert (np.diff(page.block) >= 0).all()


def test_rotated_text_is_marked_and_comes_last() -> None:
    pdf = pymupdf.open()
    page = pdf.new_page()
    page.insert_text((20, 500), "arXiv:1234.5678v1", rotate=90)
    page.insert_text((72, 72), "A title and a few words")
    read = drawn(pdf.tobytes())
    assert lines(read) == ["A title and a few words", "arXiv:1234.5678v1"]
    turned = (read.marks & Mark.ROTATED) > 0
    assert turned.tolist() == [text not in "A title and a few words" for text in read.texts]
    upwards = read.boxes_pt[turned]
    assert (np.diff(upwards[:, 1]) < 0).all()


def test_hidden_text_counts_only_where_there_is_no_other() -> None:
    hidden = "BT /F1 10 Tf 3 Tr 72 600 Td (hidden layer) Tj ET"
    shown = "BT /F1 10 Tf 72 700 Td (shown) Tj ET "
    assert lines(drawn(pdf_with(shown + hidden))) == ["shown"]
    assert lines(drawn(pdf_with(hidden))) == ["hidden layer"]


def test_text_drawn_twice_or_beside_the_page() -> None:
    draw = "BT /F1 10 Tf 72 700 Td (Twice) Tj ET "
    shifted = "BT /F1 10 Tf 72.2 700 Td (Twice) Tj ET "
    outside = "BT /F1 10 Tf 72 900 Td (Outside) Tj ET "
    assert lines(drawn(pdf_with(draw + shifted + outside))) == ["Twice"]


def test_failures_have_their_kinds() -> None:
    def kind(data: bytes, settings: PdfSettings = ALL) -> Kind | None:
        result = read_pdf(data, settings)
        return result.kind if isinstance(result, Failure) else None

    pdf = pymupdf.open()
    pdf.new_page().insert_text((72, 72), "secret")
    locked = {"encryption": pymupdf.mupdf.PDF_ENCRYPT_AES_256, "owner_pw": "owner"}
    assert kind(pdf.tobytes(user_pw="user", **locked)) is Kind.ENCRYPTED
    assert kind(pdf.tobytes(**locked)) is None  # opens without a password
    assert kind(pdf.tobytes(), PdfSettings(max_bytes=10)) is Kind.TOO_LARGE
    assert kind(b"<html>not found</html>") is Kind.NOT_A_PDF
    assert kind(b"") is Kind.NOT_A_PDF
    empty = pymupdf.open()
    empty.new_page()
    assert kind(empty.tobytes()) is Kind.NO_TEXT


def test_a_page_as_a_picture() -> None:
    data = written((72, 72, "One"))
    picture = pymupdf.Pixmap(page_png(data, 0, 72))
    assert (picture.width, picture.height) == (595, 842)
    with pytest.raises(IndexError):
        page_png(data, 1, 72)
