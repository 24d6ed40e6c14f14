"""A printed line: labelled segments with literal punctuation between them, made tidy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from spv2_spark.domain.article import Segment

PULLS = "\ue001"  # stands before a closing quote that takes a following comma or period inside

_PULLED = re.compile(PULLS + r"(.)\s*([.,])")
_DOUBLED = re.compile(r"([.,])([”\"’'])\s*[.,](?=\s|$)")
_SAME = re.compile(r"([.,;:])(?:\s*\1)+")
_BEFORE_PERIOD = re.compile(r"\s*[,;:]\s*\.(?=\s|$)")
_AFTER_STOP = re.compile(r"([.;:])\s+[,;:.]\s*")
_TWO_COMMAS = re.compile(r"[,;:]\s*([,;:])")
_SPACE_BEFORE = re.compile(r"\s+([,.)\]])")
_SPACE_AFTER = re.compile(r"([(\[])[\s,;:.]+")
_EMPTY = re.compile(r"\(\s*[,.;:]?\s*\)|\[\s*\]")
_BEFORE_CLOSE = re.compile(r"[\s,;:]+([)\]])")
_SPACES = re.compile(r"[ \t\n\r\f\v\u00a0]+")


def clean(text: str) -> str:
    """Return a source's text as it may be printed: one space, none before a comma."""
    return _SPACES.sub(" ", text).replace(" ,", ",").strip()


@lru_cache(maxsize=65536)
def tidy(before: str, raw: str, after: str) -> str:
    """Return the literal `raw` as it is printed between two characters.

    `before` is the character that precedes ("" at the start of an entry), `after` the one
    that follows ("" at its end). Parts that a reference lacks leave their punctuation
    behind: of two marks one is kept, and no mark stands at the start of an entry.
    """
    text = _DOUBLED.sub(r"\1\2", _PULLED.sub(r"\2\1", raw).replace(PULLS, ""))
    text = _SPACES.sub(" ", _EMPTY.sub("", text))
    text = _SAME.sub(r"\1", text)
    text = _SAME.sub(r"\1", _BEFORE_PERIOD.sub(".", text))
    text = _AFTER_STOP.sub(r"\1 ", text)
    text = _TWO_COMMAS.sub(r"\1", text)
    text = _BEFORE_CLOSE.sub(r"\1", text)
    text = _SPACE_AFTER.sub(r"\1", _SPACE_BEFORE.sub(r"\1", text))
    text = _opening(before, text)
    if not after:
        text = text.rstrip(" ,;:")
    elif after in ",.);" or (after == " " and text.endswith(" ")):
        text = text.rstrip(" ")
    return _SPACES.sub(" ", text)


def _opening(before: str, text: str) -> str:
    """Drop what may not follow `before` from the start of `text`."""
    if not before:
        return text.lstrip(" .,;:)]/-–—")
    if before in "?!…" and text[:1] in (".", ","):
        return text[1:]
    if text[:1] == "." and text[1:2] in (":", ";") and before.isalnum():
        return text[1:]
    if before == "." and text[:1] == ".":
        return text[1:]
    if before in ",;:" and text.lstrip()[:1] in (".", ",", ";", ":"):
        return text.lstrip()[1:]
    if before in " ([":
        return text.lstrip(" ,.;:")
    return text


class Line:
    """Collects segments and literals; `segments()` is the tidy result."""

    __slots__ = ("_done", "_raw")

    def __init__(self) -> None:
        self._done: list[Segment] = []
        self._raw = ""

    def literal(self, text: str) -> None:
        """Add punctuation or words of the style, labelled none."""
        self._raw += text

    def extend(self, segments: Iterable[Segment]) -> None:
        """Add segments whose texts are printed as they are; plain ones are literals."""
        for segment in segments:
            if _is_plain(segment):
                self._raw += segment.text
            elif segment.text:
                self._flush(segment.text[0])
                self._done.append(segment)

    def segments(self) -> tuple[Segment, ...]:
        """Return the line, without space at its ends."""
        self._flush("")
        return tuple(self._done)

    def _flush(self, after: str) -> None:
        before = self._done[-1].text[-1] if self._done else ""
        text = tidy(before, self._raw, after) if self._raw else ""
        self._raw = ""
        if text:
            self._done.append(Segment(text))


def _is_plain(segment: Segment) -> bool:
    marked = segment.masked or segment.bold or segment.italic or segment.small_caps
    return not segment.field and not marked
