"""Drawing a design: a family of publications first, then every axis on its own."""

from __future__ import annotations

import random
from collections.abc import Collection
from typing import Any

from spv2_spark.typeset.axes import LANGUAGE, Axes, Choices, Range, axes, page_sizes
from spv2_spark.typeset.design import (
    AffiliationsDesign,
    AuthorsDesign,
    BodyDesign,
    ContentDesign,
    Design,
    FrontDesign,
    FurnitureDesign,
    ListDesign,
    PageDesign,
    TitleDesign,
    TypeDesign,
)
from spv2_spark.typeset.families import FAMILIES, WEIGHTS
from spv2_spark.typeset.fonts import EMBEDDED, drawn, with_fallbacks

# A family's habits are not laws: each is dropped now and then.
_STRAY = 0.08

# A page narrower than this has narrow margins, and small type in two columns.
_NARROW_PT = 520

# What may stand before the list, several of it in one paper.
_BACK_MATTER = ("acknowledgements", "contributions", "funding", "interests", "data",
                "abbreviations", "ethics", "orcids")  # fmt: skip

Drawn = dict[str, Any]


def draw_design(
    rng: random.Random,
    families: Collection[str] = EMBEDDED,
    family: str = "",
    language: str = "",
) -> Design:
    """Draw a design whose faces are among the font `families`.

    `family` names a family of publications of `families.FAMILIES`; one is drawn where it is empty.
    `language` is the article's, and decides the headings' words unless the family has its own.
    """
    values = _draw_axes(FAMILIES[family := family or _draw_family(rng)], rng)
    _settle(values, rng)
    return Design(
        content=ContentDesign(**_section(values, "content")),
        page=PageDesign(**_section(values, "page")),
        type=_type(values, families, rng),
        title=TitleDesign(**_section(values, "title")),
        authors=AuthorsDesign(**_section(values, "authors")),
        affiliations=AffiliationsDesign(**_section(values, "affiliations")),
        front=FrontDesign(family=family, **_section(values, "front")),
        furniture=FurnitureDesign(**_section(values, "furniture")),
        body=BodyDesign(**_section(values, "body")),
        references=ListDesign(**_section(values, "references")),
        language=values[LANGUAGE] or language,
        seed=rng.randrange(2**32),
    )


def _draw_family(rng: random.Random) -> str:
    names = sorted(FAMILIES)
    return rng.choices(names, [WEIGHTS.get(name, 1.0) for name in names])[0]


def _draw_axes(habits: Axes, rng: random.Random) -> Drawn:
    values: Drawn = {}
    for axis, choices in axes().items():
        kept = axis in habits and rng.random() >= _STRAY
        values[axis] = _choose(habits[axis] if kept else choices, rng)
    values[LANGUAGE] = _choose(habits.get(LANGUAGE, ("",)), rng)
    return values


def _choose(choices: Choices, rng: random.Random) -> Any:
    if isinstance(choices, Range):
        return round(rng.uniform(choices.low, choices.high), 2)
    return rng.choice(choices)


def _section(values: Drawn, section: str) -> Drawn:
    prefix = section + "."
    return {key[len(prefix) :]: value for key, value in values.items() if key.startswith(prefix)}


def _settle(values: Drawn, rng: random.Random) -> None:
    """Bring axes that depend on each other into agreement."""
    width, height = page_sizes()[values.pop("page.size")]
    values["page.width_pt"], values["page.height_pt"] = width, height
    values["page.right_pt"] = max(30.0, values["page.left_pt"] + values["page.right_pt"])
    if width < _NARROW_PT:
        values["page.left_pt"] = min(values["page.left_pt"], 62.0)
        values["page.right_pt"] = min(values["page.right_pt"], 62.0)
        values["type.body_pt"] = min(values["type.body_pt"], 10.5)
        if values["page.columns"] > 1:
            values["type.body_pt"] = min(values["type.body_pt"], 9.0)
    if values["page.columns"] > 1:
        values["type.body_pt"] = min(values["type.body_pt"], 10.5)
    _settle_front(values, rng)
    _settle_list(values, rng)


def _settle_front(values: Drawn, rng: random.Random) -> None:
    if values["page.first_page"] == 0:
        values["page.first_page"] = rng.choice((rng.randrange(2, 60), rng.randrange(60, 2400)))
    if values["front.sidebar"] == "margin":
        values["page.left_pt"] = round(values["page.width_pt"] * rng.uniform(0.24, 0.31), 1)
        values["page.right_pt"] = round(rng.uniform(34, 60), 1)
        values["page.columns"] = 1
    if values["authors.align"] == "title":
        values["authors.align"] = values["title.align"]
    if values["affiliations.align"] == "title":
        values["affiliations.align"] = values["authors.align"]
    if values["authors.like_title"]:
        _set_like_title(values, rng)
    if not values["front.spanning"] and values["page.columns"] > 1:
        # A column has no room for more than two authors side by side.
        values["authors.grid_columns"] = min(values["authors.grid_columns"], 2)
        values["title.size"] = min(values["title.size"], 2.0)
    values["front.order"] = tuple(values["front.order"].split())


def _set_like_title(values: Drawn, rng: random.Random) -> None:
    """Give the names the title's print, as title pages that are one block do."""
    values["authors.size"] = round(values["title.size"] * rng.choice((0.8, 0.9, 1.0, 1.0)), 2)
    values["authors.weight"], values["authors.italic"] = values["title.weight"], False
    case = values["title.case"]
    values["authors.small_caps"] = rng.choice(("real", "fake")) if case == "small_caps" else "none"
    values["authors.form"] = "upper" if case == "upper" else values["authors.form"]
    values["title.below_pt"] = rng.uniform(2, 14)


def _settle_list(values: Drawn, rng: random.Random) -> None:
    before, after = values["references.before"], values["references.after"]
    extra = tuple(rng.sample(_BACK_MATTER, rng.randrange(0, 4)))
    values["references.before"] = extra if before else ()
    values["references.after"] = (after,) if after else ()
    if values["references.columns"] == 0:
        values["references.columns"] = values["page.columns"]


def _type(values: Drawn, families: Collection[str], rng: random.Random) -> TypeDesign:
    section = _section(values, "type")
    body = drawn(section["body"], families, rng)
    head = body if section["head"] == "body" else drawn(section["head"], families, rng)
    known = {"body": body, "head": head}
    for axis in ("title", "furniture"):
        look = section[axis]
        known[axis] = known.get(look) or drawn(look, families, rng)
    section.update({axis: with_fallbacks(face, families) for axis, face in known.items()})
    return TypeDesign(**section)
