"""Which edition a book is, printed behind its title: "Kilns and clays, 2nd ed."."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.text.edges import Part, trimmed
from spv2_spark.layout.vocabulary import vocabulary
from spv2_spark.layout.word_list import fold

_MARKS = frozenset(".,;([–—")  # a colon ends no title: "Kilns: 12 editions"
_LEAST_TITLE = 2  # parts before the edition
_MOST_SAID = 12  # parts: "2-е изд., перераб. и доп."
_MOST_ORDINAL = 3  # letters behind a number: "2nd", "3η", "2.ª"
_INNER = frozenset(".,-)]‐‑°ªº")
EDITION = 4  # tokens behind a book, among which "ed." stands


def without_edition(entry: Entry, parts: list[Part]) -> list[Part]:
    """Return parts without an edition behind their last marks.

    The word for it may stand behind the parts, where the tagger ended them at its number.
    """
    behind = parts[-1].token + 1 if parts else 0
    after = [entry.document.text_at(at) for at in range(behind, behind + EDITION - 1)]
    is_cut = bool(parts) and vocabulary().references.edition.is_within(after)
    for at in range(max(_LEAST_TITLE, len(parts) - _MOST_SAID), len(parts) - 1):
        if parts[at].text in _MARKS and _is_edition(parts[at + 1 :], is_cut=is_cut):
            return trimmed(parts[:at])
    return parts


def _is_edition(said: Sequence[Part], *, is_cut: bool) -> bool:
    """Whether parts are numbers and words of editions, with one such word in them or behind.

    One word without a number is none: "Angew. Chem. Int. Ed.".
    """
    texts, known = [part.text for part in said], vocabulary().references.edition
    is_ordinal = texts[0].isdecimal() and texts[1:2] == ["."]
    if is_ordinal and known.is_within(texts[-2:]):
        return True  # "2., täiendatud trükk"
    has_number = False
    for at, part in enumerate(said):
        is_behind_number = at > 0 and part.glued and len(part.text) <= _MOST_ORDINAL
        is_ending = is_behind_number and (texts[at - 1].isdecimal() or texts[at - 1] in _INNER)
        has_number |= part.text.isdecimal()
        is_known = part.text.isdecimal() or part.text in _INNER or fold(part.text) in _words()
        if not (is_known or is_ending):
            return False
    words = sum(text.isalpha() for text in texts)
    return (has_number and is_cut) or ((has_number or words > 1) and known.is_within(texts))


@cache
def _words() -> frozenset[str]:
    """Return the folded words of all phrases for editions."""
    phrases = vocabulary().references.edition.phrases
    return frozenset(word for phrase in phrases for word in phrase)
