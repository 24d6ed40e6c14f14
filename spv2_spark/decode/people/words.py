"""The words of a printed list of names, without what is printed between and behind names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from spv2_spark.decode.people.person import (
    SUFFIXES,
    Surnames,
    Word,
    bare,
    is_all_caps,
    is_capitals,
)
from spv2_spark.decode.rules import Chapter, Decoding, Piece, rule
from spv2_spark.decode.text.part import Part

SEPARATORS = frozenset(
    [";", "&", "|", "•", "·", "/", "and", "und", "et", "AND", "UND", "ET", "＆", "—"]
)
TITLES = frozenset(["Dr", "Dr.", "Prof", "Prof.", "Professor"])
_DEGREE_WORDS = """
    phd md msc mph bsc mbbs rn dphil frcp frcs frcpc frcsc mrcp drph dr prof professor mbchb
    dsc facs facc faan mpharm pharmd dds dvm edd psyd jd llm mbe mhs mha bpharm mres phdc cand
    ing dipl bs ba ma ms mba do dnp aprn bds mds member fellow senior student ieee acm pt faao
    mmed mbbch bmed bmbs meng beng mm
"""
_DEGREES = frozenset(_DEGREE_WORDS.split())
_SURE_DEGREES = _DEGREES - frozenset(
    ["bs", "ba", "ma", "ms", "do", "ing", "jd", "dr", "bds", "mds", "mm"]
)
_HONORIFIC_WORDS = """
    dr prof professor mr mrs ms sir miss by author authors auteurs autor autores editor editors
    éditeurs
"""
_HONORIFICS = frozenset(_HONORIFIC_WORDS.split())

_NAME_STARTS = frozenset(["Mc", "Ma", "De", "Di", "La", "Le", "Va", "O'", "O’"])


@dataclass(frozen=True, slots=True)
class NameList:
    """What is known of the list that names stand in."""

    decoding: Decoding
    front: bool  # the paper's own authors, who have degrees and titles
    surnames: Surnames = ""  # where the list prints surnames in capitals ("LI Kanglan", "Ran LI")


def words_of(parts: Sequence[Part]) -> list[Word]:
    """Group glued parts; commas and other separators are words of their own."""
    words: list[Word] = []
    apart = True
    for at, (part, after) in enumerate(zip_longest(parts, parts[1:])):
        if _is_noise(part.text) and not _is_ordinal(part, after):
            continue
        if words and _is_middle_dot(part, words[-1], parts[at + 1 : at + 3]):
            part = part._replace(text="·")  # noqa: PLW2901 - what it stands for
        alone = part.text in SEPARATORS or part.text == ","
        initial_ends = bool(words) and words[-1].text.endswith(".") and len(part.text) > 1
        if apart or alone or not part.glued or initial_ends:
            words.append(Word(part.text, (part.token,)))
        else:
            words[-1] = Word(words[-1].text + part.text, (*words[-1].tokens, part.token))
        apart = alone
    clean = [word._replace(text=_without_stop(word.text)) for word in words]
    return [word for word in clean if word.text.strip(".-–’'") or word.text in SEPARATORS]


@rule
def von_before_names(_: NameList, words: list[Word]) -> list[Word]:
    """German "Von" before names in capitals says "by", and would be a particle of the first."""
    is_by = len(words) > 2 and words[0].text in ("Von", "von") and is_capitals(words[1].text)  # noqa: PLR2004
    return words[1:] if is_by else words


@rule
def et_al(_: NameList, words: list[Word]) -> list[Word]:
    """Lists are cut short with "et al." or "and others", which is nobody's name.

    "et" alone may have been taken for a separator before.
    """
    kept = list(words)
    if kept and kept[-1].text in ("al", "al.", "others", "others."):
        kept.pop()
        if kept and kept[-1].text in ("et", "et."):
            kept.pop()
    return kept


@rule
def honorifics(_: NameList, words: list[Word]) -> list[Word]:
    """Lists begin with "By" or "Authors:", names with "Dr" or "Prof.": none of it is a name."""
    kept = words
    while kept and bare(kept[0].text) in _HONORIFICS and len(kept) > 1:
        kept = kept[1:]
    return kept


@rule
def degrees(names: NameList, words: list[Word]) -> list[Word]:
    """Front pages print degrees behind names, or at the start of the next line: "MD, PhD"."""
    if not names.front:
        return words
    if all(bare(word.text) in _DEGREES for word in words):
        return []
    kept = words
    while len(kept) > 2 and _is_sure_degree(kept[-1]):  # noqa: PLR2004
        kept = kept[:-1]
    # A degree that ended the line before; "Md." is Mohammad.
    while len(kept) > 2 and kept[0].text not in ("Md", "Md.") and _is_sure_degree(kept[0]):  # noqa: PLR2004
        kept = kept[1:]
    return kept


def _told(_: NameList, words: Sequence[Word]) -> list[Piece]:
    return [Piece(word.text, word.tokens) for word in words]


NAME_LIST = Chapter("list of names", (von_before_names,), _told)
NAME_WORDS = Chapter("words of a name", (et_al, honorifics, degrees), _told)


def _is_sure_degree(word: Word) -> bool:
    return bare(word.text) in _SURE_DEGREES


def is_degree(chunk: Sequence[Word], name: tuple[list[Word], list[Word]]) -> bool:
    """Whether a single word with several capitals follows a whole name: "FAAO", "DipAppSc"."""
    whole, given = name
    if len(chunk) != 1 or len(whole) + len(given) < 2 or is_all_caps([w.text for w in whole]):  # noqa: PLR2004
        return False
    text = bare(chunk[0].text)
    raw = chunk[0].text.replace(".", "")
    capitals = sum(map(str.isupper, raw))
    is_name = (raw[:2] in _NAME_STARTS and capitals == 2) or "-" in raw  # noqa: PLR2004
    return text not in SUFFIXES and capitals >= 2 and len(raw) <= 8 and not is_name  # noqa: PLR2004


def _without_stop(text: str) -> str:
    """Drop the dot behind a whole word: it ends the list; an initial's stays, once."""
    bare = text.rstrip(".")
    if bare == text:
        return text
    letters = sum(map(str.isalpha, bare))
    keeps = letters <= 3 or "." in bare or bare.lower() in SUFFIXES  # noqa: PLR2004
    return f"{bare}." if keeps and bare else bare


def _is_middle_dot(part: Part, before: Word, after: Sequence[Part]) -> bool:
    """Whether a dot parts two names: fonts give "Ann Doe · Bob Roe" out as "Ann Doe . Bob Roe".

    Where all is spaced, "Smith . J . A .", it ends a surname.
    """
    is_apart = part.text == "." and not part.glued and sum(map(str.isalpha, before.text)) > 2  # noqa: PLR2004
    is_spaced = len(after) == 2 and len(after[0].text) == 1 and not after[1].glued  # noqa: PLR2004
    return is_apart and not (is_spaced and after[1].text == ".")


def _is_ordinal(part: Part, after: Part | None) -> bool:
    """Whether a number is that of "3rd", a suffix."""
    return after is not None and after.glued and (part.text + after.text).lower() in SUFFIXES


def _is_noise(text: str) -> bool:
    """Digits and marks stand in names only as references to notes and affiliations."""
    if text in SEPARATORS or text in ".,-‐‑–’'`´ʼ":
        return False
    return not any(char.isalpha() for char in text)
