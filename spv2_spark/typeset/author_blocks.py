"""Authors with their affiliations and addresses of mail, in columns or group by group."""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.domain.article import ArticleAuthor
from spv2_spark.typeset.author_names import separator_of, with_marks
from spv2_spark.typeset.markup import aligned, plain, small_caps, styled
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet

People = Sequence[ArticleAuthor]


def inline(sheet: Sheet, people: People) -> str:
    """Set a paragraph an author: the name, the affiliations behind or below it."""
    return "#parbreak();".join(_with_affiliation(sheet, one) for one in people)


def grid(sheet: Sheet, people: People) -> str:
    """Set blocks of name, affiliation and address in columns, each block a cell of its own."""
    return _cells(sheet, [_cell(sheet, author) for author in people])


def blocks(sheet: Sheet, people: People) -> str:
    """Set the authors of an affiliation in one block with it, the blocks in columns."""
    cells = []
    for affiliation, members in _by_affiliation(people):
        names = [
            with_marks(sheet, one, separator_of(sheet, index, len(members)), bare=True)
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


def grouped(sheet: Sheet, people: People) -> str:
    """Set the authors of an affiliation on a line, the affiliation below, group after group."""
    groups = []
    for affiliation, members in _by_affiliation(people):
        names = "".join(
            with_marks(sheet, one, separator_of(sheet, index, len(members)), bare=True)
            for index, one in enumerate(members)
        )
        lines = _affiliation_lines(sheet, affiliation, whole=True)
        mails = _shared_mails(sheet, members) if chance(sheet.rng, 0.4) else []
        groups.append([names, *lines, *mails])
    return _parted(groups)


def mail_beside(sheet: Sheet, people: People) -> str:
    """Set a line an author, the address of mail at its other end, and the affiliation below."""
    shape = sheet.rng.choice(("none", "fake"))
    groups = []
    for affiliation, members in _by_affiliation(people):
        lines = [
            with_marks(sheet, one, "", bare=True) + f"#h(1fr);{_mail(sheet, one.email, shape)}"
            for one in members
        ]
        groups.append([*lines, *_affiliation_lines(sheet, affiliation)])
    return _parted(groups)


def _with_affiliation(sheet: Sheet, author: ArticleAuthor) -> str:
    affiliations = sheet.article.affiliations
    text = "; ".join(affiliations[index] for index in author.affiliations[:2])
    style = sheet.design.affiliations
    shown = styled(plain(text), size=sheet.pt(style.size), italic=style.italic)
    joint = sheet.rng.choice((plain(", "), "#linebreak();"))
    mail = f"#linebreak();{_mail(sheet, author.email)}" if style.mails == "below" else ""
    tail = joint + shown if text else ""
    return with_marks(sheet, author, "", bare=True) + tail + (mail if author.email else "")


def _parted(groups: list[list[str]]) -> str:
    """Set groups of lines one below the other, with white between them."""
    return "#v(7pt,weak:true);".join(
        f"#block(width:100%)[{'#linebreak();'.join(lines)}];" for lines in groups
    )


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


def _mail(sheet: Sheet, mail: str, shape: str = "none") -> str:
    """Set an address of mail; `shape` is one of `small_caps`."""
    style = sheet.design.affiliations
    face = ("DejaVu Sans Mono",) if style.typewriter_mails else ()
    return styled(small_caps(shape, mail, plain), size=sheet.pt(style.size), fonts=face)


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
