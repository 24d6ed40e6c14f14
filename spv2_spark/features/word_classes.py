"""Which of the languages' lists each word is in: what a tagger learns of one, it knows of all.

A word that it never saw ("тезис", "Lehrstuhl") is an affiliation's or a role's as those of its
training papers were, if somebody wrote it into a language's file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from spv2_spark.layout.vocabulary import Vocabulary, vocabulary
from spv2_spark.layout.word_list import WordList, fold

_PART = 0.5  # of a phrase: "vorgelegt von", "Technische Universität"
_LEAST = 2  # letters of a phrase's part: the "d" of "Ph.D." says nothing alone


def _lists(words: Vocabulary) -> Mapping[str, tuple[WordList, ...]]:
    roles, names, cited = words.roles, words.names, words.references
    return {
        "of_institution": (words.affiliation.sure,),
        "of_address": (words.affiliation.possible,),
        "of_group": (words.group_author.sure, words.group_author.possible),
        "of_author_role": (roles.author_before, roles.author_behind, names.by),
        "of_editor_role": (
            roles.editor_before, roles.editor_behind, roles.translator_before,
            roles.translator_behind,
        ),
        "of_other_role": (
            roles.reviewer_before, roles.reviewer_behind, roles.supervisor_before,
            roles.supervisor_behind, roles.corresponding_before, roles.corresponding_behind,
        ),
        "of_degree": (names.degrees, names.possible_degrees, names.memberships),
        "of_name": (names.particles, names.suffixes),
        "of_and": (names.and_,),
        "of_book": (cited.in_,),
        "of_volume": (cited.volume, cited.edition, cited.part, cited.supplement),
        "of_access": (cited.accessed, cited.online),
        "of_publisher": (cited.publishers, cited.archives),
        "of_sentence": (words.text.function_words,),
    }  # fmt: skip


class WordClasses:
    """How much a word is of each class: 1 as an entry, a half as a part of one, else 0."""

    def __init__(self, lists: Mapping[str, Iterable[WordList]]) -> None:
        self.names = tuple(lists)
        self._nothing = (0.0,) * len(lists)
        self._whole: dict[str, dict[int, float]] = {}
        self._begins: dict[str, dict[int, float]] = {}
        self._ends: dict[str, dict[int, float]] = {}
        self._insides: dict[str, dict[int, float]] = {}
        for at, several in enumerate(lists.values()):
            for one in several:
                self._take(at, one)
        starts, ends = (sorted({*map(len, one)}) for one in (self._begins, self._ends))
        self._starts_lengths, self._ends_lengths = starts, ends

    def _take(self, at: int, words: WordList) -> None:
        for phrase in words.phrases:
            if len(phrase) == 1:
                self._whole.setdefault(phrase[0], {})[at] = 1.0
                continue
            for word in phrase:
                if len(word) >= _LEAST:
                    self._whole.setdefault(word, {}).setdefault(at, _PART)
        starred = (self._begins, words.begins), (self._ends, words.ends)
        for found, entries in (*starred, (self._insides, words.insides)):
            for entry in entries:
                found.setdefault(entry, {})[at] = 1.0

    def of(self, word: str) -> tuple[float, ...]:
        """Return a number in 0..1 for each class, in the order of `names`."""
        folded = fold(word)
        if not folded or folded.isdecimal():
            return self._nothing
        found = [self._whole.get(folded)]
        found += [self._begins.get(folded[:length]) for length in self._starts_lengths]
        found += [self._ends.get(folded[-length:]) for length in self._ends_lengths]
        if not folded.isascii():
            found += [said for inside, said in self._insides.items() if inside in folded]
        values = [*self._nothing]
        for said in filter(None, found):
            for at, value in said.items():
                values[at] = max(values[at], value)
        return tuple(values)


@cache
def word_classes() -> WordClasses:
    """Return the classes of the words of all languages.

    >>> classes = word_classes()
    >>> dict(zip(classes.names, classes.of("Universität")))["of_institution"]
    1.0
    """
    return WordClasses(_lists(vocabulary()))
