"""Tokens to strings: spaces as printed, line-end hyphens undone, accents put on their letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from spv2_spark.decode.text.accents import accented, composed
from spv2_spark.decode.text.edges import Part
from spv2_spark.decode.text.hyphens import Dehyphenator
from spv2_spark.layout.columns import TokenColumns
from spv2_spark.layout.hyphens import HYPHENS, SOFT_HYPHEN

_GLUE_AFTER = frozenset("([{“‘«/\u2013\u2014")  # nothing stands between these and the next line
_GLUE_BEFORE = frozenset(")]}”’»,.;:")
_WIDE = ("CJK", "HIRAGANA", "KATAKANA", "FULLWIDTH", "IDEOGRAPHIC")
_EAST = ("CJK UNIFIED", "HIRAGANA", "KATAKANA")
_UNSPACED = ("THAI", "LAO", "KHMER", "MYANMAR")  # no space stands between words, but names have one


def parts_of(
    tokens: TokenColumns, indices: Sequence[int], dehyphenator: Dehyphenator, *, names: bool = False
) -> list[Part]:
    """Return the parts of a span's string; hyphens that only broke a line are gone.

    `names` says that the span is a person's name, whose parts are no words.
    """
    parts: list[Part] = []
    texts, lines = tokens.texts, tokens.line_of
    joins = dehyphenator.joins_names if names else dehyphenator.joins
    unspaced = _WIDE if names else _WIDE + _UNSPACED
    for index in indices:
        text = composed(texts[index])
        if not parts:
            parts.append(Part(text, index, False))
            continue
        last = parts[-1]
        if lines[index] != lines[last.token]:
            _begin_line(parts, index, tokens, joins, unspaced)
            continue
        apart = _is_apart(tokens, last.token, index)
        if apart and not names and _are_of_two_widths(last.text[-1], text[0]):
            apart = False
        doubled = not apart and text in HYPHENS and last.text in HYPHENS
        if doubled and dehyphenator.doubles_hyphens:
            continue
        parts.append(Part(text, index, not apart))
    if any(SOFT_HYPHEN in part.text for part in parts):
        parts = [one._replace(text=one.text.replace(SOFT_HYPHEN, "")) for one in parts]
    return accented([part for part in parts if part.text], tokens)


def _are_of_two_widths(one: str, two: str) -> bool:
    """Whether a Chinese or Japanese letter and a Latin one or a digit meet: "U 型" is "U型".

    Print sets them apart a little, as no text has it.
    """
    if one.isascii() and two.isascii():
        return False
    plain = (one, two) if one.isascii() else (two, one)
    return plain[0].isascii() and plain[0].isalnum() and _is_of(plain[1], _EAST)


def string_of(parts: Sequence[Part]) -> str:
    """Return the parts as one string with single spaces, composed (NFC).

    >>> string_of([Part("A", 0, False), Part("title", 1, False), Part("?", 2, True)])
    'A title?'
    """
    text = "".join(
        one.text if one.glued or at == 0 else f" {one.text}" for at, one in enumerate(parts)
    )
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _begin_line(
    parts: list[Part],
    index: int,
    tokens: TokenColumns,
    joins: Callable[..., bool],
    unspaced: tuple[str, ...],
) -> None:
    """Append a line's first token, with what the end of the line before asks for."""
    last, text = parts[-1], composed(tokens.texts[index])
    if last.text in HYPHENS and len(parts) > 1 and last.glued:
        if text in HYPHENS:  # Polish and Czech print a word's own hyphen again: "nord-/-west"
            parts[-1] = last._replace(token=index)
            return
        right = _run(tokens, index)
        left, inner = _left_word(parts)
        if last.text == SOFT_HYPHEN or joins(left, right, inner=inner):
            parts.pop()
        parts.append(Part(text, index, True))
        return
    after_dash = last.text in _GLUE_AFTER and (last.glued or last.text not in "–—")
    wide = all(_is_of(char, unspaced) for char in (last.text[-1], text[0]))
    parts.append(Part(text, index, after_dash or wide or text in _GLUE_BEFORE))


def _is_apart(tokens: TokenColumns, before: int, index: int) -> bool:
    """Whether white space stands between two tokens of a span, or words or marks left out."""
    if index == before + 1:
        return tokens.spaced[index]
    if any(tokens.spaced[before + 1 : index + 1]):
        return True
    between = range(before + 1, index)
    return not all(tokens.superscripts[one] or tokens.texts[one] in HYPHENS for one in between)


def _left_word(parts: Sequence[Part]) -> tuple[str, bool]:
    """Return the letters before the hyphen that ends `parts`; whether a hyphen precedes them."""
    word = ""
    for at in range(len(parts) - 2, -1, -1):
        if not parts[at].text[-1].isalpha():
            return word, parts[at].text in HYPHENS
        word = parts[at].text + word
        if not parts[at].glued:
            break
    return word, False


def _run(tokens: TokenColumns, index: int) -> str:
    """Return the letters that stand together from token `index` on."""
    stop = index + 1
    while stop < len(tokens) and not tokens.spaced[stop] and tokens.texts[stop][0].isalpha():
        stop += 1
    return "".join(tokens.texts[index:stop])


def _is_of(char: str, scripts: tuple[str, ...]) -> bool:
    return char > "\u0dff" and unicodedata.name(char, "").startswith(scripts)
