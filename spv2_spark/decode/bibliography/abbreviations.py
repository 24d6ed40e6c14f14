"""Abbreviations that end a title: their stop is its last mark, not what parts it from the next."""

from __future__ import annotations

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.text.edges import Part
from spv2_spark.layout.vocabulary import vocabulary

_MOST_LETTERS = 3  # of a word with two marks behind it: "Leonurus sibiricus L.,"


def with_stop(entry: Entry, parts: list[Part]) -> list[Part]:
    """Return parts with the stop that is printed behind them, if it closes an abbreviation."""
    if not parts or parts[-1].token + 1 not in entry.indices:
        return parts
    stop = parts[-1].token + 1
    is_stop = entry.document.text_at(stop) == "." and not entry.document.view.spaced[stop]
    if not is_stop or not _is_abbreviated(parts, entry.document.text_at(stop + 1)):
        return parts
    return [*parts, Part(".", stop, True)]


def _is_abbreviated(parts: list[Part], after: str) -> bool:
    word, before = parts[-1].text, [part.text for part in parts[-2:-1]]
    if after == "," and len(word) <= _MOST_LETTERS and word.isalpha():
        return True
    if len(word) == 1 and not (before and before[0].isdecimal()):  # "Tutorials for r"
        return False
    return word in vocabulary().text.abbreviations
