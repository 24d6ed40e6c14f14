"""The tables of the training cycle: labels, token statistics, listings of shards."""

from __future__ import annotations

from pyspark.sql import types as T

from spv2_spark.contracts.schema import Table, column, many, struct
from spv2_spark.contracts.tables import Papers, Tokens

TEXT, INT, LONG = T.StringType(), T.IntegerType(), T.LongType()

FOUND = struct(
    column("field", TEXT, "title, author, reference, bib_title, ..."),
    column("gold", INT, "how many values the gold has"),
    column("found", INT, "how many of them were found in the pages"),
)
"""How much of a paper's gold was found in its pages, a row a field."""

DROP = struct(
    column("field", TEXT, "of the gold that got no label"),
    column("text", TEXT, "the gold"),
    column("reason", TEXT, "why it got none"),
)
"""A piece of a paper's gold that was not found."""


class Labels(Table):
    """One row a paper of TOKENS.

    `field` and `entry` are as long as its `texts`, or empty: masked.
    """

    contract = struct(
        column("paper_id", TEXT, "of the paper"),
        column("uri", TEXT, "where its PDF lies"),
        column("dropped", TEXT, "why no label of the paper is used; empty if they are"),
        column("counts", many(FOUND), "how the gold fared, by field"),
        column("drops", many(DROP), "every piece of gold without a label"),
        column("masked", INT, "tokens whose field is unsure"),
        column("tokens", INT, "tokens of the pages that were read"),
        column("field", many(T.ByteType()), "one a token: 0..12 (domain.label), -1 is masked"),
        column("entry", many(T.ByteType()), "one a token: 0..2 (domain.label), -1 is masked"),
    )
    what = "labels"


class Typeset(Table):
    """The generator makes tokens and labels in one go: rows of both tables, side by side."""

    contract = struct(
        *Tokens.contract.fields,
        *(one for one in Labels.contract.fields if one.name not in Papers.contract.fieldNames()),
    )
    what = "typeset papers"


class Articles(Table):
    """A row an article of the archives that papers are typeset of."""

    contract = struct(
        column("number", LONG, "the archive's number in millions, and the place within it"),
        column("source_id", TEXT, "of the article; decides whether it is held back"),
        column("journal", TEXT, "as the article names it"),
        column("article", TEXT, "JSON of domain.article.Article; empty where not readable"),
        column("sample", TEXT, "the same with the names and a few references alone"),
        column("failure", TEXT, "why the file is no article; empty if it is one"),
    )
    what = "articles"


class Assembled(Table):
    """A row an article of an archive that was laid out as a folder of a corpus; how that ended."""

    contract = struct(
        column("archive", TEXT, "where it lies"),
        column("article", TEXT, "its folder in the archive; empty for the archive as a whole"),
        column("sha1", TEXT, "of the PDF's bytes; empty where there is none"),
        column("outcome", TEXT, "written, there, or sources.archives.Lost as text"),
        column("message", TEXT, "one line for a person; empty where all is well"),
    )
    what = "assembled"


class Statistics(Table):
    """How often tokens, fonts and measures occur in a corpus: what ids and bins are made of."""

    contract = struct(
        column("kind", TEXT, "token, font, size, space, left, right, top, bottom"),
        column("value", TEXT, "a lower-cased token, a font's name, or a bin's number"),
        column("count", LONG, "how often it occurs; counts of several tables add up"),
    )
    what = "statistics"


class Shards(Table):
    """A row a shard of training arrays."""

    contract = struct(
        column("path", TEXT, "the shard's folder"),
        column("papers", INT, "papers with labels"),
        column("pages", INT, "their pages"),
        column("tokens", LONG, "their tokens"),
    )
    what = "shards"
