"""One name in reading form: given names, family name, suffix; turned round and recased."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from spv2_spark.layout.vocabulary import vocabulary

AND_LETTERS = frozenset("IYE")  # "and" between two surnames in capitals, in Catalonia and Spain
_TURKISH = frozenset("İĞ")  # capitals that no other language has in names


class Name(NamedTuple):
    """A name in reading form, the tokens that it came from, and its parts where known."""

    text: str
    given: str
    family: str
    tokens: tuple[int, ...]


# Initials of two letters, in Latin letters and in those of other scripts written in them.
TWO_LETTERS = frozenset(
    "Th Ch Yu Ph St Gh Kh Zh Sh Ts Dz Cs Sz Zs Gy Ny Ly Ty Lj Nj Dž".split()  # noqa: SIM905
)
_MIXED = re.compile(r"(Mac|Mc|Fitz|De|Di|Du|La|Le|Van)([A-Z]{3,})")  # "IAN F. MacTAVISH"
_SUFFIXES = frozenset(["JR.", "SR.", "JR", "SR"])
# Surnames have these with a capital in French and Italian: "Le Goff", "Di Maio", not "de la Cruz".
_CAPITAL_PARTICLES = frozenset(["le", "la", "lo", "di", "della", "dello", "dalla"])
_LATER_PARTICLES = frozenset(map(str.capitalize, _CAPITAL_PARTICLES))

# Where a list of names has its surnames: in capitals, first ("LI Kanglan") or last ("Ran LI"); as
# the first word, before given names that end with an initial ("Tuncil Yunus E."), or of any name
# ("family"); before a comma, in a list that semicolons part; or nowhere known.
Surnames = Literal["", "first", "last", "first_word", "family", "before_comma"]


class Word(NamedTuple):
    """What stands together without a space, and its tokens."""

    text: str
    tokens: tuple[int, ...]


@lru_cache(maxsize=100_000)
def is_initials(text: str) -> bool:
    """Whether a word is one to four initials: "J.", "J.-P.", "JA", "Yu." is not.

    A letter of Hebrew, which has no capitals, is one.
    """
    letters = re.sub(r"[.\-‐‑–’'׳ ]", "", text)
    if not letters or not letters.isalpha():
        return False
    if "." in text:
        pieces = [one for one in re.split(r"[.\-‐‑– ]+", text) if one]
        return all(len(one) == 1 or one in TWO_LETTERS for one in pieces)
    if len(letters) == 1 and "א" <= letters <= "ת":
        return True
    return letters.isupper() and len(letters) <= (1 if len(text) == 1 else 4)


def name_from(
    whole: Sequence[Word], after_comma: Sequence[Word], *, surnames: Surnames = ""
) -> Name:
    """Turn one name into reading form: given names, then the family's, then a suffix."""
    tokens = tuple(sorted(at for word in (*whole, *after_comma) for at in word.tokens))
    suffixes = vocabulary().names.suffixes
    behind = [word.text for word in after_comma if word.text in suffixes]
    first = [word.text for word in after_comma if word.text not in suffixes]
    texts = [word.text for word in whole]
    # "II" may be initials, but not of a name whose given ones follow a comma
    while len(texts) > 1 and texts[-1] in suffixes and (first or _is_suffix(texts)):
        behind.insert(0, texts.pop())
    if first:
        given, family = first, texts
    else:
        given, family = _given_and_family(texts, surnames)
    said = [text.upper() if _MIXED.fullmatch(text) else text for text in [*given, *family]]
    whole_caps = all(text.isupper() and "." not in text for text in said)
    caps = is_all_caps(said) or (surnames == "last" and whole_caps)
    if caps:
        given = [_recased(one, 3) for one in given]
    elif surnames == "last":
        start = _first_of_surname(given)
        given, family = given[:start], [*given[start:], *family]
    if given:
        # What stands before a comma, or in its place in such a list, is a surname however short.
        least = 2 if first or surnames or texts[: len(family)] == family else 3 if caps else 4
        family = _recased_surname(family, least)
    if family and not family[-1].isupper():
        behind = [one.capitalize() if one in _SUFFIXES else _recased(one, 4) for one in behind]
    full = " ".join([*given, *family, *behind])
    return Name(_tidy(full), _tidy(" ".join(given)), _tidy(" ".join(family)), tokens)


