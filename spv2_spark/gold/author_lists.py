"""Lists of authors as they are printed, split into names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spv2_spark.domain.gold import PersonName
from spv2_spark.gold.names import split_name

_SEPARATOR = re.compile(
    r"\s*;\s*|\s*,?\s*(?:&|\b(?:and|et|und|y|och|og|en)\b(?!\s+al\b))\s*(?=\w)", re.IGNORECASE
)
_ET_AL = re.compile(
    r"[,;]?\s*(?:\bet\s*\.?\s*al(?:ii|\.)?|\bu\.\s*a\.|\band\s+others\b|\bet\s+coll\b)\W*$",
    re.IGNORECASE,
)
_BETWEEN_COMMAS = re.compile(r"[^,\s](?:[^,]*[^,\s])?")
_INITIALS = re.compile(r"^(?:[^\W\d_]\.?[ \-\u2010]{0,2}){1,4}$")
_HAS_INITIALS = re.compile(r"(?:^|[\s.\-])[^\W\d_]\.|(?:^|\s)[^\W\d_a-z]{1,3}$")
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_STRANGE = re.compile(
    r"[\d()\[\]{}<>/@*\u2014\u2026=]|--|\.\.|\b(?:eds?|hrsg|hg|trans|dir)\b", re.IGNORECASE
)
_GROUP = re.compile(
    r"\b(?:agency|association|authority|bank|bureau|center|centre|club|college|commission|committee|"
    r"company|consortium|corporation|council|department|directorate|federation|foundation|fund|"
    r"government|group|inc|institut\w*|laborator\w+|ministr\w+|ministère|nations|office|"
    r"organi[sz]ation|press|program|project|service|society|survey|team|trust|union|universit\w+)\b",
    re.IGNORECASE,
)
_MAX_PLAIN_WORDS = 4
_MAX_BARE_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a printed list: a name, or what stands between names (`name` is None)."""

    text: str
    name: PersonName | None = None


@dataclass(frozen=True, slots=True)
class AuthorList:
    """A printed list in pieces that join to it; `names` is empty where the split is unsure."""

    pieces: tuple[Piece, ...]
    et_al: bool = False

    @property
    def names(self) -> tuple[PersonName, ...]:
        """Return the names in order."""
        return tuple(piece.name for piece in self.pieces if piece.name)


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    text: str

    @property
    def is_initials(self) -> bool:
        if not _INITIALS.match(self.text) or self.text != self.text.upper():
            return False
        return not self.is_short_word or len(self.text) <= _MAX_BARE_INITIALS

    @property
    def is_short_word(self) -> bool:
        """Whether capitals without a full stop may as well be a surname ("XU", "KIM", "ROYO")."""
        return self.text.isalpha() and len(self.text) > 1

    @property
    def is_given(self) -> bool:
        """Whether the part can only be given names: a name and initials ("Steven Z.")."""
        words = self.text.split()
        return len(words) > 1 and len(words[0].strip(".")) > 1 and words[-1].endswith(".")

    @property
    def is_whole(self) -> bool:
        """Whether the part is a name by itself: more words than a surname has."""
        words = self.text.split()
        return not self.is_initials and len(words) > 1 and bool(_HAS_INITIALS.search(self.text))


def split_authors(text: str) -> AuthorList:
    """Split "Bergk, V., Haefeli, W. E. & Gasse, C.", "A. Cau and R. Kuiper", "Smith JA, Doe B".

    Where more than one reading is possible, and where words stand in the list that belong to
    no name, no name is returned: the text is one piece.
    """
    match = _ET_AL.search(text)
    body = text[: match.start()] if match else text
    spans = _names(body)
    if spans is None:
        return AuthorList((Piece(text),), bool(match))
    return AuthorList(tuple(_pieces(text, spans)), bool(match))


def _pieces(text: str, spans: list[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for start, end in spans:
        if start > at:
            yield Piece(text[at:start])
        printed = text[start:end]
        group = PersonName("", printed, group=True) if _GROUP.search(printed) else None
        yield Piece(printed, group or split_name(printed))
        at = end
    if at < len(text):
        yield Piece(text[at:])


def _names(text: str) -> list[tuple[int, int]] | None:
    """Return the bounds of every name, or None where they are unsure."""
    bare = text.strip(" ,.;:")
    if not bare or _STRANGE.search(bare):
        return None
    if _GROUP.search(bare):
        start = text.index(bare)
        return [(start, start + len(bare))] if "," not in bare and ";" not in bare else None
    spans: list[tuple[int, int]] = []
    chunks = list(_chunks(text))
    for number, chunk in enumerate(chunks):
        found = _of_chunk(chunk, is_list=len(chunks) > 1, is_first=number == 0)
        if found is None:
            return None
        spans.extend(found)
    return [_trimmed(text, span) for span in spans] or None


def _chunks(text: str) -> Iterator[list[_Part]]:
    """Yield the parts between commas, chunk by chunk between "and", "&" and ";"."""
    starts = [0, *(match.end() for match in _SEPARATOR.finditer(text))]
    ends = [*(match.start() for match in _SEPARATOR.finditer(text)), len(text)]
    for start, end in zip(starts, ends, strict=True):
        found = _BETWEEN_COMMAS.finditer(text, start, end)
        parts = [_Part(*one.span(), one.group()) for one in found if one.group().strip(" .:")]
        if parts:
            yield parts


def _of_chunk(parts: list[_Part], *, is_list: bool, is_first: bool) -> list[tuple[int, int]] | None:
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(parts):
        used = _taken(parts, at, is_list=is_list, is_first=is_first)
        if not used:
            return None
        end = parts[at + used - 1].end
        if at + used < len(parts) and _SUFFIX.match(parts[at + used].text):
            end, used = parts[at + used].end, used + 1
        spans.append((parts[at].start, end))
        at += used
    return spans


def _taken(parts: list[_Part], at: int, *, is_list: bool, is_first: bool) -> int:
    """Return how many of the parts from `at` on print one name (1 or 2); 0 where it is unsure."""
    part = parts[at]
    after = parts[at + 1] if at + 1 < len(parts) else None
    if part.is_initials and not (part.is_short_word and after):
        return 0
    if part.is_whole and not part.is_initials:
        return 1
    if after and (after.is_initials or (after.is_given and len(part.text.split()) == 1)):
        return 2
    if after and not after.is_whole:
        # "Poole, David" or two surnames or two names in full.
        if len(parts) > 1 and all(len(one.text.split()) > 1 for one in parts) and is_list:
            return 1
        return 2 if _is_inverted(parts, at, is_list=is_list, is_first=is_first) else 0
    return int(len(part.text.split()) <= _MAX_PLAIN_WORDS)


def _is_inverted(parts: list[_Part], at: int, *, is_list: bool, is_first: bool) -> bool:
    """Whether two parts without initials are a surname and given names."""
    one, two = parts[at].text.split(), parts[at + 1].text.split()
    if len(parts) != 2 or at != 0:  # noqa: PLR2004
        return False
    is_capital = parts[0].text.isupper() and not parts[1].text.isupper()
    return is_capital or (len(one) == 1 and len(two) <= 2 and (is_first or not is_list))  # noqa: PLR2004


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Leave the full stop out behind a whole word; behind an initial it is part of the name."""
    start, end = span
    while end > start and text[end - 1] in " .:,":
        is_initial = text[end - 1] == "." and re.search(r"(?:^|[\s.\-,])\w\.$", text[start:end])
        if is_initial:
            break
        end -= 1
    return start, end
