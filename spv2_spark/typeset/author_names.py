"""One author's name as the design prints it, with what stands beside it."""

from __future__ import annotations

from spv2_spark.domain.article import ArticleAuthor
from spv2_spark.domain.label import Field
from spv2_spark.typeset.languages import words_of
from spv2_spark.typeset.markup import filled, plain, small_caps, space, styled, superscript
from spv2_spark.typeset.names import as_text
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


def separator_of(sheet: Sheet, index: int, count: int) -> str:
    """Return what parts one of `count` names from the next."""
    design = sheet.design.authors
    if index == count - 1:
        return ""
    if index < count - 2 or design.last == "same" or design.separator == "wide":
        return design.separator
    last = design.last
    if count == _PAIR:  # no serial comma between two
        last = last.replace(",", "", 1)
    return last.replace("and", words_of(sheet.design.language).conjunction)


def _marks(sheet: Sheet, author: ArticleAuthor) -> str:
    design = sheet.design.authors
    marks: list[str] = []
    if len(sheet.article.affiliations) > 1 or design.marks == "symbols":
        marks = [mark(index, design.marks) for index in author.affiliations]
    if author.corresponding and design.corresponding != "none":
        marks.append(design.corresponding)
    return design.mark_join.join(one for one in marks if one)


def _spaced(separator: str) -> str:
    return space(1.8) + plain(" ") if separator == "wide" else plain(separator)


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
