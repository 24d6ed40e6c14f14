"""One author's name as it is set, with what stands beside it: marks, degrees, status, icons."""

from __future__ import annotations

from spv2_spark.domain.article import ArticleAuthor
from spv2_spark.domain.label import Field
from spv2_spark.typeset.languages import words_of
from spv2_spark.typeset.markup import filled, plain, small_caps, space, styled, superscript
from spv2_spark.typeset.names import as_text
from spv2_spark.typeset.positions import positions_of, titles_before
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet
from spv2_spark.typeset.text_colour import SpanInfo

_SYMBOLS = ("*", "†", "‡", "§", "¶", "‖", "**", "††", "‡‡", "§§")
_PAIR = 2
_SURNAMES = "王李张刘陈杨黄赵吴周田中山本金朴崔"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明健太郎花子美英姬俊"


def mark(index: int, marks: str) -> str:
    """Return the mark of the affiliation with this index."""
    if marks == "letters":
        return chr(ord("a") + index % 26)
    if marks == "capitals":
        return chr(ord("A") + index % 26)
    if marks == "symbols":
        return _SYMBOLS[index % len(_SYMBOLS)]
    return str(index + 1) if marks == "numbers" else ""


def name_of(sheet: Sheet, author: ArticleAuthor, tail: str = "") -> str:
    """Set one author's name as a span; `tail` may stick to it."""
    design = sheet.design.authors
    text = as_text(author.name, design.form)
    colour = sheet.design.type.accent if design.accent else None
    number = sheet.colours.new(SpanInfo(Field.AUTHOR, text=text, tail=tail))
    return styled(
        small_caps(design.small_caps, text, lambda part: sheet.coloured(part, number, colour)),
        weight="" if design.weight == "regular" else design.weight,
        italic=design.italic,
    )


def separator_of(sheet: Sheet, index: int, count: int) -> str:
    """Return what stands behind the name with this index of `count` ("wide": a gap)."""
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
    if design.note == "equal" and sheet.article.authors.index(author) < equal_count(sheet):
        marks.append(equal_sign(sheet))
    return design.mark_join.join(one for one in marks if one)


def equal_count(sheet: Sheet) -> int:
    """Return how many of the first authors are said to have contributed equally."""
    return 2 if sheet.design.seed % 3 else len(sheet.article.authors)


def equal_sign(sheet: Sheet) -> str:
    """Return the mark of those who contributed equally."""
    return ("*", "∗", "†", "#", "=")[sheet.design.seed % 5]


def with_marks(sheet: Sheet, author: ArticleAuthor, separator: str, *, bare: bool = False) -> str:
    """Set a name with what stands beside it, and the separator that follows."""
    design = sheet.design.authors
    marks = "" if bare else _marks(sheet, author)
    tail = marks if design.mark_style == "sups" else ""
    name = _title_before(sheet) + name_of(sheet, author, tail)
    if design.native and chance(sheet.rng, 0.9):
        name += plain(" (") + sheet.repeated(_native_name(sheet)) + plain(")")
    name += _behind(sheet, author)
    orcid = _orcid(sheet, author)
    style = design.mark_style
    if not marks:
        return f"{name}{orcid}{_spaced(separator)}"
    if style == "before_comma" and separator.startswith((",", ";")):
        tail = superscript(plain(separator[0] + marks))
        return f"{name}{orcid}{tail}{plain(separator[1:])}"
    return f"{name}{_set_marks(marks, style)}{orcid}{_spaced(separator)}"


def _set_marks(marks: str, style: str) -> str:
    if style == "paren":
        return plain(f" ({marks})")
    if style == "sups":  # the font's own raised glyphs, which have the line's size
        return f"#super(typographic:true)[{plain(marks)}];"
    forms = {"bracket": f"[{marks}]", "superscript_paren": f"({marks})"}
    return superscript(plain(forms.get(style, marks)))


def _title_before(sheet: Sheet) -> str:
    if sheet.design.authors.status != "before" or chance(sheet.rng, 0.2):
        return ""
    return plain(sheet.rng.choice(titles_before(sheet.design.language)) + " ")


def _behind(sheet: Sheet, author: ArticleAuthor) -> str:
    """Return degrees and the like, which are no part of the name."""
    design = sheet.design.authors
    shown = f", {author.degrees}" if design.degrees and author.degrees else ""
    if design.status in ("after", "paren") and chance(sheet.rng, 0.85):
        status = sheet.rng.choice(positions_of(sheet.design.language).after)
        shown += f", {status}" if design.status == "after" else f" ({status})"
    if design.status == "member" and chance(sheet.rng, 0.8):
        grade = sheet.rng.choice(("Member", "Senior Member", "Fellow", "Student Member", "Fellow"))
        body = sheet.rng.choice(("IEEE", "IEEE", "IEEE", "ACM", "OSA"))
        text = f"{grade}, {body}"
        return plain(f"{shown}, ") + styled(plain(text), italic=sheet.design.seed % 3 > 0)
    return plain(shown)


def _native_name(sheet: Sheet) -> str:
    count = sheet.rng.choice((1, 2, 2))
    return sheet.rng.choice(_SURNAMES) + "".join(sheet.rng.choice(_GIVEN) for _ in range(count))


def _orcid(sheet: Sheet, author: ArticleAuthor) -> str:
    kind = sheet.design.authors.orcid
    if kind == "none" or not author.orcid:
        return ""
    if kind == "icon":
        return space(0.15) + filled(5.5, 5.5, 0xA0C030)
    if kind == "letters":  # an icon whose text can be read
        return _lettered_icon(sheet)
    number = author.orcid.rsplit("/", 1)[-1]
    shown = f"({number})" if kind == "text" else f"https://orcid.org/{number}"
    return plain(" ") + styled(plain(shown), size=6.5)


def _lettered_icon(sheet: Sheet) -> str:
    text = ("iD", "ID", "iD", "id", "✉", "⋆")[sheet.design.seed // 7 % 6]
    look = sheet.design.seed // 43 % 3
    if look == 0:
        return space(0.15) + superscript(plain(text))
    shown = styled(plain(text), size=sheet.pt(0.6), fonts=sheet.design.type.furniture)
    if look == 1:
        return plain(" ") + shown
    return space(0.1) + f'#box(fill:rgb("#a0c030"),radius:3pt,inset:0.8pt)[{shown}];'
