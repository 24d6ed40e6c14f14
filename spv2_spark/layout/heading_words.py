"""What headings say, in every language at hand: whether a line is nothing but a known one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from spv2_spark.layout.word_list import WordList, fold


class Heading(str, Enum):
    """What a heading heads; the values are the keys of [headings] in a language's file."""

    ABSTRACT = "abstract"
    HIGHLIGHTS = "highlights"
    KEYWORDS = "keywords"
    ARTICLE_INFO = "article_info"
    CITATION = "citation"  # how the article itself is to be cited
    CONTENTS = "contents"
    INTRODUCTION = "introduction"
    BACKGROUND = "background"
    OBJECTIVES = "objectives"
    METHODS = "methods"
    RESULTS = "results"
    DISCUSSION = "discussion"
    CONCLUSIONS = "conclusions"
    ACKNOWLEDGEMENTS = "acknowledgements"
    CONTRIBUTIONS = "contributions"
    FUNDING = "funding"
    CONFLICTS = "conflicts"
    ETHICS = "ethics"
    DATA = "data"
    SUPPLEMENT = "supplement"
    ABBREVIATIONS = "abbreviations"
    AUTHORS = "authors"  # about them: biographies, addresses, ORCIDs
    CORRESPONDENCE = "correspondence"
    REFERENCES = "references"
    FURTHER_READING = "further_reading"
    NOTES = "notes"
    APPENDIX = "appendix"
    INDEX = "index"
    PUBLISHER_NOTE = "publisher_note"

    @property
    def lists_works(self) -> bool:
        """Whether what it heads lists works: references, further reading, and often notes."""
        return self in _LISTS_WORKS


_LISTS_WORKS = frozenset({Heading.REFERENCES, Heading.FURTHER_READING, Heading.NOTES})
_LABELLED = frozenset({Heading.APPENDIX, Heading.SUPPLEMENT})  # "Appendix A", "Anhang 2"
_MOST_MARKS = 12  # of a section's number, a bullet, brackets: no heading has more words beside it
_MOST_DIGITS = 3  # of a section's number; four are a year
_NUMBER_MARKS = frozenset(".)]:-–—、．。）")
_OPENING, _CLOSING = frozenset("[(（【〔《<"), frozenset("])）】〕》>")
_BULLETS = frozenset("*§#|_-–—•·■□▪◆◇●○◄◀►▶")
_COLONS = frozenset(":：")
_STOPS = frozenset(".．。")  # "1. Introduction."; behind small letters it ends a sentence
_ROMANS = frozenset(
    tens + ones
    for tens in ("", "x", "xx", "xxx")
    for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    if tens or ones
)
_CHINESE = frozenset("一二三四五六七八九十")


@dataclass(frozen=True)
class Headings:
    """The phrases of every heading, and the headings by their letters without spaces."""

    lists: Mapping[Heading, WordList]
    by_letters: Mapping[str, Heading]
    longest: int  # letters

    @classmethod
    def of(cls, lists: Mapping[Heading, WordList], links: Iterable[str]) -> Headings:
        """Return the table of `lists`; `links` are words for "and", for which "&" may stand."""
        linking = frozenset(map(fold, links))
        by_letters = {
            "".join(phrase): heading for heading, words in lists.items() for phrase in words.phrases
        }
        for heading, words in lists.items():
            for phrase in words.phrases:
                inner = [word for word in phrase[1:-1] if word not in linking]
                by_letters.setdefault("".join([phrase[0], *inner, *phrase[1:][-1:]]), heading)
        return cls(dict(lists), by_letters, max(map(len, by_letters), default=0))

    def words(self, heading: Heading) -> frozenset[str]:
        """Return every folded word that occurs in a phrase of `heading`, small words too."""
        return frozenset(word for phrase in self.lists[heading].phrases for word in phrase)

    def heading_of(self, words: Sequence[str]) -> Heading | None:
        """Return which heading the words of a line are, as vocabulary.heading_of says."""
        if not words or len(words) > self.longest + _MOST_MARKS:
            return None
        folded = [fold(word) for word in words]
        letters = "".join(folded)
        if not letters or len(letters) > self.longest + _MOST_MARKS:
            return None
        start = 0
        found = self.by_letters.get(letters)
        if found is None:
            start = _behind_number(words, folded)
            letters = "".join(folded[start:]) if start else letters
            found = self.by_letters.get(letters) if start else None
        found = found or self._labelled(letters)
        return found if found and _is_framed(words, folded, start) else None

    def _labelled(self, letters: str) -> Heading | None:
        """Return the heading that has a letter or a number of its own: "Appendix B.1"."""
        stem = letters.rstrip("0123456789")
        for said in (stem, stem[:-1]):
            found = self.by_letters.get(said)
            if found in _LABELLED:
                return found
        return None


def _behind_number(words: Sequence[str], folded: Sequence[str]) -> int:
    """Return where the words behind a section's number begin; 0 if there is none."""
    at = next(at for at, text in enumerate(folded) if text)
    number, behind = folded[at], words[at][-1:] + (words[at + 1][:1] if at + 1 < len(words) else "")
    is_marked = not _NUMBER_MARKS.isdisjoint(behind)
    is_roman = number in _ROMANS and (is_marked or words[at].isupper() or len(number) > 1)
    is_letter = is_marked and (len(number) == 1 or number in _CHINESE)
    if not (_is_number(number) or is_roman or is_letter):
        return 0
    at += 1
    while at < len(words) and (_is_number(folded[at]) or words[at][:1] in _NUMBER_MARKS):
        at += 1
    return at


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= _MOST_DIGITS


def _is_framed(words: Sequence[str], folded: Sequence[str], start: int) -> bool:
    """Whether only marks that frame headings stand before and behind one.

    A stop may end a heading with a number or a capital: "literature." ends a paragraph.
    """
    first, last = words[0][:1], words[-1][-1:]
    if not start and not (fold(first) or first in _OPENING or first in _BULLETS):
        return False
    if last in _STOPS:
        letter = next(word for word, text in zip(words, folded, strict=True) if text)[0]
        return bool(folded[-1] or folded[-2]) and (start > 0 or not letter.islower())
    if last in _CLOSING:
        return first in _OPENING
    if last == "-":  # "meth-" goes on in the next line
        return first == "-"
    is_letter = fold(last) or unicodedata.combining(last or " ")
    return bool(is_letter) or last in _BULLETS or last in _COLONS
