"""WordPiece over tokens that are cut already: a token becomes the ids of its pieces.

As BERT's tokeniser cuts words (Devlin et al. 2019; the normaliser and the greedy search of the
library `tokenizers`), on our tokens in the place of words: "12th" is two of them, so "th" begins
anew. The library is not needed for that: what it adds is speed, and a token is cut once here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"
NEEDED = (UNKNOWN, BEGIN, END)
_GOES_ON = "##"
_LONGEST_WORD = 100  # characters; longer ones are unknown
_KEPT_WORDS = 100_000
_IDEOGRAMS = (
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF), (0x2A700, 0x2CEAF),
    (0x2F800, 0x2FA1F),
)  # fmt: skip
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@dataclass(frozen=True, slots=True)
class Normaliser:
    """What is done to a word before it is cut (`BertNormalizer`)."""

    lowercase: bool = True
    strip_accents: bool = True
    ideograms: bool = True  # each is a word of its own
    clean: bool = True  # control characters go

    def of(self, text: str) -> str:
        """Return a text as the vocabulary has it."""
        if self.clean:
            text = "".join(_cleaned(one) for one in text)
        if self.ideograms:
            text = "".join(f" {one} " if _is_ideogram(one) else one for one in text)
        if self.strip_accents:
            plain = unicodedata.normalize("NFD", text)
            text = "".join(one for one in plain if unicodedata.category(one) != "Mn")
        # Character by character: of a sigma at the end of a word no other becomes of it.
        return "".join(one.lower() for one in text) if self.lowercase else text


class WordPieces:
    """A vocabulary of pieces at work. Not for several threads at once.

    `vocabulary` has the pieces in the order of their ids, those of NEEDED among them.
    """

    def __init__(self, vocabulary: Sequence[str], normaliser: Normaliser) -> None:
        self._ids: Mapping[str, int] = {piece: at for at, piece in enumerate(vocabulary)}
        self._normaliser = normaliser
        self.begin, self.end = self._ids[BEGIN], self._ids[END]
        self._longest = max(map(len, vocabulary), default=1)
        self.of = lru_cache(_KEPT_WORDS)(self._of)

    def _of(self, token: str) -> tuple[int, ...]:
        """Return the ids of a token's pieces: one at least."""
        plain = self._normaliser.of(token)
        ids = [one for word in _words(plain) for one in self._cut(word)]
        return tuple(ids) or (self._ids[UNKNOWN],)

    def _cut(self, word: str) -> list[int]:
        """Return the longest pieces of a word from its front on, or the unknown one."""
        pieces, at = [], 0
        while at < len(word) <= _LONGEST_WORD:
            mark = _GOES_ON if at else ""
            ends = range(min(len(word), at + self._longest), at, -1)
            end = next((one for one in ends if mark + word[at:one] in self._ids), at)
            if end == at:
                break
            pieces.append(self._ids[mark + word[at:end]])
            at = end
        return pieces if at == len(word) else [self._ids[UNKNOWN]]


def _words(text: str) -> list[str]:
    """Return a text's words as BERT parts them: at white space, every mark by itself."""
    return "".join(f" {one} " if _is_mark(one) else one for one in text).split()


def _is_mark(one: str) -> bool:
    return one in _ASCII_MARKS or unicodedata.category(one).startswith("P")


def _is_ideogram(one: str) -> bool:
    return any(first <= ord(one) <= last for first, last in _IDEOGRAMS)


def _cleaned(one: str) -> str:
    """Return a character, a space for white space, nothing for what is not shown."""
    if one in "\t\n\r" or unicodedata.category(one) == "Zs":
        return " "
    return "" if one in "\x00\ufffd" or unicodedata.category(one).startswith("C") else one
