"""The authors of the article as the design arranges them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spv2_spark.domain.article import ArticleAuthor
from spv2_spark.domain.gold import PersonName
from spv2_spark.domain.label import Field
from spv2_spark.typeset.augment import group_text
from spv2_spark.typeset.author_blocks import (
    beside,
    bracketed,
    grid,
    grouped,
    inline,
    joint_blocks,
    mail_right,
    stacked,
)
from spv2_spark.typeset.author_names import separator_of, with_marks
from spv2_spark.typeset.local.second_front import names_below
from spv2_spark.typeset.markup import aligned, block, plain, styled
from spv2_spark.typeset.names import printed
from spv2_spark.typeset.sheet import Sheet

People = Sequence[ArticleAuthor]


def shown_authors(sheet: Sheet) -> tuple[ArticleAuthor, ...]:
    """Return the authors that the design prints."""
    if sheet.design.authors.arrangement == "none":
        return ()
    return sheet.article.authors[: sheet.design.authors.cap]


def gold_authors(sheet: Sheet) -> tuple[PersonName, ...]:
    """Return the names as far as they are printed, but not in capitals: as publishers tell them."""
    form = sheet.design.authors.form
    in_case = "" if form.endswith("upper") else form
    persons = [printed(one.name, in_case) for one in shown_authors(sheet)]
    return (*persons, *(PersonName("", text, group=True) for text in sheet.groups))


def authors_part(sheet: Sheet) -> str:
    """Return the authors' part of the front; authors at the article's end have none."""
    people = shown_authors(sheet)
    if not people or sheet.design.authors.arrangement == "end":
        return ""
    return arranged(sheet, people)


def arranged(sheet: Sheet, people: People) -> str:
    """Return the authors in the design's arrangement as a block."""
    design = sheet.design.authors
    arrange = _ARRANGEMENTS.get(design.arrangement, _line)
    content = plain(design.prefix) + arrange(sheet, people)
    if design.group == "on_behalf" and design.arrangement in ("line", "lines"):
        text = group_text(sheet.rng)
        sheet.groups.append(text)
        content += plain(sheet.rng.choice((", ", " ", "; "))) + sheet.span(text, Field.AUTHOR)
    if design.group == "contributors":
        content += _contributors(sheet)
    fonts = sheet.design.type.title if design.like_title else ()
    shown = styled(content, size=sheet.pt(design.size), fonts=fonts) + names_below(sheet)
    body = aligned(shown, design.align)
    leading = sheet.rng.uniform(0.4, 0.8)
    loose = f"#set par(justify:false,first-line-indent:0pt,leading:{leading:.2f}em);"
    return block(loose + body, below=design.below_pt)


def _line(sheet: Sheet, people: People) -> str:
    count = len(people)
    return "".join(
        with_marks(sheet, author, separator_of(sheet, index, count))
        for index, author in enumerate(people)
    )


def _lines(sheet: Sheet, people: People) -> str:
    return "#linebreak();".join(with_marks(sheet, one, "") for one in people)


def _contributors(sheet: Sheet) -> str:
    """Name people who helped: whether they are authors is not sure."""
    lead = sheet.rng.choice(("with contributions from ", "with the assistance of ", "with "))
    names = ", ".join(sheet.some_name() for _ in range(sheet.rng.randint(1, 3)))
    shown = plain(lead) + sheet.repeated(names)
    return "#linebreak();" + styled(shown, size=sheet.pt(0.9), italic=sheet.design.seed % 2 == 0)


_ARRANGEMENTS: dict[str, Callable[[Sheet, People], str]] = {
    "line": _line,
    "lines": _lines,
    "inline": inline,
    "grid": grid,
    "and": joint_blocks,
    "grouped": grouped,
    "stacked": stacked,
    "mail_right": mail_right,
    "beside": beside,
    "bracketed": bracketed,
}
