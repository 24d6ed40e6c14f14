"""Lists of words and phrases, found in tokens whatever their case, accents and marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby

Phrase = tuple[str, ...]  # folded words

STAR = "*"
_INITIALS = 2  # letters: "JA" is printed for "J. A."
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    # Arabic fonts and keyboards mix up these; the last only lengthens a word.
    | {"ي": "ی", "ى": "ی", "ك": "ک", "ـ": ""}
)


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Return the letters and digits of `text` in lower case, without accents.

    >>> fold("Université,"), fold("Ph.D."), fold("Łódź")
    ('universite', 'phd', 'lodz')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    # Once more: a mathematical letter becomes a plain capital only here.
    return "".join(filter(_is_kept, plain.casefold().translate(_LETTERS)))


def _is_kept(char: str) -> bool:
    """Whether folding keeps a character: letters, digits, vowel signs of India and Thailand."""
    return char.isalnum() or (
        unicodedata.category(char)[0] == "M" and not unicodedata.combining(char)
    )


@lru_cache(maxsize=100_000)
def phrases_of(entry: str) -> tuple[Phrase, ...]:
    """Return the ways in which tokens may print an entry; none if it has no letters.

    Marks and apostrophes part tokens, and some readers glue them again.

    >>> phrases_of("Mots-clés")
    (('mots', 'cles'), ('motscles',))
    """
    chunks = [[fold(piece) for piece in _pieces(one)] for one in entry.split()]
    apart = tuple(piece for chunk in chunks for piece in chunk)
    glued = tuple("".join(chunk) for chunk in chunks if chunk)
    return tuple(dict.fromkeys(phrase for phrase in (apart, glued) if phrase))


def _looks_like_initials(entry: str) -> bool:
    """Whether an entry in capitals could be a person's initials: "y", "e. a.", "vd."."""
    longest = max((len(word) for phrase in phrases_of(entry)[:1] for word in phrase), default=0)
    return entry.islower() and longest <= (_INITIALS if "." in entry else 1)


def _pieces(text: str) -> list[str]:
    """Return the runs of letters and of digits in a text without spaces."""
    plain = unicodedata.normalize("NFKD", text)
    return ["".join(run) for kind, run in groupby(plain, _kind) if kind]


def _kind(char: str) -> str:
    if char.isdecimal():
        return "digit"
    return "letter" if char.isalpha() or unicodedata.category(char)[0] == "M" else ""


