"""The product: what was read out of one paper."""

from __future__ import annotations

from dataclasses import dataclass

from spv2_spark.domain.page import Box


@dataclass(frozen=True, slots=True)
class Region:
    """Where a value stands; a value that runs over columns or pages has several."""

    page: int  # from 0, in the PDF
    box: Box


@dataclass(frozen=True, slots=True)
class Value:
    """A text with the tagger's confidence in it (0..1) and where it stood."""

    text: str
    confidence: float
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    """A name as printed in reading form ("Given Surname"), and its parts where known."""

    name: Value
    given: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the bibliography."""

    title: Value | None
    authors: tuple[Author, ...]
    venue: Value | None
    year: Value | None
    regions: tuple[Region, ...] = ()
    text: str = ""  # the entry's tokens as one string
    confidence: float = 1.0  # that it is a reference at all; those of its values hold it


@dataclass(frozen=True, slots=True)
class Metadata:
    """A paper's title, authors and bibliography."""

    title: Value | None
    authors: tuple[Author, ...]
    references: tuple[Reference, ...]
