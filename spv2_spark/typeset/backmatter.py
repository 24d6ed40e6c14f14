"""What stands between the body and the references, and behind them."""

from __future__ import annotations

from collections.abc import Callable

from spv2_spark.domain.article import ArticleAuthor
from spv2_spark.typeset.affiliations import affiliations_at_end
from spv2_spark.typeset.authors import arranged, shown_authors
from spv2_spark.typeset.extras import figure, table
from spv2_spark.typeset.headings import heading
from spv2_spark.typeset.local.second_front import second_front
from spv2_spark.typeset.markup import aligned, block, filled, plain, rule, styled
from spv2_spark.typeset.masthead import citation_line
from spv2_spark.typeset.names import as_text, initials
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet

_HEADINGS = {
    "acknowledgements": (
        "Acknowledgements",
        "Acknowledgments",
        "ACKNOWLEDGEMENTS",
        "Acknowledgement",
    ),
    "contributions": ("Authors' contributions", "Author Contributions", "CRediT author statement"),
    "funding": ("Funding", "Funding Statement", "Financial support"),
    "interests": (
        "Competing interests",
        "Conflict of Interest",
        "Declaration of competing interest",
    ),
    "data": (
        "Data Availability",
        "Availability of data and materials",
        "Data availability statement",
    ),
    "abbreviations": ("Abbreviations", "List of abbreviations"),
    "ethics": ("Ethics approval", "Ethical approval", "Informed consent"),
    "orcids": ("ORCID iDs", "ORCID"),
}

_TEXTS = {
    "funding": "This work was supported by the National Science Fund under Grant No. 2014-{0} and "
    "by the Research Council (contract {0}/B).",
    "interests": "The authors declare that they have no competing interests.",
    "data": "The data that support the findings of this study are available from the corresponding "
    "author upon reasonable request and at https://doi.org/10.1234/data.{0}.",
    "abbreviations": "CI: confidence interval; SD: standard deviation; OR: odds ratio; ROC: "
    "receiver operating characteristic.",
    "ethics": "The study was approved by the local committee ({0}) and conducted in accordance "
    "with the Declaration of Helsinki.",
}


def before_references(sheet: Sheet) -> str:
    """Return the sections that the design puts before the list."""
    return "".join(_section(sheet, kind) for kind in sheet.design.references.before)


def after_references(sheet: Sheet) -> str:
    """Return what follows the list."""
    after = sheet.design.references.after
    sections = "".join(_AFTER[kind](sheet) for kind in after if kind in _AFTER)
    return affiliations_at_end(sheet) + sections + second_front(sheet, "end")


def authors_at_end(sheet: Sheet) -> str:
    """Return the names of authors who sign below the text, as letters and reviews have them."""
    people = shown_authors(sheet)
    if not people or sheet.design.authors.arrangement != "end":
        return ""
    affiliations = [plain(text) for text in sheet.article.affiliations[:4]]
    below = styled(
        "#linebreak();".join(affiliations), size=sheet.pt(0.9), italic=chance(sheet.rng, 0.4)
    )
    return block(arranged(sheet, people), above=10) + block(
        aligned(below, sheet.design.authors.align), below=8
    )


def _section(sheet: Sheet, kind: str) -> str:
    head = sheet.rng.choice(_HEADINGS[kind])
    text = _text(sheet, kind)
    if not text:
        return ""
    text = styled(text, size=sheet.pt(sheet.rng.choice((0.85, 0.9, 1.0))))
    if chance(sheet.rng, 0.3):
        return block(styled(plain(f"{head}. "), weight="bold") + text, above=8, below=6)
    return heading(sheet, head, None) + text + "#parbreak();\n"


def _text(sheet: Sheet, kind: str) -> str:
    people = shown_authors(sheet)
    if kind == "contributions":
        return _contributions(sheet, people)
    if kind == "orcids":
        lines = [f"{as_text(one.name, 'full')} https://orcid.org/{one.orcid}" for one in people[:8]]
        return "#linebreak();".join(plain(line) for line in lines)
    if kind == "acknowledgements":
        names = [sheet.some_name() for _ in range(sheet.rng.randint(1, 4))]
        return plain(
            f"We thank {', '.join(names)} and two anonymous reviewers for their helpful comments "
            "on an earlier version of this manuscript."
        )
    return plain(_TEXTS[kind].format(sheet.rng.randrange(1000, 9999)))


