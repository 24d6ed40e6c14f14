"""Lines that fronts of a language print round title and names: class marks, who supervised."""

from __future__ import annotations

from spv2_spark.typeset.languages import words_of
from spv2_spark.typeset.local.grammar import text_of
from spv2_spark.typeset.local.people import person
from spv2_spark.typeset.markup import aligned, block, plain, styled
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet


def class_mark(sheet: Sheet) -> str:
    """Return the line of class marks or numbers above a front: `УДК 666.3`."""
    return _line(sheet, "mark", sheet.rng.choice(("left", "left", "right")))


def supervisor(sheet: Sheet) -> str:
    """Return who supervised the work: a person with a status, and no author."""
    return _line(sheet, "supervisor", sheet.design.authors.align)


def _line(sheet: Sheet, rule: str, where: str) -> str:
    language = words_of(sheet.article.language)
    if rule not in language.grammar:
        return ""
    name = person(language, sheet.rng).name
    short = f"{name.surname} {'. '.join(one[0] for one in name.given.split())}."
    text = text_of({**language.grammar, "name": (short, name.full)}, rule, sheet.rng)
    size = sheet.pt(sheet.rng.choice((0.9, 1.0, 1.0)))
    return block(
        aligned(styled(plain(text), size=size, italic=chance(sheet.rng, 0.2)), where), below=8
    )
