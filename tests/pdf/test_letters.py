"""Letters that fonts do not say, say wrongly, or say in codes of their own."""

# mypy: disable-error-code="no-untyped-call"
from __future__ import annotations

import pymupdf
import pytest

from spv2_spark.domain.page import Document, Mark
from spv2_spark.errors import Failure, Kind
from spv2_spark.pdf.codes import by_glyphs, parentheses_in
from spv2_spark.pdf.letters import are_unknown
from spv2_spark.pdf.ligatures import ligatures_in
from spv2_spark.pdf.read import read_pdf
from tests.pdf.make import ALL, drawn, lines, pdf_with

SUPERSCRIPT = int(Mark.SUPERSCRIPT)
ENGLISH = (
    "We measured how porous kilns cool at night and set up a model of the heat that is lost"
    " through their walls. The results agree with what was known of dense bricks, but the time"
    " that it takes is shorter than expected, and depends on the moisture of the air inside of"
    " the chamber. Walls of two layers with a gap between them keep the heat for twice as long;"
    " the gap need not be wide. We close with a rule for builders who have no thermometer."
)
TYPE0 = (
    "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Kiln/Encoding/Identity-H/DescendantFonts[<</Type"
    "/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Kiln/CIDSystemInfo<</Registry(Adobe)"
    "/Ordering(Identity)/Supplement 0>>/DW 500/FontDescriptor<</Type/FontDescriptor"
    "/FontName/ABCDEF+Kiln/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800"
    "/Descent -200/CapHeight 700/StemV 80>>>>]>>"
)


def glyphs(text: str, shift: int) -> str:
    """Return a page of `text` in rows, each letter as the number of a glyph."""
    rows = [text[at : at + 60] for at in range(0, len(text), 60)]
    shown = ["BT /F1 10 Tf 14 TL 50 700 Td"]
    for row in rows:
        codes = "".join(f"{max(ord(char) - shift, 1):04x}" for char in row)
        shown.append(f"<{codes}> Tj T*")
    return "\n".join([*shown, "ET"])


def test_glyphs_in_the_macintoshs_order_are_read():
    page = drawn(pdf_with(glyphs(ENGLISH, 29), TYPE0))
    assert " ".join(lines(page)).startswith("We measured how porous kilns cool at night")


def test_other_orders_are_a_failure_of_their_own():
    result = read_pdf(pdf_with(glyphs(ENGLISH, 20), TYPE0), ALL)
    assert isinstance(result, Failure)
    assert result.kind is Kind.LETTERS_UNKNOWN
    assert result.kind.permanent


def test_letters_that_are_others_than_those_printed_are_a_failure():
    moved = "".join(chr((ord(c) - 97 + 7) % 26 + 97) if c.islower() else c for c in ENGLISH)
    rows = [moved[at : at + 60] for at in range(0, len(moved), 60)]
    shown = "BT /F1 10 Tf 14 TL 50 700 Td " + " ".join(f"({row}) Tj T*" for row in rows) + " ET"
    result = read_pdf(pdf_with(shown), ALL)
    assert isinstance(result, Failure)
    assert result.kind is Kind.LETTERS_UNKNOWN


def test_vietnamese_is_known():
    text = (
        "Thí nghiệm được bố trí ngẫu nhiên với năm mức độ mặn, mỗi nghiệm thức lặp lại ba lần trong"
        " sáu mươi ngày. Kết quả cho thấy cá tăng trưởng nhanh nhất ở mức thứ ba và tỷ lệ sống đạt"
        " trên chín mươi phần trăm; ở các mức cao hơn, tốc độ tăng trưởng giảm rõ rệt so với đối"
        " chứng. Từ kết quả này, có thể kết luận rằng cá giống thích nghi tốt với nước lợ, và việc"
        " ương nuôi nên được thực hiện ở những vùng cửa sông có độ mặn thấp quanh năm."
    )
    assert not are_unknown(text)
    mixed = "".join(chr((ord(c) - 97 + 7) % 26 + 97) if "a" <= c <= "z" else c for c in text)
    assert are_unknown(mixed)


