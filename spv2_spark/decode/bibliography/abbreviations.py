"""Abbreviations that end a title: their stop is its last mark, not what parts it from the next."""

from __future__ import annotations

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.text.edges import Part
from spv2_spark.layout.vocabulary import vocabulary

_MOST_LETTERS = 3  # of a word with two marks behind it: "Leonurus sibiricus L.,"


def with_stop(entry: Entry, parts: list[Part], *, title: bool) -> list[Part]:
    """Return parts with the stop that is printed behind them, if it closes an abbreviation.

    A title's short last word is one before a comma, too; a journal's stop there is another rule's.
    """
    if not parts or parts[-1].token + 1 not in entry.indices:
        return parts
    stop = parts[-1].token + 1
    is_stop = entry.document.text_at(stop) == "." and not entry.document.view.spaced[stop]
    is_short = parts[-1].text.isalpha() and len(parts[-1].text) <= _MOST_LETTERS
    is_before_comma = title and is_short and entry.document.text_at(stop + 1) == ","
    is_whole = not (is_before_comma or _is_abbreviated(parts))
    return parts if not is_stop or is_whole else [*parts, Part(".", stop, True)]


def _is_abbreviated(parts: list[Part]) -> bool:
    word, before = parts[-1].text, [part.text for part in parts[-2:-1]]
    if len(word) == 1 and not (before and before[0].isdecimal()):  # "Tutorials for r"
        return False
    return word in vocabulary().text.abbreviations
