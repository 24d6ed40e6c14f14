"""What CRFsuite sees: states, and features made discrete, as byte strings made once for each code.

Everything is NumPy over a page's n tokens until the last step. A column gives each token a
code; code 0 says nothing and becomes no attribute, every other code of a column has a name
that was made when the table was. A name is "COLUMN:CODE", as bytes: CRFsuite would encode
text anew for every token.

A state is a pair of a field label and an entry label: one chain over pairs and not two chains,
because making a token's attributes and handing them to CRFsuite is most of its cost; only pairs
that occur are states of a model (16 of 39 in real papers).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS
from spv2_spark.features.featurise import FeatureSettings, Int8s, UInt16s

# To be raised whenever the same features give other attributes than before.
ATTRIBUTE_VERSION = 1

STATES = {
    f"{field}.{entry}": (field, entry)
    for field in range(FIELD_LABELS)
    for entry in range(ENTRY_LABELS)
}
Codes = npt.NDArray[np.int32]
Column = tuple[int, Codes]  # the number of codes, 0 included; (n,) codes
Item = list[bytes]

# Upper ends of the bins of a number's size, in steps of 1/127: fine near 0, where shares and
# distances crowd. 0 itself is no attribute, so that a flag that is not set costs nothing.
_ENDS = (2, 5, 10, 20, 40, 64, 90, 110, 126, 127)
_BINS = 2 * len(_ENDS) + 1  # by sign, and code 0
_MIXED = 4096  # codes of a conjunction, hashed
_AROUND = (-2, -1, 0, 1, 2)  # tokens whose words and outlines are seen
_BESIDE = (-1, 1)
_STYLE = (
    "bold", "italic", "superscript", "space_before", "line_start", "line_end", "block_start",
    "size_to_body",
)  # fmt: skip
# What tells at a line's first token whether the line opens an entry.
_OPENING = (
    "indent_from_above", "indent_to_below", "end_from_above", "gap_above", "block_indent",
    "line_first_size",
)  # fmt: skip


class AttributeTable:
    """The attributes of tokens under one set of features."""

    def __init__(self, features: FeatureSettings, number_names: Sequence[str]) -> None:
        self._is_wide = features.kind == "wide"
        self._ids = {name: k for k, name in enumerate(features.id_columns)}
        self._sizes = dict(zip(features.id_columns, features.id_sizes, strict=True))
        self._numbers = {name: d for d, name in enumerate(number_names)}
        no_ids = np.zeros((0, len(self._ids)), np.uint16)
        no_numbers = np.zeros((0, len(number_names)), np.int8)
        sizes = [size for size, _ in self._columns(no_ids, no_numbers)]
        self._firsts = np.cumsum([0, *sizes[:-1]], dtype=np.int32)  # (F,): where codes begin
        # At most 15 bytes: such a std::string needs no memory of its own, and CRFsuite copies
        # each of them several times.
        names = [f"{column}:{code}".encode() for column, n in enumerate(sizes) for code in range(n)]
        self._names = np.array(names, dtype=object)

    def items(self, ids: UInt16s, numbers: Int8s) -> list[Item]:
        """Return the attributes of a page's n tokens, from (n, K) ids and (n, D) numbers."""
        columns = [codes for _, codes in self._columns(ids, numbers)]
        codes = np.stack(columns, axis=1)  # (n, F)
        said = codes > 0
        flat: Item = self._names[(codes + self._firsts)[said]].tolist()
        ends = np.cumsum(said.sum(axis=1)).tolist()
        return [flat[first:last] for first, last in pairwise([0, *ends])]

    def _columns(self, ids: UInt16s, numbers: Int8s) -> Iterator[Column]:
        size, word = self._words(ids)
        for offset in _AROUND:
            yield size, shifted(word, offset)
        bins = binned(numbers)
        for column in bins.T:
            yield _BINS, column
        if self._is_wide:
            yield from self._outlines(ids)
            yield from self._styles(bins)
            yield from self._regions(bins, ids)
        else:
            for name in ("font", "page_front", "page_back"):
                yield self._sizes[name], self._id(ids, name)

    def _words(self, ids: UInt16s) -> Column:
        known, word = self._sizes["word"], self._id(ids, "word")
        if not self._is_wide:
            return known, word
        # A word that the vocabulary lacks goes by its hash.
        other = known + self._id(ids, "hash")
        return known + self._sizes["hash"], np.where(word > 1, word, other).astype(np.int32)

    def _outlines(self, ids: UInt16s) -> Iterator[Column]:
        yield self._sizes["prefix"], self._id(ids, "prefix")
        suffix, shape = self._id(ids, "suffix"), self._id(ids, "shape")
        for offset in (0, *_BESIDE):
            yield self._sizes["suffix"], shifted(suffix, offset)
        for offset in _AROUND:
            yield self._sizes["shape"], shifted(shape, offset)
        before, after = shifted(shape, -1), shifted(shape, 1)
        yield _MIXED, mixed(before, shape)
        yield _MIXED, mixed(shape, after)
        yield _MIXED, mixed(before, shape, after)

    def _styles(self, bins: Codes) -> Iterator[Column]:
        for name in _STYLE:
            for offset in _BESIDE:
                yield _BINS, shifted(self._bin(bins, name), offset)
        opens = self._bin(bins, "line_start") > 0
        for name in _OPENING:
            yield _BINS + 1, np.where(opens, self._bin(bins, name) + 1, 0)

    def _regions(self, bins: Codes, ids: UInt16s) -> Iterator[Column]:
        """Outlines and styles by where in the paper they stand: a CRF learns no "and" itself."""
        shape, font = self._id(ids, "shape"), self._id(ids, "font")
        in_references = self._bin(bins, "after_heading") > 0
        on_first = self._bin(bins, "page_first") > 0
        region = 1 + in_references + 2 * on_first + 4 * self._bin(bins, "year_near")
        opens, italic = self._bin(bins, "line_start") > 0, self._bin(bins, "italic") > 0
        style = 1 + italic + 2 * opens + 4 * (font != shifted(font, -1))
        outline = mixed(region, shape)
        yield 4 * _BINS + 1, region
        yield _MIXED, outline
        yield _MIXED, mixed(region, style)
        yield _MIXED, np.where(opens, outline, 0)

    def _id(self, ids: UInt16s, name: str) -> Codes:
        return ids[:, self._ids[name]].astype(np.int32)

    def _bin(self, bins: Codes, name: str) -> Codes:
        column: Codes = bins[:, self._numbers[name]]
        return column


