"""What is asked of MuPDF for one page: spans, characters of single lines, widths of spaces."""

# mypy: disable-error-code="no-untyped-call"
# PyMuPDF says that it is typed and is only in part.
from __future__ import annotations

import contextlib
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pymupdf
from pymupdf import mupdf

from spv2_spark.config import PdfSettings
from spv2_spark.pdf.codes import (
    CONTROLS,
    by_glyphs,
    parentheses_in,
    put_parentheses,
    translate_glyphs,
)
from spv2_spark.pdf.fonts import base_name
from spv2_spark.pdf.letters import are_unknown
from spv2_spark.pdf.ligatures import PRIVATE, ligatures_in, put_ligatures
from spv2_spark.pdf.limits import TooLargeError, is_too_long, most_chars
from spv2_spark.pdf.repair import APART, MAY_BE_SPREAD, SPREAD, repaired
from spv2_spark.pdf.right_to_left import RIGHT_TO_LEFT, in_reading_order
from spv2_spark.pdf.spaces import lacks_spaces, may_lack_spaces, with_spaces
from spv2_spark.pdf.widths import by_widths, tell, widths_of

TEXT_FLAGS = (
    pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_MEDIABOX_CLIP
)
_CODES = pymupdf.TEXT_USE_CID_FOR_UNKNOWN_UNICODE
_LIKELY_SPACE_EM = 0.28
_SPACE_RANGE_EM = (0.1, 0.8)
_SAME_PT = 0.01
_TRIES = 3  # pages


class TextPages:
    """The pages of an open PDF as text, each extracted once. Methods raise on broken pages.

    A page of more characters than the settings bear is TooLargeError when asked for whole.
    """

    def __init__(self, pdf: pymupdf.Document, settings: PdfSettings) -> None:
        self._pdf = pdf
        self._settings = settings
        self._kept: dict[int, pymupdf.TextPage] = {}
        self._sizes: dict[int, tuple[float, float]] = {}

    def text(self, number: int) -> str:
        """Return the raw text of a page, a line a line; empty if it is broken or too large."""
        try:
            text = str(self._text_page(number).extractText())
            if are_unknown(text):
                text = by_glyphs(self._coded(number).extractText()) or text
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001  a broken page costs only itself
            return ""
        if is_too_long(text, self._settings):
            del self._kept[number]  # many such pages would fill the memory
            return ""
        return text

    def blocks(self, number: int) -> tuple[pymupdf.TextPage, list[dict[str, Any]]]:
        """Return a page's text page, and its blocks, repaired; forgets both."""
        text_page = self._text_page(number)
        del self._kept[number]
        try:
            return text_page, self._known_blocks(number, text_page)
        except TooLargeError as error:
            raise TooLargeError(f"page {number}: {error}") from None

    def _known_blocks(self, number: int, text_page: pymupdf.TextPage) -> list[dict[str, Any]]:
        most = most_chars(self._settings)
        blocks = _blocks(text_page, most)
        text = _text(blocks)
        if are_unknown(text):
            coded = _blocks(self._coded(number), most)
            return coded if translate_glyphs(coded) else blocks
        return blocks

    def size_pt(self, number: int) -> tuple[float, float]:
        """Return a page's width and height as shown; zeros if the page is broken."""
        if number not in self._sizes:
            try:
                self._sizes[number] = _size(self._pdf[number])
            except Exception:  # noqa: BLE001  a broken page costs only itself
                self._sizes[number] = (0.0, 0.0)
        return self._sizes[number]

    def _coded(self, number: int) -> pymupdf.TextPage:
        """Return a page's text with codes in the places of letters that are unknown."""
        return self._pdf[number].get_textpage(flags=TEXT_FLAGS | _CODES)

    def _text_page(self, number: int) -> pymupdf.TextPage:
        if number not in self._kept:
            page = self._pdf[number]
            self._sizes[number] = _size(page)
            self._kept[number] = page.get_textpage(flags=TEXT_FLAGS)
        return self._kept[number]


