"""What looks like references and is none: lists of a series, members, endnotes, another's list.

Nothing here is an entry of the article's own list. What stands behind the list is returned by
`behind_list`, what stands before it by `before_list`, and what stands above the article's front,
where two articles share a page, by `above_front`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spv2_spark.typeset.headings import heading
from spv2_spark.typeset.lookalike_words import lookalike_words
from spv2_spark.typeset.markup import block, hexed, plain, rule, styled, superscript
from spv2_spark.typeset.masthead import citation_line
from spv2_spark.typeset.references import draw_style, invent_reference
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.references.invent_parts import invent_title, person
from spv2_spark.typeset.references.pools import NO_POOLS, built_in
from spv2_spark.typeset.sheet import Sheet


def before_list(sheet: Sheet) -> str:
    """Return endnotes where the design has them: notes that talk about works."""
    return _endnotes(sheet) if sheet.design.references.lookalike == "endnotes" else ""


def behind_list(sheet: Sheet) -> str:
    """Return what the design puts behind the list."""
    make = _BEHIND.get(sheet.design.references.lookalike)
    return make(sheet) if make else ""


def above_front(sheet: Sheet) -> str:
    """Return the end of another article's list, on top of the page on which the article begins."""
    if sheet.design.references.lookalike != "shared_page" or sheet.design.front.cover != "none":
        return ""
    lines = _works(sheet, sheet.rng.randint(2, 9))
    tail = sheet.rng.choice(("", "", "Received 3 March 2009", "Translated by the editors"))
    rows = "#parbreak();".join(lines) + (f"#parbreak();{plain(tail)}" if tail else "")
    columns = sheet.design.page.columns
    text = styled(rows, size=sheet.pt(sheet.rng.choice((0.8, 0.9))))
    rules = "#set par(first-line-indent:0pt,hanging-indent:1.2em);"
    content = f"{rules}{text}"
    if columns > 1 and sheet.design.front.spanning:
        inner = f"#columns({columns})[{content}];#v(6pt);{_end(sheet)}#v(10pt);"
        place = '#place(top+left,scope:"parent",float:true,clearance:6pt)'
        return f"{place}[#block(width:100%)[{inner}];];\n"
    return f"#[{content}];{_end(sheet)}#v(14pt);\n"


def _end(sheet: Sheet) -> str:
    return rule(0.5) if chance(sheet.rng, 0.6) else "#align(center)[∗ ∗ ∗];"


def _works(sheet: Sheet, count: int) -> list[str]:
    """Return references of others as plain text, in a style of their own."""
    style = draw_style(sheet.rng)
    lines = []
    for number in range(1, count + 1):
        reference = invent_reference(sheet.rng)
        text = "".join(one.text for one in style.set_entry(reference, sheet.rng))
        label = style.label_of(number + 11, reference)
        lines.append(plain(f"{label} {text}".strip()))
    return [line for line in lines if line]


def _series(sheet: Sheet) -> str:
    rng = sheet.rng
    form = rng.choice(lookalike_words().series_lines)
    first = rng.randint(5, 400)
    lines = [
        form.format(
            number=first - nth,
            name=" and ".join(_full_name(sheet) for _ in range(rng.choice((1, 1, 2)))),
            title=invent_title(rng),
            year=rng.randint(1990, 2023),
        )
        for nth in range(rng.randint(5, 25))
    ]
    breaks = "#pagebreak(weak:true);" if chance(rng, 0.6) else ""
    return breaks + _listed(sheet, rng.choice(lookalike_words().series), lines)


def _full_name(sheet: Sheet) -> str:
    return person(sheet.rng, NO_POOLS).full


def _members(sheet: Sheet) -> str:
    """Return the names of a collaboration's members; they may be authors, so they are masked."""
    rng = sheet.rng
    marked = chance(rng, 0.5)
    pieces = []
    for _ in range(rng.randint(25, 110)):
        mark = superscript(plain(str(rng.randint(1, 40)))) if marked else ""
        pieces.append(sheet.repeated(_full_name(sheet)) + mark + plain(", "))
    places = "; ".join(
        f"{nth} {rng.choice(built_in().universities)}" for nth in range(1, rng.randint(4, 20))
    )
    text = "".join(pieces) + "#parbreak();" + plain(places)
    head = heading(sheet, rng.choice(lookalike_words().groups), None)
    return head + styled(text, size=sheet.pt(0.85)) + "#parbreak();"


