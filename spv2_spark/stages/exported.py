"""Papers of a dataset to the lines of files in a form that other programs read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import types as T

from spv2_spark.contracts.schema import Frame, arrow_schema, column
from spv2_spark.contracts.tables import Dequeue
from spv2_spark.exchange.forms import Form
from spv2_spark.exchange.paper import ParsedPaper
from spv2_spark.stages.result_rows import metadata_from
from spv2_spark.stages.rows import rows_of, runs

LINES = T.StructType([column("line", T.StringType(), "of a file, or some lines at once")])
_BYTES_AT_ONCE = 4_000_000
_COLUMNS = Dequeue.contract.fieldNames()


def exported(papers: Frame[Dequeue], form: Form, *, partitions: int) -> DataFrame:
    """Return LINES of DEQUEUE, ordered by paper id: each partition is a whole file of `form`."""

    def lines_of(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        rows = (dict(zip(_COLUMNS, row, strict=True)) for row in rows_of(batches))
        return _batches(form.lines(map(paper_from, rows)))

    # One partition needs no sample of the ids to be cut by ranges.
    ranged = (
        papers.repartitionByRange(partitions, "paper_id") if partitions > 1 else papers.coalesce(1)
    )
    ordered = ranged.sortWithinPartitions("paper_id").select(*_COLUMNS)
    return ordered.mapInArrow(lines_of, LINES)


def paper_from(row: Mapping[str, Any]) -> ParsedPaper:
    """Return the paper of a row of DEQUEUE, as plain dictionaries and lists."""
    paper_id, doc_name, sha1 = (row[name] for name in ("paper_id", "doc_name", "sha1"))
    return ParsedPaper(paper_id, doc_name, sha1, metadata_from(row))


def _batches(lines: Iterable[str]) -> Iterator[pa.RecordBatch]:
    schema = arrow_schema(LINES)
    for run in runs(lines, _BYTES_AT_ONCE, len):
        yield pa.RecordBatch.from_pydict({"line": run}, schema=schema)
