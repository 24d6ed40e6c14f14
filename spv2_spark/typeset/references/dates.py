"""Years and dates of publication, and dates of access."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.domain.label import Field
from spv2_spark.typeset.languages import words_of
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.references.line import clean

if TYPE_CHECKING:
    from spv2_spark.typeset.references.style import ReferenceStyle

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)([a-k](?![^\W_]))?")
_SHORT = 5  # "May", "June" and "July" are not cut
_ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def month_index(text: str) -> int | None:
    """Return 0..11 for a month given by its number or English name, else None."""
    text = text.strip().lower()
    if text.isdigit():
        return int(text) - 1 if 1 <= int(text) <= 12 else None  # noqa: PLR2004
    return _ENGLISH.index(text[:3]) if text[:3] in _ENGLISH else None


def year_segments(style: ReferenceStyle, reference: SourceReference) -> tuple[Segment, ...]:
    """Return a year: the field is its four digits, and the letter that parts a year's works.

    What is no year ("in press", "n.d.") is masked.
    """
    text = clean(reference.year)
    if not text:
        return ()
    mark = style.marks.get("year", "")
    bold, italic = "b" in mark, "i" in mark
    match = _YEAR.search(text)
    if not match:
        return (Segment(text, masked=True, bold=bold, italic=italic),)
    before, after = text[: match.start()], text[match.end() :]
    segments = (
        Segment(before, masked=True, bold=bold, italic=italic),
        Segment(match.group(), Field.BIB_YEAR, True, False, bold, italic),
        Segment(after, masked=True, bold=bold, italic=italic),
    )
    return tuple(one for one in segments if one.text)


def date_segments(
    style: ReferenceStyle, reference: SourceReference, rng: random.Random
) -> tuple[Segment, ...]:
    """Return the date in the style's form, or the year where the month is not known."""
    year, month = year_segments(style, reference), month_index(reference.month)
    if style.date_form == "{year}" or month is None or not any(one.field for one in year):
        return year
    name = words_of(style.language).months[month]
    values = {
        "day": str(rng.randint(1, 28)),
        "month": name,
        "mon": name if len(name) < _SHORT else name[:3],
        "mm": f"{month + 1:02d}",
    }
    before, _, after = style.date_form.partition("{year}")
    pieces = (Segment(before.format(**values)), *year, Segment(after.format(**values)))
    return tuple(one for one in pieces if one.text)


def access_text(style: ReferenceStyle, reference: SourceReference) -> tuple[Segment, ...]:
    """Return the date of access ("YYYY-MM-DD" is put in the style's form)."""
    text = clean(reference.accessed)
    match = re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", text)
    if match and 1 <= int(match.group(2)) <= 12:  # noqa: PLR2004
        name = words_of(style.language).months[int(match.group(2)) - 1]
        text = style.access_form.replace(
            "{mon}.", "{mon}" if len(name) < _SHORT else "{mon}."
        ).format(
            year=match.group(1),
            month=name,
            mon=name if len(name) < _SHORT else name[:3],
            day=int(match.group(3)),
            mm=f"{int(match.group(2)):02d}",
            dd=f"{int(match.group(3)):02d}",
        )
    return (Segment(text),) if text else ()


def meeting_dates(reference: SourceReference, rng: random.Random) -> tuple[Segment, ...]:
    """Return the days of a conference; its year may be the only one printed, so it is masked."""
    month, year = month_index(reference.month), _YEAR.search(reference.year)
    if month is None:
        return ()
    name, day = words_of("en").months[month], rng.randint(1, 25)
    dash = rng.choice(("-", "–", "–"))
    days = rng.choice((f"{day}{dash}{day + 3} {name}", f"{name} {day}{dash}{day + 3}", name))
    if not year or chance(rng, 0.3):
        return (Segment(days),)
    comma = "," if days[-1].isdigit() else ""
    return (Segment(f"{days}{comma} "), Segment(year.group(1), masked=True))
