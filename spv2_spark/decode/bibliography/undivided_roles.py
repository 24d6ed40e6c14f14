"""Roles that Chinese and Japanese write right behind a name, in one piece with it: 編, 译."""

from __future__ import annotations

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.document import Span
from spv2_spark.decode.people.undivided import is_undivided
from spv2_spark.decode.rules import rule
from spv2_spark.domain.label import Field
from spv2_spark.layout.vocabulary import vocabulary
from spv2_spark.layout.word_list import WordList

_LEAST_NAME = 2  # letters before a role; 张译 is a name


@rule
def undivided_roles(entry: Entry, spans: list[Span]) -> list[Span]:
    """Behind an author a translator is none, and behind a title an editor: "伊勢武訳", "林恵編"."""
    roles = vocabulary().roles
    titles = entry.span.of(Field.BIB_TITLE)
    kept: list[Span] = []
    for span in spans:
        is_behind_title = bool(titles) and titles[0].last < span.first
        is_translator = _ends_with(entry, span, roles.translator_behind)
        is_editor = _ends_with(entry, span, roles.editor_behind)
        if not (kept and (is_translator or (is_editor and is_behind_title))):
            kept.append(span)
    return kept


def _ends_with(entry: Entry, span: Span, roles: WordList) -> bool:
    """Whether a span is a name and a role in one piece."""
    text = "".join(entry.document.texts[at] for at in span.indices)
    ends = (text[at:] for at in range(_LEAST_NAME, len(text)))
    return is_undivided(text) and any(end in roles for end in ends)
