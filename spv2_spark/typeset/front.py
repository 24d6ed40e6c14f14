"""What stands before the body, part by part in the design's order."""

from __future__ import annotations

from collections.abc import Callable

from spv2_spark.typeset.abstract import abstract_part, keywords_part
from spv2_spark.typeset.affiliations import affiliations_part, foot_of_first_page
from spv2_spark.typeset.authors import authors_part
from spv2_spark.typeset.masthead import citation_part, dates_part, masthead_part, type_part
from spv2_spark.typeset.sheet import Sheet
from spv2_spark.typeset.title import title_part

PARTS: dict[str, Callable[[Sheet], str]] = {
    "masthead": masthead_part,
    "type": type_part,
    "title": title_part,
    "authors": authors_part,
    "affiliations": affiliations_part,
    "dates": dates_part,
    "citation": citation_part,
    "abstract": abstract_part,
    "keywords": keywords_part,
}

# In a column of its own these stand below what spans the page.
_LATE = frozenset({"abstract", "keywords"})


def front_matter(sheet: Sheet) -> str:
    """Return the front as markup for the start of the page flow."""
    front, page = sheet.design.front, sheet.design.page
    written = [(name, PARTS[name](sheet)) for name in front.order if name in PARTS]
    foot = foot_of_first_page(sheet)
    if page.columns == 1 or not front.spanning:
        return foot + "".join(part for _, part in written)
    late = _LATE if front.abstract_columns == "column" else frozenset()
    above = "".join(part for name, part in written if name not in late)
    below = "".join(part for name, part in written if name in late)
    spanning = f'#place(top+left,scope:"parent",float:true,clearance:{sheet.body_pt:.1f}pt)'
    return f"{spanning}[#block(width:100%)[{above}];];\n{foot}{below}"
