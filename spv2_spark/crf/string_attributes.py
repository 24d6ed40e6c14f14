"""What CRFsuite sees of a string's token: its word and its neighbours', and where it stands.

Attributes are byte strings. Those of a word are made once for every word that comes and kept, so
that a token costs little more than the joining of lists.
"""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.features.statistics import normalised
from spv2_spark.features.strings import word_shape
from spv2_spark.features.word_classes import word_classes
from spv2_spark.strings.context import COLUMNS, context_of
from spv2_spark.strings.tokens import StringTokens

# To be raised whenever the same string gives other attributes than before.
STRING_ATTRIBUTE_VERSION = 1

Item = list[bytes]

_AROUND = (-3, -2, -1, 0, 1, 2, 3)
_NEAR = (-2, -1, 0, 1, 2)
_LONGEST_EDGE = 4
_MOST_WORDS = 200_000  # that are kept; then the table starts anew, so that memory is bounded
# The attribute of each value of each column; 0 says nothing.
_COLUMNS = tuple(
    (b"", *(f"{name}={value}".encode() for value in range(1, values)))
    for name, values in COLUMNS.items()
)
_PLACE, _BRACKET, _BEFORE, _BEHIND, _GAP, _YEARS, _NUMBER, _MONTH = (
    tuple(COLUMNS).index(name)
    for name in ("place", "bracket", "before", "behind", "gap", "years", "number", "month")
)
_MOST_NUMBERS = 6  # of a string that is a date: all of them together tell what each one is


class _Word:
    """A word's attributes by how far off it stands, and what conjunctions are made of."""

    def __init__(self, text: str) -> None:
        word, shape = normalised(text), word_shape(text)
        self.word = word.encode("utf-8", "replace")
        self.shape = shape.encode("utf-8", "replace")
        classes = word_classes()
        said = [
            f"{name}{'' if value == 1 else '?'}".encode()
            for name, value in zip(classes.names, classes.of(text), strict=True)
            if value
        ]
        self.offsets: dict[int, Item] = {}
        for offset in _AROUND:
            at = b"%d" % offset
            found = [b"w" + at + b"=" + self.word]
            if offset in _NEAR:
                found.append(b"s" + at + b"=" + self.shape)
                found += [b"c" + at + b"=" + one for one in said]
            self.offsets[offset] = found
        edges = range(1, min(_LONGEST_EDGE, len(word)) + 1)
        own = [b"p=" + word[:n].encode("utf-8", "replace") for n in edges]
        own += [b"e=" + word[-n:].encode("utf-8", "replace") for n in edges]
        own.append(b"l=%d" % min(len(text), 12))
        own.append(b"t=" + text.encode("utf-8", "replace"))
        self.offsets[0] += own


class StringAttributes:
    """Attributes of strings; keeps those of the words that it met. Not for several threads."""

    def __init__(self) -> None:
        self._words: dict[str, _Word] = {}

    def items(self, tokens: StringTokens) -> list[Item]:
        """Return the attributes of each token."""
        texts = tokens.texts
        words = [self._word(text) for text in texts]
        rows = context_of(tokens, texts)
        items = [self._item(words, at, rows[at]) for at in range(len(words))]
        _add_numbers(items, rows)
        return items

    def _word(self, text: str) -> _Word:
        found = self._words.get(text)
        if found is None:
            if len(self._words) >= _MOST_WORDS:
                self._words = {}
            found = self._words[text] = _Word(text)
        return found

    def _item(self, words: Sequence[_Word], at: int, row: tuple[int, ...]) -> Item:
        n, one = len(words), words[at]
        item: Item = []
        for offset in _AROUND:
            there = at + offset
            if 0 <= there < n:
                item += words[there].offsets[offset]
        before = words[at - 1] if at else _EDGE
        after = words[at + 1] if at + 1 < n else _EDGE
        item += [names[value] for names, value in zip(_COLUMNS, row, strict=True) if value]
        item += [
            b"w-1|w=" + before.word + b"|" + one.word,
            b"w|w+1=" + one.word + b"|" + after.word,
            b"w-1|w+1=" + before.word + b"|" + after.word,
            b"s-1|s=" + before.shape + b"|" + one.shape,
            b"s|s+1=" + one.shape + b"|" + after.shape,
            b"s-1|s|s+1=" + before.shape + b"|" + one.shape + b"|" + after.shape,
            b"s|marks=%d,%d|" % (row[_BEFORE], row[_BEHIND]) + one.shape,
            b"s|place=%d|" % row[_PLACE] + one.shape,
            b"s|years=%d,%d|" % (row[_YEARS], row[_BRACKET]) + one.shape,
            b"w|bracket=%d,%d|" % (row[_BRACKET], row[_GAP]) + one.word,
            b"number|w-1=%d|" % row[_NUMBER] + before.word,
            b"number|w+1=%d|" % row[_NUMBER] + after.word,
        ]
        return item


def _add_numbers(items: list[Item], rows: Sequence[tuple[int, ...]]) -> None:
    """Add to each number and month of a short string which it is of them, and what they are."""
    counted = [at for at, row in enumerate(rows) if row[_NUMBER] or row[_MONTH]]
    if not 0 < len(counted) <= _MOST_NUMBERS:
        return
    pattern = b"".join(b"m" if rows[at][_MONTH] else b"%d" % rows[at][_NUMBER] for at in counted)
    for place, at in enumerate(counted):
        items[at].append(b"pattern=%d|" % place + pattern)


class _Edge:
    word = shape = b"^"


_EDGE = _Edge()
