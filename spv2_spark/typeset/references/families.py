"""Styles of named families, with the jitter that separates one journal's from the next."""

from __future__ import annotations

import random
from dataclasses import replace

from spv2_spark.typeset.references.axes import style_axes
from spv2_spark.typeset.references.chance import chance, one_of
from spv2_spark.typeset.references.draw import (
    draw_frame,
    draw_marks,
    random_style,
    with_small_axes,
)
from spv2_spark.typeset.references.family import Family, families
from spv2_spark.typeset.references.frame import templates_of
from spv2_spark.typeset.references.names import ListStyle
from spv2_spark.typeset.references.style import ReferenceStyle
from spv2_spark.typeset.references.words import draw_words

_ENGLISH = {"pp": "pp. ", "p": "p. ", "edition": "ed.", "vol": "vol. ", "no": "no. "}
_AND = (" and ", " & ")


def style_of(family: Family, rng: random.Random) -> ReferenceStyle:
    """Return a family's style as it stands, with what the family leaves open drawn."""
    numbering, label_form = rng.choice(family.numbering)
    language = family.language or "en"
    words = {**draw_words(language, rng), **(_ENGLISH if language == "en" else {}), **family.words}
    base = ReferenceStyle(
        name=family.name,
        language=language,
        templates={**templates_of(family.frame), **family.templates},
        words=words,
    )
    return replace(
        with_small_axes(base, rng),
        names=family.names,
        editors=family.editors or family.names,
        listing=family.listing,
        numbering=numbering,
        label_form=label_form,
        title_case=family.title_case,
        quotes=family.quotes,
        pulled=family.pulled,
        venue_form=family.venue_form,
        book_form=family.book_form,
        marks=family.marks,
        page_cut=family.page_cut,
        page_first=family.page_first,
        page_dash=family.page_dash,
        date_form=family.date_form,
        doi_form=family.doi_form,
        dash_repeats=family.dash_repeats,
    )


def family_style(rng: random.Random) -> ReferenceStyle:
    """Return the style of a family drawn by its weight, changed in a few axes."""
    family = rng.choices(families(), [one.weight for one in families()])[0]
    style = style_of(family, rng)
    for change in (_other_language, _other_names, _other_marks, _other_small, _other_frame):
        style = change(style, family, rng)
    return style


def _other_language(style: ReferenceStyle, family: Family, rng: random.Random) -> ReferenceStyle:
    if family.language or not chance(rng, 0.15):
        return style
    language = one_of(rng, *style_axes().languages)
    return style if language == "en" else in_language(style, language, rng)


def in_language(style: ReferenceStyle, language: str, rng: random.Random) -> ReferenceStyle:
    """Return the style with the words of another language."""
    words = draw_words(language, rng)
    listing = style.listing
    word = words["and"] if words["and"] not in ("", ",", ";") else "&"
    for old in _AND:
        listing = replace(
            listing,
            last=listing.last.replace(old, f" {word} "),
            pair=listing.pair.replace(old, f" {word} "),
        )
    etal = words["etal"].removeprefix("_")
    return replace(style, language=language, words=words, listing=replace(listing, et_al=etal))


def _other_names(style: ReferenceStyle, _: Family, rng: random.Random) -> ReferenceStyle:
    names, listing = style.names, style.listing
    if chance(rng, 0.1):
        names = replace(names, hyphen=not names.hyphen)
    if chance(rng, 0.06) and names.dot:
        names = replace(names, gap="" if names.gap else " ")
    if chance(rng, 0.04):
        names = replace(names, small_caps=not names.small_caps)
    if chance(rng, 0.25):
        listing = _other_length(listing, rng)
    editors = names if style.editors == style.names else style.editors
    return replace(style, names=names, editors=editors, listing=listing)


def _other_length(listing: ListStyle, rng: random.Random) -> ListStyle:
    most, keep = rng.choice(((99, 99), (99, 99), (6, 6), (3, 3), (6, 3), (10, 10), (3, 1), (7, 6)))
    return replace(listing, most=most, keep=keep, ellipsis="")


def _other_marks(style: ReferenceStyle, _: Family, rng: random.Random) -> ReferenceStyle:
    if chance(rng, 0.12):
        style = replace(style, marks=draw_marks(rng))
    if chance(rng, 0.1):
        style = replace(style, quotes=rng.choice((("", ""), ("“", "”"), ("‘", "’"))))
    if chance(rng, 0.12):
        style = replace(style, venue_form=rng.choice(("full", "dots", "plain")))
    return replace(style, title_case="title") if chance(rng, 0.03) else style


def _other_small(style: ReferenceStyle, family: Family, rng: random.Random) -> ReferenceStyle:
    other = with_small_axes(style, rng)
    if chance(rng, 0.3):
        style = replace(style, doi_form=other.doi_form)
    if chance(rng, 0.2):
        style = replace(style, page_dash=other.page_dash, page_cut=other.page_cut)
    if chance(rng, 0.2):
        style = replace(style, date_form=other.date_form)
    if chance(rng, 0.15):
        donor = random_style(rng)
        style = replace(style, numbering=donor.numbering, label_form=donor.label_form)
    return style


def _other_frame(style: ReferenceStyle, family: Family, rng: random.Random) -> ReferenceStyle:
    """Exchange one of the frame's smaller decisions for a random one."""
    if not chance(rng, 0.4):
        return style
    other, frame = draw_frame(rng), family.frame
    for part in rng.sample(("tail", "online", "stop", "edition", "leaf_last", "meeting"), 2):
        frame = replace(frame, **{part: getattr(other, part)})
    return replace(style, templates={**templates_of(frame), **family.templates})