def _text(blocks: list[dict[str, Any]]) -> str:
    lines = chain.from_iterable(block.get("lines", ()) for block in blocks)
    return "".join([span["text"] for line in lines for span in line["spans"]])


def _size(page: pymupdf.Page) -> tuple[float, float]:
    return float(page.rect.width), float(page.rect.height)


def _blocks(text_page: pymupdf.TextPage, most_chars: int) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = text_page.extractDICT()["blocks"]
    texts = [
        ["".join([span["text"] for span in line["spans"]]) for line in block.get("lines", ())]
        for block in blocks
    ]
    # Most pages hold none, and one look at all of the text tells.
    page = "\n".join(chain.from_iterable(texts))
    if len(page) > most_chars:
        raise TooLargeError(f"{len(page)} characters, more than {most_chars}")
    accents, spread = _may_have_accents(page), MAY_BE_SPREAD.search(page) is not None
    if accents or spread:
        _repair(text_page, blocks, texts, accents, spread)
    _repair_page(text_page, blocks, page, _lack_spaces(text_page, blocks, texts))
    return blocks


def _repair_page(
    text_page: pymupdf.TextPage, blocks: list[dict[str, Any]], page: str, spaces: bool
) -> None:
    """Repair what only the whole page tells; its characters are dear, and few pages need them.

    `spaces` says whether it lacks some.
    """
    if CONTROLS.search(page) and (read := parentheses_in(page)) is not None:
        put_parentheses(blocks, read)
    if PRIVATE.search(page) and (ligatures := ligatures_in(page)):
        put_ligatures(blocks, ligatures)
    widths_tell, backwards = tell(blocks, page), RIGHT_TO_LEFT.search(page) is not None
    if not (widths_tell or backwards or spaces):
        return
    raw_blocks = text_page.extractRAWDICT()["blocks"]
    widths = widths_of(raw_blocks)
    for block, raw_block in zip(blocks, raw_blocks, strict=True):
        if "lines" in block and widths_tell:
            block["lines"] = by_widths(block["lines"], raw_block["lines"], widths)
        if "lines" in block and spaces:
            block["lines"] = with_spaces(block["lines"], raw_block["lines"])
        if "lines" in block and backwards:
            block["lines"] = in_reading_order(block["lines"], raw_block["lines"])


def _lack_spaces(
    text_page: pymupdf.TextPage, blocks: list[dict[str, Any]], texts: list[list[str]]
) -> bool:
    """Whether one line at least lacks spaces, of those whose texts look like it."""
    return any(
        (raw := _raw_line(text_page, line["bbox"])) is not None and lacks_spaces(raw)
        for block, block_texts in zip(blocks, texts, strict=True)
        for line, text in zip(block.get("lines", ()), block_texts, strict=True)
        if may_lack_spaces(text)
    )


def _repair(
    text_page: pymupdf.TextPage,
    blocks: list[dict[str, Any]],
    texts: list[list[str]],
    accents: bool,
    spread: bool,
) -> None:
    """Put repaired lines in the place of those whose texts need it."""
    for block, block_texts in zip(blocks, texts, strict=True):
        for index, text in enumerate(block_texts):
            if (accents and _has_accents(text)) or (spread and SPREAD.search(text)):
                raw = _raw_line(text_page, block["lines"][index]["bbox"])
                if raw is not None:
                    block["lines"][index] = repaired(raw)


def _may_have_accents(text: str) -> bool:
    return not text.isascii() or "`" in text or "^" in text or "~" in text


def _has_accents(text: str) -> bool:
    return _may_have_accents(text) and APART.search(text) is not None


