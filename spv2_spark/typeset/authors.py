"""The authors of the article as the design arranges them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spv2_spark.domain.article import ArticleAuthor
from spv2_spark.domain.gold import PersonName
from spv2_spark.domain.label import Field
from spv2_spark.typeset.augment import group_text
from spv2_spark.typeset.languages import words_of
from spv2_spark.typeset.markup import (
    aligned,
    block,
    filled,
    plain,
    small_caps,
    space,
    styled,
    superscript,
)
from spv2_spark.typeset.names import as_text, printed
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet
from spv2_spark.typeset.text_colour import SpanInfo

People = Sequence[ArticleAuthor]

_SYMBOLS = ("*", "†", "‡", "§", "¶", "‖", "**", "††", "‡‡", "§§")
_PAIR = 2
_SURNAMES = "王李张刘陈杨黄赵吴周田中山本金朴崔"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明健太郎花子美英姬俊"


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


def mark(index: int, marks: str) -> str:
    """Return the mark of the affiliation with this index."""
    if marks == "letters":
        return chr(ord("a") + index % 26)
    if marks == "capitals":
        return chr(ord("A") + index % 26)
    if marks == "symbols":
        return _SYMBOLS[index % len(_SYMBOLS)]
    return str(index + 1) if marks == "numbers" else ""


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
    body = aligned(styled(content, size=sheet.pt(design.size)), design.align)
    leading = sheet.rng.uniform(0.4, 0.8)
    loose = f"#set par(justify:false,first-line-indent:0pt,leading:{leading:.2f}em);"
    return block(loose + body, below=design.below_pt)


def name_of(sheet: Sheet, author: ArticleAuthor) -> str:
    """Set one author's name as a span."""
    design = sheet.design.authors
    text = as_text(author.name, design.form)
    colour = sheet.design.type.accent if design.accent else None
    number = sheet.colours.new(SpanInfo(Field.AUTHOR, text=text))
    return styled(
        small_caps(design.small_caps, text, lambda part: sheet.coloured(part, number, colour)),
        weight="" if design.weight == "regular" else design.weight,
        italic=design.italic,
    )


def _line(sheet: Sheet, people: People) -> str:
    count = len(people)
    return "".join(
        with_marks(sheet, author, _separator(sheet, index, count))
        for index, author in enumerate(people)
    )


def _lines(sheet: Sheet, people: People) -> str:
    return "#linebreak();".join(with_marks(sheet, one, "") for one in people)


def _inline(sheet: Sheet, people: People) -> str:
    return "#parbreak();".join(_with_affiliation(sheet, one) for one in people)


def _separator(sheet: Sheet, index: int, count: int) -> str:
    design = sheet.design.authors
    if index == count - 1:
        return ""
    if index < count - 2 or design.last == "same" or design.separator == "wide":
        return design.separator
    last = design.last
    if count == _PAIR:  # no serial comma between two
        last = last.replace(",", "", 1)
    return last.replace("and", words_of(sheet.design.language).conjunction)


def _spaced(separator: str) -> str:
    return space(1.8) + plain(" ") if separator == "wide" else plain(separator)


def _marks(sheet: Sheet, author: ArticleAuthor) -> str:
    design = sheet.design.authors
    marks: list[str] = []
    if len(sheet.article.affiliations) > 1 or design.marks == "symbols":
        marks = [mark(index, design.marks) for index in author.affiliations]
    if author.corresponding and design.corresponding != "none":
        marks.append(design.corresponding)
    return design.mark_join.join(one for one in marks if one)


def with_marks(sheet: Sheet, author: ArticleAuthor, separator: str, *, bare: bool = False) -> str:
    """Set a name with what stands beside it, and the separator that follows."""
    design = sheet.design.authors
    name = name_of(sheet, author)
    if design.native and chance(sheet.rng, 0.9):
        name += plain(" (") + sheet.repeated(_native_name(sheet)) + plain(")")
    degrees = plain(f", {author.degrees}") if design.degrees and author.degrees else ""
    marks = "" if bare else _marks(sheet, author)
    orcid = _orcid(sheet, author)
    style = design.mark_style
    if not marks:
        return f"{name}{degrees}{orcid}{_spaced(separator)}"
    if style == "before_comma" and separator.startswith((",", ";")):
        tail = superscript(plain(separator[0] + marks))
        return f"{name}{degrees}{orcid}{tail}{plain(separator[1:])}"
    forms = {"paren": f" ({marks})", "bracket": f"[{marks}]", "superscript_paren": f"({marks})"}
    marks = forms.get(style, marks)
    shown = plain(marks) if style == "paren" else superscript(plain(marks))
    return f"{name}{degrees}{shown}{orcid}{_spaced(separator)}"


def _native_name(sheet: Sheet) -> str:
    count = sheet.rng.choice((1, 2, 2))
    return sheet.rng.choice(_SURNAMES) + "".join(sheet.rng.choice(_GIVEN) for _ in range(count))


def _orcid(sheet: Sheet, author: ArticleAuthor) -> str:
    kind = sheet.design.authors.orcid
    if kind == "none" or not author.orcid:
        return ""
    if kind == "icon":
        return space(0.15) + filled(5.5, 5.5, 0xA0C030)
    number = author.orcid.rsplit("/", 1)[-1]
    shown = f"({number})" if kind == "text" else f"https://orcid.org/{number}"
    return plain(" ") + styled(plain(shown), size=6.5)


