"""A string's tokens: runs of letters, runs of digits, and every other character by itself.

As a page's tokens are cut (features), so that "S12-5" is S, 12, - and 5; an ideogram is a token
of its own, for nothing says where words of it end.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from spv2_spark.valid_text import valid_text

_IDEOGRAMS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_ABOVE = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f"
_ABOVE += "\u0900-\u0903\u093a-\u094f"
_LETTER = rf"[^\W\d_{_IDEOGRAMS}]"
_TOKEN = re.compile(rf"[{_IDEOGRAMS}]|\d+|{_LETTER}(?:{_LETTER}|[{_ABOVE}])*|\S")
_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class StringTokens:
    """A string and its n tokens, each from a start to an end (excluded) in it."""

    text: str
    starts: tuple[int, ...]  # n
    ends: tuple[int, ...]  # n

    def __len__(self) -> int:
        """Return n."""
        return len(self.starts)

    @property
    def texts(self) -> list[str]:
        """The tokens themselves."""
        text = self.text
        return [text[a:b] for a, b in zip(self.starts, self.ends, strict=True)]


def cleaned(text: str) -> str:
    """Return a string as the models see it: NFC, one space for white space, nothing invisible.

    >>> cleaned(" 12   Cafe\u0301 ")
    '12 Café'
    """
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFC", valid_text(text)))
    return _SPACE.sub(" ", plain).strip()


def tokenised(text: str, most: int = 0) -> StringTokens:
    """Return the tokens of a cleaned string, at most `most` of them (0: all).

    >>> tokenised("J. Phys. G12(3)").texts
    ['J', '.', 'Phys', '.', 'G', '12', '(', '3', ')']
    """
    spans: list[tuple[int, int]] = []
    for found in _TOKEN.finditer(text):
        if most and len(spans) == most:
            break
        spans.append(found.span())
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    return StringTokens(text, starts, ends)
