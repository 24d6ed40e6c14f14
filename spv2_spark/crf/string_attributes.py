"""What CRFsuite sees of a string's token: its word and its neighbours', and where it stands.

Attributes are byte strings. Those of a word are made once for every word that comes and kept, so
that a token costs little more than the joining of lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spv2_spark.features.statistics import normalised
from spv2_spark.features.strings import word_shape
from spv2_spark.features.word_classes import word_classes
from spv2_spark.strings.context import COLUMNS, context_of
from spv2_spark.strings.tokens import StringTokens

# To be raised whenever the same string gives other attributes than before.
STRING_ATTRIBUTE_VERSION = 1

Item = list[bytes]
Context = tuple[int, ...]  # a token's, by strings.context
Place = tuple[int, int, int, int, int]

AROUND = (-3, -2, -1, 0, 1, 2, 3)
_NEAR = (-2, -1, 0, 1, 2)
_LONGEST_EDGE = 4
_MOST_WORDS = 200_000  # that are kept; then the table starts anew, so that memory is bounded
# The attribute of each value of each column; 0 says nothing.
COLUMN_NAMES = tuple(
    (b"", *(f"{name}={value}".encode() for value in range(1, values)))
    for name, values in COLUMNS.items()
)
_PLACE, _BRACKET, _BEFORE, _BEHIND, _GAP, _YEARS, _NUMBER, _MONTH = (
    tuple(COLUMNS).index(name)
    for name in ("place", "bracket", "before", "behind", "gap", "years", "number", "month")
)
EDGE = b"^"  # the word and the shape of what is beyond a string
_BRACKETS = tuple(
    tuple(b"w|bracket=%d,%d|" % (bracket, gap) for gap in range(COLUMNS["gap"]))
    for bracket in range(COLUMNS["bracket"])
)
_NUMBERS_BEFORE = tuple(b"number|w-1=%d|" % value for value in range(COLUMNS["number"]))
_NUMBERS_AFTER = tuple(b"number|w+1=%d|" % value for value in range(COLUMNS["number"]))
_MOST_NUMBERS = 6  # of a string that is a date: all of them together tell what each one is


class Word:
    """A word: what its attributes and conjunctions are made of."""

    def __init__(self, text: str) -> None:
        self._text, self._plain = text, normalised(text)
        self.word = self._plain.encode("utf-8", "replace")
        self.shape = word_shape(text).encode("utf-8", "replace")
        classes = word_classes()
        self.classes = tuple(
            f"{name}{'' if value == 1 else '?'}".encode()
            for name, value in zip(classes.names, classes.of(text), strict=True)
            if value
        )

    def kind(self, offset: int) -> Item:
        """Return what its shape and its classes are for the token that is `offset` before it."""
        if offset not in _NEAR:
            return []
        at = b"%d=" % offset
        return [b"s" + at + self.shape, *(b"c" + at + one for one in self.classes)]

    def itself(self, offset: int) -> Item:
        """Return what the word itself is for the token that is `offset` before it."""
        return [b"w%d=" % offset + self.word]

    def parts(self) -> Item:
        """Return what its letters are for itself."""
        word = self._plain
        edges = range(1, min(_LONGEST_EDGE, len(word)) + 1)
        return [
            *(b"p=" + word[:n].encode("utf-8", "replace") for n in edges),
            *(b"e=" + word[-n:].encode("utf-8", "replace") for n in edges),
            b"l=%d" % min(len(self._text), 12),
            b"t=" + self._text.encode("utf-8", "replace"),
        ]

    def attributes(self) -> dict[int, Item]:
        """Return all of them by how far before the word a token is."""
        found = {at: self.itself(at) + self.kind(at) for at in AROUND}
        found[0] += self.parts()
        return found


class StringAttributes:
    """Attributes of strings; keeps those of the words that it met. Not for several threads."""

    def __init__(self) -> None:
        self._words: dict[str, tuple[Word, dict[int, Item]]] = {}

    def items(self, tokens: StringTokens) -> list[Item]:
        """Return the attributes of each token."""
        texts = tokens.texts
        words = [self._word(text) for text in texts]
        ends = [EDGE, *(one.word for one, _ in words), EDGE]
        shapes = [EDGE, *(one.shape for one, _ in words), EDGE]
        rows = context_of(tokens, texts)
        items: list[Item] = []
        for at, row in enumerate(rows):
            item: Item = []
            for offset in AROUND:
                if 0 <= at + offset < len(words):
                    item += words[at + offset][1][offset]
            item += [names[value] for names, value in zip(COLUMN_NAMES, row, strict=True) if value]
            item += words_together(ends[at], ends[at + 1], ends[at + 2], row)
            item += shapes_together(shapes[at], shapes[at + 1], shapes[at + 2])
            items.append(item + shape_in_place(shapes[at + 1], *place_of(row)))
        for at, name in numbers_of(rows):
            items[at].append(name)
        return items

    def _word(self, text: str) -> tuple[Word, dict[int, Item]]:
        found = self._words.get(text)
        if found is None:
            if len(self._words) >= _MOST_WORDS:
                self._words = {}
            word = Word(text)
            found = self._words[text] = word, word.attributes()
        return found


def words_together(before: bytes, one: bytes, after: bytes, row: Context) -> Item:
    """Return what a token's word is with its neighbours and its context; EDGE beyond a string."""
    number = row[_NUMBER]
    return [
        b"w-1|w=" + before + b"|" + one,
        b"w|w+1=" + one + b"|" + after,
        b"w-1|w+1=" + before + b"|" + after,
        _BRACKETS[row[_BRACKET]][row[_GAP]] + one,
        _NUMBERS_BEFORE[number] + before,
        _NUMBERS_AFTER[number] + after,
    ]


def shapes_together(before: bytes, one: bytes, after: bytes) -> Item:
    """Return what a token's shape is with its neighbours'; EDGE beyond a string."""
    return [
        b"s-1|s=" + before + b"|" + one,
        b"s|s+1=" + one + b"|" + after,
        b"s-1|s|s+1=" + before + b"|" + one + b"|" + after,
    ]


def place_of(row: Context) -> Place:
    """Return of a token's context what goes together with its shape."""
    return row[_BEFORE], row[_BEHIND], row[_PLACE], row[_YEARS], row[_BRACKET]


def shape_in_place(shape: bytes, *place: int) -> Item:
    """Return what a token's shape is at its `place_of`."""
    before, behind, twelfth, years, bracket = place
    return [
        b"s|marks=%d,%d|" % (before, behind) + shape,
        b"s|place=%d|" % twelfth + shape,
        b"s|years=%d,%d|" % (years, bracket) + shape,
    ]


def numbers_of(rows: Sequence[Context]) -> Iterator[tuple[int, bytes]]:
    """Yield of each number and month of a short string where it is, and an attribute of it.

    The attribute tells which of them it is, and what they all are.
    """
    counted = [at for at, row in enumerate(rows) if row[_NUMBER] or row[_MONTH]]
    if not 0 < len(counted) <= _MOST_NUMBERS:
        return
    pattern = b"".join(b"m" if rows[at][_MONTH] else b"%d" % rows[at][_NUMBER] for at in counted)
    for place, at in enumerate(counted):
        yield at, b"pattern=%d|" % place + pattern
