"""Drawing styles: every axis by itself, deterministic by the generator's seed."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Literal

from spv2_spark.typeset.languages import words_of
from spv2_spark.typeset.references.axes import style_axes
from spv2_spark.typeset.references.chance import chance, one_of
from spv2_spark.typeset.references.frame import Frame, templates_of
from spv2_spark.typeset.references.names import ListStyle, NameStyle
from spv2_spark.typeset.references.style import ReferenceStyle
from spv2_spark.typeset.references.words import draw_words


def draw_names(rng: random.Random) -> NameStyle:
    """Return a random form of names."""
    order: Literal["surname", "given", "first-inverted"] = one_of(
        rng, ("surname", 60), ("given", 30), ("first-inverted", 10)
    )
    given: Literal["initials", "first-initial", "full", "full-initials"] = one_of(
        rng, ("initials", 66), ("first-initial", 2), ("full", 24), ("full-initials", 8)
    )
    dot, gap = one_of(rng, ((".", " "), 40), ((".", ""), 35), (("", ""), 25))
    if given.startswith("full"):
        dot, gap = ".", " "
    comma = "," if given.startswith("full") or chance(rng, 0.55) else ""
    look = rng.random()
    return NameStyle(
        order=order,
        given=given,
        dot=dot,
        gap=gap,
        comma=comma,
        hyphen=chance(rng, 0.7),
        upper=look < 0.05,  # noqa: PLR2004
        small_caps=0.05 < look < 0.13,  # noqa: PLR2004
        bold=0.13 < look < 0.16,  # noqa: PLR2004
        italic=0.16 < look < 0.17,  # noqa: PLR2004
        suffix_last=chance(rng, 0.8),
    )


def draw_listing(names: NameStyle, words: dict[str, str], rng: random.Random) -> ListStyle:
    """Return a random way to join names that can be told from the names' own commas."""
    inner = bool(names.comma) and names.order != "given"
    between = one_of(
        rng, (", ", 60), ("; ", 30 if inner else 10), (" / ", 1), (" ", 1), (" – ", 1), ("/", 1)
    )
    word = words["and"]
    mark = between.strip() if between in (", ", "; ") else ""
    oxford = (mark if chance(rng, 0.4) else "") + " "
    last = f"{oxford}{word} " if word and word not in ",;" else between
    pair = f" {word} " if last != between and chance(rng, 0.7) else last
    most, keep = one_of(rng, *style_axes().cuts)
    etal = words["etal"]
    return ListStyle(
        between=between,
        last=last,
        pair=pair,
        most=most,
        keep=keep,
        et_al=etal.removeprefix("_"),
        before_et_al=" " if between not in (", ", "; ") else one_of(rng, (between, 6), (" ", 4)),
        et_al_italic=etal.startswith("_") or chance(rng, 0.3),
    )


def draw_frame(rng: random.Random) -> Frame:
    """Return a random order and punctuation of parts."""
    axes, dated = style_axes(), chance(rng, 0.5)
    gap = one_of(rng, (". ", 60), (", ", 35), ("; ", 3), (" – ", 1))
    head = one_of(rng, *(axes.heads_dated if dated else axes.heads))
    year = one_of(rng, *axes.years)
    imprint = one_of(rng, *axes.imprints).replace("{@}", "" if dated else "{" + year + "}")
    title_end = gap if chance(rng, 0.8) else one_of(rng, (". ", 2), (", ", 2), (": ", 1))
    return Frame(
        head=head,
        dated_head=dated,
        anonymous="{$title. }{($year). }" if dated and chance(rng, 0.85) else "",
        titled=not chance(rng, 0.08),
        title_end=title_end,
        venue_end=one_of(rng, (" ", 45), (", ", 35), (". ", 20), (": ", 1), ("; ", 1)),
        locator=one_of(rng, *(axes.locators_dated if dated else axes.locators)),
        holder=one_of(rng, *axes.holders),
        meeting=one_of(rng, *axes.meetings),
        imprint=imprint,
        chapter_leaf=one_of(rng, *axes.leaves),
        leaf_last=chance(rng, 0.5),
        extent="{. $extent}" if chance(rng, 0.08) else "",
        edition=one_of(rng, ("{, $edition}", 4), ("{ ($edition)}", 4), ("{. $edition}", 4)),
        separator=gap,
        year_end="" if dated else "{" + year + "}",
        online=one_of(rng, *axes.online),
        stop="." if chance(rng, 0.85) else "",
        tail=one_of(rng, *axes.tails),
        eprint=one_of(
            rng, ("$venue}{ $pages", 5), ("$venue}{, $pages", 2), ("$venue}{: $pages", 1)
        ),
    )


def random_style(rng: random.Random) -> ReferenceStyle:
    """Return a style of no family: every axis drawn by itself."""
    language = one_of(rng, *style_axes().languages)
    words = draw_words(language, rng)
    names = draw_names(rng)
    editors = names if chance(rng, 0.7) else draw_names(rng)
    quotes = rng.choice(words_of(language).quotes)
    numberings = style_axes().numberings
    numbering, label_form, _ = rng.choices(numberings, [weight for _, _, weight in numberings])[0]
    venue_form: Literal["full", "dots", "plain", "acronym"] = one_of(
        rng, ("full", 45), ("dots", 25), ("plain", 25), ("acronym", 5)
    )
    style = ReferenceStyle(
        name="random",
        language=language,
        templates=templates_of(draw_frame(rng)),
        words=words,
        names=names,
        editors=editors,
        listing=draw_listing(names, words, rng),
        numbering=numbering,
        label_form=label_form,
        title_case=one_of(rng, ("asis", 70), ("sentence", 15), ("title", 13), ("upper", 2)),
        quotes=quotes,
        pulled=language == "en" and chance(rng, 0.6),
        venue_form=venue_form,
        book_form=one_of(rng, ("full", 75), (venue_form, 20), ("acronym", 5)),
        marks=draw_marks(rng),
    )
    return with_small_axes(style, rng)


def draw_marks(rng: random.Random) -> dict[str, str]:
    """Return which parts stand in italics, bold or small capitals."""
    venue = one_of(rng, ("", 35), ("i", 60), ("b", 2), ("s", 1), ("bi", 1))
    return {
        "venue": venue,
        "container": venue if chance(rng, 0.7) else one_of(rng, ("", 1), ("i", 1)),
        "book": one_of(rng, ("", 45), ("i", 50), ("b", 2), ("s", 1)),
        "title": one_of(rng, ("", 88), ("i", 8), ("b", 4)),
        "volume": one_of(rng, ("", 50), ("b", 35), ("i", 15)),
        "year": one_of(rng, ("", 92), ("b", 7), ("i", 1)),
    }


def with_small_axes(style: ReferenceStyle, rng: random.Random) -> ReferenceStyle:
    """Return the style with its small axes drawn: dashes, dates, DOIs, noise."""
    axes, english = style_axes(), style.language in ("en", "zh")
    return replace(
        style,
        page_dash=one_of(rng, *axes.page_dashes),
        page_cut=chance(rng, 0.2),
        page_first=chance(rng, 0.06),
        date_form=one_of(rng, *axes.date_forms),
        access_form=one_of(rng, *(axes.english_access_forms if english else axes.access_forms)),
        doi_form=one_of(rng, *axes.doi_forms),
        noise=one_of(rng, (0.0, 30), (0.03, 50), (0.1, 20)),
        dash_repeats=chance(rng, 0.05),
        edited_by=one_of(rng, ("brackets", 7), ("comma", 3)),
    )
