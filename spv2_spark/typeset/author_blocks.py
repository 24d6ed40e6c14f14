"""Authors in blocks: each name with its affiliation and address below it or beside it."""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.domain.article import ArticleAuthor
from spv2_spark.typeset.author_lines import (
    affiliation_lines_of,
    below_name,
    firm,
    mail_line,
    shared_mails,
)
from spv2_spark.typeset.author_names import separator_of, with_marks
from spv2_spark.typeset.markup import aligned, plain, styled
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet

People = Sequence[ArticleAuthor]
Cell = list[str]


def inline(sheet: Sheet, people: People) -> str:
    """Set every author in a paragraph with the affiliation."""
    return "#parbreak();".join(_with_affiliation(sheet, one) for one in people)


def _with_affiliation(sheet: Sheet, author: ArticleAuthor) -> str:
    affiliations = sheet.article.affiliations
    text = "; ".join(affiliations[index] for index in author.affiliations[:2])
    style = sheet.design.affiliations
    shown = styled(plain(text), size=sheet.pt(style.size), italic=style.italic)
    joint = plain(", ") if sheet.design.seed % 2 else "#linebreak();"
    mail = f"#linebreak();{mail_line(sheet, author.email)}" if style.mails == "below" else ""
    tail = joint + shown if text else ""
    return with_marks(sheet, author, "", bare=True) + tail + (mail if author.email else "")


def bracketed(sheet: Sheet, people: People) -> str:
    """Set names in a line, each with a firm, an affiliation or an address in brackets behind it."""
    what = sheet.rng.choice(("affiliation", "firm", "mail"))
    left, right = sheet.rng.choice((("(", ")"), ("(", ")"), ("[", "]"), ("<", ">")))
    pieces = []
    for index, author in enumerate(people):
        inside = author.email if what == "mail" else firm(sheet)
        if what == "affiliation" and author.affiliations:
            inside = sheet.article.affiliations[author.affiliations[0]].partition(", ")[0]
        shown = styled(plain(f" {left}{inside}{right}"), italic=sheet.design.affiliations.italic)
        gap = separator_of(sheet, index, len(people))
        name = with_marks(sheet, author, "", bare=True)
        pieces.append(name + (shown if inside else "") + plain("  " if gap == "wide" else gap))
    return "".join(pieces)


def grid(sheet: Sheet, people: People) -> str:
    """Set blocks of name, affiliation and address in columns, each block a cell of its own."""
    return _cells(sheet, [_cell(sheet, author) for author in people])


def joint_blocks(sheet: Sheet, people: People) -> str:
    """Set the authors of an affiliation in one block with it, the blocks in columns."""
    cells = []
    for affiliation, members in _by_affiliation(people):
        names = _names(sheet, members)
        lines = affiliation_lines_of(sheet, affiliation)
        cells.append([names, *lines, *shared_mails(sheet, members)])
    return _cells(sheet, cells)


def grouped(sheet: Sheet, people: People) -> str:
    """Set the authors of an affiliation on a line, the affiliation below, group after group."""
    groups = []
    for affiliation, members in _by_affiliation(people):
        lines = affiliation_lines_of(sheet, affiliation, whole=True)
        mails = shared_mails(sheet, members) if chance(sheet.rng, 0.4) else []
        groups.append("#linebreak();".join((_names(sheet, members), *lines, *mails)))
    return _one_below_the_other(groups, 3)


def stacked(sheet: Sheet, people: People) -> str:
    """Set the blocks of name, affiliation and address one below the other."""
    blocks = ["#linebreak();".join(_cell(sheet, author)) for author in people]
    return _one_below_the_other(blocks, sheet.rng.choice((0, 2, 4, 6, 10)))


def mail_right(sheet: Sheet, people: People) -> str:
    """Set names flush left and their addresses of mail flush right, affiliations below.

    Authors of one affiliation that follow each other may share the line below them.
    """
    shares, ends = chance(sheet.rng, 0.6), chance(sheet.rng, 0.15)
    blocks: list[str] = []
    for index, author in enumerate(people):
        mail = mail_line(sheet, author.email) if author.email else ""
        tail = plain(" and") if mail and len(people) > 1 and index == 0 and ends else ""
        name = with_marks(sheet, author, "", bare=not ends and not chance(sheet.rng, 0.2))
        lines = [f"{name}#h(1fr);{mail}{tail}"]
        follows = people[index + 1].affiliations[:1] if index + 1 < len(people) else ()
        if author.affiliations and not (shares and follows == author.affiliations[:1]):
            lines += affiliation_lines_of(sheet, author.affiliations[0])
        blocks.append("#linebreak();".join(lines))
    return aligned(_one_below_the_other(blocks, sheet.rng.choice((0, 1, 3, 6))), "left")


def beside(sheet: Sheet, people: People) -> str:
    """Set names in a column and what belongs to them in the next, or behind a gap."""
    rows = []
    narrow = sheet.rng.choice(("auto", "35%", "45%", "1fr"))
    for author in people:
        below = below_name(sheet, author)
        name = with_marks(sheet, author, "", bare=True)
        rows.append(f"[{name}],[{'#linebreak();'.join(below)}]")
    gap = sheet.rng.choice((6, 8, 12))
    return (
        f"#grid(columns:({narrow},1fr),column-gutter:14pt,row-gutter:{gap}pt,align:left,"
        f"{','.join(rows)});"
    )


def _one_below_the_other(blocks: list[str], gap_pt: int) -> str:
    # A block ends at its last line's baseline: what is between lines comes on top of the gap.
    gap = f"#v(0.6em+{gap_pt}pt,weak:true);"
    return gap.join(f"#block(width:100%)[{one}];" for one in blocks)


def _names(sheet: Sheet, members: list[ArticleAuthor]) -> str:
    return "".join(
        with_marks(sheet, one, separator_of(sheet, index, len(members)), bare=True)
        for index, one in enumerate(members)
    )


def _by_affiliation(people: People) -> list[tuple[int, list[ArticleAuthor]]]:
    groups: dict[int, list[ArticleAuthor]] = {}
    for author in people:
        groups.setdefault(author.affiliations[0] if author.affiliations else -1, []).append(author)
    return list(groups.items())


def _cell(sheet: Sheet, author: ArticleAuthor) -> Cell:
    marked = sheet.design.authors.note != "none" or chance(sheet.rng, 0.15)
    return [with_marks(sheet, author, "", bare=not marked), *below_name(sheet, author)]


def _cells(sheet: Sheet, cells: list[Cell]) -> str:
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
            stacked_lines = ",".join("[" + "#linebreak();".join(cell) + "]" for cell in row)
            rows.append(f"#grid(columns:({shares},),{gap},{stacked_lines});")
    below = sheet.rng.choice((6, 9, 12))
    return aligned(f"#v({below}pt,weak:true);".join(rows), design.align)
