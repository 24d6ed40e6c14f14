"""Suffixes printed behind a name and left out by taggers: "Ann Doe, Jr."."""

from __future__ import annotations

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.people.words import COMMAS

_WORDS = frozenset(["Jr", "Sr", "JR", "SR", "Jnr", "Snr"])
_NUMERALS = frozenset(["II", "III", "IV"])


def with_suffix(document: DecodedDocument, span: Span) -> Span:
    """Return a name's span with the suffix behind it, and the comma before that.

    A numeral needs a comma on either side: "J. Doe, III. Kilns" begins a title.
    """
    words = [at for at in span.indices if document.texts[at].isalnum()]
    last = words[-1] if words else span.last
    last += last + 1 in span.indices and document.texts[last + 1] == "."  # of an initial
    comma = document.text_at(last + 1) in COMMAS
    at = last + 1 + comma
    text, stop = document.text_at(at), document.text_at(at + 1) == "."
    is_free = at < len(document.view) and (not document.labels[at] or at in span.indices)
    is_word = is_free and text in _WORDS and not document.view.superscripts[at]
    is_numeral = is_free and text in _NUMERALS and comma and document.text_at(at + 1) in COMMAS
    if not (is_word or is_numeral):
        return span
    whole = {*span.indices, *range(last + 1, at + 1 + (stop and is_word))}
    return Span(span.field, tuple(sorted(whole)))
