"""Names of people in a stream of tokens, in any of the spellings that journals use.

A surname is found first, then its given names or initials are read off on either side:
"John A. Smith", "J. A. Smith", "Smith JA", "Smith, John", "SMITH J.A.", "Smith".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spv2_spark.domain.gold import PersonName
from spv2_spark.gold.chains import heaviest
from spv2_spark.gold.search import TOLERANCE, best_window
from spv2_spark.gold.stream import Hit, Stream, words_of
from spv2_spark.layout.vocabulary import vocabulary
from spv2_spark.layout.word_list import fold

_JOINTS = frozenset(".-\u2010\u2011\u2013'\u2019\u00b4`")
_MAX_INITIALS = 4
_MAX_SEPARATORS = 4
_FOREIGN = 4  # initials in a row that gold may lack; a whole name counts as two
_MAX_HITS = 60
_FUZZY_FROM = 5  # letters: shorter surnames must be exact


@dataclass(frozen=True, slots=True)
class NameHit:
    """Tokens [start, end) print a name; `given` is the share of given names seen (0..1).

    A given name seen only as an initial counts half. `inverted`: the surname comes first.
    """

    start: int
    end: int
    given: float
    inverted: bool = False


def find_name(
    stream: Stream, name: PersonName, low: int, high: int, *, fuzzy: bool = False
) -> list[NameHit]:
    """Return where the tokens [low, high) print `name`; with `fuzzy` misspelt surnames too."""
    surname = fold(name.surname)
    if not surname or low >= high:
        return []
    if name.group:
        return [NameHit(hit.start, hit.end, 1.0) for hit in stream.find(surname, low, high)]
    hits = stream.whole(surname, low, high)
    if not hits and fuzzy:
        hits = _misspelt(stream, surname, low, high)
    given = given_words(name.given)
    found = [_with_given(stream, hit, given, low, high) for hit in hits[:_MAX_HITS]]
    return [_with_suffix(stream, hit, high) for hit in found] if name.suffix else found


def given_words(given: str) -> list[str]:
    """Return the folded given names; capitals run together ("JA") are initials."""
    words: list[str] = []
    for word in given.replace(".", ". ").split():
        bare = word.strip(".-")
        is_initials = bare.isupper() and bare.isalpha() and len(bare) <= _MAX_INITIALS
        words.extend([fold(char) for char in bare] if is_initials else words_of(word))
    return [word for word in words if word]


def _with_suffix(stream: Stream, hit: NameHit, high: int) -> NameHit:
    """Take in a "Jr" that is printed behind the name."""
    end = hit.end
    while end < high and stream.texts[end] in ",.":
        end += 1
    is_suffix = end < high and stream.texts[end] in vocabulary().names.suffixes
    return replace(hit, end=end + 1) if is_suffix else hit


def _misspelt(stream: Stream, surname: str, low: int, high: int) -> list[Hit]:
    if len(surname) < _FUZZY_FROM:
        return []
    first = stream.starts[low]
    start, end, cost = best_window(surname, stream.chars[first : stream.starts[high]])
    if cost > TOLERANCE or start == end:
        return []
    hit = stream.hit(first + start, first + end, cost)
    extra = stream.starts[hit.end] - stream.starts[hit.start] - (end - start)
    return [hit] if extra <= 1 else []


def _with_given(stream: Stream, hit: Hit, given: list[str], low: int, high: int) -> NameHit:
    first, last = hit.start, hit.end
    if not given:
        return NameHit(first, last, 1.0)
    start, before = _read(stream, range(first - 1, low - 1, -1), given[::-1])
    end, behind = _read(stream, range(last, high), given, after_surname=True)
    # "A. Smith, B. Jones": what stands behind the comma is the next author's.
    is_next = before > 0 and behind > 0 and _opens_name(stream, end + 1, high)
    if behind >= before and behind > 0 and not is_next:
        return NameHit(first, end + 1, behind / len(given), inverted=True)
    if before > 0:
        return NameHit(start, last, before / len(given))
    return NameHit(first, last, 0.0)


def _opens_name(stream: Stream, token: int, stop: int) -> bool:
    """Whether the initials before the token belong to a surname that follows."""
    while token < stop and stream.texts[token] in _JOINTS:
        token += 1
    return token < stop and len(stream.texts[token]) > 1 and stream.texts[token][0].isupper()


def _read(
    stream: Stream, tokens: Sequence[int], given: list[str], *, after_surname: bool = False
) -> tuple[int, float]:
    """Read given names off the tokens, nearest to the surname first.

    Return the last token that is one, and what the names are worth.
    """
    edge, score, used, foreign = -1, 0.0, 0, 0
    for token in tokens[_separators(stream, tokens, given) :] if after_surname else tokens:
        text, letters = stream.texts[token], stream.folded[token]
        if not letters and text in _JOINTS:
            continue
        if not letters.isalpha() or stream.superscript[token]:
            break
        taken, value = _matched(letters, given[used:], text, after_surname)
        if taken and not (after_surname and foreign and len(letters) > 1):
            used, score, edge = used + taken, score + value - 0.1 * foreign, token
            foreign = 0
        else:
            # An initial, or before a surname a middle name, that gold lacks.
            is_name = text[:1].isupper() and (len(text) == 1 or not after_surname)
            foreign += min(len(text), 2) if is_name else _FOREIGN + 1
        if used >= len(given) or foreign > _FOREIGN:
            break
    return edge, score


def _separators(stream: Stream, tokens: Sequence[int], given: list[str]) -> int:
    """Return how many tokens part a surname from the given names behind it (", Jr.,").

    "JR" and "SR" are no suffixes where they are the initials.
    """
    initials = "".join(word[0] for word in given).upper()
    count, has_suffix = 0, False
    for token in tokens[:_MAX_SEPARATORS]:
        is_suffix = (
            stream.texts[token] in vocabulary().names.suffixes and stream.texts[token] != initials
        )
        if not (
            is_suffix or stream.texts[token] == "," or (has_suffix and stream.texts[token] == ".")
        ):
            break
        has_suffix = has_suffix or is_suffix
        count += 1
        if stream.texts[token] == "," and not has_suffix and count > 1:
            return 1
    return count if has_suffix or count <= 1 else 1


def _matched(letters: str, given: list[str], text: str, forward: bool) -> tuple[int, float]:
    """Return how many of the given names the token uses up, and its worth."""
    for number, word in enumerate(given):
        if letters == word and len(word) > 1:
            return number + 1, 1.0
        if len(letters) == 1 or len(word) == 1:
            # "Feng, and Roe": the "and" is no name that A. stands for.
            if word[0] == letters[0] and (len(letters) == 1 or text[0].isupper()):
                return number + 1, 0.5
        elif word.startswith(letters) or letters.startswith(word):
            return number + 1, 0.5
    in_order = given if forward else given[::-1]
    initials, joined = "".join(word[0] for word in in_order), "".join(in_order)
    agree = letters.startswith(initials) or initials.startswith(letters)
    if text.isupper() and len(letters) <= _MAX_INITIALS and agree:
        return len(given), 0.5 * min(len(letters), len(given))
    return (len(given), float(len(given))) if letters == joined else (0, 0.0)


def chain(
    candidates: Sequence[Sequence[tuple[NameHit, float]]], gap_cost: float, max_gap_cost: float
) -> list[NameHit | None]:
    """Choose at most one hit a name so that they stand in the names' order without overlap.

    Maximises the hits' weights less `gap_cost` a token between neighbours (at most
    `max_gap_cost` a gap). Returns one hit or None for every name.
    """
    links = [(who, hit, weight) for who, hits in enumerate(candidates) for hit, weight in hits]
    chosen: list[NameHit | None] = [None] * len(candidates)
    for who, hit, _ in heaviest(
        links, lambda tokens, _: min(max_gap_cost, gap_cost * tokens), len(links)
    ):
        chosen[who] = hit
    return chosen
