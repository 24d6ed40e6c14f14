"""What stands before or behind a venue and is none of it: series, editions, months."""

from __future__ import annotations

import re

from spv2_spark.decode.bibliography.documents import (
    begins_publisher,
    is_thesis,
    without_publisher,
    without_thesis,
)
from spv2_spark.decode.bibliography.editions import without_edition
from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.rules import rule
from spv2_spark.decode.text.edges import Part, trimmed
from spv2_spark.domain.label import Field
from spv2_spark.layout.months import month_of
from spv2_spark.layout.vocabulary import vocabulary

_BEFORE_SERIES = frozenset(".,(")
_LEAST_VENUE = 2  # tokens before a series
_SERIES = re.compile(r"(Ser[.]|Series|Symp[.]|Symposium|Conf[.]Proc[.])(Vol[.])?$")
_LEAST_BEHIND_SERIES = 4  # tokens: a comma and three words
_LONG_WORD = 4  # letters of a word, at most, that a stop may abbreviate
_YEAR = re.compile(r"(19|20)\d\d[a-z]?")


@rule
def series_behind_venues(_: Entry, parts: list[Part]) -> list[Part]:
    """A series stands behind the proceedings that it has a volume of: "CAiSE 2010. LNCS".

    "Proc. CCIS 2011" is of a conference: a year follows.
    """
    texts = [part.text for part in parts]
    for at in range(_LEAST_VENUE, len(texts)):
        is_series = texts[at] in _BEFORE_SERIES and vocabulary().references.book_series.at_start(
            texts[at + 1 :]
        )
        if is_series and not any(map(_YEAR.fullmatch, texts[at + 1 :])):
            return parts[:at]
    return parts


@rule
def series_before_venues(_: Entry, parts: list[Part]) -> list[Part]:
    """A series may stand before the proceedings in it: "ASP Conf. Ser. 376, Data Analysis XVI"."""
    texts = [part.text for part in parts]
    for at in range(1, len(texts) - _LEAST_BEHIND_SERIES):
        is_numbered = texts[at].isdecimal() and texts[at + 1] == ","
        if is_numbered and _SERIES.search("".join(texts[:at])):
            return trimmed(parts[at + 2 :], keep_period=True)
    return parts


@rule
def numbered_series_behind_venues(_: Entry, parts: list[Part]) -> list[Part]:
    """A numbered series stands behind a book, with a publisher: "Tagung. DVS-Berichte, Bd 306"."""
    texts = [part.text for part in parts]
    volumes = vocabulary().references.volume
    for at in range(_LEAST_VENUE + 2, len(texts) - 1):
        is_number = texts[at] in volumes and texts[at + 1].isdecimal() and texts[at - 1] == ","
        stops = [stop for stop in range(_LEAST_VENUE, at) if texts[stop] == "."]
        if is_number and stops and len(texts[stops[-1] - 1]) > _LONG_WORD:
            return parts[: stops[-1]]
    return parts


@rule
def publishers_behind_books(entry: Entry, parts: list[Part]) -> list[Part]:
    """A publisher behind a book says what it is: "Sinh lý cá. Nhà xuất bản Nông nghiệp".

    Alone it is no venue.
    """
    if begins_publisher([part.text for part in parts]):
        return []
    return parts if entry.span.of(Field.BIB_TITLE) else without_publisher(parts)


@rule
def editions_behind_books(entry: Entry, parts: list[Part]) -> list[Part]:
    """An edition is no part of a book's title: "Kilns, 3" of "3. Aufl.", "Murded. 2. trükk"."""
    return without_edition(entry, parts)


@rule
def words_as_venues(entry: Entry, parts: list[Part]) -> list[Part]:
    """A month behind a year and a kind of thesis are no venue: "(2008, Mayıs)", "Väitöskirja".

    "October 1 (1976)" is a journal.
    """
    texts = [part.text for part in parts]
    is_month = len(texts) == 1 and month_of(texts[0]) > 0
    is_month = is_month and entry.document.text_at(parts[0].token + 1) in (")", "]")
    return [] if is_month or is_thesis(texts) else parts


@rule
def theses_behind_books(_: Entry, parts: list[Part]) -> list[Part]:
    """Lists say behind a thesis in a book's place that it is one: "Kalad. Magistritöö"."""
    return without_thesis(parts)