def _studies(sheet: Sheet) -> str:
    """Return a table of studies by their authors and years."""
    rng = sheet.rng
    rows = [("Study", "Country", "n", "Design", "Outcome")]
    for _ in range(rng.randint(6, 22)):
        surname = rng.choice(built_in().surnames)
        rows.append((
            f"{surname} et al. ({rng.randint(1985, 2022)})", rng.choice(built_in().places),
            str(rng.randint(12, 4000)), rng.choice(("RCT", "cohort", "case-control", "survey")),
            rng.choice(("improved", "no change", "worse", "mixed")),
        ))  # fmt: skip
    cells = ",".join(f"[{plain(cell)}]" for row in rows for cell in row)
    table = f"#table(columns:5,stroke:none,inset:3pt,{cells});"
    caption = styled(
        plain(f"Table A{rng.randint(1, 4)}. Studies included in the review"), weight="bold"
    )
    return block(f"{caption}#linebreak();{styled(table, size=sheet.pt(0.8))}", above=12)


def _endnotes(sheet: Sheet) -> str:
    """Return numbered notes that name works, as sentences."""
    rng = sheet.rng
    forms = lookalike_words().endnotes
    lines = []
    for number in range(1, rng.randint(5, 18)):
        page = rng.randint(3, 300)
        text = rng.choice(forms).format(
            a=rng.choice(built_in().surnames), y=rng.randint(1950, 2020), t=invent_title(rng),
            p=page, q=page + 4,
        )  # fmt: skip
        lines.append(f"{number}. {text}")
    return _listed(sheet, rng.choice(("Notes", "Endnotes", "NOTES", "Footnotes")), lines)


def _questionnaire(sheet: Sheet) -> str:
    lines = [f"{n}. {text}" for n, text in enumerate(_drawn(sheet, lookalike_words().questions), 1)]
    return _listed(
        sheet, sheet.rng.choice(("Appendix: Questionnaire", "Annex B", "Interview guide")), lines
    )


def _drawn(sheet: Sheet, texts: Sequence[str]) -> list[str]:
    return sheet.rng.sample(texts, sheet.rng.randint(4, len(texts)))


def _glossary(sheet: Sheet) -> str:
    terms = lookalike_words().terms
    some = sheet.rng.sample(terms, sheet.rng.randint(4, len(terms)))
    lines = [f"{term}: {meaning}." for term, meaning in sorted(some)]
    return _listed(sheet, sheet.rng.choice(("Glossary", "List of terms", "Nomenclature")), lines)


def _listed(sheet: Sheet, head: str, lines: Sequence[str]) -> str:
    """Set a heading and lines with hanging indents, in small print."""
    text = "#parbreak();".join(plain(line) for line in lines)
    hanging = sheet.rng.choice((0.0, 1.5, 2.0))
    rules = f"#set par(first-line-indent:0pt,hanging-indent:{hanging}em,spacing:0.7em);"
    size = sheet.pt(sheet.rng.choice((0.8, 0.9, 1.0)))
    return f"{heading(sheet, head, None)}#[{rules}{styled(text, size=size)}];#parbreak();\n"


def _citation(sheet: Sheet) -> str:
    if not sheet.article.title:
        return ""
    accent = hexed(sheet.design.type.accent)
    content = styled(citation_line(sheet), size=sheet.pt(0.9))
    extra = f"stroke:0.6pt+{accent},inset:6pt" if chance(sheet.rng, 0.6) else ""
    return block(f"#set par(first-line-indent:0pt);{content}", above=14, extra=extra)


def _long_appendix(sheet: Sheet) -> str:
    """Return several pages of appendices, with headings of their own."""
    texts = [text for section in sheet.article.body for text in section.paragraphs if text]
    if not texts:
        return ""
    rng = sheet.rng
    parts = ["#pagebreak(weak:true);" if chance(rng, 0.3) else ""]
    for letter in "ABCDE"[: rng.randint(2, 5)]:
        head = rng.choice(lookalike_words().appendices).format(letter)
        parts.append(heading(sheet, head, None))
        some = [rng.choice(texts)[:1500] for _ in range(rng.randint(3, 9))]
        parts.append("#parbreak();".join(plain(text) for text in some) + "#parbreak();")
    return "\n".join(parts)


_BEHIND: dict[str, Callable[[Sheet], str]] = {
    "series": _series,
    "members": _members,
    "studies": _studies,
    "questionnaire": _questionnaire,
    "glossary": _glossary,
    "citation": _citation,
    "long_appendix": _long_appendix,
}
