"""Hyphens at line ends: which words they belong to, by known words and the document's own."""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property

from spv2_spark.layout.columns import TokenColumns
from spv2_spark.layout.hyphens import HYPHENS
from spv2_spark.layout.vocabulary import vocabulary

# Before surnames, and not, as "la", the end of one.
_PARTICLES = frozenset(["de", "del", "dos", "das", "van", "von", "ul", "ur"])
# Words themselves, and syllables of many others: "sub-" "organellar".
_PREFIXES = frozenset(
    "aus bis com con den des dis ent mis mit out per pre pro sub tri uni ver".split()  # noqa: SIM905
)
_FEW = 5  # doubled hyphens that may be dashes


class Dehyphenator:
    """Decides whether a word broken at a line's end is one word or a compound.

    `known` holds lower-cased words. The document's own spelling elsewhere comes first.
    """

    def __init__(self, known: Container[str], tokens: TokenColumns) -> None:
        self._known = known
        self._tokens = tokens

    @cached_property
    def doubles_hyphens(self) -> bool:
        """Whether the PDF writes two hyphens for each printed one."""
        texts, spaces = self._tokens.texts, self._tokens.spaced
        single = double = 0
        for at in range(1, len(texts) - 2):
            if texts[at] in HYPHENS and texts[at - 1][-1].isalpha() and not spaces[at]:
                double += texts[at + 1] in HYPHENS and not spaces[at + 1]
                single += texts[at + 1][0].isalpha() and not spaces[at + 1]
        return double > max(single, _FEW)

    def joins(self, left: str, right: str, *, inner: bool = False) -> bool:
        """Whether `left-` at a line's end and `right` on the next line make one word.

        `inner` says that another hyphen stands before `left`, as in "peer-to-peer".
        """
        if not left or not right or not right[0].isalpha() or not left[-1].isalpha():
            return False
        if inner and left in vocabulary().text.inner and (left + right).lower() not in self._known:
            return False
        one, two = left.lower(), right.lower()
        if len(left) == 1:
            return False
        if right[0].isupper() and not (left + right).isupper():  # "Fast-" "Speech"
            return left + right in self._tokens.texts and self._told_by_document(one, two) is True
        told = self._told_by_document(one, two)
        if told is not None:
            return told
        # In capitals it may be two acronyms ("TGF-" "BETA"): only a known word is joined.
        return one + two in self._known if left.isupper() else self._joins_by_words(one, two)

    def joins_names(self, left: str, right: str, *, inner: bool = False) -> bool:
        """Whether `left-` and `right` are one part of a name: "Lind-" "skog", "Mc-" "Gowan".

        A name of two parts has two capitals, or stands whole elsewhere in the document.
        """
        if not left or not right or not right[0].isalpha() or not left[-1].isalpha():
            return False
        one, two = left.lower(), right.lower()
        hyphens, names = vocabulary().hyphens, vocabulary().names
        is_word = one in hyphens.keeps_behind or two in hyphens.keeps_before  # "Evidence-based"
        if right[0].isupper() or len(left) == 1 or is_word:
            return left in names.capital_starts or self.joins(left, right, inner=inner)
        told = self._told_by_document(one, two)
        if told is not None:
            return told
        is_compound = one in names.hyphen_starts or right in _PARTICLES
        return not is_compound or one + two in self._known

    def _told_by_document(self, one: str, two: str) -> bool | None:
        """Whether the document prints one word elsewhere, False for a compound; None: unsaid."""
        words, compounds = self._printed
        whole = (one + two) in words
        return None if whole == ((one, two) in compounds) else whole

    def _joins_by_words(self, one: str, two: str) -> bool:
        hyphens = vocabulary().hyphens
        if two in hyphens.endings:
            return True
        keeps = (one in hyphens.keeps_behind) + (two in hyphens.keeps_before)
        if keeps > 1:  # before the vocabulary, which knows "longterm" from careless papers
            return False
        if keeps or one + two in self._known:
            return one + two in self._known
        are_words = len(one) > 2 and len(two) > 3 and one not in _PREFIXES  # noqa: PLR2004
        return not (are_words and one in self._known and two in self._known)

    @cached_property
    def _printed(self) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
        """The words and the hyphenated compounds that stand whole within a line."""
        texts, spaces, line = self._tokens.texts, self._tokens.spaced, self._tokens.line_of
        compounds: set[tuple[str, str]] = set()
        broken: set[int] = set()
        for at in range(1, len(texts) - 1):
            if texts[at] not in HYPHENS:
                continue
            if line[at - 1] == line[at + 1] and not (spaces[at] or spaces[at + 1]):
                compounds.add((texts[at - 1].lower(), texts[at + 1].lower()))
            elif line[at] != line[at + 1]:
                broken.update((at - 1, at + 1))
        long = (at for at, text in enumerate(texts) if len(text) > 3)  # noqa: PLR2004
        words = frozenset(texts[at].lower() for at in long if at not in broken)
        return words, frozenset(compounds)