@dataclass(frozen=True)
class WordList:
    """The entries of one list, and what finds them.

    An entry is a word or a phrase. A star stands for further letters of a word:
    "universit*" begins one, "*institut" ends one, "*大学*" stands anywhere in one. Single small
    letters ("y") and abbreviations of one or two between stops ("e. a.", "vd.") are found in
    small letters only: capitals are a person's initials, "St" is a part of a name. "Ed.", which
    is spelt with a capital, is found in any case.
    """

    entries: tuple[str, ...]  # as the files spell them
    phrases: frozenset[Phrase]  # without those with a star
    small: frozenset[Phrase]  # those of `phrases` that are found in small letters only
    begins: tuple[str, ...]  # folded, as are the next two
    ends: tuple[str, ...]
    insides: tuple[str, ...]
    longest: int  # words of the longest entry

    @classmethod
    def of(cls, entries: Iterable[str]) -> WordList:
        """Return the list of `entries`; those that say the same are kept once."""
        kept = tuple(dict.fromkeys(entries))
        starred: dict[tuple[bool, bool], set[str]] = {}
        phrases: set[Phrase] = set()
        small: set[Phrase] = set()
        for entry in kept:
            stars = (entry.startswith(STAR), entry.endswith(STAR))
            if any(stars):
                starred.setdefault(stars, set()).add(fold(entry))
            elif _looks_like_initials(entry):
                small.update(phrases_of(entry))
            else:
                phrases.update(phrases_of(entry))
        return cls(
            entries=kept,
            phrases=frozenset(phrases | small),
            small=frozenset(small - phrases),
            begins=tuple(sorted(starred.get((False, True), ()))),
            ends=tuple(sorted(starred.get((True, False), ()))),
            insides=tuple(sorted(starred.get((True, True), ()))),
            longest=max([1, *map(len, phrases | small)]),
        )

    def __or__(self, other: WordList) -> WordList:
        """Return the list of the entries of both."""
        return WordList.of([*self.entries, *other.entries])

    def __contains__(self, word: object) -> bool:
        """Whether one word, printed in whatever way, is an entry: "Université", "(Ph.D."."""
        if not isinstance(word, str):
            return False
        folded = fold(word)
        if folded in self._words:
            return folded not in self._small_words or word == word.lower()
        return self._has_stars and self._is_starred(folded)

    def at_start(self, words: Sequence[str]) -> int:
        """Return how many words the longest entry at their start takes, 0 for none.

        Marks before and within it count: it is 2 for the words of "(Eds.), Berlin".
        """
        return self._reach(words, 1)

    def at_end(self, words: Sequence[str]) -> int:
        """Return how many words the longest entry at their end takes, 0 for none.

        Marks behind and within it count: it is 3 for the words of "a book, edited by:".
        """
        return self._reach(words, -1)

    def is_within(self, words: Sequence[str]) -> bool:
        """Whether an entry stands anywhere among the words."""
        if self.longest == 1:
            return any(word in self for word in words)
        return any(self.at_start(words[at:]) for at in self.possible_starts(words))

    def possible_starts(self, words: Sequence[str]) -> Iterator[int]:
        """Yield where an entry may begin among the words; `at_start` tells whether one does."""
        for at, word in enumerate(words):
            folded = fold(word)
            if folded and self._may_stand(folded, self._firsts):
                yield at

    def _may_stand(self, folded: str, edges: frozenset[str]) -> bool:
        """Whether an entry may have a folded word at its edge."""
        return folded in edges or (self._has_stars and self._is_starred(folded))

    def _reach(self, words: Sequence[str], step: int) -> int:
        ordered, edges = (words, self._firsts) if step > 0 else (words[::-1], self._lasts)
        said: Phrase = ()
        reach = 0
        for count, word in enumerate(ordered, 1):
            folded = fold(word)
            if not folded:
                continue
            if not said and not self._may_stand(folded, edges):
                return 0
            said = (*said, folded) if step > 0 else (folded, *said)
            if len(said) > self.longest:
                break
            if self._holds(said, ordered[:count]):
                reach = count
        return reach

    def _holds(self, said: Phrase, printed: Sequence[str]) -> bool:
        """Whether folded words are an entry; `printed` are the words before they were folded."""
        if said in self.phrases:
            return said not in self.small or all(word == word.lower() for word in printed)
        return len(said) == 1 and self._is_starred(said[0])

    @cached_property
    def _is_starred(self) -> Callable[[str], bool]:
        """Whether an entry with a star covers a folded word; papers say the same words again."""

        @lru_cache(maxsize=20_000)
        def is_starred(folded: str) -> bool:
            return (
                folded.startswith(self.begins)
                or folded.endswith(self.ends)
                or any(one in folded for one in self._insides_of(folded))
            )

        return is_starred

    def _insides_of(self, folded: str) -> tuple[str, ...]:
        """Return the entries that may stand within a word: most are Chinese, few words are."""
        return self._ascii_insides if folded.isascii() else self.insides

    @cached_property
    def _words(self) -> frozenset[str]:
        """The phrases of one word: most questions are about words alone."""
        return frozenset(phrase[0] for phrase in self.phrases if len(phrase) == 1)

    @cached_property
    def _small_words(self) -> frozenset[str]:
        return frozenset(phrase[0] for phrase in self.small if len(phrase) == 1)

    @cached_property
    def _has_stars(self) -> bool:
        return bool(self.begins or self.ends or self.insides)

    @cached_property
    def _firsts(self) -> frozenset[str]:
        """The first words of the phrases: most words begin none, and are done with so."""
        return frozenset(phrase[0] for phrase in self.phrases)

    @cached_property
    def _lasts(self) -> frozenset[str]:
        return frozenset(phrase[-1] for phrase in self.phrases)

    @cached_property
    def _ascii_insides(self) -> tuple[str, ...]:
        return tuple(one for one in self.insides if one.isascii())