def _contributions(sheet: Sheet, people: tuple[ArticleAuthor, ...]) -> str:
    if not people:
        return ""
    short = [
        f"{initials(one.name.given, '', '')}{one.name.surname[:1]}"
        if chance(sheet.rng, 0.7)
        else one.name.full
        for one in people[:9]
    ]
    roles = (
        "conceived the study",
        "performed the experiments",
        "analyzed the data",
        "wrote the manuscript",
    )
    sentences = [
        f"{', '.join(sheet.rng.sample(short, min(len(short), 2)))} {role}." for role in roles
    ]
    return plain(" ".join(sentences) + " All authors read and approved the final manuscript.")


def _bios(sheet: Sheet) -> str:
    people = shown_authors(sheet)[:5]
    if not people:
        return ""
    pieces = [
        heading(
            sheet,
            sheet.rng.choice(("About the Authors", "Biographies", "Author biographies")),
            None,
        )
    ]
    for one in people:
        portrait = filled(42, 52, 0xD0D0D0) if chance(sheet.rng, 0.4) else ""
        lead = styled(plain(as_text(one.name, sheet.design.authors.form)), weight="bold")
        place = sheet.article.affiliations[0] if sheet.article.affiliations else "the institute"
        text = (
            f" received the Ph.D. degree in {sheet.rng.randrange(1985, 2016)}. "
            f"Currently at {place}. Research interests include statistics and teaching."
        )
        pieces.append(block(portrait + lead + plain(text), above=6, below=6))
    return "".join(pieces)


def _appendix(sheet: Sheet) -> str:
    texts = [text for section in sheet.article.body[-3:] for text in section.paragraphs]
    kept = texts[: sheet.rng.randint(2, 6)]
    if not kept:
        return ""
    head = sheet.rng.choice(
        (
            "Appendix A. Further results",
            "Appendix",
            "A  Additional details",
            "Supplementary material",
            "Annex",
        )
    )
    breaks = "#pagebreak(weak:true);" if chance(sheet.rng, 0.4) else ""
    return (
        breaks
        + heading(sheet, head, None)
        + "#parbreak();".join(plain(text[:1500]) for text in kept)
    )


def _note(sheet: Sheet) -> str:
    lead = sheet.rng.choice(("Publisher's Note", "Publisher’s Note", "Disclaimer", "Note"))
    text = " The publisher remains neutral with regard to jurisdictional claims in maps."
    content = styled(plain(lead), weight="bold") + plain(text)
    copyright_line = plain(f"Copyright © {sheet.article.year or 2015} ") + citation_line(sheet)
    lines = content + (f"#parbreak();{copyright_line}" if chance(sheet.rng, 0.4) else "")
    return block(rule(0.4) + lines, above=10)


def _addresses(sheet: Sheet) -> str:
    """Set names and affiliations again, as journals with addresses at the end do."""
    people = shown_authors(sheet)[:6]
    lines = []
    for one in people:
        place = sheet.article.affiliations[one.affiliations[0]] if one.affiliations else ""
        lines.append(sheet.repeated(one.name.full) + plain(f", {place}, {one.email}".rstrip(", ")))
    return block("#linebreak();".join(lines), above=12) if lines else ""


def _mentions(sheet: Sheet) -> str:
    lead = sheet.rng.choice(
        (
            "Submit your next manuscript online",
            "Related articles in this issue",
            "Call for papers",
            "Cite this article",
        )
    )
    text = "Convenient online submission. Thorough peer review. No space constraints. Open access."
    return block(
        styled(plain(lead), weight="bold") + "#linebreak();" + plain(text),
        above=16,
        extra="stroke:0.6pt,inset:8pt",
    )


_AFTER: dict[str, Callable[[Sheet], str]] = {
    "appendix": _appendix,
    "bios": _bios,
    "acknowledgements": lambda sheet: _section(sheet, "acknowledgements"),
    "note": _note,
    "table": lambda sheet: table(sheet, 1, "Summary of the results by group and year."),
    "figure": lambda sheet: figure(sheet, 1, "Course of the values over time, by group."),
    "authors": _addresses,
    "mentions": _mentions,
}
