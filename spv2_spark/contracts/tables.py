"""The tables of the daily cycle: papers, tokens, results."""

from __future__ import annotations

from typing import Generic

from pyspark.sql import types as T

from spv2_spark.contracts.schema import Tab, Table, column, many, struct

TEXT, INT, FLOAT = T.StringType(), T.IntegerType(), T.FloatType()


class Papers(Table):
    """What a wave claims of the Task DB: a row a paper that is to be read."""

    contract = struct(
        column("paper_id", TEXT, "the paper's id in the Task DB: a sha1 key or a relative path"),
        column("uri", TEXT, "where its PDF lies"),
        column("doc_name", TEXT, "the PDF's file name"),
        column("attempt", INT, "1 for the first try under this model version"),
    )


FAILURE = (
    column("failure_stage", TEXT, "the step that failed; null if none did", nullable=True),
    column("failure_kind", TEXT, "errors.Kind as text; null if none did", nullable=True),
    column("failure_message", TEXT, "one line for a person", nullable=True),
)

_FACTS = (
    column("sha1", TEXT, "of the PDF's bytes, 40 hex digits; null if never fetched", nullable=True),
    column("page_count", INT, "pages of the PDF, read or not", nullable=True),
)


class Tokens(Table):
    """One row a paper, read or not: what the tokeniser writes is what the tagger reads.

    The arrays of a paper are as long as its tokens are many, `pdf.max_tokens` at most (17 MB).
    """

    contract = struct(
        *Papers.contract.fields,
        *_FACTS,
        *FAILURE,
        column("page_widths_pt", many(FLOAT), "width of every page of the PDF, in points"),
        column("page_heights_pt", many(FLOAT), "height of every page of the PDF, in points"),
        column("pages", many(INT), "the pages that were read, from 0; none of a failure"),
        column("page_tokens", many(INT), "one a page that was read: how many tokens it has"),
        column("page_fonts", many(INT), "one a page that was read: how many names in `fonts`"),
        column("fonts", many(TEXT), "the names of the fonts on the pages, page after page"),
        column("texts", many(TEXT), "one text a token, NFKC, in reading order, page after page"),
        column("left_pt", many(FLOAT), "one a token; the origin is the page's top left"),
        column("top_pt", many(FLOAT), "one a token"),
        column("right_pt", many(FLOAT), "one a token"),
        column("bottom_pt", many(FLOAT), "one a token; y grows downwards"),
        column("font", many(INT), "one a token: index into its page's part of `fonts`"),
        column("size_pt", many(FLOAT), "one a token: font size"),
        column("space_pt", many(FLOAT), "one a token: width of the font's space"),
        column("marks", many(T.ByteType()), "one a token: bits of domain.page.Mark"),
        column("line", many(INT), "one a token: index of its line on the page"),
        column("block", many(INT), "one a token: index of its block on the page"),
        column("colour", many(INT), "one a token: 0xRRGGBB; gold may use it, features may not"),
    )
    what = "tokens"


def _logp(name: str, labels: int, kind: str) -> T.StructField:
    comment = f"log probabilities of the {labels} {kind} labels: a float16 (little-endian) a token"
    return column(name, T.BinaryType(), f"{comment}, {labels} times", nullable=True)


class Tagged(Table):
    """TOKENS with what the tagger said of each, kept where `process.keep_tags` says so.

    Another decoder reads papers anew from these. Tags are null where a paper failed.
    """

    contract = struct(
        *Tokens.contract.fields,
        _logp("field_logp", 13, "field"),
        _logp("entry_logp", 3, "entry"),
    )
    what = "tags"


READ = struct(
    *(one for one in Tokens.contract.fields if one.name not in Papers.contract.fieldNames())
)
"""What `functions.read_tokens` makes of a PDF's bytes: TOKENS, but for what only a wave knows."""

REGION = struct(
    column("page", INT, "from 0 in the PDF"),
    column("left_pt", FLOAT, "the box around the value on that page"),
    column("top_pt", FLOAT, "the origin is the page's top left"),
    column("right_pt", FLOAT, "from the page's left"),
    column("bottom_pt", FLOAT, "y grows downwards"),
)
"""A region of a page."""

VALUE = struct(
    column("text", TEXT, "the value as one string"),
    column("confidence", FLOAT, "the tagger's confidence, 0..1"),
    column("places", many(REGION), "where it stood; several if it runs over columns or pages"),
)
"""One value as it was read: its text, and where that stands."""

AUTHOR = struct(
    column("name", VALUE, "the name in reading form, given name first"),
    column("given", TEXT, "given names, empty where not known apart"),
    column("family", TEXT, "family name, empty where not known apart"),
)
"""A person or a group that wrote a paper or a cited work."""


def _value(name: str, comment: str) -> T.StructField:
    return column(name, VALUE, comment, nullable=True)


