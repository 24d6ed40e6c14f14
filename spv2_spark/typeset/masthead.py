"""The journal's name, dates and citation boxes: all around the title."""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.typeset.authors import shown_authors
from spv2_spark.typeset.languages import words_of
from spv2_spark.typeset.markup import aligned, block, filled, hexed, plain, rule, space, styled
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet

WHITE = 0xF0F0F0

# A citation names so many authors before `et al.`; one of four forms of an issue's line.
_NAMED = 6
_NUMBERED = 2


def journal_name(sheet: Sheet) -> str:
    """Return the journal's name, or one for articles without."""
    return sheet.article.journal or "Journal of Applied Studies"


def issue_line(sheet: Sheet) -> str:
    """Return `Journal 12 (2015) 1-9` or one of its variants."""
    article = sheet.article
    first = article.first_page or str(sheet.design.page.first_page)
    volume, year = article.volume or "7", article.year or "2015"
    kind = sheet.design.seed % 4
    name = journal_name(sheet)
    if kind == 0:
        return f"{name} {volume} ({year}) {first}–{article.last_page or int_or(first) + 9}"
    if kind == 1:
        return f"{name} {year}, {volume}, {first}"
    if kind == _NUMBERED:
        words = words_of(article.language).apparatus
        vol, no = (_in_turn(words[key], sheet.design.seed) for key in ("vol", "no"))
        return f"{name}, {vol}{volume}, {no}{article.issue or 2}, {year}"
    return f"{name} ({year}) {volume}:{first}"


