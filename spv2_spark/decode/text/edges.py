"""The edges of a value: quotes, dangling punctuation and lone brackets that are no part of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "«": "»", '"': '"', "'": "'", "„": "“"}
_ALSO = {"„": frozenset("”"), "”": frozenset("„")}  # Polish, Hungarian and Romanian quotes
_EDGE_QUOTES = frozenset("“”‘’«»\"'„‟‚‛`")
_EDGE_MARKS = frozenset(",.;:*∗⁎†‡§¶#•·|–—-_/\\=<>✉☆⋆★")


class Part(NamedTuple):
    """A piece of a string that came from one token."""

    text: str
    token: int  # its index
    glued: bool  # nothing stands between it and the part before


def trimmed(parts: Sequence[Part], *, keep_period: bool = False) -> list[Part]:
    """Drop quotes, dangling punctuation and lone brackets from both ends.

    Question and exclamation marks stay, and a period where `keep_period` says that it
    closes an abbreviation.

    >>> parts = [Part(text, at, False) for at, text in enumerate("“ Is it ? ” ,".split())]
    >>> [part.text for part in trimmed(parts)]
    ['Is', 'it', '?']
    >>> [part.text for part in trimmed([Part(text, 0, False) for text in ("„", "Sól", "”")])]
    ['Sól']
    """
    kept = [one for one in parts if one.text]
    while kept:
        first, last = kept[0].text, kept[-1].text
        if keep_period and last == ".":
            last = "a"
        if first in _EDGE_MARKS or _is_lone(first, kept, opening=True):
            kept = kept[1:]
        elif last in _EDGE_MARKS or _is_lone(last, kept, opening=False):
            kept = kept[:-1]
        elif len(kept) > 1 and _encloses(kept):
            kept = kept[1:-1]
        else:
            break
    return kept


def _is_lone(text: str, parts: Sequence[Part], *, opening: bool) -> bool:
    """Whether an end's quote or bracket has no partner among the parts."""
    texts = [one.text for one in parts]
    if text in _EDGE_QUOTES:
        partners = {_PAIRS.get(text, ""), *(key for key, value in _PAIRS.items() if value == text)}
        partners |= _ALSO.get(text, frozenset())
        inner = parts[1:] if opening else parts[:-1]
        # An apostrophe inside a word is no partner; before a word it is, drawn the wrong way.
        return not any(
            one.text in partners or (one.text == text and opening != (not one.glued))
            for one in inner
        )
    pairs = _PAIRS if opening else {value: key for key, value in _PAIRS.items()}
    if text in "([{" and not opening:
        return True
    if text in ")]}" and opening:
        return True
    partner = pairs.get(text)
    return partner is not None and texts.count(partner) < texts.count(text)


def _encloses(parts: Sequence[Part]) -> bool:
    """Whether quotes stand round the whole string."""
    first, last = parts[0].text, parts[-1].text
    if first not in _EDGE_QUOTES or last not in (_PAIRS.get(first), *_ALSO.get(first, ())):
        return False
    return not any(one.text in (first, last) for one in parts[1:-1])