REFERENCE = struct(
    column("title", VALUE, "title of the cited work", nullable=True),
    column("authors", many(AUTHOR), "in printed order"),
    column("venue", VALUE, "journal, proceedings or book it appeared in", nullable=True),
    column("year", VALUE, "year as printed", nullable=True),
    column("places", many(REGION), "where the whole entry stands"),
    column("text", TEXT, "the entry's tokens as one string"),
    column("confidence", FLOAT, "that it is a reference at all, 0..1"),
    _value("label", "the printed number or key of the entry: [12], 12."),
    _value("volume", "of the journal or the series"),
    _value("issue", "of the volume"),
    _value("first_page", "or the article's number"),
    _value("last_page", "as printed: 9 of 101-9"),
    _value("publisher", "as printed"),
    _value("place", "where it was published, or where a conference was"),
    column("editors", many(AUTHOR), "in printed order"),
    _value("series", "of a book"),
    _value("book_title", "title of the book that is cited, or whose chapter is"),
    _value("doi", "in small letters, checked by its form"),
    _value("arxiv", "checked by its form"),
    _value("pmid", "checked by its form"),
    _value("pmcid", "checked by its form"),
    _value("url", "the first in the entry"),
    _value("accessed", "ISO's form of as much of the date as is sure"),
    column(
        "publication_type",
        TEXT,
        "journal, conference, chapter, book, thesis, report, preprint, web or other",
        nullable=True,
    ),
)
"""An entry of the bibliography. From `label` on there is nothing where `fields.further` is off."""

PAPER_AFFILIATION = struct(
    column("text", VALUE, "the affiliation as printed, without its mark"),
    column("marker", TEXT, "what authors point at it with; empty where nothing does"),
    _value("institution", "the first that it names"),
    _value("department", "the first that it names"),
    _value("settlement", "a town or a city"),
    _value("country", "as printed"),
    column("authors", many(INT), "places of its authors in the paper's list, from 0"),
)
"""Where some of a paper's authors work."""

_METADATA = (
    column("title", VALUE, "the paper's title; null if none was found", nullable=True),
    column("authors", many(AUTHOR), "the paper's authors in printed order"),
    column("references", many(REFERENCE), "the bibliography in printed order"),
    # From here on there is nothing where `fields.further` is off.
    _value("abstract", "without its heading; of several the first"),
    column("keywords", many(VALUE), "in printed order"),
    _value("doi", "of the paper itself, in small letters, checked by its form"),
    _value("arxiv", "checked by its form"),
    _value("pmid", "checked by its form"),
    _value("pmcid", "checked by its form"),
    column("issns", many(VALUE), "of the journal, checked by their last digit"),
    column("emails", many(VALUE), "of the authors, in printed order"),
    _value("received", "ISO's form of as much as is sure: 2011-05-19, 2011-05, 2011"),
    _value("accepted", "as `received`"),
    _value("published", "as `received`"),
    column("affiliations", many(PAPER_AFFILIATION), "in printed order"),
)


class Results(Table):
    """A row a paper of a wave: its metadata, or why there is none."""

    contract = struct(
        *Papers.contract.fields,
        *_FACTS,
        column("model_version", TEXT, "of the result: model, tokens, decoder, calibration"),
        *(T.StructField(f.name, f.dataType, True, f.metadata) for f in _METADATA),
        *FAILURE,
        column(
            "left_out",
            TEXT,
            "why nothing was found in a paper that is well: domain.left_out as text; else null",
            nullable=True,
        ),
    )
    what = "results"


class Dequeue(Table):
    """What downstream Spark jobs read: one row for every Done paper of one model version.

    Papers whose title and authors are both empty are left out; with `process.one_per_content` so
    are those whose PDF has the bytes of another one here.
    `SELECT title.text, authors.name.text, size(references)` works.
    """

    contract = struct(
        column("paper_id", TEXT, "the paper's id, unique in the dataset"),
        column("uri", TEXT, "where its PDF lay when it was read"),
        column("doc_name", TEXT, "the PDF's file name"),
        column("sha1", TEXT, "of the PDF's bytes, 40 hex digits"),
        column("page_count", INT, "pages of the PDF"),
        column("model_version", TEXT, "of the result (see RESULTS), the same in every row"),
        column("wave", TEXT, "the wave of the Task DB that this result came from"),
        *_METADATA,
    )
    what = "papers"


class Waves(Table):
    """Which wave's row of a paper counts: a paper may have been read in several."""

    contract = struct(Papers.contract["paper_id"], Dequeue.contract["wave"])


class ByWave(Table, Generic[Tab]):
    """Rows of several waves' tables of one kind, and beside them the wave of each."""

    @staticmethod
    def contract_of(table: type[Tab]) -> T.StructType:
        """Return the columns of `table`, and `wave`."""
        return struct(*table.contract.fields, Dequeue.contract["wave"])


FAILED = struct(
    column("stage", TEXT, "the step that failed"),
    column("kind", TEXT, "errors.Kind as text"),
    column("message", TEXT, "one line for a person"),
)
"""Why there is nothing of a paper."""

PARSED = struct(
    *_FACTS,
    Dequeue.contract["model_version"],
    *(T.StructField(f.name, f.dataType, True, f.metadata) for f in _METADATA),
    column("failure", FAILED, "why there is no metadata; null where there is", nullable=True),
)
"""What `functions.parse_pdf` and `functions.tag` make of a paper: DEQUEUE, but for what only the
Task DB knows; or why there is nothing."""
