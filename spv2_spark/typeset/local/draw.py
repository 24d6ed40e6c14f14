"""The language of a paper, and its reference list: works in that language and in English."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, replace

from spv2_spark.domain.article import Article, Segment, SourceReference
from spv2_spark.typeset.entries import set_list
from spv2_spark.typeset.languages import codes, paper_of, words_of
from spv2_spark.typeset.local.references import local_reference
from spv2_spark.typeset.references import ReferenceStyle, invent_reference
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.references.families import in_language, style_of
from spv2_spark.typeset.references.family import local_families
from spv2_spark.typeset.references.style import Numbering
from spv2_spark.typeset.references.words import draw_words
from spv2_spark.typeset.sheet import Entry

_LENGTHS = (4, 45, 14)
# Works in one of these stand in many lists beside English ones and the language's own.
_FOREIGN = ("de", "fr", "es", "it")
_ENGLISH = {"pp": "pp. ", "p": "p. ", "edition": "ed.", "vol": "vol. ", "no": "no. "}


@dataclass(frozen=True, slots=True)
class BilingualStyle:
    """A style of a language, and the same one with the words of English works."""

    own: ReferenceStyle
    english: ReferenceStyle

    @property
    def numbering(self) -> Numbering:
        """How entries are numbered."""
        return self.own.numbering

    def set_entry(self, reference: SourceReference, rng: random.Random) -> tuple[Segment, ...]:
        """Return the printed entry; works in any other language have English words round them."""
        style = self.own if reference.language == self.own.language else self.english
        return style.set_entry(reference, rng)

    def label_of(self, index: int, reference: SourceReference) -> str:
        """Return the printed number or key of the `index`-th entry (from 1), "" for none."""
        return self.own.label_of(index, reference)


def local_languages(families: Collection[str]) -> dict[str, float]:
    """Return the languages whose letters the font `families` have, with their shares."""
    shares = {}
    for code in sorted(codes()):
        paper = words_of(code).paper
        if paper and (not paper.serif or any(face in families for face in paper.serif)):
            shares[code] = paper.share
    return shares


def draw_local_list(
    base: Article, code: str, rng: random.Random
) -> tuple[BilingualStyle, list[Entry], list[str]]:
    """Draw a list in a language's style: its own works, those of `base`, and others."""
    low, high, mode = _LENGTHS
    length = int(rng.triangular(low, high, mode))
    english = rng.choice((0.0, 0.0, 0.1, 0.3, 0.3, 0.5, 0.7))
    language = words_of(code)
    others = [replace(one, language="en") for one in base.references]
    rng.shuffle(others)
    references = []
    foreign = rng.choice(_FOREIGN) if chance(rng, 0.3) else ""
    for _ in range(length):
        if foreign and chance(rng, 0.15):
            references.append(local_reference(words_of(foreign), foreign, rng))
        elif not chance(rng, english):
            references.append(local_reference(language, code, rng))
        else:
            references.append(others.pop() if others else invent_reference(rng))
    style = local_style(code, rng)
    if style.numbering == "none" or chance(rng, 0.3):
        references.sort(key=lambda one: (one.language != code, _key(one)))
    return style, *set_list(references, style, rng)


def _key(reference: SourceReference) -> str:
    return reference.authors[0].surname if reference.authors else reference.title


def local_style(code: str, rng: random.Random, name: str = "") -> BilingualStyle:
    """Draw a style of a language, or return the family `name` in it."""
    family = local_families()[name or rng.choice(paper_of(words_of(code)).styles)]
    own = style_of(family, rng)
    if family.language != code:
        own = in_language(own, code, rng)
        own = replace(own, words={**own.words, **family.words})
    own = replace(own, language=code)
    words = {**draw_words("en", rng), **_ENGLISH, **family.foreign}
    listing = replace(own.listing, et_al=words["etal"].removeprefix("_"))
    joint = rng.choice((" & ", " and "))
    if listing.last != listing.between:
        listing = replace(listing, last=joint)
    if listing.pair != listing.between:
        listing = replace(listing, pair=joint)
    english = replace(own, language="en", words=words, listing=listing)
    return BilingualStyle(own, english)
