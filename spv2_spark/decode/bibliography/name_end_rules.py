"""What ends a name in a list of references and is left out by taggers: suffixes, stops."""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.people.person import TWO_LETTERS
from spv2_spark.decode.people.suffixes import with_suffix
from spv2_spark.decode.people.words import COMMAS
from spv2_spark.decode.rules import rule
from spv2_spark.domain.label import Field

_SHARE_WITH_STOP = 0.8
_GIVEN = 3  # letters of a given name, at least


@rule
def suffixes_behind_names(entry: Entry, spans: list[Span]) -> list[Span]:
    """Taggers leave out the suffix behind a name: "Callister, Thomas A., Jr."."""
    return [with_suffix(entry.document, one) for one in spans]


@rule
def stops_of_initials(entry: Entry, spans: list[Span]) -> list[Span]:
    """Taggers take an initial's stop for the end of the names: "Murray, Sarah E. 2010. Kilns".

    It is the initial's where the list's others have one, or a whole given name is before it.
    """
    document, have_stops = entry.document, entry.style.stops_of_initials
    return [
        Span(one.field, (*one.indices, one.last + 1))
        if _ends_without_stop(entry, one) and (have_stops or _has_given(document, one.indices))
        else one
        for one in spans
    ]


def print_stops_of_initials(document: DecodedDocument) -> bool:
    """Whether a stop stands behind nearly all initials within the names of a list."""
    with_stop = without = 0
    for span in (span for entry in document.entries for span in entry.of(Field.BIB_AUTHOR)):
        for at in span.indices:
            after = document.text_at(at + 1)
            if _is_initial(document.texts[at]):
                with_stop += after == "." and at < span.last
                without += after != "."
    return with_stop > _SHARE_WITH_STOP * (with_stop + without)


@rule
def initials_alone(entry: Entry, spans: list[Span]) -> list[Span]:
    """Initials without a surname are nobody beside whole names: "P." of an editor "P. Forshay"."""

    def are_initials(span: Span) -> bool:
        words = [
            entry.document.texts[at] for at in span.indices if entry.document.texts[at].isalpha()
        ]
        return bool(words) and all(map(_is_initial, words))

    people = [one for one in spans if not are_initials(one)]
    return people or spans


@rule
def names_again_behind_slashes(entry: Entry, spans: list[Span]) -> list[Span]:
    """GOST has who leads an entry again behind a slash: "Орлов Д.С. Химия почв / Д.С. Орлов"."""
    texts = entry.document.texts
    slash = next((at for at in entry.indices if texts[at] == "/"), None)
    if slash is None:
        return spans

    def words_of(span: Span) -> list[str]:
        return sorted(texts[at] for at in span.indices if texts[at].isalpha())

    before = [words_of(one) for one in spans if one.last < slash]
    return [one for one in spans if one.last < slash or words_of(one) not in before]


def _ends_without_stop(entry: Entry, span: Span) -> bool:
    document, stop = entry.document, span.last + 1
    is_stop = stop in entry.indices and document.texts[stop] == "." and not document.labels[stop]
    text = document.texts[span.last]
    return is_stop and not document.view.spaced[stop] and (_is_initial(text) or text in TWO_LETTERS)


def _is_initial(text: str) -> bool:
    return len(text) == 1 and text.isupper()


def _has_given(document: DecodedDocument, indices: Sequence[int]) -> bool:
    """Whether a whole given name stands behind a comma: not in "Murray, S", nor in "Murray S"."""
    texts = [document.texts[at] for at in indices]
    comma = next((at for at, text in enumerate(texts) if text in COMMAS), len(texts))
    return any(len(text) >= _GIVEN and text.isalpha() for text in texts[comma + 1 :])
