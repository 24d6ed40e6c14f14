"""Lists in Chinese after the APA: "吳清山（2016）。偏鄉教育的困境。教育研究月刊，269，5-19。"."""

from __future__ import annotations

from spv2_spark.decode.document import DecodedDocument, EntrySpan, Span
from spv2_spark.decode.people.undivided import is_undivided
from spv2_spark.decode.rules import rule
from spv2_spark.domain.label import Field

_STOPS = frozenset("。")
_NEAR = 3  # tokens between a year and the stop behind its bracket


@rule
def titles_between_stops(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Taiwan's lists have the title between two stops behind the year, which taggers leave out."""
    return [_with_title(document, entry) for entry in entries]


def _with_title(document: DecodedDocument, entry: EntrySpan) -> EntrySpan:
    years, texts = entry.of(Field.BIB_YEAR), document.texts
    if entry.of(Field.BIB_TITLE) or not years:
        return entry
    last = years[0].last
    stops = [at for at in entry.indices if at > last and texts[at] in _STOPS]
    if len(stops) < 2 or stops[0] - last > _NEAR:  # noqa: PLR2004  around a title
        return entry
    title = tuple(at for at in entry.indices if stops[0] < at < stops[1])
    is_free = bool(title) and not any(document.labels[at] for at in title)
    if not is_free or not is_undivided(texts[title[0]][0]):
        return entry
    # A whole book stands in the venue's place.
    field = Field.BIB_TITLE if entry.of(Field.BIB_VENUE) else Field.BIB_VENUE
    spans = sorted([*entry.spans, Span(field, title)], key=lambda one: one.first)
    return EntrySpan(entry.indices, tuple(spans))