def _in_turn(words: Sequence[str], seed: int) -> str:
    """Return the seed's word with one space behind it, without its mark for italics."""
    return words[seed // 16 % len(words)].removeprefix("_").rstrip() + " "


def int_or(text: str, other: int = 1) -> int:
    """Return the number that text is, or another."""
    return int(text) if text.isascii() and text.isdigit() else other


def doi_line(sheet: Sheet) -> str:
    """Return the DOI as a URL, with `doi:`, or bare."""
    doi = sheet.article.doi or "10.1234/example.2015.0042"
    return ("https://doi.org/", "doi:", "DOI: ", "http://dx.doi.org/")[
        sheet.design.seed // 4 % 4
    ] + doi


def masthead_part(sheet: Sheet) -> str:
    """Return the journal's head of the first page."""
    kind, accent = sheet.design.front.masthead, sheet.design.type.accent
    face = sheet.design.type.furniture
    name = journal_name(sheet)
    if kind == "none":
        return ""
    if kind == "banner":
        shown = styled(plain(name), size=sheet.pt(1.5), weight="bold", colour=WHITE, fonts=face)
        tail = styled(plain("Open Access"), size=sheet.pt(0.85), colour=WHITE, fonts=face)
        return block(f"{shown}#h(1fr);{tail}", below=14, extra=f"fill:{hexed(accent)},inset:6pt")
    if kind in ("giant", "initial"):
        return _larger_than_title(sheet, name)
    if kind in ("name", "big"):
        size = sheet.pt(sheet.rng.choice((1.2, 1.5, 1.9)) if kind == "name" else 2.6)
        shown = styled(
            plain(name),
            size=size,
            colour=accent,
            fonts=face,
            weight=sheet.rng.choice(("bold", "regular")),
        )
        return block(aligned(shown, sheet.rng.choice(("left", "center", "right"))), below=12)
    if kind == "logo":
        shown = (
            filled(34, 34, accent)
            + space(0.6)
            + styled(plain(name), size=sheet.pt(1.3), fonts=face)
        )
        return block(shown, below=12)
    if kind == "elsevier":
        middle = (
            f"{styled(plain('Contents lists available at ScienceReach'), size=7)}#v(6pt);"
            + styled(plain(name), size=sheet.pt(1.6), fonts=face)
        )
        logo, cover = filled(46, 50, 0xD0A060), filled(40, 50, accent)
        cells = f"[{logo}],[#align(center)[{middle}]],[#align(right)[{cover}]]"
        return block(f"{rule(0.6)}#grid(columns:(60pt,1fr,60pt),{cells});{rule(2)}", below=14)
    text = {"doi": doi_line(sheet), "line": name}.get(kind) or issue_line(sheet)
    shown = styled(plain(text), size=sheet.pt(0.85), fonts=face)
    line = rule(0.5) if kind == "line" else ""
    return block(aligned(shown, sheet.rng.choice(("left", "right", "center"))) + line, below=12)


def _larger_than_title(sheet: Sheet, name: str) -> str:
    """Set the journal's name in print larger than the title's; an initial may be larger still."""
    rng, face = sheet.rng, sheet.design.type.furniture
    size = sheet.pt(max(1.4, sheet.design.title.size) * rng.choice((1.1, 1.3, 1.6)))
    colour = rng.choice((sheet.design.type.accent, 0x202020))
    weight = rng.choice(("bold", "regular"))
    if sheet.design.front.masthead == "giant":
        shown = styled(plain(name), size=size, weight=weight, colour=colour, fonts=face)
    else:
        letter = styled(plain(name[:1]), size=size * 1.8, weight="bold", colour=colour, fonts=face)
        rest = styled(plain(name[1:]), size=size, weight=weight, colour=colour, fonts=face)
        under = styled(plain(f"An {name.rsplit(maxsplit=1)[-1]} Press journal"), size=sheet.pt(0.7))
        shown = (
            f"#grid(columns:(auto,1fr),column-gutter:2pt,[{letter}],[{rest}#linebreak();{under}]);"
        )
    line = rule(rng.choice((0.5, 1.5))) if chance(rng, 0.5) else ""
    where = rng.choice(("left", "left", "center"))
    loose = "#set par(first-line-indent:0pt,justify:false);"
    return block(f"{loose}{aligned(shown, where)}{line}", below=rng.choice((8, 14, 22)))


def dates(sheet: Sheet) -> list[str]:
    """Return `Received 3 May 2015` and the like."""
    article = sheet.article
    words = words_of(article.language)
    tail = sheet.rng.choice((": ", " "))
    given = ((words.received, article.received), (words.accepted, article.accepted),
             (words.published, article.published))  # fmt: skip
    return [f"{label}{tail}{date}" for label, date in given if date]


def dates_part(sheet: Sheet) -> str:
    """Return the dates of the article's way into print."""
    kind = sheet.design.front.dates
    if kind == "month":
        return _one_date(sheet)
    found = dates(sheet)
    if kind == "none" or not found:
        return ""
    if kind == "stacked":
        content = "#linebreak();".join(plain(one) for one in found)
    else:
        text = sheet.rng.choice((" / ", "; ", ", ", " | ")).join(found)
        content = plain(f"({text})" if kind == "paren" else text)
    content = styled(content, size=sheet.pt(0.82), italic=chance(sheet.rng, 0.3))
    return block(aligned(content, sheet.design.title.align), below=8)


def _one_date(sheet: Sheet) -> str:
    """Set one date below the names, in their own print or nearly, as working papers do."""
    rng, year = sheet.rng, sheet.article.year or "2014"
    month = rng.choice(words_of(sheet.article.language).months)
    day = rng.randrange(1, 29)
    forms = (f"{month} {year}", f"{month} {day}, {year}", f"{day} {month} {year}", year,
             f"This version: {month} {year}", f"Version 1.0 – {month} {year}", f"({month} {year})",
             f"First draft: {month} {year}", "Preliminary and incomplete")  # fmt: skip
    size = sheet.pt(sheet.design.authors.size if chance(rng, 0.6) else 1.0)
    shown = styled(plain(rng.choice(forms)), size=size, italic=chance(rng, 0.15))
    return block(aligned(shown, sheet.design.authors.align), below=10)


def citation_line(sheet: Sheet) -> str:
    """Return how to cite the article, as markup; it repeats title and names, so it is masked."""
    people = shown_authors(sheet)
    names = ", ".join(
        f"{one.name.surname} {''.join(part[0] for part in one.name.given.split())}".strip()
        for one in people[:_NAMED]
    )
    names += " et al." if len(people) > _NAMED else ""
    title = sheet.article.title
    lead = sheet.rng.choice(
        (
            "Citation: ",
            "Cite this article as: ",
            "To cite this article: ",
            "How to cite: ",
            "Recommended citation: ",
        )
    )
    return (
        styled(plain(lead), weight="bold")
        + sheet.repeated(f"{names} ({sheet.article.year or 2015}) {title}. {issue_line(sheet)}.")
        + plain(" " + doi_line(sheet))
    )


def citation_part(sheet: Sheet) -> str:
    """Return the citation above or among the front's parts."""
    kind = sheet.design.front.citation
    if kind not in ("line", "box") or not sheet.article.title:
        return ""
    content = styled(citation_line(sheet), size=sheet.pt(0.8))
    extra = f"stroke:0.5pt+{hexed(sheet.design.type.accent)},inset:5pt" if kind == "box" else ""
    return block(f"#set par(first-line-indent:0pt);{content}", below=10, extra=extra)
