"""A front in a second language beside the first: title, names, abstract, none of them labelled."""

from __future__ import annotations

from dataclasses import dataclass

from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.markup import aligned, block, plain, styled
from spv2_spark.typeset.names import as_text
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet

_TITLE_ALONE = 0.45  # of second fronts, which have no names then


@dataclass(frozen=True, slots=True)
class SecondFront:
    """What a paper's second front prints; `place` is behind the first one or the paper's end.

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
    place: str  # front, end


def second_front(sheet: Sheet, place: str) -> str:
    """Return the second front if it stands at this place.

    The first title is the title, and its names the authors: what follows in other words is none.
    """
    front = sheet.second
    if front is None or front.place != place:
        return ""
    rng, where = sheet.rng, sheet.design.title.align
    title = styled(plain(front.title), weight=rng.choice(("bold", "regular")),
                   size=sheet.pt(rng.choice((1.0, 1.2, 1.4, sheet.design.title.size))))  # fmt: skip
    names = styled(
        plain(", ".join(as_text(name, front.form) for name in front.names)),
        italic=chance(rng, 0.3),
        weight="bold" if chance(rng, 0.2) else "",
    )
    below = styled(plain("; ".join(front.affiliations)), size=sheet.pt(0.85))
    parts = [names, title, below] if chance(rng, 0.25) else [title, names, below]
    kept = [part for part in parts if part][: rng.choice((3, 3, 3, 2))]
    if chance(rng, _TITLE_ALONE):
        kept = [title]
    head = "".join(block(aligned(part, where), above=4, below=5) for part in kept)
    lead = styled(plain(front.heading + rng.choice((". ", ": ", "  "))), weight="bold")
    text = styled(lead + plain(front.abstract), size=sheet.pt(0.9)) if front.abstract else ""
    keywords = styled(plain(front.keywords), size=sheet.pt(0.9)) if front.keywords else ""
    content = f"{head}{text}#parbreak();{keywords}"
    return block(f"#set par(first-line-indent:0pt);{content}", above=10, below=10)