def _with_affiliation(sheet: Sheet, author: ArticleAuthor) -> str:
    affiliations = sheet.article.affiliations
    text = "; ".join(affiliations[index] for index in author.affiliations[:2])
    style = sheet.design.affiliations
    shown = styled(plain(text), size=sheet.pt(style.size), italic=style.italic)
    joint = sheet.rng.choice((plain(", "), "#linebreak();"))
    mail = f"#linebreak();{_mail(sheet, author.email)}" if style.mails == "below" else ""
    tail = joint + shown if text else ""
    return with_marks(sheet, author, "", bare=True) + tail + (mail if author.email else "")


def _mail(sheet: Sheet, mail: str) -> str:
    style = sheet.design.affiliations
    face = ("DejaVu Sans Mono",) if style.typewriter_mails else ()
    return styled(plain(mail), size=sheet.pt(style.size), fonts=face)


def _grid(sheet: Sheet, people: People) -> str:
    """Set blocks of name, affiliation and address in columns, each block a cell of its own."""
    return _cells(sheet, [_cell(sheet, author) for author in people])


def _blocks(sheet: Sheet, people: People) -> str:
    """Set the authors of an affiliation in one block with it, the blocks in columns."""
    cells = []
    for affiliation, members in _by_affiliation(people):
        names = [
            with_marks(sheet, one, _separator(sheet, index, len(members)), bare=True)
            for index, one in enumerate(members)
        ]
        cells.append(
            [
                "".join(names),
                *_affiliation_lines(sheet, affiliation),
                *_shared_mails(sheet, members),
            ]
        )
    return _cells(sheet, cells)


def _grouped(sheet: Sheet, people: People) -> str:
    """Set the authors of an affiliation on a line, the affiliation below, group after group."""
    groups = []
    for affiliation, members in _by_affiliation(people):
        names = "".join(
            with_marks(sheet, one, _separator(sheet, index, len(members)), bare=True)
            for index, one in enumerate(members)
        )
        lines = _affiliation_lines(sheet, affiliation, whole=True)
        mails = _shared_mails(sheet, members) if chance(sheet.rng, 0.4) else []
        groups.append("#linebreak();".join((names, *lines, *mails)))
    return "#v(7pt,weak:true);".join(f"#block(width:100%)[{group}];" for group in groups)


def _by_affiliation(people: People) -> list[tuple[int, list[ArticleAuthor]]]:
    groups: dict[int, list[ArticleAuthor]] = {}
    for author in people:
        groups.setdefault(author.affiliations[0] if author.affiliations else -1, []).append(author)
    return list(groups.items())


def _shared_mails(sheet: Sheet, members: list[ArticleAuthor]) -> list[str]:
    mails = [one.email for one in members if one.email]
    if not mails or sheet.design.affiliations.mails == "none":
        return []
    if len(mails) > 1 and sheet.design.affiliations.mails == "brace":
        users = sheet.rng.choice((",", ", ")).join(mail.partition("@")[0] for mail in mails)
        return [_mail(sheet, f"{{{users}}}@{mails[0].partition('@')[2]}")]
    return [_mail(sheet, sheet.rng.choice((", ", "; ")).join(mails[:4]))]


def _cells(sheet: Sheet, cells: list[list[str]]) -> str:
    design = sheet.design.authors
    columns = min(design.grid_columns, len(cells))
    gap = f"column-gutter:{sheet.rng.choice((4, 8, 14))}pt"
    rows = []
    for start in range(0, len(cells), columns):
        row = cells[start : start + columns]
        # The last row of LaTeX's grids is centred, that of tables stays in its columns.
        count = len(row) if not design.grid_rows else columns
        shares = ",".join(["1fr"] * count)
        if design.grid_rows:
            depth = max(len(cell) for cell in row)
            level = [cell + [""] * (depth - len(cell)) for cell in row] + [[""] * depth] * (
                columns - len(row)
            )
            lines = [f"[{cell[line]}]" for line in range(depth) for cell in level]
            rows.append(f"#grid(columns:({shares},),{gap},row-gutter:3pt,{','.join(lines)});")
        else:
            stacked = ",".join("[" + "#linebreak();".join(cell) + "]" for cell in row)
            rows.append(f"#grid(columns:({shares},),{gap},{stacked});")
    below = sheet.rng.choice((6, 9, 12))
    return aligned(f"#v({below}pt,weak:true);".join(rows), design.align)


def _cell(sheet: Sheet, author: ArticleAuthor) -> list[str]:
    lines = [with_marks(sheet, author, "", bare=not chance(sheet.rng, 0.15))]
    for index in author.affiliations[:1]:
        lines += _affiliation_lines(sheet, index)
    if author.email and sheet.design.affiliations.mails != "none":
        lines.append(_mail(sheet, author.email))
    return lines


def _affiliation_lines(sheet: Sheet, index: int, *, whole: bool = False) -> list[str]:
    if not 0 <= index < len(sheet.article.affiliations):
        return []
    style = sheet.design.affiliations
    parts = sheet.article.affiliations[index].split(", ")
    kept = parts if style.parts == "full" else parts[:2]
    together = len(kept) if whole else sheet.rng.choice((1, 1, 2))
    shown = [", ".join(kept[i : i + together]) for i in range(0, len(kept), together)][:4]
    return [styled(plain(one), size=sheet.pt(style.size), italic=style.italic) for one in shown]


_ARRANGEMENTS: dict[str, Callable[[Sheet, People], str]] = {
    "line": _line,
    "lines": _lines,
    "inline": _inline,
    "grid": _grid,
    "and": _blocks,
    "grouped": _grouped,
}