def test_a_page_in_unknown_letters_costs_only_itself():
    good = pymupdf.open("pdf", pdf_with("BT /F1 10 Tf 50 700 Td (Cooling porous kilns) Tj ET"))
    good.insert_pdf(pymupdf.open("pdf", pdf_with(glyphs(ENGLISH, 20), TYPE0)))
    document = read_pdf(good.tobytes(), ALL)
    assert isinstance(document, Document)
    assert [page.number for page in document.pages] == [0]


def test_few_letters_are_not_judged():
    assert by_glyphs("7KH NLOQ") is None
    assert not are_unknown("xxx qqq zzz")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("kilns \x012015\x02 and \x01b\x02", "()()"),
        ("\x01ne \x01gures and \x01nd", None),
        ("\ufffdne \ufffdgures and \ufffdnd", None),
        ("a\ufffd Pell.\nA. Roe \ufffd2015b\ufffd. Kilns. Mills, 3\ufffd12\ufffd, 4.", ")()()"),
        ("kilns \ufffdnew\ufffd", None),  # nothing says which is which
        ("Ann Doe\ufffd1\ufffd on kilns \ufffdnew\ufffd", "()()"),
    ],
)
def test_control_characters_in_pairs_are_parentheses(text, read):
    found = parentheses_in(text)
    assert found is None if read is None else "".join(found or ()) == read


@pytest.mark.parametrize("names", ["/uni0001/uni0002", "/open1/close1"])
def test_parentheses_of_a_font_without_a_table_are_read(names):
    names = f"/Differences[1{names}]"
    font = (
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman"
        f"/Encoding<</BaseEncoding/WinAnsiEncoding{names}>>>>"
    )
    shown = "BT /F1 10 Tf 50 700 Td (Smith \\0012015\\002. Kilns \\001new\\002.) Tj ET"
    assert lines(drawn(pdf_with(shown, font))) == ["Smith (2015). Kilns (new)."]


def test_adobes_private_figures_and_small_capitals_are_read():
    names = "/Differences[65/uniF761/uniF762/uniF735/uniF645/uniF7E9]"
    font = (
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman"
        f"/Encoding<</BaseEncoding/WinAnsiEncoding{names}>>>>"
    )
    assert lines(drawn(pdf_with("BT /F1 10 Tf 50 700 Td (AB CD E) Tj ET", font))) == ["ab 52 é"]


def test_private_ligatures_are_told_by_the_pages_words():
    names = "/Differences[65/uniF001/uniF004/uniF02E]"
    font = (
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman"
        f"/Encoding<</BaseEncoding/WinAnsiEncoding{names}>>>>"
    )
    shown = "BT /F1 10 Tf 50 700 Td (diBcult Aelds of griBns, xC) Tj ET"
    assert lines(drawn(pdf_with(shown, font))) == ["difficult fields of griffins, x\uf02e"]


def test_words_that_fit_two_ligatures_tell_none():
    assert ligatures_in("o\uf004er and \uf004ow, \uf005x") == {}
    assert ligatures_in("di\uf004cult, di\uf004erent") == {}  # ffi and ff
    assert ligatures_in("a \uf762 of AdOBE") == {}


def test_a_page_of_private_letters_is_no_page_of_ligatures_and_costs_no_time():
    many = "".join(map(chr, range(0xE000, 0xF8FF)))
    assert ligatures_in(f"di\uf004cult {many}") == {}
    assert ligatures_in("x" * 500_000 + " di\uf004cult") == {"\uf004": "ffi"}


