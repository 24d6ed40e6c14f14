"""The title of a reference, with the words at its edges that the tagger left out."""

from __future__ import annotations

import re
from itertools import pairwise

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.brackets import with_brackets, with_end_mark
from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.decode.text.edges import trimmed
from spv2_spark.decode.text.part import Part
from spv2_spark.domain.label import Field

_ENDS = frozenset('.,;:“”"«»„‘’?!')  # what may end authors or a year
_SEPARATORS = frozenset('.,:“"')  # of _ENDS, what may stand right before a title
_NO_START = frozenset(["al", "eds", "ed", "editors", "press", "et", "and", "vol", "no"])
_UNFINISHED_WORDS = "a an and at between by for from in into of on or the to using via with"
_UNFINISHED = frozenset(_UNFINISHED_WORDS.split())
_YEAR = re.compile(r"(19|20)\d\d")
_REMARK = re.compile(r"(Version|release)v?\d[\w.-]*[)\]]|(latest|Computersoftware|Dataset)[)\]]")
_ARCHIVES = frozenset(["zenodo", "figshare"])
_GROUP_AND_TITLE = re.compile(
    r"(?:Group|Collaboration|Society|Team|Investigators|Association|Committee|Organization|"
    r"Organisation|Consortium|Council|Institute|Collaborators)([A-Z][a-z]+)"
)
_NO_NAME = frozenset(["The", "Using", "A", "An", "With", "On", "For"])  # before a group's last word
_SENTENCE_ENDS = frozenset(".?!”")
_FIRST_WORDS = 6  # among which a group's last word may stand


@rule
def unfinished_titles(entry: Entry, span: Span) -> Span:
    """A title does not end at "of" or "in": up to the next mark what follows is its own.

    "In" and "to" may be those of "In: Proceedings" and "to appear" instead.
    """
    document, texts, last = entry.document, entry.document.texts, span.last
    if not is_unfinished(document, span) or len(span.indices) == 1:
        return span
    before = texts[span.indices[-2]]
    is_announced = texts[last + 1 : last + 2] == ("appear",) and before in (",", ".")
    is_in = texts[last] == "In" and (
        before in _SENTENCE_ENDS or texts[last + 1 : last + 2] == (":",)
    )
    if is_announced or is_in:
        return Span(span.field, span.indices[:-1])
    taken: list[int] = []
    most = entry.decoding.thresholds.references.left_words
    for at in range(last + 1, min(last + 2 + most, entry.indices[-1] + 1)):
        if texts[at] in _ENDS:
            return Span(span.field, (*span.indices, *taken))
        if document.labels[at]:
            break
        taken.append(at)
    return span


@rule
def beginnings_of_titles(entry: Entry, span: Span) -> Span:
    """Taggers leave a title's first words: "In situ synthesis", "12 principles of".

    What stands between the separator behind authors or year and the title is its own, if it
    is few words and the tagger had doubts.
    """
    document, texts = entry.document, entry.document.texts
    most, start = entry.decoding.thresholds.references.left_words, span.first
    while start - 1 > entry.indices[0] and span.first - start < most + 1:
        if document.labels[start - 1] or texts[start - 1] in _ENDS:
            break
        start -= 1
    left = range(start, span.first)
    if not left or len(left) > most or not _is_beginning(entry, left):
        return span
    return Span(span.field, (*left, *span.indices))


@rule
def years_of_titles(entry: Entry, span: Span) -> Span:
    """Some titles end with a year, "Cancer statistics, 2018.", if the entry has another."""
    texts, at = entry.document.texts, span.last + 2
    if texts[at - 1 : at] != (",",) or texts[at + 1 : at + 2] != (".",):
        return span
    if not _YEAR.fullmatch(texts[at]):
        return span
    labelled = {index for one in entry.span.of(Field.BIB_YEAR) for index in one.indices}
    has_other = any(
        _YEAR.fullmatch(texts[index])
        and (index in labelled or texts[index + 1 : index + 2] == (";",))
        for index in entry.indices
        if index not in (at, *span.indices)
    )
    return Span(span.field, (*span.indices, at - 1, at)) if has_other else span


@rule
def brackets_of_titles(entry: Entry, span: Span) -> Span:
    """Taggers leave the bracket at a title's edge whose partner is inside."""
    return with_brackets(entry.document, span)


@rule
def end_marks_of_titles(entry: Entry, span: Span) -> Span:
    """A question mark at the last word is the title's own, and taggers leave it."""
    return with_end_mark(entry.document, span)


@rule
def groups_glued_to_titles(_: Entry, parts: list[Part]) -> list[Part]:
    """A group is printed without a space before the title: "PRISMA GroupPreferred"."""
    for before, (at, part) in pairwise(enumerate(parts[:_FIRST_WORDS])):
        word = before[1].text
        if not word[:1].isupper() or word in _NO_NAME:
            continue
        if glued := _GROUP_AND_TITLE.fullmatch(part.text):
            return [part._replace(text=glued[1], glued=False), *parts[at + 1 :]]
    return parts


@rule
def edges_of_titles(_: Entry, parts: list[Part]) -> list[Part]:
    """Quotes around a title, and the marks that part it from its neighbours, are none of it."""
    return trimmed(parts)


@rule
def archives_behind_titles(_: Entry, parts: list[Part]) -> list[Part]:
    """Styles print the archive of software or data behind its title: ". Zenodo"."""
    is_archive = [part.text for part in parts[-2:-1]] == ["."] and (
        parts[-1].text.lower() in _ARCHIVES
    )
    return trimmed(parts[:-2]) if is_archive else parts


@rule
def versions_behind_titles(_: Entry, parts: list[Part]) -> list[Part]:
    """Styles print what version of software was used behind its title: "(Version 1.0.3)".

    "(version 1.1)" in small letters is a title's own.
    """
    opened = next((at for at, part in enumerate(parts) if at and part.text in "[("), 0)
    said = "".join(part.text for part in parts[opened + 1 :])
    is_remark = opened and parts[-1].text in ")]" and _REMARK.fullmatch(said)
    return trimmed(parts[:opened]) if is_remark else parts


REFERENCE_TITLE = Chapter(
    "references: title",
    (
        unfinished_titles, beginnings_of_titles, years_of_titles, brackets_of_titles,
        end_marks_of_titles,
    ),
    Entry.told_span,
)  # fmt: skip
REFERENCE_TITLE_TEXT = Chapter(
    "references: text of the title",
    (
        groups_glued_to_titles, edges_of_titles, archives_behind_titles, versions_behind_titles,
    ),
    Entry.told_parts,
)  # fmt: skip


def is_unfinished(document: DecodedDocument, span: Span) -> bool:
    """Whether a title ends at "of" or "in"."""
    return document.texts[span.last].lower() in _UNFINISHED


def _is_beginning(entry: Entry, left: range) -> bool:
    """Whether tokens that follow a separator are words of the title behind them.

    They are if the authors or the year stand before them, and the tagger had doubts:
    "In situ synthesis", "12 principles of", "5-HT(3) receptors".
    """
    document = entry.document
    texts = [document.texts[index] for index in left]
    follows = any(one.last < left[0] for one in entry.span.spans)
    is_whole = all(texts.count(one) == texts.count(two) for one, two in ("()", "[]"))
    is_word = texts[0][0].isalnum() and texts[0].lower() not in _NO_START and texts[-1] != "/"
    doubt = 1 - document.mean_probability(left)
    at_separator = document.texts[left[0] - 1] in _SEPARATORS
    is_ours = follows and is_whole and is_word and at_separator
    return is_ours and doubt >= entry.decoding.thresholds.references.doubt
