"""Printed names to names in reading form: split, cleaned, turned round, recased."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from spv2_spark.decode.text import Part, string_of, trimmed

_PARTICLE_WORDS = """
    van von de der den del della di da do dos das du la le les el al bin ibn ben ter ten zu zum
    zur af av
"""
PARTICLES = frozenset(_PARTICLE_WORDS.split())
SUFFIXES = frozenset(
    [
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "junior",
        "senior",
        "filho",
        "neto",
        "júnior",
        "2nd",
        "3rd",
        "4th",
    ]
)
SEPARATORS = frozenset([";", "&", "|", "•", "·", "/", "and", "und", "et", "AND", "＆"])
_DEGREE_WORDS = """
    phd md msc mph bsc mbbs rn dphil frcp frcs frcpc frcsc mrcp drph dr prof professor mbchb
    dsc facs facc faan mpharm pharmd dds dvm edd psyd jd llm mbe mhs mha bpharm mres phdc cand
    ing dipl bs ba ma ms mba do dnp aprn bds mds
"""
_DEGREES = frozenset(_DEGREE_WORDS.split())
_SURE_DEGREES = _DEGREES - frozenset(
    ["bs", "ba", "ma", "ms", "do", "ing", "jd", "dr", "bds", "mds"]
)
_HONORIFICS = frozenset(["dr", "prof", "professor", "mr", "mrs", "ms", "sir", "miss"])
_GROUP_WORDS = """
    group consortium collaboration collaborative committee university institute society
    association investigators network team council centre center department ministry
    organization organisation foundation agency commission initiative federation bureau board
    office program programme project authority alliance service services academy college
    trialists panel taskforce collaborators inc ltd gmbh corporation company fund union
"""
_GROUP = frozenset(_GROUP_WORDS.split())


class Name(NamedTuple):
    """A name in reading form, the tokens that it came from, and its parts where known."""

    text: str
    given: str
    family: str
    tokens: tuple[int, ...]


class Word(NamedTuple):
    """What stands together without a space, and its tokens."""

    text: str
    tokens: tuple[int, ...]


def names_of(parts: Sequence[Part], *, front: bool) -> list[Name]:
    """Return the names in one span; `front` for the paper's own authors, who have degrees.

    A span normally holds one name. Where the tagger ran several together they are split at
    "and", semicolons and bullets, and at commas which do not part a surname from its given
    names.
    """
    words = _words(parts)
    if not words:
        return []
    if is_group(words):
        whole = trimmed(parts)
        text = string_of(whole)
        return [Name(text, "", text, tuple(part.token for part in whole))] if text else []
    names: list[Name] = []
    for group in _split(words, SEPARATORS):
        names.extend(_names_between(group, front=front))
    return names


def is_group(words: Sequence[Word]) -> bool:
    """Whether the words name a body and not a person."""
    bare = [word.text.strip("().,").lower() for word in words]
    if any(one in _GROUP for one in bare):
        return True
    return any(one in ("for", "of", "on", "the") for one in bare) and len(bare) > 2  # noqa: PLR2004


def is_initials(text: str) -> bool:
    """Whether a word is one to four initials: "J.", "J.-P.", "JA", "Yu." is not."""
    letters = re.sub(r"[.\-‐‑–’' ]", "", text)
    if not letters or not letters.isalpha():
        return False
    if "." in text:
        pieces = [one for one in re.split(r"[.\-‐‑– ]+", text) if one]
        return all(len(one) == 1 or one in ("Th", "Ch", "Yu", "Ph", "St") for one in pieces)
    return letters.isupper() and len(letters) <= (1 if len(text) == 1 else 4)


def _words(parts: Sequence[Part]) -> list[Word]:
    """Group glued parts; commas and other separators are words of their own."""
    words: list[Word] = []
    apart = True
    for part, after in zip_longest(parts, parts[1:]):
        if _is_noise(part.text) and not _is_ordinal(part, after):
            continue
        alone = part.text in SEPARATORS or part.text == ","
        initial_ends = bool(words) and words[-1].text.endswith(".") and len(part.text) > 1
        if apart or alone or not part.glued or initial_ends:
            words.append(Word(part.text, (part.token,)))
        else:
            words[-1] = Word(words[-1].text + part.text, (*words[-1].tokens, part.token))
        apart = alone
    return [word for word in words if word.text.strip(".-–’'") or word.text in SEPARATORS]


def _is_ordinal(part: Part, after: Part | None) -> bool:
    """Whether a number is that of "3rd", a suffix."""
    return after is not None and after.glued and (part.text + after.text).lower() in SUFFIXES


def _is_noise(text: str) -> bool:
    """Digits and marks stand in names only as references to notes and affiliations."""
    if text in SEPARATORS or text in ".,-‐‑–’'`´ʼ":
        return False
    return not any(char.isalpha() for char in text)


def _split(words: Sequence[Word], at: frozenset[str]) -> list[list[Word]]:
    groups: list[list[Word]] = [[]]
    for word in words:
        if word.text in at:
            groups.append([])
        else:
            groups[-1].append(word)
    return [group for group in groups if group]


def _names_between(words: Sequence[Word], *, front: bool) -> list[Name]:
    """Return the names between two separators, where commas may part names or their parts."""
    chunks = [_without_degrees(chunk, front=front) for chunk in _split(words, frozenset(","))]
    merged: list[tuple[list[Word], list[Word]]] = []  # (family or whole, given)
    for chunk in chunks:
        if not chunk:
            continue
        if merged and _belongs(merged[-1], chunk, len(chunks)):
            merged[-1][1].extend(chunk)
        else:
            merged.append((list(chunk), []))
    names = [_name(whole, given) for whole, given in merged]
    return [name for name in names if name.text]


def _belongs(name: tuple[list[Word], list[Word]], chunk: Sequence[Word], chunks: int) -> bool:
    """Whether what follows a comma goes on with the name before it."""
    whole, given = name
    if all(_bare(word.text) in SUFFIXES for word in chunk):
        return True
    if given or any(is_initials(word.text) for word in whole):
        return False
    if all(is_initials(word.text) or word.text.lower() in PARTICLES for word in chunk):
        return True
    family_like = len([word for word in whole if word.text.lower() not in PARTICLES]) == 1
    return family_like and (chunks == 2 or is_initials(chunk[-1].text))  # noqa: PLR2004


def _without_degrees(words: Sequence[Word], *, front: bool) -> list[Word]:
    kept = _without_et_al(words)
    while kept and _bare(kept[0].text) in _HONORIFICS and len(kept) > 1:
        kept = kept[1:]
    if not front:
        return kept
    if all(_bare(word.text) in _DEGREES for word in kept):
        return []
    while len(kept) > 2 and _bare(kept[-1].text) in _SURE_DEGREES:  # noqa: PLR2004
        kept = kept[:-1]
    return kept


def _without_et_al(words: Sequence[Word]) -> list[Word]:
    """Drop "et al."; "et" alone may have been taken for a separator before."""
    kept = list(words)
    if kept and kept[-1].text in ("al", "al.", "others", "others."):
        kept.pop()
        if kept and kept[-1].text in ("et", "et."):
            kept.pop()
    return kept


def _name(whole: Sequence[Word], after_comma: Sequence[Word]) -> Name:
    """Turn one name into reading form: given names, then the family's, then a suffix."""
    tokens = _tokens([*whole, *after_comma])
    suffixes = [word.text for word in after_comma if _bare(word.text) in SUFFIXES]
    first = [word.text for word in after_comma if _bare(word.text) not in SUFFIXES]
    texts = [word.text for word in whole]
    while len(texts) > 1 and _bare(texts[-1]) in SUFFIXES and not is_initials(texts[-1]):
        suffixes.insert(0, texts.pop())
    if first:
        given, family = first, texts
    else:
        given, family = _given_and_family(texts)
    caps = _is_shouted([*given, *family])
    if caps:
        given = [_recased(one, 3) for one in given]
    if given:
        family = [_recased(one, 3 if caps else 4) for one in family]
    full = " ".join([*given, *family, *suffixes])
    return Name(_tidy(full), _tidy(" ".join(given)), _tidy(" ".join(family)), tokens)


