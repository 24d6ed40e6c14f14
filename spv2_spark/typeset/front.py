"""What stands before the body, part by part in the design's order."""

from __future__ import annotations

from collections.abc import Callable

from spv2_spark.typeset.abstract import abstract_part, highlights, keywords_part, second_abstract
from spv2_spark.typeset.affiliations import affiliations_part, foot_of_first_page
from spv2_spark.typeset.article_type import type_part
from spv2_spark.typeset.authors import authors_part
from spv2_spark.typeset.badges import badge_part
from spv2_spark.typeset.cover import carries_title, cover_page
from spv2_spark.typeset.extras import contents
from spv2_spark.typeset.local.notices import class_mark, supervisor
from spv2_spark.typeset.local.second_front import second_front
from spv2_spark.typeset.masthead import citation_part, dates_part, masthead_part
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet
from spv2_spark.typeset.sidebar import beside, editors_part, margin_sidebar
from spv2_spark.typeset.title import repeated_title, title_part

PARTS: dict[str, Callable[[Sheet], str]] = {
    "masthead": masthead_part,
    "type": type_part,
    "title": title_part,
    "authors": authors_part,
    "affiliations": affiliations_part,
    "dates": dates_part,
    "citation": citation_part,
    "editors": editors_part,
    "abstract": abstract_part,
    "keywords": keywords_part,
    "mark": class_mark,
    "supervisor": supervisor,
}

# In a column of its own these stand below what spans the page.
_LATE = frozenset({"abstract", "keywords"})
_HEADS = frozenset({"title", "authors", "affiliations"})


def front_matter(sheet: Sheet) -> str:
    """Return the front as markup for the start of the page flow."""
    front = sheet.design.front
    cover = cover_page(sheet)
    order = list(front.order)
    if carries_title(sheet):
        order = [name for name in order if name not in ("title", "authors")]
    if "editors" not in order and front.editors != "none" and front.sidebar == "none":
        order.insert(sheet.rng.randrange(len(order) + 1), "editors")
    written = [(name, PARTS[name](sheet)) for name in order if name in PARTS]
    heads = [at for at, (name, _) in enumerate(written) if name in _HEADS]
    written.insert(max(heads, default=-1) + 1, ("second", second_front(sheet, "between")))
    if carries_title(sheet) and chance(sheet.rng, 0.5):
        written.insert(0, ("again", repeated_title(sheet)))
    tail = highlights(sheet) + second_abstract(sheet) + (contents(sheet) if front.contents else "")
    return cover + _composed(sheet, written, tail)


def _composed(sheet: Sheet, written: list[tuple[str, str]], tail: str) -> str:
    front, page = sheet.design.front, sheet.design.page
    foot = foot_of_first_page(sheet)
    margin = margin_sidebar(sheet) if front.sidebar == "margin" else ""
    late = _LATE if page.columns > 1 and front.abstract_columns == "column" else frozenset()
    above = [(name, part) for name, part in written if name not in late]
    if front.sidebar == "left" and not late:
        start = next((i for i, (name, _) in enumerate(above) if name in _LATE), len(above))
        aside = beside(sheet, "".join(part for _, part in above[start:]) + tail)
        content, tail = "".join(part for _, part in above[:start]) + aside, ""
    else:
        content = "".join(part for _, part in above)
    below = "".join(part for name, part in written if name in late) + tail
    if page.columns == 1 or not front.spanning:
        ends = "#pagebreak(weak:true);\n" if front.title_page else ""
        return f"{margin}{badge_part(sheet)}{foot}{content}{below}{ends}"
    spanning = f'#place(top+left,scope:"parent",float:true,clearance:{sheet.body_pt:.1f}pt)'
    content = badge_part(sheet) + content
    return f"{margin}{spanning}[#block(width:100%)[{content}];];\n{foot}{below}"
