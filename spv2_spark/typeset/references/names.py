"""How a person's name is printed, and how a list of names is joined."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from spv2_spark.domain.article import Segment
from spv2_spark.domain.gold import PersonName
from spv2_spark.domain.label import Field
from spv2_spark.typeset.names import capitals
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.references.line import clean

Order = Literal["surname", "given", "first-inverted"]
Given = Literal["initials", "first-initial", "full", "full-initials"]

_WORDS = re.compile(r"[\s.]+")
_BARE_INITIAL = re.compile(r"\b([A-Z])(?=\s|$)")
_GLUED_INITIALS = re.compile(r"^[A-Z]{2,3}$")


@dataclass(frozen=True, slots=True)
class NameStyle:
    """The printed form of one name.

    `order` says whether surnames come first ("first-inverted": only in the list's first
    name); `dot` and `gap` stand after and between initials; `comma` between a surname and
    the given names that follow it; `hyphen` keeps that of "Jean-Pierre" as "J.-P.".
    """

    order: Order = "surname"
    given: Given = "initials"
    dot: str = "."
    gap: str = " "
    comma: str = ","
    hyphen: bool = True
    upper: bool = False
    small_caps: bool = False
    bold: bool = False
    italic: bool = False
    suffix_last: bool = True


@dataclass(frozen=True, slots=True)
class ListStyle:
    """How names are joined: "A, B, and C", and how many of them before "et al.".

    `between` stands between names, `last` before the last of three or more, `pair` between
    two. More than `most` names are cut to `keep` and followed by `et_al`, joined by
    `before_et_al`; `ellipsis` prints the last name after "..." instead.
    """

    between: str = ", "
    last: str = ", and "
    pair: str = " and "
    most: int = 99
    keep: int = 1
    et_al: str = "et al."
    before_et_al: str = ", "
    et_al_italic: bool = False
    ellipsis: str = ""


@lru_cache(maxsize=65536)
def initials(given: str, dot: str, gap: str, hyphen: bool) -> str:
    """Return the initials of given names, as ("Jean-Pierre M", ".", " ", True): "J.-P. M."."""
    found: list[str] = []
    for word in _WORDS.split(given):
        for nth, part in enumerate(p for p in re.split(r"[-‐‑]", word) if p):
            letters = list(part) if _GLUED_INITIALS.match(part) else [part[0]]
            for letter in letters:
                joint = "-" if nth and hyphen else gap
                upper = letter.upper() if letter.isalpha() else letter
                found.append((joint if found else "") + upper + dot)
    return "".join(found)


def given_of(name: PersonName, style: NameStyle) -> str:
    """Return the given names in the style's form; "" where the source has none."""
    given = clean(name.given)
    if not given:
        return ""
    if style.given == "initials":
        return initials(given, style.dot, style.gap, style.hyphen)
    if style.given == "first-initial":
        return initials(_WORDS.split(given)[0], style.dot, style.gap, style.hyphen)
    first, _, rest = given.partition(" ")
    if _GLUED_INITIALS.match(first) or (len(first) == 1 and not rest):
        # a source that has only initials cannot print more
        return initials(given, style.dot, style.gap, style.hyphen)
    if style.given == "full-initials" and rest:
        return f"{first} {initials(rest, style.dot or '.', style.gap, style.hyphen)}"
    return _BARE_INITIAL.sub(r"\1" + style.dot, given)


def name_texts(name: PersonName, style: NameStyle, first: bool) -> tuple[str, str, str]:
    """Return (before, surname, after): a printed name in three pieces around its surname."""
    surname = clean(name.surname).replace(";", ",")
    surname = capitals(surname) if style.upper else surname
    given, suffix = given_of(name, style), clean(name.suffix)
    inverted = style.order == "surname" or (style.order == "first-inverted" and first)
    if not given or name.group:
        return "", surname, f" {suffix}" if suffix else ""
    if not inverted:
        return f"{given} ", surname, f" {suffix}" if suffix else ""
    tail = f"{style.comma} {given}"
    if suffix:
        tail = f"{tail}{style.comma} {suffix}" if style.suffix_last else f" {suffix}{tail}"
    return "", surname, tail


def name_segments(
    name: PersonName, style: NameStyle, first: bool, field: Field = Field.BIB_AUTHOR
) -> tuple[Segment, ...]:
    """Return one printed name: one span, whose first segment begins it."""
    before, surname, after = name_texts(name, style, first)
    if not style.small_caps and not (style.bold and (before or after)):
        text = before + surname + after
        return (Segment(text, field, True, False, style.bold, style.italic),) if text else ()
    pieces = [(before, False), (surname, True), (after, False)]
    out: list[Segment] = []
    for text, key in pieces:
        if text:
            small, bold = style.small_caps and key, style.bold and key
            out.append(Segment(text, field, not out, False, bold, style.italic, small))
    return tuple(out)


def authors_segments(
    names: Sequence[PersonName], style: NameStyle, listing: ListStyle, et_al: bool = False
) -> tuple[Segment, ...]:
    """Return a list of authors as printed; `et_al` when the source itself ends in "et al."."""
    named = [name for name in names if clean(name.surname)]
    shown, cut = named, et_al
    if len(named) > listing.most:
        shown, cut = named[: max(1, listing.keep)], True
        if listing.ellipsis:
            cut = et_al
    out: list[Segment] = []
    for nth, name in enumerate(shown):
        if nth:
            out.append(Segment(_joint(nth, len(shown), cut or len(shown) < len(named), listing)))
        out.extend(name_segments(name, style, nth == 0))
    if len(shown) < len(named) and listing.ellipsis and not et_al:
        out.append(Segment(listing.ellipsis))
        out.extend(name_segments(named[-1], style, False))
    elif cut and out:
        text, joint = listing.et_al, listing.before_et_al
        if listing.et_al_italic:
            out.extend((Segment(joint), Segment(text, italic=True)))
        else:
            out.append(Segment(joint + text))
    return tuple(out)


def _joint(nth: int, count: int, cut: bool, listing: ListStyle) -> str:
    if cut or nth < count - 1:
        return listing.between
    return listing.pair if count == 2 else listing.last  # noqa: PLR2004


def masked(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return the segments' text as one masked segment: not an author, not surely none."""
    text = "".join(one.text for one in segments)
    return (Segment(text, masked=True),) if text else ()


def odd_name(name: PersonName, rng: random.Random) -> PersonName:
    """Return a name as a careless list has it: one given name dropped."""
    first, _, rest = name.given.partition(" ")
    return PersonName(first, name.surname, name.suffix) if rest and chance(rng, 0.5) else name