def binned(numbers: Int8s) -> Codes:
    """Return the bins of numbers in steps of 1/127: 0 for 0, else by sign and size."""
    return _BIN_OF[numbers.astype(np.int16) + 128]


def shifted(codes: Codes, offset: int) -> Codes:
    """Return the code of each token's neighbour `offset` tokens on; 0 beyond the page."""
    if not offset:
        return codes
    moved = np.zeros_like(codes)
    if offset > 0:
        moved[:-offset] = codes[offset:]
    else:
        moved[-offset:] = codes[:offset]
    return moved


def mixed(*codes: Codes) -> Codes:
    """Return one code of several, hashed to 1..4095."""
    together = np.zeros(len(codes[0]), np.uint32)
    for one in codes:
        together = (together ^ one.astype(np.uint32)) * np.uint32(0x9E3779B1)
        together ^= together >> np.uint32(15)
    return (1 + together % np.uint32(_MIXED - 1)).astype(np.int32)


def _bin_of() -> Codes:
    values = np.arange(-128, 128)
    bins = 1 + np.searchsorted(_ENDS, np.minimum(abs(values), _ENDS[-1]))
    signed = np.where(values < 0, bins + len(_ENDS), bins)
    return np.where(values == 0, 0, signed).astype(np.int32)


_BIN_OF = _bin_of()