def type3(size: float) -> str:
    """Return a bitmap font whose letters are boxes of `size` units, with their codes known."""
    names = " ".join(f"/{chr(code)}" for code in range(97, 123))
    procs = "".join(f"/{chr(code)} 4 0 R" for code in range(97, 123))
    widths = " ".join([str(size * 0.5)] * 26)
    return (
        f"<</Type/Font/Subtype/Type3/FontBBox[0 0 {size} {size}]/FontMatrix[1 0 0 1 0 0]"
        f"/CharProcs<<{procs}>>/Encoding<</Type/Encoding/Differences[97 {names}]>>"
        f"/FirstChar 97/LastChar 122/Widths[{widths}]/Resources<<>>>>"
    )


def test_nominal_sizes_of_bitmap_fonts_come_from_their_boxes():
    shown = "BT /F1 .12 Tf 50 700 Td [(wo) 2 (ven)] TJ ET"
    page = drawn(pdf_with(shown, type3(100)))
    assert lines(page) == ["woven"]
    assert page.size_pt[0] > 5


@pytest.mark.parametrize("space", ["", " "])
def test_superscripts_letters_at_the_lines_own_size_are_marks(space):
    # Codes 97 to 122 are usual letters of half an em, 1 to 3 the superscripts a, b and c.
    widths = " ".join(["280"] * 3 + ["500"] * 252)
    font = (
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/FirstChar 1/LastChar 255"
        f"/Widths[{widths}]/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[1/a/b/c]>>>>"
    )
    shown = (
        "BT /F1 10 Tf 14 TL 50 700 Td (Ann Back\\001, Bo Crab\\001\\002) Tj T*"
        f" (\\001{space}Institute of Kilns) Tj T* (\\002{space}Department of Maps) Tj ET"
    )
    page = drawn(pdf_with(shown, font))
    superscripts = [
        text for text, mark in zip(page.texts, page.marks, strict=True) if mark & SUPERSCRIPT
    ]
    assert superscripts == ["a", "ab", "a", "b"]
    assert page.texts[:3] == ("Ann", "Back", "a")


def test_ligatures_of_several_letters_are_no_marks():
    # Code 3 reads as "ti" and is wider than a "t"; the marks are there, so that widths are told.
    widths = " ".join(["280"] * 2 + ["650"] + ["500"] * 252)
    font = (
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/FirstChar 1/LastChar 255"
        f"/Widths[{widths}]/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[1/a/b/t]>>>>"
    )
    shown = (
        "BT /F1 10 Tf 14 TL 50 700 Td (Ann Scott\\001, Rob Mar\\003n\\002) Tj T*"
        " (\\001Institute of Kilns) Tj T* (\\002Centre of Maps) Tj ET"
    )
    file = pymupdf.open("pdf", pdf_with(shown, font))
    told, at = file.get_new_xref(), file.get_page_fonts(0)[0][0]
    file.update_object(told, "<<>>")
    file.update_stream(told, b"1 beginbfchar <03> <00740069> endbfchar")
    file.xref_set_key(at, "ToUnicode", f"{told} 0 R")
    page = drawn(file.tobytes())
    assert page.texts[:7] == ("Ann", "Scott", "a", ",", "Rob", "Martin", "b")


def test_marks_of_their_own_size_stay_as_they_are():
    shown = "BT /F1 10 Tf 50 700 Td (Ann Back) Tj 6 Tf 4 Ts (a) Tj ET"
    page = drawn(pdf_with(shown.replace("6 Tf", "/F1 6 Tf")))
    assert page.texts == ("Ann", "Back", "a")


def test_a_ligature_that_reads_as_its_first_letter_is_told_by_its_width():
    widths = " ".join(["980"] + ["500"] * 254)
    font = (
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/FirstChar 1/LastChar 255"
        f"/Widths[{widths}]/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[1/T]>>>>"
    )
    shown = "BT /F1 10 Tf 50 700 Td (\\001e kilns of Tolmark: \\001is is how \\001ey cool) Tj ET"
    page = drawn(pdf_with(shown, font))
    assert lines(page) == ["The kilns of Tolmark: This is how They cool"]
