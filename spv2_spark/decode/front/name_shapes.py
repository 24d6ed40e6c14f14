"""What looks like names of persons on a line, whatever the tagger said of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from spv2_spark.decode.document import DecodedDocument
from spv2_spark.decode.people.person import is_initials
from spv2_spark.decode.people.undivided import is_undivided
from spv2_spark.layout.headings import heading_of
from spv2_spark.layout.vocabulary import vocabulary

_SEPARATORS = frozenset(",;،؛、·•|&")
_MARKS = frozenset("*†‡§¶∗#")
_JOINTS = frozenset(".-‐‑־'’‘")
_CUT = 5  # letters of a word that a stop cuts in a name, at most: "Mohd.", "Assoc."
_WHOLE = 2  # words of a name, at least
_UNDIVIDED = range(2, 5)  # letters of a name in Chinese, Japanese or Korean
_UNDIVIDED_PART = range(2, 4)  # the longer of a name's two parts
_IN_WORDS = ("Mn", "Mc", "Me", "Cf")
_EAST = ("CJK", "HANGUL", "KATA", "IDEOGRAPHIC ITERATION")


def words_of(document: DecodedDocument, indices: Sequence[int]) -> list[str]:
    """Return the words of tokens; letters that stand apart are one: "T E S I S", "M EMOIRE"."""
    words = document.told(indices).text.split()
    letters = [word for word in words if word.isalnum()]
    if len(letters) > 1 and all(len(word) == 1 for word in letters):
        return ["".join(letters)]
    return words


def is_mark(document: DecodedDocument, at: int) -> bool:
    """Whether a token is a note's mark beside a name, or its number."""
    return is_sign(document, at) or document.texts[at].isdigit()


def is_sign(document: DecodedDocument, at: int) -> bool:
    """Whether a token is a superscript, or a mark that some print on the line."""
    return document.view.superscripts[at] or document.texts[at] in _MARKS


def separates(text: str) -> bool:
    """Whether a token parts names: a comma, a bullet, "and"."""
    return text in _SEPARATORS or text in vocabulary().names.and_


def looks_like_name(document: DecodedDocument, piece: Sequence[int], lines: int = 1) -> bool:
    """Whether tokens are two or more words of a person's name, in one print, on so many lines."""
    view, limits = document.view, document.thresholds.authors
    words = _glued(document, piece)
    on_lines = len({view.line_of[at] for at in piece})
    if not _WHOLE <= len(words) <= limits.longest or on_lines > lines:
        return False
    sizes = [view.sizes[at] for at in piece]
    if max(sizes) - min(sizes) > limits.same_size * max(sizes):
        return False
    particles = vocabulary().names.particles
    are_names = all(
        _is_word(word) and (word[0].isupper() or word in particles or not _has_case(word))
        for word in words
    )
    is_whole = len(words[-1]) > 1 and not is_initials(words[-1])
    others = (vocabulary().affiliation.any, vocabulary().references.kinds)
    return are_names and is_whole and not any(one.is_within(words) for one in others)


def _glued(document: DecodedDocument, piece: Sequence[int]) -> list[str]:
    """Return the words of a name; fonts part letters ("Zde ň ka") that no space does.

    Those behind a suffix and the suffix are none: "III". Empty where a stop is in the middle,
    behind a word that is too long for one that is cut: "Ann Kester. Kilns".
    """
    words, before = list[str](), ""
    for at in piece:
        text = document.texts[at]
        if text not in _JOINTS:
            is_glued = bool(words) and before.isalpha() and not document.view.spaced[at]
            words[-1:] = [words[-1] + text] if is_glued else [*words[-1:], text]
        elif text == "." and len(before) > _CUT and at != piece[-1]:
            return []
        before = text
    return words[:-1] if words and words[-1] in vocabulary().names.suffixes else words


def _has_case(word: str) -> bool:
    """Whether a word's script has capitals: Hebrew, Arabic and Hindi have none."""
    return word.upper() != word.lower() or is_undivided(word[0])


def _is_word(word: str) -> bool:
    """Whether a word has letters alone; Hindi's vowel signs and Persian's joiners are some here."""
    return all(char.isalpha() or unicodedata.category(char) in _IN_WORDS for char in word)


