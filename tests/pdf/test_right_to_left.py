"""Hebrew and Arabic: the order of letters, words, numbers and columns, and the boxes of tokens."""

from __future__ import annotations

import pytest

from spv2_spark.pdf.right_to_left import in_reading_order
from tests.pdf.make import drawn, lines, pdf_with

ALEF = 0x05D0
_NAMES = " ".join(f"/afii{57664 + at}" for at in range(27))  # Adobe's names from alef to tav
# Bytes from 160 on are Hebrew letters, those of ASCII are Times'.
HEBREW = (
    "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/FirstChar 0/LastChar 255"
    f"/Widths[{' '.join(['500'] * 256)}]"
    f"/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[160 {_NAMES}]>>>>"
)
SIZE = 10.0
WIDTH = SIZE / 2


def line(text: str, right: float, baseline: float, visually: bool = False) -> str:
    """Return what draws a Hebrew line that ends at `right`, each character in its place.

    Runs of ASCII letters and digits are turned, as a typesetter does; marks are not. It is drawn
    in the order of the text, or from left to right.
    """
    places: list[tuple[float, str]] = []
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and text[end].isascii() and text[end].isalnum():
            end += 1
        end = max(end, at + 1)
        for offset, char in enumerate(text[at:end]):
            place = at + (end - at - 1 - offset)
            places.append((right - (place + 1) * WIDTH, char))
        at = end
    if visually:
        places.sort()
    shown = (
        f"BT /F1 {SIZE} Tf 1 0 0 1 {left} {baseline} Tm <{_code(char):02x}> Tj ET"
        for left, char in places
        if char != " "
    )
    return "\n".join(shown)


def _code(char: str) -> int:
    return ord(char) if char.isascii() else 160 + ord(char) - ALEF


@pytest.mark.parametrize("visually", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "קירור לילי של כבשנים",
        "מדידה ומודל: תשעה כבשנים",
        "לוי, ד. ובנו 2015 בחיפה",
        "אוניברסיטת חיפה Haifa בצפון",
    ],
)
def test_lines_are_read_from_right_to_left(text, visually):
    page = drawn(pdf_with(line(text, 500, 700, visually), HEBREW))
    assert lines(page) == [text]


def test_the_first_word_stands_at_the_right():
    page = drawn(pdf_with(line("לוי ובנו", 500, 700), HEBREW))
    first, second = page.boxes_pt.tolist()
    assert (first[0], first[2]) == pytest.approx((485, 500), abs=0.5)
    assert (second[0], second[2]) == pytest.approx((460, 480), abs=0.5)


def test_marks_behind_a_word_stand_at_its_left():
    page = drawn(pdf_with(line("לוי, ובנו", 500, 700), HEBREW))
    word, comma, _ = page.boxes_pt.tolist()
    assert comma[2] <= word[0] + 0.5


def test_the_right_column_comes_first():
    rows = range(700, 400, -14)
    columns = [line("כבשנים נקבוביים בלילה", right, row) for right in (280, 540) for row in rows]
    page = drawn(pdf_with("\n".join(columns), HEBREW))
    firsts = page.boxes_pt[::3, 2]
    assert (firsts[: len(rows)] > 500).all()
    assert (firsts[len(rows) :] < 300).all()


def test_hebrew_words_in_an_english_line_are_read_in_their_order():
    words = "\n".join(
        [
            f"BT /F1 {SIZE} Tf 50 700 Td (The poet named) Tj ET",
            line("לוי ובנו", 170, 700),
            f"BT /F1 {SIZE} Tf 175 700 Td (wrote of kilns) Tj ET",
        ]
    )
    page = drawn(pdf_with(words, HEBREW))
    assert lines(page) == ["The poet named לוי ובנו wrote of kilns"]


@pytest.mark.parametrize("order", ["لأ", "أل"])
def test_the_alef_of_a_ligature_follows_its_lam(order):
    span = {"font": "F", "size": 10.0, "bbox": (0.0, 0.0, 20.0, 10.0)}
    boxes = {"ا": (10.0, 14.0), "ف": (0.0, 4.0), "ل": (4.0, 10.0)}
    chars = []
    for char in f"ا{order}ف":
        left, right = boxes.get(char, (4.0, 4.0))
        chars.append({"c": char, "bbox": (left, 0.0, right, 10.0)})
    raw = {"spans": [{**span, "chars": chars}], "bbox": span["bbox"], "dir": (1.0, 0.0)}
    (read,) = in_reading_order([{}], [raw])
    assert "".join(one["text"] for one in read["spans"]) == "الأف"


def _read(chars: list[tuple[str, float, float]]) -> str:
    span = {"font": "F", "size": 10.0, "bbox": (0.0, 0.0, 40.0, 10.0)}
    drawn_chars = [{"c": char, "bbox": (left, 0.0, right, 10.0)} for char, left, right in chars]
    raw = {"spans": [{**span, "chars": drawn_chars}], "bbox": span["bbox"], "dir": (1.0, 0.0)}
    (one,) = in_reading_order([{}], [raw])
    return "".join(part["text"] for part in one["spans"])


def test_a_joiner_is_before_the_letter_of_its_glyph():
    behind = [("ی", 20.0, 24.0), ("ف", 20.0, 20.0), ("\u200c", 14.0, 20.0), ("ر", 10.0, 14.0)]
    assert _read(behind) == "ی\u200cفر"
    with_alef = [("م", 20.0, 24.0), ("آ", 20.0, 20.0), ("\u200c", 18.0, 20.0), ("ب", 10.0, 18.0)]
    assert _read(with_alef) == "م\u200cآب"
    ligature = [("ل", 20.0, 24.0), ("ا", 20.0, 20.0), ("\u200c", 20.0, 20.0), ("ه", 10.0, 20.0)]
    assert _read(ligature) == "لا\u200cه"


def test_an_alef_without_a_width_of_its_own_is_before_the_next_letter():
    assert _read([("آ", 20.0, 20.0), ("و", 14.0, 20.0), ("ی", 10.0, 14.0)]) == "آوی"