def _given_and_family(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split a name without a comma; "Smith JA" and "SMITH John" have the family first."""
    if len(texts) == 1:
        return [], list(texts)
    trailing = len(texts)
    while trailing > 0 and is_initials(texts[trailing - 1]):
        trailing -= 1
    if 0 < trailing < len(texts) and not is_initials(texts[0]):
        return list(texts[trailing:]), list(texts[:trailing])
    leading = 0
    while leading < len(texts) and _is_capitals(texts[leading]):
        leading += 1
    if 0 < leading < len(texts) and not any(_is_capitals(one) for one in texts[leading:]):
        return list(texts[leading:]), list(texts[:leading])
    start = len(texts) - 1
    while start > 1 and texts[start - 1].lower() in PARTICLES:
        start -= 1
    return list(texts[:start]), list(texts[start:])


def _is_capitals(text: str) -> bool:
    """Whether a word is a name in capitals, not initials."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and "".join(letters).isupper() and "." not in text  # noqa: PLR2004


def _is_shouted(texts: Sequence[str]) -> bool:
    """Whether the whole name is in capitals."""
    joined = "".join(texts)
    # A single word in capitals is more likely a body's acronym than a person.
    return len(texts) > 1 and joined.upper() == joined and any(map(_is_capitals, texts))


def _recased(text: str, least: int) -> str:
    """Write a word of at least `least` capitals with one; initials keep theirs."""
    letters = "".join(char for char in text if char.isalpha())
    if letters != letters.upper() or "." in text or len(letters) < least:
        return text
    if text.lower() in PARTICLES:
        return text.lower()
    cased = re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), text)
    return re.sub(r"^Mc(\w)", lambda match: f"Mc{match[1].upper()}", cased)


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(" ,;:*")
    # A final dot is an initial's or a suffix's; after a whole word it ends the list.
    match = re.search(r"(\w+)\.$", text)
    if match and len(match[1]) > 3 and match[1].lower() not in SUFFIXES:  # noqa: PLR2004
        text = text[:-1]
    return text.strip("-–’'` ")


def _bare(text: str) -> str:
    return re.sub(r"[.()\[\]]", "", text).lower()


def _tokens(words: Sequence[Word]) -> tuple[int, ...]:
    return tuple(sorted(token for word in words for token in word.tokens))