def _raw_line(text_page: pymupdf.TextPage, box: tuple[float, ...]) -> dict[str, Any] | None:
    """Return the line of `extractRAWDICT()` with that box."""
    with _looking_at(text_page, box):
        blocks = text_page.extractRAWDICT()["blocks"]
    for block in blocks:
        for line in block.get("lines", ()):
            if all(abs(a - b) < _SAME_PT for a, b in zip(line["bbox"], box, strict=True)):
                found: dict[str, Any] = line
                return found
    return None


@contextlib.contextmanager
def _looking_at(text_page: pymupdf.TextPage, box: tuple[float, ...]) -> Iterator[None]:
    """Narrow what is extracted to `box`: characters of a whole page are dear."""
    media = text_page.this.m_internal.mediabox
    whole = (media.x0, media.y0, media.x1, media.y1)
    media.x0, media.y0, media.x1, media.y1 = box
    try:
        yield
    finally:
        media.x0, media.y0, media.x1, media.y1 = whole


class SpaceWidths:
    """The width of each font's space in ems, learnt while a document's pages are read.

    It is the advance of the font's own space; of a font without one (TeX's) the lower
    quartile of the gaps that MuPDF read as spaces on the first page that has some (the rest
    are stretched); else that of Times with a little stretch.
    """

    def __init__(self) -> None:
        self._em: dict[str, float] = {}
        # How often the gaps of a font without a space of its own were looked for, in vain.
        self._tried: dict[str, int] = {}

    def of(
        self, fonts: set[str], text_page: pymupdf.TextPage, blocks: list[dict[str, Any]]
    ) -> dict[str, float]:
        """Return the widths for `fonts`, base names of which stand on this page."""
        missing = fonts - self._em.keys() - self._tried.keys()
        if missing:
            self._ask(missing, text_page, blocks)
            self._tried |= dict.fromkeys(missing - self._em.keys(), 0)
        guessed = {font for font in fonts if self._tried.get(font, _TRIES) < _TRIES}
        if guessed:
            self._measure(guessed, blocks)
        return {font: self._em.get(font, _LIKELY_SPACE_EM) for font in fonts}

    def _ask(
        self, missing: set[str], text_page: pymupdf.TextPage, blocks: list[dict[str, Any]]
    ) -> None:
        left = set(missing)
        for block, raw_block in zip(text_page.this, blocks, strict=False):
            for line, raw_line in zip(block, raw_block.get("lines", ()), strict=False):
                if not left.isdisjoint(base_name(span["font"]) for span in raw_line["spans"]):
                    _resolve(line.m_internal.first_char, left, self._em)
            if not left:
                break

    def _measure(self, fonts: set[str], blocks: list[dict[str, Any]]) -> None:
        gaps: dict[str, list[float]] = {}
        lines = chain.from_iterable(block.get("lines", ()) for block in blocks)
        for span in chain.from_iterable(line["spans"] for line in lines):
            if span["text"] != " " or (name := base_name(span["font"])) not in fonts:
                continue
            width, size = span["bbox"][2] - span["bbox"][0], span["size"]
            if size > 0 and _SPACE_RANGE_EM[0] < width / size < _SPACE_RANGE_EM[1]:
                gaps.setdefault(name, []).append(width / size)
        for font in fonts:
            self._tried[font] += 1
        for font, found in gaps.items():
            self._em[font] = sorted(found)[len(found) // 4]
            del self._tried[font]


def _resolve(char: Any, left: set[str], known: dict[str, float]) -> None:
    """Add to `known` the width of the space of every font in `left` from `char` on."""
    last = None
    while char and left:
        font, char = char.font, char.next
        address = int(font.this)
        if address == last:
            continue
        last = address
        name = base_name(mupdf.ll_fz_font_name(font))
        if name in left:
            left.discard(name)
            glyph = mupdf.ll_fz_encode_character(font, ord(" "))
            width = mupdf.ll_fz_advance_glyph(font, glyph, 0) if glyph > 0 else 0.0
            if _SPACE_RANGE_EM[0] < width < _SPACE_RANGE_EM[1]:
                known[name] = width
