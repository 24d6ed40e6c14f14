"""Covers that announce the article behind them: of archives, servers and proceedings.

Title and names on them are repetitions, and masked: the article's own front is what is labelled.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spv2_spark.typeset.authors import shown_authors
from spv2_spark.typeset.data_files import PACKAGE, read_as
from spv2_spark.typeset.markup import aligned, block, filled, plain, rule, styled
from spv2_spark.typeset.masthead import citation_line, doi_line, issue_line, journal_name
from spv2_spark.typeset.names import as_text
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet

_MOST = 12  # names


@dataclass(frozen=True, slots=True)
class CoverWords:
    """Lines of covers, by what they are; `labels` stand in figures."""

    archives: tuple[str, ...]
    versions: tuple[str, ...]
    states: tuple[str, ...]
    terms: tuple[str, ...]
    open_archive: tuple[str, ...]
    conferences: tuple[str, ...]
    venues: tuple[str, ...]
    labels: tuple[str, ...]


@cache
def cover_words() -> CoverWords:
    """Return the words of covers."""
    return read_as(CoverWords, PACKAGE / "pools" / "covers.toml")


def _names(sheet: Sheet, joint: str = ", ") -> str:
    people = shown_authors(sheet)
    form = sheet.design.authors.form
    shown = [as_text(one.name, form) for one in people[:_MOST]]
    return joint.join([*shown, "et al."] if len(people) > _MOST else shown)


def _title(sheet: Sheet, size: float, weight: str = "") -> str:
    return styled(sheet.repeated(sheet.article.title), size=sheet.pt(size), weight=weight)


def _small(sheet: Sheet, text: str) -> str:
    return styled(plain(text), size=sheet.pt(0.85))


def _page(sheet: Sheet, lines: list[str], where: str = "left") -> str:
    gap = f"#v({sheet.rng.choice((8, 14, 22))}pt,weak:true);"
    loose = "#set par(first-line-indent:0pt,justify:false);"
    return loose + gap.join(block(aligned(line, where)) for line in lines if line)


def open_archive(sheet: Sheet) -> str:
    """Set title and names in the middle of an open archive's page, and how to cite them."""
    rng = sheet.rng
    number = f"hal-0{rng.randrange(1000000, 9999999)}"
    texts = "#linebreak();".join(_small(sheet, one) for one in cover_words().open_archive)
    address = f"https://hal.example.org/{number}"
    lines = [
        styled(plain("HAL"), size=sheet.pt(2.6), weight="bold") + plain(" open science"),
        _title(sheet, rng.choice((1.4, 1.7, 2.0)), rng.choice(("bold", ""))),
        sheet.repeated(_names(sheet)),
        styled(plain("To cite this version:"), weight="bold")
        + "#linebreak();"
        + citation_line(sheet),
        plain(f"HAL Id: {number}") + "#linebreak();" + plain(address),
        plain(f"Submitted on {rng.randrange(1, 29)} May {sheet.article.year or 2015}"),
        texts,
    ]
    return _page(sheet, lines, rng.choice(("center", "left")))


def archive(sheet: Sheet) -> str:
    """Set a university archive's page, where the citation is running text."""
    rng, words = sheet.rng, cover_words()
    title = sheet.repeated(sheet.article.title)
    lead = plain(rng.choice(words.versions) + " ")
    size = rng.choice((1.0, 1.2, 1.4))
    lines = [
        styled(
            plain(rng.choice(words.archives)), size=sheet.pt(rng.choice((1.2, 1.7))), weight="bold"
        ),
        styled(lead + styled(title, weight=rng.choice(("bold", ""))), size=sheet.pt(size)),
        plain("URL for this paper:")
        + "#linebreak();"
        + plain(f"http://eprints.example.ac.uk/{rng.randrange(1000, 99999)}/"),
        plain(rng.choice(words.states)),
        rule(0.6)
        + styled(plain("Article:"), weight="bold")
        + "#linebreak();"
        + citation_line(sheet),
        plain(doi_line(sheet)),
        rule(0.6) + _small(sheet, rng.choice(words.terms)),
        _small(sheet, rng.choice(words.terms)),
    ]
    if chance(rng, 0.4):
        lines.insert(0, filled(120, 30, sheet.design.type.accent))
    return _page(sheet, lines)


def stable(sheet: Sheet) -> str:
    """Set an archive's page of labelled lines: `Author(s): ...`, `Source: ...`."""
    rng, article = sheet.rng, sheet.article
    named = [
        ("Author(s)", sheet.repeated(_names(sheet, rng.choice((", ", " and ", "; "))))),
        ("Source", sheet.repeated(issue_line(sheet))),
        ("Published by", plain(article.publisher or "The Society of Applied Studies")),
        ("Stable URL", plain(f"http://www.example.org/stable/{rng.randrange(10000, 9999999)}")),
        ("Accessed", plain(f"{rng.randrange(1, 29)}-03-2014 12:{rng.randrange(10, 59)} UTC")),
    ]
    lines = [
        styled(plain(f"{name}: "), weight=rng.choice(("", "bold"))) + what for name, what in named
    ]
    lead = plain("Title: ") if chance(rng, 0.3) else ""
    title = lead + _title(sheet, rng.choice((1.0, 1.4, 1.7)), rng.choice(("", "bold")))
    notice = _small(sheet, rng.choice(cover_words().terms))
    return _page(sheet, [title, *lines, rule(0.5), notice])


def server(sheet: Sheet) -> str:
    """Set a server's page: title, names and the abstract, all of it to come again."""
    rng = sheet.rng
    texts = [text for section in sheet.article.abstract for text in section.paragraphs]
    lines = [
        _title(sheet, rng.choice((1.4, 1.7, 2.2)), rng.choice(("bold", ""))),
        sheet.repeated(_names(sheet, rng.choice((", ", " and ", "; ")))),
        plain(rng.choice(("Preprint", "Working paper", "Article", "Posted Date: May 3, 2021"))),
        plain(doi_line(sheet)),
        styled(plain("Abstract"), weight="bold") + "#linebreak();" + plain(" ".join(texts)[:900]),
        plain(rng.choice(("Electronic copy available at: https://ssrn.com/abstract=2651912",
                          "License: This work is licensed under a Creative Commons Licence.",
                          "Version of Record: a version of this preprint was published."))),
    ]  # fmt: skip
    return _page(sheet, lines, rng.choice(("center", "left")))


def proceedings(sheet: Sheet) -> str:
    """Set a volume's cover: the conference in large print, and its editors, who are no authors."""
    rng, words = sheet.rng, cover_words()
    year, number = sheet.article.year or "2012", rng.randrange(2, 40)
    name = rng.choice(words.conferences).format(number=number)
    editors = rng.choice((", ", "#")).join(sheet.some_name() for _ in range(rng.randint(1, 4)))
    shown = "#linebreak();".join(plain(one) for one in editors.split("#"))
    tail = plain(rng.choice((" (Eds.)", " (editors)", "")))
    lines = [
        styled(
            plain(name), size=sheet.pt(rng.choice((1.7, 2.2, 2.6))), weight=rng.choice(("bold", ""))
        ),
        shown + tail,
        plain(rng.choice(words.venues).format(year=year, number=number)),
        plain(f"{journal_name(sheet)}, ISBN 978-3-{rng.randrange(10000, 99999)}-{number}-1"),
    ]
    if chance(rng, 0.5):
        lines.insert(rng.choice((1, 2)), filled(90, 50, sheet.design.type.accent))
    content = _page(sheet, lines, rng.choice(("center", "left")))
    return f"#v({rng.choice((10, 80, 160))}pt);{content}"
