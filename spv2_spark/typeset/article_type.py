"""The line above the title that says the article's type, or where the article belongs."""

from __future__ import annotations

from spv2_spark.typeset.languages import words_of
from spv2_spark.typeset.markup import aligned, block, hexed, plain, styled
from spv2_spark.typeset.masthead import WHITE
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet
from spv2_spark.typeset.title import cased

_SECTIONS = (
    "Special Section: Open Data", "Cardiology", "Education", "Plant Science", "Symposium",
    "Focus on Methods", "Public Health", "Quantum Optics", "Materials Chemistry",
    "Articles in Honour of the Founders", "Section A: Theory", "Research in Context",
    "SESSION 23 / IMAGE SENSORS / 23.2", "Session 4B: Learning Theory", "Track 2: Systems",
    "Invited Talk", "Keynote", "Poster Abstract", "Demo", "Full Paper", "Extended Abstract",
)  # fmt: skip


def type_part(sheet: Sheet) -> str:
    """Return the line, in print that is less than the title's, or nearly as large."""
    kind, accent = sheet.design.front.type_line, sheet.design.type.accent
    if kind == "none":
        return ""
    text = _text(sheet)
    text = text.upper() if kind in ("caps", "bar") else text
    face = sheet.design.type.head
    if kind == "same":
        return _like_title(sheet, text)
    if kind == "bar":
        shown = styled(plain(text), weight="bold", colour=WHITE, fonts=face)
        return block(shown, below=10, extra=f"fill:{hexed(accent)},inset:4pt")
    title = sheet.design.title
    size = sheet.rng.choice((1.0, 1.0, 1.0, 1.1, 1.2))
    if kind == "large":
        size = max(1.0, title.size * sheet.rng.choice((0.6, 0.7, 0.8, 0.9, 1.0)))
        face = sheet.design.type.title
    shown = styled(
        plain(text),
        size=sheet.pt(size),
        weight=sheet.rng.choice(("", title.weight)) if kind == "large" else _weight(kind),
        italic=kind == "italic" or (kind == "large" and chance(sheet.rng, 0.5)),
        colour=accent if kind == "accent" or (kind == "large" and title.accent) else None,
        fonts=face,
    )
    below = sheet.rng.choice((2, 4, 8, 8, 14))
    return block(aligned(shown, title.align), below=below)


def _like_title(sheet: Sheet, text: str) -> str:
    """Set the line in the title's own print, directly above it."""
    title = sheet.design.title
    shown = styled(
        plain(cased(text, title.case)),
        size=max(sheet.pt(title.size), sheet.body_pt),
        weight=title.weight,
        italic=title.italic,
        colour=sheet.design.type.accent if title.accent and chance(sheet.rng, 0.7) else None,
        fonts=sheet.design.type.title,
    )
    return block(aligned(shown, title.align), below=sheet.rng.choice((2, 4, 8)))


def _weight(kind: str) -> str:
    return "bold" if kind == "bold" else ""


def _text(sheet: Sheet) -> str:
    rng, article = sheet.rng, sheet.article
    types = words_of(article.language).article_types
    own = article.article_type.replace("-", " ").title()
    text = own if own and chance(rng, 0.5) else rng.choice(types)
    look = rng.random()
    if look < 0.08:  # noqa: PLR2004 - shares of what stands beside or instead of the type
        return rng.choice((f"{text} | Open Access", f"Open Access {text}", f"{text} ● Open access"))
    if look < 0.14:  # noqa: PLR2004
        return f"{rng.choice(_SECTIONS)}{rng.choice((' | ', ': ', ' – '))}{text}"
    if look < 0.20:  # noqa: PLR2004
        return rng.choice(_SECTIONS)
    if look < 0.25:  # noqa: PLR2004
        volume, issue = article.volume or rng.randrange(1, 90), rng.randrange(1, 13)
        return rng.choice((f"Volume {volume}({issue})", f"Article {issue}", f"Vol. {volume}"))
    return f"{text}:" if look < 0.35 else text  # noqa: PLR2004