def _is_suffix(texts: Sequence[str]) -> bool:
    """Whether the last word is no initials, or stands behind those: "Yardleigh RW III".

    Nor is it initials where a name has its own before the surname: "Ann O. Yardleigh II".
    """
    is_behind = len(texts) > 2 and is_initials(texts[-2]) and not is_initials(texts[0])  # noqa: PLR2004
    is_number = is_behind or texts[-1] == "III"  # nobody has three such initials
    return is_number or any(map(is_initials, texts[:-2])) or not is_initials(texts[-1])


def _given_and_family(texts: Sequence[str], surnames: Surnames) -> tuple[list[str], list[str]]:
    """Split a name without a comma; "Smith JA" and "SMITH John" have the family first."""
    if len(texts) == 1:
        return [], list(texts)
    patronymics = vocabulary().names.patronymics
    if len(texts) == 3 and texts[2] in patronymics and texts[1] not in patronymics:  # noqa: PLR2004
        return list(texts[1:]), [texts[0]]  # "Smirnova Anna Petrovna", in Russian
    if surnames == "family" or (surnames == "first_word" and has_initial_behind(texts)):
        stop = _words_of_first_surname(texts) or len(texts)
        return list(texts[stop:]), list(texts[:stop])
    if not surnames and _has_surnames_in_capitals(texts):
        return list(texts[:1]), list(texts[1:])
    are_last = surnames == "last" and texts[-1].isupper() and "." not in texts[-1]
    if surnames == "first" and texts[0].isupper():
        family = _first_capitals(texts)
    else:
        family = 0 if are_last else _leading_family(texts)
    if 0 < family < len(texts):
        return list(texts[family:]), list(texts[:family])
    start = len(texts) - 1
    while start > 1 and texts[start - 1] in vocabulary().names.particles:
        start -= 1
    return list(texts[:start]), list(texts[start:])


def _has_surnames_in_capitals(texts: Sequence[str]) -> bool:
    """Whether a given name has surnames behind it, the last as short as initials: "Ann ROE DOE"."""
    is_last = len(texts[-1]) > 2 and texts[-1].isupper() and "." not in texts[-1]  # noqa: PLR2004
    is_given = not texts[0].isupper() and not texts[0].islower() and len(texts) > 2  # noqa: PLR2004
    return is_last and is_given and all(map(is_capitals, texts[1:-1]))


def _words_of_first_surname(texts: Sequence[str]) -> int:
    """Return how many words at the start are the surname: two of "Tôn Thất Duy".

    None is where a word in small letters is among them, which no person has: they are a group.
    """
    known, most = vocabulary().names, len(texts) - 1
    if any(text.islower() and text not in known.particles for text in texts):
        return 0
    double = known.double_surnames.at_start(texts)
    if 0 < double <= most:
        return double
    stop = 1
    while stop < most and texts[stop - 1].isascii() and texts[stop - 1] in known.particles:
        stop += 1  # no particle is the surname "Lê"
    return stop


def _first_of_surname(given: Sequence[str]) -> int:
    """Return where a surname's words in capitals begin that are among the given names.

    It is 1 of "Ann DOE", before "ROE".
    """
    start = len(given)
    while start > 1 and is_capitals(given[start - 1]):
        start -= 1
    return start


def _first_capitals(texts: Sequence[str]) -> int:
    """Return how many words at the start are the surname in capitals: 2 of "TER BRAAK Björn"."""
    particles, end = vocabulary().names.particles, 1
    while end < len(texts) and texts[end].isupper():
        is_apart = texts[end] not in particles and texts[end - 1] not in particles
        if is_apart and is_initials(texts[end]):
            break
        end += 1
    return end


def _leading_family(texts: Sequence[str]) -> int:
    """Return how many words at the start are the surname: initials or no capitals follow it."""
    all_caps = is_all_caps(texts)
    trailing = len(texts)
    while trailing > 0 and is_initials_among(texts[trailing - 1], all_caps=all_caps):
        trailing -= 1
    is_initial = "." in texts[-2] and is_initials(texts[-2])
    is_word = len(texts[-1]) > 1 and "." not in texts[-1] and not texts[-1].islower()
    # "NGUYEN T. Hien" has the surname first.
    is_last = is_initial and is_word and (texts[-1].isupper() or not is_capitals(texts[0]))
    if is_last:
        trailing = len(texts)  # "Ivan A. SAG": behind an initial with a stop it is a surname
    trailing = trailing or int(_is_short_surname(texts[0], texts[1:]))
    if _are_capitals_with_particle(texts[trailing:]):
        return 0
    is_particle = texts[0] in vocabulary().names.particles
    is_surname = not is_initials(texts[0]) or is_particle or trailing == 1
    if 0 < trailing < len(texts) and is_surname:
        return trailing
    leading = 0
    particles = vocabulary().names.particles
    while leading < len(texts) and texts[leading].isupper():
        is_particle = "." not in texts[leading] and texts[leading] in particles
        if not is_capitals(texts[leading]) and not is_particle:
            break
        leading += 1
    is_first = 0 < leading < len(texts) and not any(is_capitals(one) for one in texts[leading:])
    return leading if is_first and not is_last else 0


