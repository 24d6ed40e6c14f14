"""The words of a printed list of names, without what is printed between and behind names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile, zip_longest

from spv2_spark.decode.people.person import Name, Surnames, Word, is_all_caps, is_initials
from spv2_spark.decode.people.undivided import is_dotted
from spv2_spark.decode.rules import Chapter, Decoding, Piece, rule
from spv2_spark.decode.text.edges import Part
from spv2_spark.layout.vocabulary import vocabulary

SEPARATORS = frozenset(
    [";", "&", "|", "•", "·", "・", "/", "and", "und", "et", "AND", "UND", "ET", "＆", "—"]
)
_DASHES = frozenset("–—-‐‑")
_HYPHENS = frozenset("-‐‑")
_MARKS = {"،": ",", "؛": ";"}  # of Arabic and Persian
COMMAS = frozenset([",", "،"])
_SAINTS = frozenset(["St.", "St", "Ste."])
_PREFIXES = _SAINTS | {"Ó", "'t", "’t"}
# "BAppSc", "MPhil", "DipEd"; "PharmD": no name has capitals so.
_DEGREE = re.compile(r"([BDM]|Dip|Grad)[A-Z][a-z]+([A-Z][a-z]*)*|(Pharm|Psy|Ed|Sc|Eng|Dr)D")
TITLES = frozenset(["Dr", "Dr.", "Prof", "Prof.", "Professor", "Monsieur", "Madame"])


@dataclass(frozen=True, slots=True)
class NameList:
    """What is known of the list that names stand in."""

    decoding: Decoding
    front: bool  # the paper's own authors, who have degrees and titles
    surnames: Surnames = ""  # where the list prints surnames in capitals ("LI Kanglan", "Ran LI")
    follows: bool = False  # others stand before these, which may begin with a letter for "and"


def words_of(parts: Sequence[Part]) -> list[Word]:
    """Group glued parts; commas and other separators are words of their own."""
    words: list[Word] = []
    apart = True
    parts = [part._replace(text=_MARKS.get(part.text, part.text)) for part in parts]
    if any(part.text == "‘" for part in parts):
        parts = [
            part._replace(text="’") if part.text == "‘" and after and after.text == "t" else part
            for part, after in zip_longest(parts, parts[1:])
        ]
    parts = _with_dashes_as_separators(parts)
    dots = _inner_dots(parts)
    for part, after in zip_longest(parts, parts[1:]):
        is_inner = part.token in dots
        if not is_inner and _is_noise(part.text) and not _is_ordinal(part, after):
            apart = apart or part.text == "("  # "Roe (B.)": French lists have initials so
            continue
        alone = not is_inner and (part.text in SEPARATORS or part.text == ",")
        initial_ends = bool(words) and words[-1].text.endswith(".") and len(part.text) > 1
        if apart or alone or not part.glued or initial_ends:
            words.append(Word(part.text, (part.token,)))
        else:
            words[-1] = Word(words[-1].text + part.text, (*words[-1].tokens, part.token))
        apart = alone
    clean = [word._replace(text=_without_stop(word.text)) for word in words]
    return _with_prefixes(
        [word for word in clean if word.text.strip(".-–־’'׳") or word.text in SEPARATORS]
    )


def _with_dashes_as_separators(parts: Sequence[Part]) -> list[Part]:
    """Return parts with semicolons for the dashes that part names: "JÍLEK, Ema – MALÁ, Bohuš".

    Such a dash has a space on both sides; a hyphen, which some prints space out, also stands
    between two whole names.
    """
    kept = list(parts)
    for at in range(1, len(kept) - 1):
        dash, after = kept[at], kept[at + 1]
        if dash.text not in _DASHES or dash.glued or after.glued:
            continue
        if dash.text in _HYPHENS and not (_is_whole(kept[:at][::-1]) and _is_whole(kept[at + 1 :])):
            continue
        kept[at] = dash._replace(text=";")
    return kept


def _is_whole(parts: Sequence[Part]) -> bool:
    """Whether two words or more stand before the next separator."""
    name = list(takewhile(lambda part: part.text not in SEPARATORS, parts))
    return sum(part.text[0].isalpha() for part in name) > 1


def _with_prefixes(words: Sequence[Word]) -> list[Word]:
    """Join what begins a surname and looks like an initial: "Ó Briain", "St. Clair", "’t Hart".

    "St. Müller" alone is a Stefan: of a saint's name a given one is known.
    """
    joined: list[Word] = []
    for word, after in zip_longest(words, words[1:]):
        is_behind = bool(joined) and joined[-1].text in _PREFIXES
        if is_behind and joined[-1].text in _SAINTS:
            is_given = len(joined) > 1 and joined[-2].text not in (*SEPARATORS, ",")
            is_behind = is_given or (after is not None and after.text == ",")
        if is_behind and word.text[:1].isupper() and not is_initials(word.text):
            before = joined.pop()
            joined.append(Word(f"{before.text} {word.text}", (*before.tokens, *word.tokens)))
        else:
            joined.append(word)
    return joined


def _inner_dots(parts: Sequence[Part]) -> set[int]:
    """Return the tokens of dots that stand within names, with no space on either side."""
    return {
        dot.token
        for before, dot, after in zip(parts, parts[1:], parts[2:], strict=False)
        if dot.glued and after.glued and is_dotted(before.text, dot.text, after.text)
    }


@rule
def degrees(names: NameList, words: list[Word]) -> list[Word]:
    """Front pages print degrees behind names, or at the start of the next line: "MD, PhD"."""
    if not names.front:
        return words
    possible = vocabulary().names.possible_degrees
    if all(_is_sure_degree(word) or word.text in possible for word in words):
        return []
    kept = words
    while len(kept) > 2 and _is_sure_degree(kept[-1]) and not _ends_with_surname(kept):  # noqa: PLR2004
        kept = kept[:-1]
    # A degree that ended the line before; "Md." and "Med" are Mohammad.
    while len(kept) > 2 and _is_sure_degree(kept[0]) and _capitals(kept[0]) > 1:  # noqa: PLR2004
        kept = kept[1:]
    return kept


@rule
def titles_before_names(names: NameList, words: list[Word]) -> list[Word]:
    """Fronts print academic titles before names, which are no part of them: "ดร.", "TS.", "د."."""
    kept = words
    while names.front and len(kept) > 1 and _is_title(kept[0].text):
        if kept[0].text.isupper() and len(kept) <= 3:  # noqa: PLR2004
            break  # "KS. Rao" and "TS. Ravi Kumar" have initials, Vietnam's names more words
        kept = kept[1:]
    return kept


def told_words(_: object, words: Sequence[Word | Name]) -> list[Piece]:
    """Return words or names for a trace."""
    return [Piece(word.text, word.tokens) for word in words]


NAME_WORDS = Chapter("words of a name", (degrees, titles_before_names), told_words)


def _is_sure_degree(word: Word) -> bool:
    known = vocabulary().names
    is_known = word.text in known.degrees or word.text in known.memberships
    return is_known or _DEGREE.fullmatch(word.text) is not None


def _ends_with_surname(words: Sequence[Word]) -> bool:
    """Whether capitals behind an initial are a surname: "IVAN A. SAG", where "S.Ag" is a degree."""
    *before, initial, last = [word.text for word in words]
    is_own = last not in vocabulary().names.degrees.entries and last.isupper()
    is_behind = "." in initial and is_initials(initial)
    return is_own and is_behind and any(len(text) > 1 and text.isupper() for text in before)


def _is_title(text: str) -> bool:
    """Whether a word is a title as the languages have it; a capital may begin it."""
    forms = (text, text[:1].lower() + text[1:], text[:1].upper() + text[1:])
    return any(one in _titles() or _letters(one) in _titles() for one in forms)


@cache
def _titles() -> frozenset[str]:
    """Return the titles; of those without a stop the letters, for marks are no part of words.

    Long ones have lost their stop before they are looked up.
    """
    printed = vocabulary().names.titles.entries
    return frozenset(_without_stop(one) if "." in one else _letters(one) for one in printed)


def _letters(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char)[0] in "LM")


def _capitals(word: Word) -> int:
    return sum(map(str.isupper, word.text))


def is_degree(chunk: Sequence[Word], name: tuple[list[Word], list[Word]]) -> bool:
    """Whether a single word with several capitals follows a whole name: "FAAO", "DipAppSc"."""
    whole, given = name
    if len(chunk) != 1 or len(whole) + len(given) < 2 or is_all_caps([w.text for w in whole]):  # noqa: PLR2004
        return False
    raw = chunk[0].text.replace(".", "")
    capitals = _capitals(chunk[0])
    starts = vocabulary().names.capital_starts
    is_name = capitals == 2 and (raw[:2] in starts or raw[:3] in starts)  # noqa: PLR2004
    is_name = is_name or "-" in raw or raw in vocabulary().names.suffixes
    return capitals >= 2 and len(raw) <= 8 and not is_name  # noqa: PLR2004


@lru_cache(maxsize=100_000)
def _without_stop(text: str) -> str:
    """Drop the dot behind a whole word: it ends the list; an initial's stays, once."""
    bare = text.rstrip(".")
    if bare == text:
        return text
    letters = sum(map(str.isalpha, bare))
    keeps = letters <= 3 or "." in bare or bare in vocabulary().names.suffixes  # noqa: PLR2004
    return f"{bare}." if keeps and bare else bare


def _is_ordinal(part: Part, after: Part | None) -> bool:
    """Whether a number is that of "3rd", a suffix."""
    return (
        after is not None and after.glued and part.text + after.text in vocabulary().names.suffixes
    )


@lru_cache(maxsize=100_000)
def _is_noise(text: str) -> bool:
    """Digits and marks stand in names only as references to notes and affiliations."""
    if text in SEPARATORS or text in ".,-‐‑–’'`´ʼ־׳":  # the last two are Hebrew's
        return False
    return not any(char.isalpha() for char in text)
