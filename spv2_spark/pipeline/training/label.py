"""Label: a corpus' tokens and the gold beside its PDFs to labels, part by part."""

from __future__ import annotations

from pathlib import Path

from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.tables import Tokens
from spv2_spark.contracts.training import Labels
from spv2_spark.domain.page import Document
from spv2_spark.gold.align import Labelled, label_document
from spv2_spark.gold.colours import labels_from_colours_docbank
from spv2_spark.gold.corpus import gold_beside
from spv2_spark.gold.read import read_gold
from spv2_spark.pipeline.corpus import LABELS_STEP, TOKENS_STEP, Step, make_missing, read_step
from spv2_spark.pipeline.read_and_tag import partitions_for
from spv2_spark.runtime.tables import read_in_parts, read_table, write_table
from spv2_spark.stages.labels import labels_of

# To be raised whenever the same tokens and gold give other labels than before.
LABEL_VERSION = "3"


def label(spark: SparkSession, settings: Settings, corpus: str) -> Step:
    """Write LABELS of the corpus' tokenised parts that are not there yet.

    Gold is the file beside the PDF; without one, text colour is tried (DocBank's). A task
    reads gold from the disk: the PDFs' folder is to be mounted on every worker.
    """
    tokens = read_step(spark, settings, corpus, TOKENS_STEP)

    def make(name: str, path: str) -> None:
        table = read_table(spark, tokens.parts[name], Tokens)
        with read_in_parts(spark, partitions_for(spark, settings, table.count())):
            write_table(labels_of(table, label_paper), path, Labels)

    wanted = Step(f"{tokens.version}-{LABEL_VERSION}", tokens.parts)
    return make_missing(spark, settings, corpus, LABELS_STEP, wanted, make)


def label_paper(uri: str, document: Document) -> Labelled:
    """Label a document by the gold beside its PDF, or by its text colour."""
    gold = gold_beside(Path(uri))
    return (
        label_document(document, read_gold(gold)) if gold else labels_from_colours_docbank(document)
    )
