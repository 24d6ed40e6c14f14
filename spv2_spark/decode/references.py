"""Entries of the bibliography to References."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from spv2_spark.decode.authors import is_doubtful, name_parts
from spv2_spark.decode.bib_kinds import is_group, is_online, parted
from spv2_spark.decode.bib_titles import bib_title_of, bib_title_span
from spv2_spark.decode.entries import number_at
from spv2_spark.decode.lexicon import Lexicon
from spv2_spark.decode.names import names_of
from spv2_spark.decode.person import SUFFIXES, Name, is_initials
from spv2_spark.decode.places import places_of
from spv2_spark.decode.spans import EntrySpan, Reading, Span, spans_of
from spv2_spark.decode.text import parts_of, string_of
from spv2_spark.decode.values import author_of
from spv2_spark.decode.venues import venue_of, venue_span, venues_end_with_stops
from spv2_spark.decode.years import year_of
from spv2_spark.domain.label import Field
from spv2_spark.domain.metadata import Author, Reference

_EDITORS_AFTER = re.compile(
    r"^\W*(eds?|edits?|editors?|editores|hrsg|hg|dirs?|éds?|coords?|trans|translators?)\b",
    re.IGNORECASE,
)
_EDITORS_BEFORE = re.compile(
    r"(edited by|hrsg\W*von|herausgegeben von|translated by|eds?\W*by)\W*$", re.IGNORECASE
)
_IN_BEFORE = re.compile(r"\bin\W*$", re.IGNORECASE)
_REPEATED = re.compile(r"^\W*([—―‒–_\-]\s*){2,}|^\W*—\s*[.,]")
_SOME = 4  # entries of a page that make it one of the list
_BEFORE = 0.25  # of the entries; if more stand before, there is no one list
_PAGE_GAP = 300  # tokens of heads, feet, notes and tables between two pages of one list
_LABEL = 14  # tokens of a printed label in brackets
_NEAR = 4  # tokens between two authors of one list, or between a list and "(Eds.)"


def references_of(reading: Reading, lexicon: Lexicon) -> tuple[Reference, ...]:
    """Return a Reference for every entry in which any field was found."""
    stops = venues_end_with_stops(reading)
    references: list[Reference] = []
    for entry in _listed(reading):
        reference = _reference(reading, entry, lexicon, stops=stops)
        if not reference.authors and references and _REPEATED.match(_start(reading, entry)):
            reference = replace(reference, authors=references[-1].authors)
        if not _is_empty(reference) and not _is_overprint(reference, references):
            references.append(reference)
    return tuple(references)


def _listed(reading: Reading) -> list[EntrySpan]:
    """Return the entries without those before the list that have neither number nor authors.

    A box says how the paper itself is cited, a figure names what it shows. The list begins with
    the entries that run on to the first page with some.
    """
    entries = reading.entries
    pages = [reading.tokens.pages[entry.indices[0]] for entry in entries]
    counts = Counter(pages)
    first = next((at for at, page in enumerate(pages) if counts[page] >= _SOME), 0)
    if first > _BEFORE * len(entries):
        return list(entries)
    while first and entries[first].indices[0] - entries[first - 1].indices[-1] <= _PAGE_GAP:
        first -= 1
    return [
        entry
        for at, entry in enumerate(entries)
        if at >= first
        or spans_of(entry, Field.BIB_AUTHOR)
        or number_at(reading.tokens, entry.indices[0]) is not None
    ]


def _reference(reading: Reading, entry: EntrySpan, lexicon: Lexicon, *, stops: bool) -> Reference:
    tokens = reading.tokens
    venue = venue_span(reading, spans_of(entry, Field.BIB_VENUE), stops=stops)
    title = bib_title_span(reading, entry)
    if title and venue:
        title, venue = parted(reading, title, venue)
    elif venue and is_online(reading, entry, venue):
        title, venue = Span(Field.BIB_TITLE, venue.indices), None
    group = title if title and is_group(reading, title) else None
    title = None if group else title
    taken = [index for span in (title, venue) if span for index in span.indices]
    return Reference(
        title=bib_title_of(reading, title, lexicon) if title else None,
        authors=_authors(reading, entry, lexicon, group),
        venue=venue_of(reading, venue, lexicon, stops=stops) if venue else None,
        year=year_of(reading, entry, lexicon, taken=taken),
        places=places_of(tokens, entry.indices),
        text=string_of(parts_of(tokens, entry.indices, lexicon)),
    )


def _authors(
    reading: Reading, entry: EntrySpan, lexicon: Lexicon, group: Span | None = None
) -> tuple[Author, ...]:
    names: list[Name] = []
    entry = _behind_label(reading, entry)
    for run in _runs(entry):
        if _are_editors(reading, entry, run, first=run[0] is entry.spans[0]):
            continue
        for span in _mended(reading, run):
            names.extend(names_of(name_parts(reading, span, lexicon), front=False))
    if group:
        parts = [one for one in name_parts(reading, group, lexicon) if one.text not in "[]()"]
        names.extend(names_of(parts, front=False))
    authors = [author_of(reading, name) for name in names]
    return tuple(one for one in authors if not is_doubtful(one, alone=True))


def _behind_label(reading: Reading, entry: EntrySpan) -> EntrySpan:
    """Drop what a label before the authors holds: "[Roe and Doe 2011] Roe, S. A.; Doe, G."."""
    texts = [reading.tokens.texts[index] for index in entry.indices[:_LABEL]]
    if texts[0] != "[" or "]" not in texts:
        return entry
    end = entry.indices[texts.index("]")]
    behind = tuple(one for one in entry.spans if one.indices[0] > end)
    has_authors = any(one.field == Field.BIB_AUTHOR for one in behind)
    return replace(entry, spans=behind) if has_authors else entry


def _runs(entry: EntrySpan) -> list[list[Span]]:
    """Group author spans into lists: no other field and few tokens between them."""
    runs: list[list[Span]] = []
    open_run = False
    for span in entry.spans:
        if span.field != Field.BIB_AUTHOR:
            open_run = False
            continue
        if not open_run or span.indices[0] - runs[-1][-1].indices[-1] > _NEAR:
            runs.append([])
        runs[-1].append(span)
        open_run = True
    return runs


def _are_editors(reading: Reading, entry: EntrySpan, run: Sequence[Span], *, first: bool) -> bool:
    start, end = run[0].indices[0], run[-1].indices[-1]
    members, texts = entry.indices, reading.tokens.texts
    at, behind = bisect_left(members, start), bisect_right(members, end)
    before = [texts[index] for index in members[max(at - _NEAR, 0) : at]]
    after = [texts[index] for index in members[behind : behind + _NEAR]]
    if _EDITORS_AFTER.match(" ".join(after)) or _EDITORS_BEFORE.search(" ".join(before)):
        return True
    return not first and _IN_BEFORE.search(" ".join(before)) is not None


def _mended(reading: Reading, run: Sequence[Span]) -> list[Span]:
    """Join initials that stand alone to the surname before or behind them."""
    spans: list[Span] = []
    for span in run:
        if spans and _lacks(reading, spans[-1], span):
            between = range(spans[-1].indices[-1] + 1, span.indices[0])
            spans[-1] = Span(span.field, (*spans[-1].indices, *between, *span.indices))
        else:
            spans.append(span)
    return [_with_suffix(reading, _with_initials(reading, span)) for span in spans]


def _with_initials(reading: Reading, span: Span) -> Span:
    """Take in the initials that stand unlabelled right behind a surname alone ("Smith JA,")."""
    texts, end = reading.tokens.texts, span.indices[-1]
    following = texts[end + 1 : end + 3]
    if len(following) < 2 or any(is_initials(texts[index]) for index in span.indices):  # noqa: PLR2004
        return span
    is_name = len(span.indices) == 1 and texts[end][:1].isupper()
    is_free = reading.path.field[end + 1] == 0 and following[1] in ",;.&"
    if is_name and is_free and is_initials(following[0]):
        return Span(span.field, (*span.indices, end + 1))
    return span


def _with_suffix(reading: Reading, span: Span) -> Span:
    """Take in "Jr", "III" or "3rd" right behind a name, with a comma or without."""
    texts, end = reading.tokens.texts, span.indices[-1]
    start = end + 2 if texts[end + 1 : end + 2] == (",",) else end + 1
    for stop in (start + 1, start + 2):
        is_free = not reading.path.field[start:stop].any() and stop <= len(texts)
        if is_free and "".join(texts[start:stop]).lower() in SUFFIXES:
            return Span(span.field, (*span.indices, *range(end + 1, stop)))
    return span


def _lacks(reading: Reading, before: Span, after: Span) -> bool:
    texts = reading.tokens.texts
    one = [texts[index] for index in before.indices if texts[index] not in ".,-"]
    two = [texts[index] for index in after.indices if texts[index] not in ".,-"]
    gap = [texts[index] for index in range(before.indices[-1] + 1, after.indices[0])]
    if any(text not in (".", ",", "-") for text in gap):
        return False
    bare_one, bare_two = all(map(is_initials, one)), all(map(is_initials, two))
    if bare_one == bare_two:
        return False
    return not any(map(is_initials, two if bare_one else one))


def _start(reading: Reading, entry: EntrySpan) -> str:
    """Return the entry's first tokens without its printed number."""
    texts = [reading.tokens.texts[index] for index in entry.indices[:8]]
    return " ".join(text for text in texts if not text.isdigit() and text not in "[]().")[:40]


def _is_empty(reference: Reference) -> bool:
    return not (reference.title or reference.authors or reference.venue or reference.year)


def _is_overprint(reference: Reference, references: Sequence[Reference]) -> bool:
    """Whether the same text stands at the same place twice (a hidden or doubled layer)."""
    return any(
        one.text == reference.text and one.places[:1] == reference.places[:1]
        for one in references[-3:]
    )