def _are_capitals_with_particle(texts: Sequence[str]) -> bool:
    """Whether words in capitals are a surname, as short as initials: "Anne VAN DER WEEL"."""
    is_whole = len(texts) > 1 and not any("." in text for text in texts)
    return is_whole and len(texts[0]) > 1 and texts[0] in vocabulary().names.particles


def _is_short_surname(text: str, behind: Sequence[str]) -> bool:
    """Whether capitals that look like initials are a surname before some: "LI H", "XIA Z.-C."."""
    are_single = all(len(one.replace(".", "")) == 1 or "." in one for one in behind)
    return len(text) > 1 and "." not in text and "-" not in text and bool(behind) and are_single


def has_initial_behind(texts: Sequence[str]) -> bool:
    """Whether two whole words have an initial behind them, as in "Tuncil Yunus E."."""
    is_behind = len(texts) > 2 and is_initials(texts[-1]) and not any(map(is_initials, texts[:2]))  # noqa: PLR2004
    return is_behind and not _has_surnames_in_capitals(texts)


def is_initials_among(text: str, *, all_caps: bool) -> bool:
    """Whether a word is initials; where all is in capitals "BABA" and "LEE" are names."""
    return is_initials(text) and ("." in text or len(text) <= 2 or not all_caps)  # noqa: PLR2004


def is_capitals(text: str) -> bool:
    """Whether a word is a name in capitals, not initials."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and "".join(letters).isupper() and "." not in text  # noqa: PLR2004


def is_all_caps(texts: Sequence[str]) -> bool:
    """Whether the whole name is in capitals."""
    joined = "".join(texts)
    # A single word in capitals is more likely a group's acronym than a person.
    return len(texts) > 1 and joined.upper() == joined and any(map(is_capitals, texts))


def _recased_surname(family: Sequence[str], least: int) -> list[str]:
    """Recase a surname's words; "LA" behind "DE" is small, as in "de la Cruz"."""
    recased = [_recased(one, least) for one in family]
    if len(family) > 2:  # noqa: PLR2004 - "Rosselló i Nicolau": the letter is Catalan's "and"
        small = [one.lower() if one in AND_LETTERS else one for one in recased[1:-1]]
        recased = [recased[0], *small, recased[-1]]
    return [
        one.lower() if before == "de" and was.isupper() and one in _LATER_PARTICLES else one
        for before, was, one in zip(["", *recased], family, recased, strict=False)
    ]


def _recased(text: str, least: int) -> str:
    """Write a word of at least `least` capitals with one; initials keep theirs."""
    letters = "".join(char for char in text if char.isalpha())
    if mixed := _MIXED.fullmatch(text):
        return mixed[1] + capitalised(mixed[2])
    if text.isupper() and "." not in text and text in vocabulary().names.particles:
        small = text.lower()
        return small.capitalize() if small in _CAPITAL_PARTICLES else small
    if letters != letters.upper() or "." in text or len(letters) < least:
        return text
    cased = re.sub(r"[^\W\d_]+", lambda match: capitalised(match[0]), text)
    return re.sub(r"^Mc(\w)", lambda match: f"Mc{match[1].upper()}", cased)


def capitalised(text: str, *, turkish: bool = False) -> str:
    """Return a word in capitals with one; in Turkish "I" has no dot when it is small.

    >>> capitalised("INCI"), capitalised("İNCİ"), capitalised("IŞIK", turkish=True)
    ('Inci', 'İnci', 'Işık')
    """
    if turkish or not _TURKISH.isdisjoint(text):
        text = text.replace("I", "ı")
    return text[0].upper() + text[1:].replace("İ", "i").lower()


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(" ,;:*")
    # A final dot is an initial's or a suffix's; after a whole word it ends the list.
    match = re.search(r"(\w+)\.$", text)
    if match and len(match[1]) > 3 and match[1] not in vocabulary().names.suffixes:  # noqa: PLR2004
        text = text[:-1]
    return text.strip("-–’'` ")
