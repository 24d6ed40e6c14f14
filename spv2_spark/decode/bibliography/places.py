"""Places that lists print between a journal's name and its volume: "Redes, Porto Alegre, v. 19"."""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.decode.document import DecodedDocument, EntrySpan, Span
from spv2_spark.domain.label import Field
from spv2_spark.layout.vocabulary import vocabulary

_FEW = 2  # entries that show it, at least
_MOST_WORDS = 5  # of a place
_BEFORE_VOLUME = 2  # a comma, and the volume's word


def print_places_behind_venues(document: DecodedDocument) -> bool:
    """Whether several entries have a place behind a venue that the tagger left out."""
    told = (_has_place(document, entry) for entry in document.entries)
    return sum(told) >= _FEW


def _has_place(document: DecodedDocument, entry: EntrySpan) -> bool:
    venues = entry.of(Field.BIB_VENUE)
    behind = [at for at in entry.indices if venues and at > venues[-1].last]
    behind = behind[: _MOST_WORDS + 1 + _BEFORE_VOLUME]
    texts = [document.texts[at] for at in behind]
    ends = [at for at in range(1, len(texts)) if texts[at] == ","][:1]
    end = ends[0] + _BEFORE_VOLUME if ends else 0
    if texts[:1] != [","] or not ends or any(document.labels[at] for at in behind[:end]):
        return False
    return _is_place(texts[1 : ends[0]]) and _are_of_volume(texts[ends[0] :])


def without_place(document: DecodedDocument, span: Span) -> Span:
    """Return a venue without the place that stands behind its only comma, before the volume."""
    texts = [document.texts[at] for at in span.indices]
    after = [document.text_at(span.last + 1 + at) for at in range(_BEFORE_VOLUME)]
    commas = [at for at, text in enumerate(texts) if text == "," and at]
    is_behind = len(commas) == 1 and _are_of_volume(after) and _is_place(texts[commas[-1] + 1 :])
    return Span(span.field, span.indices[: commas[-1]]) if is_behind else span


def _are_of_volume(texts: Sequence[str]) -> bool:
    return texts[0] == "," and texts[1:2] != [] and texts[1] in vocabulary().references.volume


def _is_place(words: Sequence[str]) -> bool:
    """Whether words are a place's name: "Santa Cruz do Sul"."""
    particles = vocabulary().names.particles
    is_short = 0 < len(words) <= _MOST_WORDS and words[0][:1].isupper()
    return is_short and all(
        one.isalpha() and (one[0].isupper() or one in particles) for one in words
    )
