"""A front in a second language beside the first: title, names, abstract, none of them labelled.

It stands in one piece behind the first one or at the paper's end, or in pieces: its title below
the title and its names below the names, or both above the abstract.
"""

from __future__ import annotations

from dataclasses import dataclass

from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.markup import aligned, block, plain, styled, superscript
from spv2_spark.typeset.names import as_text
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet

_TITLE_ALONE = 0.45  # of second fronts, which have no names then


@dataclass(frozen=True, slots=True)
class SecondFront:
    """What a paper's second front prints, and where: `place` is one of `PLACES`.

    `keywords` is the whole line, its lead included.
    """

    language: str
    title: str
    names: tuple[PersonName, ...]
    affiliations: tuple[str, ...]
    heading: str
    abstract: str
    keywords: str
    form: str
    place: str


# Behind the first front, at the paper's end, above the abstract, in pieces below the first one's.
PLACES = ("front", "end", "between", "below")


def second_front(sheet: Sheet, place: str) -> str:
    """Return what of the second front stands at this place: "front", "end" or "between".

    The first title is the title, and its names the authors: what follows in other words is none.
    """
    front = sheet.second
    if front is None:
        return ""
    if place == "between":
        return _head(sheet, front) if front.place == place else ""
    if place != ("end" if front.place == "end" else "front"):
        return ""
    head = _head(sheet, front) if front.place == place else ""
    return head + _abstract(sheet, front)


def title_below(sheet: Sheet) -> str:
    """Return the second title where it stands in the first one's block, else nothing."""
    front = sheet.second
    if front is None or front.place != "below":
        return ""
    return block(_title(sheet, front), above=sheet.rng.uniform(3, 9))


def names_below(sheet: Sheet) -> str:
    """Return the second front's names where they stand in the authors' block, else nothing."""
    front = sheet.second
    if front is None or front.place != "below" or chance(sheet.rng, _TITLE_ALONE):
        return ""
    return block(_names(sheet, front), above=sheet.rng.uniform(3, 9))


def _head(sheet: Sheet, front: SecondFront) -> str:
    rng, where = sheet.rng, sheet.design.title.align
    title, names = _title(sheet, front), _names(sheet, front)
    below = styled(plain("; ".join(front.affiliations)), size=sheet.pt(0.85))
    parts = [names, title, below] if chance(rng, 0.25) else [title, names, below]
    kept = [part for part in parts if part][: rng.choice((3, 3, 3, 2))]
    if chance(rng, _TITLE_ALONE):
        kept = [title]
    return "".join(block(aligned(part, where), above=4, below=5) for part in kept)


def _title(sheet: Sheet, front: SecondFront) -> str:
    rng, design = sheet.rng, sheet.design.title
    size = rng.choice((1.0, 1.2, 1.4, design.size))
    return styled(plain(front.title), weight=rng.choice(("bold", "regular")), size=sheet.pt(size))


def _names(sheet: Sheet, front: SecondFront) -> str:
    rng = sheet.rng
    joint = rng.choice((", ", ", ", ", ", " · ", "; "))
    shown = [plain(as_text(name, front.form)) for name in front.names]
    if sheet.design.authors.marks != "none" and chance(rng, 0.6):
        shown = [one + superscript(plain(str(at % 3 + 1))) for at, one in enumerate(shown)]
    return styled(
        plain(joint).join(shown), italic=chance(rng, 0.3), weight="bold" if chance(rng, 0.2) else ""
    )


def _abstract(sheet: Sheet, front: SecondFront) -> str:
    lead = styled(plain(front.heading + sheet.rng.choice((". ", ": ", "  "))), weight="bold")
    text = styled(lead + plain(front.abstract), size=sheet.pt(0.9)) if front.abstract else ""
    keywords = styled(plain(front.keywords), size=sheet.pt(0.9)) if front.keywords else ""
    content = f"{text}#parbreak();{keywords}"
    return block(f"#set par(first-line-indent:0pt);{content}", above=10, below=10)
