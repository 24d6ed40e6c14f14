"""Names of a reference when they have been read from its spans."""

from __future__ import annotations

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.front.name_letters import has_foreign_letters, in_turkish, is_in_question
from spv2_spark.decode.people.person import Name
from spv2_spark.decode.people.words import told_words
from spv2_spark.decode.rules import Chapter, rule

_TURKISH = frozenset("ğı")  # of small letters, in an entry's words: these are enough


@rule
def turkish_names_cited(entry: Entry, names: list[Name]) -> list[Name]:
    """In an entry in Turkish "SARICA" is "Sarıca" in small letters, not "Sarica"."""
    words = entry.words
    if not any(is_in_question(word) for word in words) or _TURKISH.isdisjoint("".join(words)):
        return names
    return [
        name if has_foreign_letters(name) else in_turkish(entry.document, name) for name in names
    ]


REFERENCE_NAMES = Chapter("references: names", (turkish_names_cited,), told_words)