def names_on(document: DecodedDocument, line: Iterable[int], lines: int = 1) -> list[list[int]]:
    """Return the names that tokens of a line are, in order; none if anything else is among them.

    They may be of several lines, and a name then on as many as `lines`.

    Marks, separators, degrees and what stands in brackets ("Ann Doe^1, MD and Bob Roe (editor)")
    stand between names. A group that they sign for ends them.
    """
    pieces: list[list[int]] = [[]]
    is_aside = False
    line = [*line]
    texts = [document.texts[at] for at in line]
    behalf = vocabulary().roles.behalf
    for place, (at, text) in enumerate(zip(line, texts, strict=True)):
        if not pieces[-1] and behalf.at_start(texts[place : place + behalf.longest]):
            break
        is_aside = is_aside or text == "("
        if is_aside or is_mark(document, at) or separates(text):
            pieces.append([])
        else:
            pieces[-1].append(at)
        is_aside = is_aside and text != ")"
    pieces = [_without_degrees(document, piece) for piece in pieces]
    pieces = [piece for piece in pieces if piece and not _is_degree(document, piece)]
    are_names = all(
        looks_like_name(document, piece, lines) or _is_undivided(document, piece)
        for piece in pieces
    )
    return pieces if are_names else []


def names_behind_role_on(document: DecodedDocument, line: Sequence[int]) -> list[list[int]]:
    """Return the names on what follows an author's role, which says that there are some.

    They may have their surnames first, between semicolons ("Doe, Ann; Roe, Bob"), or places behind
    them ("Ann Doe, Alzey, und Bob Roe, Mainz").
    """
    return names_on(document, line) or _inverted(document, line) or _with_places(document, line)


def _inverted(document: DecodedDocument, line: Sequence[int]) -> list[list[int]]:
    pieces = _cut(line, lambda at: document.texts[at] == ";")
    return pieces if all(is_name_with_comma(document, piece) for piece in pieces) else []


def is_name_with_comma(document: DecodedDocument, piece: Sequence[int]) -> bool:
    """Whether tokens are a surname, one comma, and given names that are no degree."""
    texts = [document.texts[at] for at in piece]
    words = [text for text in texts if text[0].isalpha()]
    if texts.count(",") != 1 or not _WHOLE <= len(words) <= document.thresholds.authors.longest:
        return False
    known, comma = vocabulary(), texts.index(",")
    are_names = all(word[0].isupper() or word in known.names.particles for word in words)
    is_degree = "".join(texts[comma + 1 :]) in known.names.degrees
    return comma > 0 and are_names and not is_degree and not known.affiliation.any.is_within(words)


def _with_places(document: DecodedDocument, line: Sequence[int]) -> list[list[int]]:
    pieces = _cut(line, lambda at: separates(document.texts[at]))
    names = [piece for piece in pieces if looks_like_name(document, piece)]
    others = [piece for piece in pieces if piece not in names]
    are_places = all(len(one) == 1 and _are_capitalised(document, one) for one in others)
    return names if are_places and len(others) <= len(names) else []


def _are_capitalised(document: DecodedDocument, piece: Sequence[int]) -> bool:
    words = [document.texts[at] for at in piece if document.texts[at] not in _JOINTS]
    particles = vocabulary().names.particles
    return all(word.isalpha() and (word[0].isupper() or word in particles) for word in words)


def _cut(line: Sequence[int], is_between: Callable[[int], bool]) -> list[list[int]]:
    pieces: list[list[int]] = [[]]
    for at in line:
        if is_between(at):
            pieces.append([])
        else:
            pieces[-1].append(at)
    return [piece for piece in pieces if piece]


def _without_degrees(document: DecodedDocument, piece: list[int]) -> list[int]:
    """Drop the degrees with a stop before a name: "doc. Ing. Jan Novák", "Dipl.-Ing. Ann Doe"."""
    known = vocabulary().names
    while True:
        texts = [document.texts[at] for at in piece]
        count = max(known.degrees.at_start(texts), known.possible_degrees.at_start(texts))
        if not count or texts[count : count + 1] != ["."] or count + 1 == len(piece):
            return piece
        piece = piece[count + 1 :]


def _is_degree(document: DecodedDocument, piece: Sequence[int]) -> bool:
    text = "".join(document.texts[at] for at in piece)
    known = vocabulary().names
    return text in known.degrees or text in known.possible_degrees


def _is_undivided(document: DecodedDocument, piece: Sequence[int]) -> bool:
    """Whether tokens are a name that no space divides: in Han, kana or Hangul.

    A space may stand between its two parts, which may be three letters each: "佐々木 小次郎".
    """
    texts = [document.texts[at] for at in piece]
    text = "".join(texts)
    are_east = all(unicodedata.name(one, "").startswith(_EAST) for one in text)
    are_parts = len(texts) == _WHOLE and max(map(len, texts)) in _UNDIVIDED_PART
    is_other = text in vocabulary().affiliation.any or heading_of([text]) is not None
    return (len(text) in _UNDIVIDED or are_parts) and are_east and not is_other
