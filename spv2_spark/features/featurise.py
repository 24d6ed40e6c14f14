"""A Document becomes arrays: ids for the embeddings and numbers, one row a token.

Numbers are in -1..1 and kept as int8 in steps of 1/127, at prediction as in the shards, so
that what a model sees in training and at work is the same to the bit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Document, Float32s, Int32s
from spv2_spark.errors import SettingsError
from spv2_spark.features import context, geometry
from spv2_spark.features.fonts import FontFacts, font_facts
from spv2_spark.features.statistics import TokenStatistics, percentile
from spv2_spark.features.strings import FACTS, HashSizes, StringTable
from spv2_spark.layout.columns import TokenColumns, columns_of

FEATURE_VERSION = 4
SCALE = 127.0  # numbers are stored as round(number * SCALE)

SPV2_FONTS = 4096
_SPV2_NAMES = """
    left right top bottom size_in_corpus size_in_document size_in_page
    space_in_corpus space_in_document space_in_page
"""
_SPV2_NUMBERS = (*_SPV2_NAMES.split(), *FACTS[:7])
_WIDE_NAMES = """
    bold italic small_caps superscript serif mono rotated space_before
    size_to_body size_to_page_largest size_to_document_largest style_share style_share_of_page
    line_left line_right line_width line_centred line_tokens line_first_size gap_above gap_below
    indent_from_above indent_to_below end_from_above size_from_above size_to_below gap_before
    line_start line_end place_in_line block_start block_end block_indent block_ragged block_width
    block_centred block_lines line_in_block page_front page_back page_place page_first sizes_down
    place_in_page repeats in_link in_mail chunk_start chunk_end heading after_heading
    heading_distance year_near initial_near comma_near stop_near known_near
