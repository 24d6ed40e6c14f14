"""Text as tokens: NFKC, cleaned of what is not printed, cut by SPv2's rule."""

from __future__ import annotations

import re
import sys
import unicodedata

import numpy as np
import numpy.typing as npt

from spv2_spark.pdf.private_use import known_private

# Stand between spans in a page's joined text: white space to the token pattern, so that no
# token crosses them, yet no printed space. `cleaned` never returns them.
CUT = "\x1f"
LINE_END = "\n"

_REPLACEMENT = "\ufffd"


def _marks() -> str:
    """Return the combining marks as ranges of a regular expression's character class."""
    ranges: list[list[int]] = []
    for code in range(0x300, 0x1F000):
        if unicodedata.category(chr(code))[0] != "M":
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


# Persian has it between letters that do not join: it is printed as that, and part of the word.
NON_JOINER = "\u200c"
_ARABIC = "\u0620-\u0652\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\u08a0-\u08b4"
_STRAY = re.compile(f"(?<![{_ARABIC}]){NON_JOINER}|{NON_JOINER}(?![{_ARABIC}])")

_M = _marks() + NON_JOINER
# Letters with their marks | digits | one punctuation or symbol character | marks alone.
TOKEN = re.compile(rf"[^\W\d_]+(?:[{_M}]+[^\W\d_]*)*|\d+[{_M}]*|[^\s{_M}][{_M}]*|[{_M}]+")


# i and j without a dot below an accent are drawn letters, not Turkish ones.
_DOTLESS = re.compile("[\u0131\u0237](?=[\u0300-\u0314])")


class _Printable(dict[int, str | int | None]):
    """What str.translate puts in a character's place, filled as characters are met."""

    def __missing__(self, code: int) -> str | int | None:
        char = chr(code)
        category = unicodedata.category(char)
        kept: str | int | None = code
        if code == 0 or category == "Cs":
            kept = _REPLACEMENT
        elif char == "\u00ad":  # the soft hyphen is only in a PDF where it is printed
            kept = "-"
        elif char in "\t\n\r\x0b\x0c\x85" or category in ("Zs", "Zl", "Zp"):
            kept = " "
        elif category in ("Cc", "Cf") and char != NON_JOINER:
            kept = None
        elif category == "Co":
            kept = known_private(code) or code
        self[code] = kept
        return kept


_PRINTABLE = _Printable()


def cleaned(text: str) -> str:
    """Return NFKC text: one sort of space, soft hyphens as "-", NUL and lone surrogates as U+FFFD.

    Control and zero-width characters are dropped, but for a joiner between Arabic letters. Accents
    that NFKC would write as a space and a combining mark (U+00B4 and its like) come out as the
    mark alone.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.translate(_PRINTABLE)
    if "\u0131" in text or "\u0237" in text:
        text = _DOTLESS.sub(lambda match: "i" if match[0] == "\u0131" else "j", text)
    if not text.isascii() and not unicodedata.is_normalized("NFKC", text):
        apart = "".join(map(_without_space, text))
        # A second pass: composing may make characters that are dropped or spaces themselves.
        text = unicodedata.normalize("NFKC", apart).translate(_PRINTABLE)
    if NON_JOINER not in text:
        return text
    return _STRAY.sub("", re.sub(f"{NON_JOINER}+", NON_JOINER, text))


def _without_space(char: str) -> str:
    if char.isascii():
        return char
    normal = unicodedata.normalize("NFKC", char)
    return normal.replace(" ", "") if len(normal) > 1 else char


_UNKNOWN, _SPACE, _LETTER, _DIGIT, _OTHER, _COMBINING = range(6)
# What each character is to TOKEN, filled as characters are met.
_KNOWN = np.zeros(sys.maxunicode + 1, dtype=np.uint8)


def _classes_of(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    classes = _KNOWN[codes]
    if classes.all():
        return classes
    for code in set(codes[classes == _UNKNOWN].tolist()):
        _KNOWN[code] = _class_of(chr(code))
    return _KNOWN[codes]


def _class_of(char: str) -> int:
    patterns = ((r"\s", _SPACE), (f"[{_M}]", _COMBINING), (r"\d", _DIGIT), (r"[^\W_]", _LETTER))
    return next((kind for pattern, kind in patterns if re.match(pattern, char)), _OTHER)


def token_bounds(
    text: str, codes: npt.NDArray[np.uint32]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return where TOKEN's matches in `text` begin and end; `codes` are its characters'."""
    classes = _classes_of(codes)
    if (classes == _COMBINING).any():
        found = [match.span() for match in TOKEN.finditer(text)]
        begin, end = np.array(found, dtype=np.int64).reshape(-1, 2).T
        return begin, end
    edge = np.ones(len(classes) + 1, dtype=np.bool_)  # before each character, and at the end
    edge[1:-1] = (classes[1:] != classes[:-1]) | (classes[1:] == _OTHER)
    cuts = np.flatnonzero(edge)
    printed = classes[cuts[:-1]] != _SPACE
    return cuts[:-1][printed], cuts[1:][printed]
