"""Write the fields of one entry, and mask what gold leaves unexplained in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from spv2_spark.domain.gold import GoldReference
from spv2_spark.domain.label import Field
from spv2_spark.gold.canvas import Canvas
from spv2_spark.gold.entries import Entry, label_end
from spv2_spark.gold.people import NameHit
from spv2_spark.gold.spans import label_hit
from spv2_spark.gold.stream import Stream
from spv2_spark.layout.vocabulary import vocabulary

_CONNECTORS = frozenset([
    "and", "und", "et", "y", "e", "i", "och", "og", "en", "with", "con", "avec", "al", "alii",
    "alia", "etal", "others", "other", "ed", "eds", "editor", "editors", "hrsg", "jr", "sr", "ii",
    "iii", "the", "in",
])  # fmt: skip
_EDITOR_WORDS = frozenset(
    ["ed", "eds", "editor", "editors", "edited", "hrsg", "herausgeber", "editado", "coord"]
)
_EDITOR_REACH = 15
_CROWD = 12  # words


def label_fields(
    canvas: Canvas, reference: GoldReference, entry: Entry, *, dotted: bool, untitled: bool
) -> None:
    """Label what was found; if gold does not explain the entry mask all the rest of it.

    An entry is explained when its title, venue and year were found and its author zone holds
    no word that is no gold author's. Then the rest (volume, pages, publisher) is truly none,
    but for words next to the title and for editors. `dotted`: initials end with a full stop.
    `untitled`: this list prints no titles.
    """
    stream = canvas.stream
    _label(canvas, reference, entry, dotted)
    _count(canvas, reference, entry)
    first = label_end(stream, entry.start)
    zone = _strangers(canvas, _author_zone(stream, entry, first))
    has_title = entry.title is not None or (untitled and not reference.title)
    explained = has_title and entry.venue is not None and entry.year is not None and not zone
    if not explained:
        canvas.mask_fields(range(first, entry.end), "entry not explained")
        return
    _mask_suffixes(canvas, entry)
    _mask_doubts(canvas, entry, first)
    _mask_crowds(canvas, range(first, entry.end))


def _label(canvas: Canvas, reference: GoldReference, entry: Entry, dotted: bool) -> None:
    for hit in entry.authors:
        if hit:
            canvas.label(Field.BIB_AUTHOR, hit.start, _name_end(canvas.stream, hit, dotted))
    if entry.title:
        label_hit(canvas, Field.BIB_TITLE, entry.title, reference.title)
    if entry.venue:
        canvas.label(Field.BIB_VENUE, *entry.venue)
    if entry.year is not None:
        _label_year(canvas, reference, entry.year)
    for name, hit in zip(reference.authors, entry.authors, strict=True):
        if hit and not name.group and (hit.given == 0 or not name.given):
            _mask_part(canvas, hit, entry.end)


def _mask_part(canvas: Canvas, hit: NameHit, end: int) -> None:
    """Mask a bare surname instead of labelling it where more of the name seems to follow."""
    after = hit.end
    while after < min(end, hit.end + 2) and not canvas.stream.folded[after]:
        after += 1
    if _strangers(canvas, [after] if after < end else []):
        canvas.fields[hit.start : hit.end] = 0
        canvas.mask_fields(range(hit.start, hit.end), "part of a name")


def _mask_suffixes(canvas: Canvas, entry: Entry) -> None:
    """Mask a "Jr" that is printed beside a name and that gold lacks."""
    for hit in entry.authors:
        near = range(hit.end, min(hit.end + 2, entry.end)) if hit else range(0)
        canvas.mask_fields(
            (t for t in near if canvas.stream.texts[t] in vocabulary().names.suffixes), "suffix"
        )


def _mask_doubts(canvas: Canvas, entry: Entry, first: int) -> None:
    """Mask words beside the title and editors in an entry that is otherwise explained."""
    between = _strangers(canvas, _after_title(canvas.stream, entry))
    if len(between) > 1:
        canvas.mask_fields(range(between[0], between[-1] + 1), "beside the title")
    for hit in entry.editors:
        canvas.mask_fields(range(hit.start, hit.end), "editors")
    if not entry.editors:
        _mask_editors(canvas, first, entry.end)


def _mask_crowds(canvas: Canvas, tokens: range) -> None:
    """Mask where more words stand between two fields than a publisher and its place have.

    They are another entry's or a caption's, read across columns.
    """
    bounds = [t for t in tokens if canvas.fields[t] != 0]
    for one, two in pairwise([tokens.start - 1, *bounds, tokens.stop]):
        strangers = _strangers(canvas, range(one + 1, two))
        if sum(canvas.stream.spaced[token] for token in strangers) > _CROWD:
            canvas.mask_fields(range(one + 1, two), "words of something else")


def _label_year(canvas: Canvas, reference: GoldReference, year: int) -> None:
    """Label the year with its letter ("2009a") where gold has it; else mask the letter."""
    stream = canvas.stream
    canvas.label(Field.BIB_YEAR, year, year + 1)
    letter = year + 1
    if letter < len(stream) and len(stream.texts[letter]) == 1 and stream.texts[letter].islower():
        if reference.year.endswith(stream.texts[letter]):
            canvas.label(Field.BIB_YEAR, year, year + 2)
        else:
            canvas.mask_fields([letter], "letter of a year")


def _name_end(stream: Stream, hit: NameHit, dotted: bool) -> int:
    end = hit.end
    is_initial = len(stream.texts[end - 1]) == 1 and hit.inverted
    has_stop = end < len(stream) and stream.texts[end] == "."
    return end + 1 if dotted and is_initial and has_stop else end


def _author_zone(stream: Stream, entry: Entry, first: int) -> range:
    """Return the tokens where the entry's authors stand: up to the first other field."""
    others = [start for start, _ in entry.others]
    starts = [hit.start for hit in entry.authors if hit]
    low = min(starts, default=first)
    if not others or min(others) > first:
        low = min(low, first)
    return range(low, min((other for other in others if other >= low), default=entry.end))


def _after_title(stream: Stream, entry: Entry) -> range:
    if entry.title and entry.venue:
        return range(entry.title.end, entry.venue.start)
    return range(0)


def _strangers(canvas: Canvas, tokens: Iterable[int]) -> list[int]:
    """Return the words among the tokens that no field explains and that are no connectors."""
    folded, fields = canvas.stream.folded, canvas.fields
    return [
        token
        for token in tokens
        if fields[token] <= 0 and folded[token].isalpha() and folded[token] not in _CONNECTORS
    ]


def _mask_editors(canvas: Canvas, start: int, end: int) -> None:
    for token in range(start, end):
        if canvas.stream.folded[token] in _EDITOR_WORDS and canvas.fields[token] <= 0:
            near = range(max(start, token - _EDITOR_REACH), min(end, token + _EDITOR_REACH))
            canvas.mask_fields(_strangers(canvas, near), "editors")


def _count(canvas: Canvas, reference: GoldReference, entry: Entry) -> None:
    for name, hit in zip(reference.authors, entry.authors, strict=True):
        canvas.expect("bib_author", name.full, hit is not None)
    found = (
        ("bib_title", reference.title, entry.title),
        ("bib_venue", reference.venue, entry.venue),
        ("bib_year", reference.year, entry.year),
    )
    for field, text, place in found:
        if text:
            canvas.expect(field, text, place is not None)
