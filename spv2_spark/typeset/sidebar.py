"""What stands beside the front: dates, editors, licences, how to cite, keywords."""

from __future__ import annotations

from spv2_spark.typeset.affiliations import affiliation_lines, licence_text, mails_line
from spv2_spark.typeset.markup import block, filled, plain, rule, styled
from spv2_spark.typeset.masthead import citation_line, dates, doi_line
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet


def editors_lines(sheet: Sheet) -> list[tuple[str, str]]:
    """Return pairs of a role and the names in it; never authors of the article."""
    kind = sheet.design.front.editors
    pairs: list[tuple[str, str]] = []
    if kind in ("academic", "both"):
        role = sheet.rng.choice(
            (
                "Academic Editor",
                "Editor",
                "Handling Editor",
                "Communicated by",
                "Associate Editor",
                "Academic Editors",
                "Editor-in-Chief",
            )
        )
        pairs.append((role, sheet.some_name() + sheet.rng.choice(("", ", University of Leiden"))))
    if kind in ("edited_by", "both"):
        pairs.append(
            (sheet.rng.choice(("Edited by", "EDITED BY")), f"{sheet.some_name()}, {_place(sheet)}")
        )
        reviewers = "; ".join(f"{sheet.some_name()}, {_place(sheet)}" for _ in range(2))
        pairs.append((sheet.rng.choice(("Reviewed by", "REVIEWED BY", "Reviewers")), reviewers))
    return pairs


def _place(sheet: Sheet) -> str:
    return sheet.rng.choice(
        (
            "University of Oslo, Norway",
            "CNRS, France",
            "Kyoto University, Japan",
            "Max Planck Institute, Germany",
            "University of Ghana, Ghana",
        )
    )


def sidebar_items(sheet: Sheet) -> str:
    """Return the sidebar's items one below the other."""
    items: list[tuple[str, str]] = []
    found = [
        (one.partition(":")[0], one.partition(":")[2].strip()) for one in dates(sheet) if ":" in one
    ]
    items += [(lead, plain(text)) for lead, text in found]
    items += [(role, plain(names)) for role, names in editors_lines(sheet)]
    if sheet.design.affiliations.place == "sidebar":
        items.append(("", "#linebreak();".join(affiliation_lines(sheet)[:6])))
    items += _optional(sheet)
    sheet.rng.shuffle(items)
    pieces = []
    stacked = chance(sheet.rng, 0.7)
    for lead, content in items:
        head = styled(plain(lead + ("" if stacked else ": ")), weight="bold") if lead else ""
        joint = "#linebreak();" if stacked and lead else ""
        pieces.append(block(f"{head}{joint}{content}", below=sheet.body_pt * 0.8))
    text = styled("".join(pieces), size=sheet.pt(0.78), fonts=sheet.design.type.furniture)
    return f"#set par(first-line-indent:0pt,justify:false,leading:0.45em);{text}"


def _optional(sheet: Sheet) -> list[tuple[str, str]]:
    people = sheet.article.authors
    items = [
        ("DOI", plain(doi_line(sheet))),
        ("Copyright", plain(licence_text(sheet)[:200])),
        ("", citation_line(sheet)),
        ("Software", plain("• Review  • Repository  • Archive")),
        (
            sheet.rng.choice(("*Correspondence", "Correspondence", "CORRESPONDENCE")),
            mails_line(sheet),
        ),
        ("Keywords", plain(", ".join(sheet.article.keywords[:6]))),
        ("Open access", filled(20, 8, sheet.design.type.accent)),
    ]
    if people and chance(sheet.rng, 0.3):
        items.append(("Funding", plain("No external funding.")))
    kept = [item for item in items if item[1]]
    return sheet.rng.sample(kept, min(len(kept), sheet.rng.randint(2, 5)))


def margin_sidebar(sheet: Sheet) -> str:
    """Return a sidebar in the wide left margin of the first page."""
    page = sheet.design.page
    width = page.left_pt - 42
    rail = rule(0.5) if chance(sheet.rng, 0.2) else ""
    down = sheet.rng.choice((0, 60, 120, 160))
    return (
        f"#place(top+left,dx:-{page.left_pt - 28:.1f}pt,dy:{down}pt)"
        f"[#block(width:{width:.1f}pt)[{rail}{sidebar_items(sheet)}];];\n"
    )


def beside(sheet: Sheet, content: str) -> str:
    """Set content with the sidebar to its left or right."""
    share = sheet.rng.choice((24, 28, 31))
    cells = [f"[{sidebar_items(sheet)}]", f"[{content}]"]
    columns = [f"{share}%", "1fr"]
    if chance(sheet.rng, 0.35):
        cells.reverse()
        columns.reverse()
    return f"#grid(columns:({','.join(columns)}),column-gutter:14pt,{','.join(cells)});\n"


def editors_part(sheet: Sheet) -> str:
    """Return the editors' lines among the front's parts."""
    pairs = editors_lines(sheet)
    if not pairs or sheet.design.front.sidebar != "none":
        return ""
    content = "#linebreak();".join(
        styled(plain(f"{role}: "), weight="bold") + plain(names) for role, names in pairs
    )
    return block(styled(content, size=sheet.pt(0.82)), below=8)
