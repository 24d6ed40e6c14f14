"""Tokens to strings: spaces as printed, line-end hyphens undone, accents put on their letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from spv2_spark.decode.lexicon import HYPHENS, SOFT_HYPHEN, Lexicon
from spv2_spark.decode.tokens import Tokens

# Accents as characters of their own, which TeX's old fonts print beside or over a letter.
_ACCENTS = {
    "\u00b4": "\u0301",
    "\u02ca": "\u0301",
    "\u00a8": "\u0308",
    "\u02c6": "\u0302",
    "\u02dc": "\u0303",
    "\u00b8": "\u0327",
    "\u02c7": "\u030c",
    "\u02da": "\u030a",
    "\u02dd": "\u030b",
    "\u02d8": "\u0306",
    "\u02d9": "\u0307",
    "\u02db": "\u0328",
    "\u02cb": "\u0300",
}
_GLUE_AFTER = frozenset("([{“‘«/\u2013\u2014")  # nothing stands between these and the next line
_GLUE_BEFORE = frozenset(")]}”’»,.;:")
_WIDE = ("CJK", "HIRAGANA", "KATAKANA", "FULLWIDTH", "IDEOGRAPHIC")
_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "«": "»", '"': '"', "'": "'", "„": "“"}
_EDGE_QUOTES = frozenset("“”‘’«»\"'„‟‚‛`")
_EDGE_MARKS = frozenset(",.;:*∗⁎†‡§¶#•·|–—-_/\\=<>✉☆⋆")


class Part(NamedTuple):
    """A piece of a string that came from one token."""

    text: str
    token: int  # its index
    glued: bool  # nothing stands between it and the part before


def parts_of(
    tokens: Tokens, indices: Sequence[int], lexicon: Lexicon, *, names: bool = False
) -> list[Part]:
    """Return the parts of a span's string; hyphens that only broke a line are gone.

    `names` says that the span is a person's name, whose parts are no words.
    """
    parts: list[Part] = []
    texts, lines = tokens.texts, tokens.lines
    for index in indices:
        text = texts[index]
        if parts and lines[index] != lines[parts[-1].token]:
            _begin_line(parts, index, tokens, lexicon.joins_names if names else lexicon.joins)
            continue
        apart = not parts or _is_apart(tokens, parts[-1].token, index)
        doubled = not apart and text in HYPHENS and parts[-1].text in HYPHENS
        if doubled and lexicon.doubles_hyphens:
            continue
        parts.append(Part(text, index, not apart))
    if any(SOFT_HYPHEN in part.text for part in parts):
        parts = [one._replace(text=one.text.replace(SOFT_HYPHEN, "")) for one in parts]
    return _accented([part for part in parts if part.text], tokens)


def string_of(parts: Sequence[Part]) -> str:
    """Return the parts as one string with single spaces, composed (NFC)."""
    text = "".join(
        one.text if one.glued or at == 0 else f" {one.text}" for at, one in enumerate(parts)
    )
    return unicodedata.normalize("NFC", " ".join(text.split()))


def trimmed(parts: Sequence[Part], *, keep_period: bool = False) -> list[Part]:
    """Drop quotes, dangling punctuation and lone brackets from both ends.

    Question and exclamation marks stay, and a period where `keep_period` says that it
    closes an abbreviation.
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


def _begin_line(parts: list[Part], index: int, tokens: Tokens, joins: Callable[..., bool]) -> None:
    """Append a line's first token, with what the end of the line before asks for."""
    last, text = parts[-1], tokens.texts[index]
    if last.text in HYPHENS and len(parts) > 1 and last.glued:
        right = "".join(_run(tokens, index))
        left, inner = _left_word(parts)
        if last.text == SOFT_HYPHEN or joins(left, right, inner=inner):
            parts.pop()
        parts.append(Part(text, index, True))
        return
    after_dash = last.text in _GLUE_AFTER and (last.glued or last.text not in "–—")
    wide = _is_wide(last.text[-1]) and _is_wide(text[0])
    parts.append(Part(text, index, after_dash or wide or text in _GLUE_BEFORE))


def _is_apart(tokens: Tokens, before: int, index: int) -> bool:
    """Whether white space stands between two tokens of a span, or words or marks left out."""
    if any(tokens.spaces[before + 1 : index + 1]):
        return True
    between = range(before + 1, index)
    return not all(tokens.raised[one] or tokens.texts[one] in HYPHENS for one in between)


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


def _run(tokens: Tokens, index: int) -> list[str]:
    """Return the letter tokens that stand together from `index` on."""
    run = [tokens.texts[index]]
    at = index + 1
    while at < len(tokens) and not tokens.spaces[at] and tokens.texts[at][0].isalpha():
        run.append(tokens.texts[at])
        at += 1
    return run


def _accented(parts: list[Part], tokens: Tokens) -> list[Part]:
    if all(len(one.text) > 1 or one.text.isascii() or not _combining(one.text) for one in parts):
        return parts
    done: list[Part] = []
    queue = list(parts)
    while queue:
        part = queue.pop(0)
        mark = _combining(part.text)
        if not mark:
            done.append(part)
        elif queue and _is_over_next(part, done[-1] if done else None, queue[0], tokens):
            after = queue[0]
            # In the middle of a word TeX's spaces before an accent are not spaces.
            glued = part.glued or (bool(done) and after.text[0].islower())
            queue[0] = after._replace(text=_put(after.text, 0, mark), glued=glued)
        elif done and done[-1].text[-1].isalpha():
            text = done[-1].text
            done[-1] = done[-1]._replace(text=_put(text, len(text) - 1, mark))
            if queue and queue[0].text[0].islower():
                queue[0] = queue[0]._replace(glued=True)
    return done


def _combining(text: str) -> str:
    if text in _ACCENTS:
        return _ACCENTS[text]
    return text if len(text) == 1 and unicodedata.combining(text) else ""


def _put(text: str, at: int, mark: str) -> str:
    letter = {"ı": "i", "ȷ": "j"}.get(text[at], text[at])
    return unicodedata.normalize("NFC", text[:at] + letter + mark + text[at + 1 :])


def _is_over_next(accent: Part, before: Part | None, after: Part, tokens: Tokens) -> bool:
    """Whether the accent belongs to the next part's first letter, by place and by letter."""
    mark = _combining(accent.text)
    letter = {"ı": "i", "ȷ": "j"}.get(after.text[0], after.text[0])
    if len(unicodedata.normalize("NFC", letter + mark)) != 1:
        return False
    if before is None or not before.text[-1].isalpha():
        return True
    if len(unicodedata.normalize("NFC", before.text[-1] + mark)) != 1:
        return True
    boxes = tokens.boxes
    middle = (boxes[accent.token][0] + boxes[accent.token][2]) / 2
    letter_width = float(tokens.size_pt[accent.token]) / 4
    to_next = abs(middle - (boxes[after.token][0] + letter_width))
    to_last = abs(middle - (boxes[before.token][2] - letter_width))
    return to_next <= to_last


def _is_wide(char: str) -> bool:
    return char > "\u2e7f" and unicodedata.name(char, "").startswith(_WIDE)


def _is_lone(text: str, parts: Sequence[Part], *, opening: bool) -> bool:
    """Whether an end's quote or bracket has no partner among the parts."""
    texts = [one.text for one in parts]
    if text in _EDGE_QUOTES:
        partners = {_PAIRS.get(text, ""), *(key for key, value in _PAIRS.items() if value == text)}
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
    if first not in _EDGE_QUOTES or _PAIRS.get(first) != last:
        return False
    return not any(one.text in (first, last) for one in parts[1:-1])
