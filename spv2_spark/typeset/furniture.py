"""Running heads and feet, stamps, and the set rules of the page."""

from __future__ import annotations

from spv2_spark.typeset.authors import shown_authors
from spv2_spark.typeset.markup import font_list, hexed, plain, rule, styled
from spv2_spark.typeset.masthead import doi_line, issue_line, journal_name
from spv2_spark.typeset.notices import background
from spv2_spark.typeset.sheet import Sheet

_LONG = 70
_PAIR = 2


def short_names(sheet: Sheet) -> str:
    """Return the authors as running heads name them: `Smith et al.`."""
    people = [one.name.surname for one in shown_authors(sheet)]
    if not people:
        return ""
    if len(people) == 1:
        return people[0]
    if len(people) == _PAIR:
        return f"{people[0]} and {people[1]}"
    return f"{people[0]} et al."


def _piece(sheet: Sheet, name: str) -> str:
    page = "#context str(here().page()+" + str(sheet.design.page.first_page - 1) + ");"
    title = sheet.article.title
    if len(title) > _LONG:
        title = title[:_LONG].rsplit(" ", 1)[0] + "…" * (sheet.design.seed % 2)
    texts = {
        "title": title.upper() if sheet.design.seed % 3 == 0 else title,
        "authors": short_names(sheet),
        "journal": journal_name(sheet),
        "issue": issue_line(sheet),
        "doi": doi_line(sheet),
        "copyright": f"© {sheet.article.year or 2015} {sheet.article.publisher or 'The Author(s)'}",
    }
    if name == "page":
        return page
    if name == "pageof":
        return f"{plain('Page ')}{page}{plain(' of ')}#context str(counter(page).final().first());"
    return plain(texts.get(name, ""))


def _row(sheet: Sheet, template: str, *, head: bool) -> str:
    if not template:
        return ""
    design = sheet.design.furniture
    left, middle, right = [*template.split("|"), "", ""][:3]
    cells = [_piece(sheet, name) if name else "" for name in (left, middle, right)]
    line = f"#h(1fr);{cells[1]}#h(1fr);" if middle else f"{cells[0]}#h(1fr);{cells[2]}"
    text = styled(
        line, size=sheet.pt(design.size), italic=design.italic, fonts=sheet.design.type.furniture
    )
    text = f"#set par(first-line-indent:0pt,leading:0.4em);{text}"
    if not design.rule:
        return text
    bar = rule(0.4)
    return f"{text}#v(-5pt);{bar}" if head else f"{bar}#v(-5pt);{text}"


def page_setup(sheet: Sheet) -> str:
    """Return the set rules that stand before everything else."""
    page, kind, furniture = sheet.design.page, sheet.design.type, sheet.design.furniture
    even = furniture.head_odd if furniture.head_even == "odd" else furniture.head_even
    head = (
        "context{let p=here().page();if p==1 ["
        f"{_row(sheet, furniture.first_head, head=True)}"
        f"] else if calc.even(p) [{_row(sheet, even, head=True)}]"
        f" else [{_row(sheet, furniture.head_odd, head=True)}]}}"
    )
    foot = (
        f"context{{if here().page()==1 [{_row(sheet, furniture.first_foot, head=False)}]"
        f" else [{_row(sheet, furniture.foot, head=False)}]}}"
    )
    indent = "1.2em" if kind.paragraphs == "indent" else "0pt"
    spacing = kind.leading_em if kind.paragraphs == "indent" else kind.leading_em + 0.5
    return (
        f"#set page(width:{page.width_pt}pt,height:{page.height_pt}pt,"
        f"margin:(left:{page.left_pt}pt,"
        f"right:{page.right_pt}pt,top:{page.top_pt}pt,bottom:{page.bottom_pt}pt),"
        f"columns:{page.columns},header:{head},footer:{foot},"
        f"background:{background(sheet)});\n"
        f"#set columns(gutter:{page.gutter_pt}pt);\n"
        f"#set text(font:{font_list(kind.body)},size:{kind.body_pt}pt,"
        f"fill:{hexed(kind.text_colour)},"
        f'hyphenate:{str(kind.hyphenate).lower()},lang:"{sheet.article.language[:2] or "en"}");\n'
        f"#set par(justify:{str(kind.justify).lower()},leading:{kind.leading_em}em,"
        f"spacing:{spacing:.2f}em,first-line-indent:{indent});\n{_line_numbers(sheet)}"
        "#show footnote.entry: set text(size:0.85em);\n" + _own_notes(sheet)
    )


def _line_numbers(sheet: Sheet) -> str:
    """Print numbers of lines in the margin: all or each fifth, on through the paper or by page."""
    kind, seed = sheet.design.page.line_numbers, sheet.design.seed
    if kind == "none":
        return ""
    form = "n=>if calc.rem(n,5)==0 [#n]" if kind == "fifth" else '"1"'
    scope = "page" if kind == "page" or seed % 3 == 0 else "document"
    margin = "right" if seed % 7 == 0 else "left"
    return (
        f'#set par.line(numbering:{form},number-margin:{margin},numbering-scope:"{scope}",'
        f"number-clearance:{(8, 12, 18)[seed % 3]}pt);\n"
    )


def _own_notes(sheet: Sheet) -> str:
    """Leave the number to notes that are references: it belongs to the entry."""
    return "#show footnote.entry: it => it.note.body;\n" if sheet.design.references.notes else ""
