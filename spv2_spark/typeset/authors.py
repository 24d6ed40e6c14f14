"""The authors of the article as the design arranges them."""

from __future__ import annotations

from spv2_spark.domain.article import ArticleAuthor
from spv2_spark.domain.gold import PersonName
from spv2_spark.domain.label import Field
from spv2_spark.typeset.markup import aligned, block, filled, plain, raised, space, styled
from spv2_spark.typeset.names import as_text, printed
from spv2_spark.typeset.sheet import Sheet
from spv2_spark.typeset.words import AND

_SYMBOLS = ("*", "†", "‡", "§", "¶", "‖", "**", "††", "‡‡", "§§")


def shown_authors(sheet: Sheet) -> tuple[ArticleAuthor, ...]:
    """Return the authors that the design prints."""
    if sheet.design.authors.arrangement == "none":
        return ()
    return sheet.article.authors[: sheet.design.authors.cap]


def gold_authors(sheet: Sheet) -> tuple[PersonName, ...]:
    """Return the names as printed."""
    return tuple(printed(one.name, sheet.design.authors.form) for one in shown_authors(sheet))


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
    """Return the authors' part of the front."""
    people = shown_authors(sheet)
    if not people:
        return ""
    arrangement = sheet.design.authors.arrangement
    if arrangement in ("grid", "and"):
        content = _grid(sheet, people)
    elif arrangement == "lines":
        content = "#linebreak();".join(_with_marks(sheet, one, "") for one in people)
    elif arrangement == "inline":
        content = "#parbreak();".join(_with_affiliation(sheet, one) for one in people)
    else:
        content = _line(sheet, people)
    design = sheet.design.authors
    body = aligned(plain(design.prefix) + content, design.align)
    return block(styled(body, size=sheet.pt(design.size)), below=design.below_pt)


def name_of(sheet: Sheet, author: ArticleAuthor) -> str:
    """Set one author's name as a span."""
    design = sheet.design.authors
    text = as_text(author.name, design.form)
    colour = sheet.design.type.accent if design.accent else None
    return styled(
        _small_caps(sheet, text, colour),
        weight="" if design.weight == "regular" else design.weight,
        italic=design.italic,
    )


def _small_caps(sheet: Sheet, text: str, colour: int | None) -> str:
    kind = sheet.design.authors.small_caps
    content = sheet.span(text, Field.AUTHOR, colour)
    return f"#smallcaps[{content}];" if kind != "none" else content


def _line(sheet: Sheet, people: tuple[ArticleAuthor, ...]) -> str:
    pieces: list[str] = []
    for index, author in enumerate(people):
        pieces.append(_with_marks(sheet, author, _separator(sheet, index, len(people))))
    return "".join(pieces)


def _separator(sheet: Sheet, index: int, count: int) -> str:
    design = sheet.design.authors
    if index == count - 1:
        return ""
    if index < count - 2 or design.last == "same":
        return design.separator
    last = design.last
    if count == 2:  # noqa: PLR2004  no serial comma between two
        last = last.replace(",", "", 1)
    return last.replace("and", AND.get(sheet.design.language, "and"))


def _marks(sheet: Sheet, author: ArticleAuthor) -> str:
    design = sheet.design.authors
    marks: list[str] = []
    if len(sheet.article.affiliations) > 1 or design.marks == "symbols":
        marks = [mark(index, design.marks) for index in author.affiliations]
    if author.corresponding and design.corresponding != "none":
        marks.append(design.corresponding)
    return design.mark_join.join(one for one in marks if one)


def _with_marks(sheet: Sheet, author: ArticleAuthor, separator: str) -> str:
    """Set a name with what stands beside it, and the separator that follows."""
    design = sheet.design.authors
    name = name_of(sheet, author)
    degrees = plain(f", {author.degrees}") if design.degrees and author.degrees else ""
    marks = _marks(sheet, author)
    orcid = _orcid(sheet, author)
    style = design.mark_style
    if not marks:
        return f"{name}{degrees}{orcid}{plain(separator)}"
    if style == "before_comma" and separator.startswith((",", ";")):
        tail = raised(plain(separator[0] + marks))
        return f"{name}{degrees}{orcid}{tail}{plain(separator[1:])}"
    if style == "paren":
        marks = f" ({marks})"
    elif style == "bracket":
        marks = f"[{marks}]"
    elif style == "raised_paren":
        marks = f"({marks})"
    shown = plain(marks) if style == "paren" else raised(plain(marks))
    return f"{name}{degrees}{shown}{orcid}{plain(separator)}"


def _orcid(sheet: Sheet, author: ArticleAuthor) -> str:
    kind = sheet.design.authors.orcid
    if kind == "none" or not author.orcid:
        return ""
    if kind == "icon":
        return space(0.15) + filled(5.5, 5.5, 0xA0C030)
    number = author.orcid.rsplit("/", 1)[-1]
    shown = number if kind == "text" else f"https://orcid.org/{number}"
    return plain(" ") + styled(plain(f"({shown})" if kind == "text" else shown), size=6.5)


def _with_affiliation(sheet: Sheet, author: ArticleAuthor) -> str:
    affiliations = sheet.article.affiliations
    text = "; ".join(affiliations[index] for index in author.affiliations[:2])
    style = sheet.design.affiliations
    shown = styled(plain(text), size=sheet.pt(style.size), italic=style.italic)
    joint = sheet.rng.choice((plain(", "), "#linebreak();"))
    return _with_marks(sheet, author, "") + (joint + shown if text else "")


def _grid(sheet: Sheet, people: tuple[ArticleAuthor, ...]) -> str:
    """Set blocks of name, affiliation and address in columns, each block a cell of its own."""
    design = sheet.design.authors
    columns = min(design.grid_columns, len(people))
    cells = [_cell(sheet, author) for author in people]
    rows = []
    for start in range(0, len(cells), columns):
        row = cells[start : start + columns]
        shares = ",".join(["1fr"] * len(row))
        gap = f"column-gutter:{sheet.rng.choice((6, 10, 16))}pt"
        if design.grid_rows:
            depth = max(len(cell) for cell in row)
            filled_up = [cell + [""] * (depth - len(cell)) for cell in row]
            lines = [f"[{cell[line]}]" for line in range(depth) for cell in filled_up]
            rows.append(f"#grid(columns:({shares},),{gap},row-gutter:3pt,{','.join(lines)});")
        else:
            stacked = ",".join("[" + "#linebreak();".join(cell) + "]" for cell in row)
            rows.append(f"#grid(columns:({shares},),{gap},{stacked});")
    below = sheet.rng.choice((6, 9, 12))
    return aligned(f"#v({below}pt,weak:true);".join(rows), design.align)


def _cell(sheet: Sheet, author: ArticleAuthor) -> list[str]:
    style = sheet.design.affiliations
    lines = [_with_marks(sheet, author, "")]
    for index in author.affiliations[:1]:
        parts = sheet.article.affiliations[index].split(", ")
        kept = parts if style.parts == "full" else parts[-3:]
        shown = [", ".join(kept[i : i + 2]) for i in range(0, len(kept), 2)][:4]
        lines += [styled(plain(p), size=sheet.pt(style.size), italic=style.italic) for p in shown]
    if author.email:
        mail = styled(plain(author.email), size=sheet.pt(style.size))
        lines.append(mail)
    return lines
