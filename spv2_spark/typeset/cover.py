"""Cover pages.

Those of reports, theses and working papers carry the title themselves; those of repositories,
journals and proceedings only announce the article behind them, and some are pages of figures.
"""

from __future__ import annotations

from collections.abc import Callable

from spv2_spark.typeset.announcing import archive, open_archive, proceedings, server, stable
from spv2_spark.typeset.authors import authors_part, shown_authors
from spv2_spark.typeset.clutter import figure_page, glyph_page
from spv2_spark.typeset.markup import aligned, block, filled, plain, rule, styled
from spv2_spark.typeset.masthead import citation_line, doi_line, issue_line, journal_name
from spv2_spark.typeset.names import as_text
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet
from spv2_spark.typeset.title import title_part
from spv2_spark.typeset.title_page import title_page

_MANY, _FEW = 30, 8  # names: of longer lists the first

_NOTICES = (
    "This is the accepted version of a paper published in the journal named below. This paper has "
    "been peer-reviewed but does not include the final publisher proof-corrections.",
    "This document is downloaded from the institutional repository. Users may download and print "
    "one copy for private study or non-commercial research.",
    "This Provisional PDF corresponds to the article as it appeared upon acceptance. Fully "
    "formatted versions will be made available soon.",
    "DISCUSSION PAPER SERIES. Any opinions expressed here are those of the author(s) and not those "
    "of the institute.",
)


def cover_page(sheet: Sheet) -> str:
    """Return the cover with the page's end, or nothing."""
    kind = sheet.design.front.cover
    if kind == "none" or not sheet.article.title:
        return ""
    content = _covers(sheet, kind)
    columns = sheet.design.page.columns
    return f"#set page(columns:1);\n{content}\n#pagebreak();\n#set page(columns:{columns});\n"


def _covers(sheet: Sheet, kind: str) -> str:
    if kind == "thesis":
        return title_page(sheet)
    return ANNOUNCING[kind](sheet) if kind in ANNOUNCING else _own_title(sheet, kind)


def carries_title(sheet: Sheet) -> bool:
    """Whether the cover is where title and authors stand."""
    kind = sheet.design.front.cover
    return kind != "none" and kind not in ANNOUNCING and bool(sheet.article.title)


def _own_title(sheet: Sheet, kind: str) -> str:
    series = {
        "report": f"Technical Report {sheet.article.year or 1998}-{sheet.rng.randrange(1, 99)}",
        "working_paper": f"{sheet.rng.choice(('Working Paper', 'Discussion Paper'))} No. "
        f"{sheet.rng.randrange(100, 9999)}",
    }[kind]
    place = sheet.article.affiliations[0] if sheet.article.affiliations else journal_name(sheet)
    logo = filled(60, 40, sheet.design.type.accent) if chance(sheet.rng, 0.5) else ""
    where = sheet.design.title.align
    top = styled(plain(place.upper() if kind == "working_paper" else place), size=sheet.pt(1.3))
    notice = styled(plain(_NOTICES[3]), size=sheet.pt(0.8)) if kind == "working_paper" else ""
    parts = [
        block(aligned(logo + "#linebreak();" + top, where), below=10),
        block(aligned(styled(plain(series), weight="bold"), where), below=40),
        title_part(sheet),
        "#v(20pt);",
        authors_part(sheet),
        "#v(1fr);",
        block(aligned(plain(sheet.article.published or sheet.article.year), where), below=14),
        block(notice),
    ]
    return "".join(parts)


def _announcement(sheet: Sheet) -> str:
    form = sheet.design.authors.form
    people = [as_text(one.name, form) for one in shown_authors(sheet)]
    names = ", ".join(people if len(people) <= _MANY else [*people[:_FEW], "et al."])
    weight, size = (
        sheet.rng.choice(("bold", "regular")),
        sheet.pt(sheet.rng.choice((1.0, 1.2, 1.4))),
    )
    title = styled(sheet.repeated(sheet.article.title), weight=weight, size=size)
    notice = plain(sheet.rng.choice(_NOTICES[:3]))
    lines = [
        styled(plain(journal_name(sheet)), size=sheet.pt(1.5), weight="bold"),
        notice,
        title,
        sheet.repeated(names),
        plain(issue_line(sheet)),
        plain(doi_line(sheet)),
        citation_line(sheet),
    ]
    if chance(sheet.rng, 0.4):
        lines[2], lines[3] = lines[3], lines[2]
    gap = f"#v({sheet.rng.choice((8, 14, 22))}pt,weak:true);"
    return f"#set par(first-line-indent:0pt);{rule(0.5)}" + gap.join(
        block(line) for line in lines if line
    )


ANNOUNCING: dict[str, Callable[[Sheet], str]] = {
    "repository": _announcement,
    "journal": _announcement,
    "open_archive": open_archive,
    "archive": archive,
    "stable": stable,
    "server": server,
    "proceedings": proceedings,
    "figure": figure_page,
    "glyphs": glyph_page,
}
