"""Export: a dataset's papers, or what they cite, as files that other programs read."""

from __future__ import annotations

import math
from datetime import datetime, timezone
from typing import NamedTuple

from pyspark.sql import SparkSession

from spv2_spark.config import ExportSettings
from spv2_spark.contracts.tables import Dequeue
from spv2_spark.errors import SettingsError
from spv2_spark.exchange.forms import form_of
from spv2_spark.runtime.outputs import check_apart
from spv2_spark.runtime.tables import check_place, read_table, replace_lines
from spv2_spark.stages.exported import exported


class Exported(NamedTuple):
    """How many papers were written, into how many files at most."""

    papers: int
    files: int


def export(
    spark: SparkSession, settings: ExportSettings, dataset: str, name: str, part: str, out: str
) -> Exported:
    """Write a DEQUEUE dataset at `out` in a format (`exchange.forms`), many papers a file.

    Files of the same kind are replaced once the new ones are whole. Spark's tasks write them; the
    driver sees no paper. Raises OutputError for an `out` that holds anything else, or lies in the
    dataset; ContractError for a dataset that is none; SettingsError for a form that there is not.
    """
    if settings.papers_per_file < 1:
        raise SettingsError(f"export.papers_per_file = {settings.papers_per_file}: below 1")
    form, what = form_of(name, part, now()), f"{name} of {part}"
    check_apart([dataset], out)
    check_place(spark, out, what)
    papers = read_table(spark, dataset, Dequeue)
    count = papers.count()
    files = math.ceil(max(count, 1) / settings.papers_per_file)
    replace_lines(exported(papers, form, partitions=files), out, form.suffix, what)
    return Exported(count, files)


def now() -> str:
    """Return the time as TEI writes it, in UTC: "2026-01-31T12:00:00Z"."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
