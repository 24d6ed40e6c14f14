"""What the models of strings make of a string: people, affiliations, a date, a reference."""

from __future__ import annotations

from pyspark.sql import types as T

from spv2_spark.contracts.schema import Table, column, many, struct

TEXT = T.StringType()


def _text(name: str, comment: str) -> T.StructField:
    return column(name, TEXT, f"{comment}; empty where the string has none")


PERSON = struct(
    _text("given", "given names and initials as printed"),
    _text("surname", "surname, with what belongs to it: van der Berg"),
    _text("suffix", "Jr., III"),
    _text("title", "a role or a degree: Dr., M.D."),
    _text("marker", "what points at an affiliation: 1, *"),
)
"""A person that a string names (`functions.parse_name`)."""

AFFILIATION = struct(
    _text("marker", "what authors point at it with"),
    column("departments", many(TEXT), "as printed, in their order"),
    column("laboratories", many(TEXT), "as printed, in their order"),
    column("institutions", many(TEXT), "as printed, in their order"),
    _text("address", "its lines, post box included"),
    _text("post_code", "as printed"),
    _text("settlement", "a town or a city"),
    _text("region", "a state or a province"),
    _text("country", "as printed"),
)
"""An affiliation in a string (`functions.parse_affiliation`)."""

DATE = struct(
    _text("iso", "2011-05-19, 2011-05 or 2011: as much as is sure"),
    _text("year", "as printed"),
    _text("month", "as printed"),
    _text("day", "as printed"),
)
"""The first date in a string (`functions.parse_date`)."""

PARSED_REFERENCE = struct(
    _text("title", "title of the cited work; a whole book's own title"),
    column("authors", many(PERSON), "in printed order"),
    column("editors", many(PERSON), "in printed order"),
    _text("venue", "the journal, the proceedings or the book that it stands in"),
    _text("series", "series of a book"),
    _text("year", "four digits"),
    _text("date", "ISO's form of as much as is sure"),
    _text("volume", "of the journal or the series"),
    _text("issue", "of the volume"),
    _text("first_page", "or the article's number"),
    _text("last_page", "as printed: 9 of 101-9"),
    _text("publisher", "as printed"),
    _text("place", "where it was published, or where a conference was"),
    _text("institution", "of a thesis or a report"),
    _text("collaboration", "that wrote it"),
    _text("doi", "in small letters, checked by its form"),
    _text("arxiv", "checked by its form"),
    _text("pmid", "checked by its form"),
    _text("pmcid", "checked by its form"),
    _text("isbn", "digits alone"),
    _text("url", "the first in the string"),
    _text("note", "in press, accepted, ..."),
    column(
        "publication_type",
        TEXT,
        "journal, conference, chapter, book, thesis, report, preprint, web or other",
    ),
)
"""What a reference string says (`functions.parse_reference`)."""


class ParsedReferences(Table):
    """What `spv2 references` writes: a row a distinct string."""

    contract = struct(
        column("string", TEXT, "as it was given"),
        column("times", T.LongType(), "how often it was given"),
        column("reference", PARSED_REFERENCE, "what it says"),
        column("model_version", TEXT, "of the models of citations, names and dates"),
    )
    what = "parsed references"
