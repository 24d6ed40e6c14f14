"""The few lines that must be looked at character by character.

Accents apart: old LaTeX fonts have no letters with diacritics. An accent is drawn over
(before) or under (after) its letter and reads as a character of its own: "L´opez",
"C¸ a˘glar". Which letter it belongs to is told by the boxes alone.

Letters apart: headings are set with gaps between the letters, and read as "A B S T R A C T".
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Any

# Spacing accents and the combining marks they stand for.
COMBINING = {
    "´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "^": "\u0302", "˜": "\u0303",
    "~": "\u0303", "¯": "\u0304", "˘": "\u0306", "˙": "\u0307", "¸": "\u0327", "˚": "\u030a",
    "˝": "\u030b", "ˇ": "\u030c", "˛": "\u0328",
}  # fmt: skip
_ONE = "[" + re.escape("".join(COMBINING)) + "]"
_LETTER = r"[^\W\d_]"
# An accent beside a letter, perhaps with the space between that MuPDF reads into the gap.
APART = re.compile(f"{_LETTER} ?{_ONE}|{_ONE} ?{_LETTER}")

# A word with gaps between its letters, or a sentence of such words.
SPREAD = re.compile(rf"(?<![^\s]){_LETTER}(?:\s+{_LETTER}){{4,}}(?![^\s])")
# What stands in all of those, and is found fast because it begins with white space.
MAY_BE_SPREAD = re.compile(rf"\s{_LETTER}\s+{_LETTER}\s+{_LETTER}\s")

_BASELINES_EM = 0.6  # how far apart the baselines of an accent and its letter may be
_SPACE_EM = 0.12  # narrower gaps are no spaces
_WORD_GAP = 1.6  # times the gap between letters set apart
_FEWEST_LETTERS = 4
_REACH = 3  # characters between an accent and its letter, spaces and other accents


@dataclass(slots=True)
class _Char:
    text: str
    left: float
    right: float
    baseline: float
    size: float
    made_up: bool  # a space that is not in the PDF


def repaired(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line of `extractRAWDICT()` as one of `extractDICT()`, letters put together."""
    spans = line["spans"]
    owners: list[int] = []
    chars: list[_Char] = []
    for number, span in enumerate(spans):
        for raw in span["chars"]:
            left, _, right, _ = raw["bbox"]
            made_up = bool(raw.get("synthetic"))
            baseline = raw["origin"][1]
            chars.append(_Char(raw["c"], left, right, baseline, span["size"], made_up))
        owners += [number] * len(span["chars"])
    touched = _compose(chars)
    if touched:
        _respace(chars, touched)
    _tighten(chars)
    texts = [""] * len(spans)
    for owner, char in zip(owners, chars, strict=True):
        texts[owner] += char.text
    return {**line, "spans": [{**s, "text": t} for s, t in zip(spans, texts, strict=True) if t]}


def _compose(chars: list[_Char]) -> set[int]:
    """Move every accent that stands over a letter into it; return where those letters are."""
    touched: set[int] = set()
    for index, char in enumerate(chars):
        mark = COMBINING.get(char.text)
        if mark and (home := _letter_under(chars, index)) is not None:
            chars[home].text += mark
            char.text = ""
            touched.add(home)
    return touched


def _letter_under(chars: list[_Char], index: int) -> int | None:
    """Return the letter whose box holds the middle of the accent at `index`, or None."""
    accent = chars[index]
    middle = (accent.left + accent.right) / 2
    best, distance = None, float("inf")
    for at in range(max(index - _REACH, 0), min(index + _REACH + 1, len(chars))):
        char = chars[at]
        if (
            char.text[:1].isalpha()
            and char.text not in COMBINING  # some of them count as letters
            and char.left <= middle <= char.right
            and abs(char.baseline - accent.baseline) < _BASELINES_EM * char.size
        ):
            away = abs((char.left + char.right) / 2 - middle)
            if away < distance:
                best, distance = at, away
    return best


def _respace(chars: list[_Char], touched: set[int]) -> None:
    """Drop the spaces that were read into the gaps beside an accent, not between letters."""
    solid = [index for index, char in enumerate(chars) if char.text and not char.text.isspace()]
    for before, after in itertools.pairwise(solid):
        between = chars[before + 1 : after]
        if (
            not {before, after}.isdisjoint(touched)
            and any(char.made_up for char in between)
            and chars[after].left - chars[before].right < _SPACE_EM * chars[after].size
        ):
            for char in between:
                char.text = ""


def _tighten(chars: list[_Char]) -> None:
    """Drop the spaces inside words whose letters are set apart."""
    solid = [index for index, char in enumerate(chars) if char.text and not char.text.isspace()]
    text = "".join([char.text for char in chars])
    for start, end in _spread_runs(chars, solid) if SPREAD.search(text) else ():
        letters = solid[start:end]
        gaps = [chars[two].left - chars[one].right for one, two in itertools.pairwise(letters)]
        limit = _WORD_GAP * sorted(gaps)[len(gaps) // 3]
        for gap, one, two in zip(gaps, letters, letters[1:], strict=False):
            if gap <= limit:
                for char in chars[one + 1 : two]:
                    char.text = ""


def _spread_runs(chars: list[_Char], solid: list[int]) -> list[tuple[int, int]]:
    """Return the runs in `solid` of five and more single letters with spaces between."""
    runs: list[tuple[int, int]] = []
    start = 0
    for at in range(1, len(solid) + 1):
        apart = (
            at < len(solid) and solid[at] > solid[at - 1] + 1 and chars[solid[at]].text.isalpha()
        )
        if not apart or not chars[solid[at - 1]].text.isalpha():
            if at - start > _FEWEST_LETTERS:
                runs.append((start, at))
            start = at
    return runs
