"""Quotes at a span's edges whose partners stand within it: taggers leave them outside."""

from __future__ import annotations

from spv2_spark.decode.document import DecodedDocument, Span

_CLOSING = {"«": "»", "„": "“”", "“": "”", "‹": "›", "「": "」", "『": "』"}


def with_quotes(document: DecodedDocument, span: Span) -> Span:
    """Return a span with the quote right behind it that closes one in it, or right before it.

    "Sulla «forma Chigi" gets its "»", and "Pan poeta” i listy" its "„".
    """
    texts = [document.texts[at] for at in span.indices]
    after, before = document.text_at(span.last + 1), document.text_at(span.first - 1)
    opened = _unclosed(texts[1:])
    if opened and after and after in _CLOSING[opened]:
        span = Span(span.field, (*span.indices, span.last + 1))
    closing = next((text for text in texts[1:-1] if _closes(text)), "")
    is_first = closing and closing in _CLOSING.get(before, "") and before not in texts
    return Span(span.field, (span.first - 1, *span.indices)) if is_first else span


def _unclosed(texts: list[str]) -> str:
    """Return the last quote that opens among texts, if none behind it closes it; else ""."""
    at = max((at for at, text in enumerate(texts) if text in _CLOSING), default=-1)
    if at < 0 or any(text in _CLOSING[texts[at]] for text in texts[at + 1 :]):
        return ""
    if any(text in _CLOSING[texts[at]] for text in texts[:at]):
        return ""  # German: "»Kunst« im Exil"
    return texts[at]


def _closes(text: str) -> bool:
    return any(text in closing for closing in _CLOSING.values())