"""
_VERSION_2 = "other_heading under_list before_headings latin_line latin_document"
_VERSION_4 = "given_name undivided_name hiragana katakana hangul"
# What a version adds stands at the end: weights of earlier versions can then start a training.
WIDE_NUMBERS = (
    *_SPV2_NUMBERS, *FACTS[7:17], *_WIDE_NAMES.split(), *FACTS[17:-5],
    *_VERSION_2.split(), *_VERSION_4.split(),
)  # fmt: skip
_SPV2_PAGES = 7  # ids of a page's place: mask, unknown, the first three, the rest
_WIDE_IDS = ("word", "hash", "prefix", "suffix", "shape", "font")
_SPV2_IDS = ("word", "font", "page_front", "page_back")

Int8s = npt.NDArray[np.int8]
UInt16s = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class FeatureSettings:
    """Which features are taken ("wide", or "spv2" for SPv2's own), and their sizes."""

    kind: str = "wide"
    word_ids: int = 16_384  # of the vocabulary's commonest words, mask and unknown included
    sizes: HashSizes = field(default_factory=HashSizes)

    def digest(self) -> str:
        """Return a hash of the settings and the version: equal for equal features."""
        text = json.dumps([FEATURE_VERSION, asdict(self)], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def id_columns(self) -> tuple[str, ...]:
        """The names of the K columns of ids."""
        return _WIDE_IDS if self.kind == "wide" else _SPV2_IDS

    @property
    def id_sizes(self) -> tuple[int, ...]:
        """How many ids each column has; all fit in 16 bits. 0 is the mask, 1 the unknown."""
        sizes = self.sizes
        if self.kind == "spv2":
            return (self.word_ids, SPV2_FONTS, _SPV2_PAGES, _SPV2_PAGES)
        return (
            self.word_ids, sizes.word, sizes.prefix, sizes.suffix, sizes.shape, sizes.font,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class PageFeatures:
    """One page's n tokens as arrays."""

    number: int  # of the page
    ids: UInt16s  # (n, K)
    numbers: Int8s  # (n, D): in -1..1 times SCALE

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.ids)


class Featuriser:
    """Makes features under one vocabulary and one corpus' statistics.

    It remembers the distinct texts and fonts it saw (bounded), so keep one per worker; it is
    not for several threads at once.
    """

    def __init__(
        self,
        vocabulary: Sequence[str],
        statistics: TokenStatistics,
        settings: FeatureSettings | None = None,
    ) -> None:
        self.settings = settings or FeatureSettings()
        if self.settings.kind not in ("wide", "spv2"):
            raise SettingsError(f"unknown feature set {self.settings.kind!r} (wide, spv2)")
        if max(self.settings.id_sizes) > np.iinfo(np.uint16).max + 1:
            raise SettingsError("a column of ids has at most 65,536 of them")
        self.vocabulary = tuple(vocabulary)
        self._strings = StringTable(vocabulary, self.settings.word_ids, self.settings.sizes)
        self._size = percentile(statistics.of("size"))
        self._space = percentile(statistics.of("space"))
        self._fonts: dict[str, FontFacts] = {}

    @property
    def number_names(self) -> tuple[str, ...]:
        """The names of the D numbers, in their order."""
        return _SPV2_NUMBERS if self.settings.kind == "spv2" else WIDE_NUMBERS

    def features(self, document: Document) -> tuple[PageFeatures, ...]:
        """Return one PageFeatures per page of the document, in their order."""
        columns = columns_of(document)
        ids = np.zeros((0, len(self.settings.id_columns)), np.uint16)
        numbers = np.zeros((0, len(self.number_names)), np.int8)
        if len(columns):
            rows = self._strings.rows(columns.texts)
            fonts = [self._font(name) for name in columns.fonts]
            ids, numbers = self._ids(columns, rows, fonts), self._numbers(columns, rows, fonts)
        bounds = np.cumsum([0, *(len(page) for page in document.pages)])
        return tuple(
            PageFeatures(page.number, ids[first:last], numbers[first:last])
            for page, first, last in zip(document.pages, bounds[:-1], bounds[1:], strict=True)
        )

    def _font(self, name: str) -> FontFacts:
        facts = self._fonts.get(name)
        if facts is None:
            if len(self._fonts) > 100_000:  # noqa: PLR2004 - a bound on a worker's memory
                self._fonts.clear()
            facts = font_facts(name, self.settings.sizes.font, SPV2_FONTS)
            self._fonts[name] = facts
        return facts

    def _ids(self, columns: TokenColumns, rows: Int32s, fonts: list[FontFacts]) -> UInt16s:
        strings = self._strings.ids[rows]  # (N, 5)
        ids = np.empty((len(rows), len(self.settings.id_columns)), np.uint16)
        if self.settings.kind == "wide":
            ids[:, :5] = strings
            ids[:, 5] = np.array([one.family for one in fonts])[columns.font]
            return ids
        number = np.array([page.number for page in columns.document.pages])[columns.page]
        last = max(columns.document.page_count - 1, int(number.max()))
        ids[:, 0] = strings[:, 0]
        ids[:, 1] = np.array([one.name for one in fonts])[columns.font]
        ids[:, 2] = np.minimum(2 + number, _SPV2_PAGES - 1)
        ids[:, 3] = np.minimum(2 + last - number, _SPV2_PAGES - 1)
        return ids

    def _numbers(self, columns: TokenColumns, rows: Int32s, fonts: list[FontFacts]) -> Int8s:
        facts = self._strings.facts[rows]
        named: Mapping[str, Float32s] = {
            **geometry.spv2_edges(columns),
            **context.percentiles(columns, self._size, self._space),
            **dict(zip(FACTS, np.ascontiguousarray(facts.T), strict=True)),
        }
        if self.settings.kind == "wide":
            hints = self._strings.hints[rows]
            named = {
                **named,
                **geometry.marks(columns, fonts),
                **geometry.sizes(columns),
                **geometry.lines(columns),
                **geometry.blocks(columns),
                **geometry.pages(columns),
                **geometry.running_heads(columns, self._strings.keys[rows]),
                **context.chunks(columns, hints),
                **context.headings(columns),
                **context.scripts(columns, facts),
                **context.densities(columns, facts),
            }
        names = self.number_names
        table = np.empty((len(names), len(rows)), np.int8)
        for row, name in zip(table, names, strict=True):
            row[:] = np.rint(named[name] * SCALE)
        return np.ascontiguousarray(table.T)
