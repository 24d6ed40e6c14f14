"""The files that `spv2 parse` leaves beside its dataset: JSON lines."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from spv2_spark.domain.metadata import Metadata
from spv2_spark.exchange.paper import ParsedPaper
from spv2_spark.ledger import Ledger
from spv2_spark.report.spv2_json import spv2_json
from spv2_spark.report.task_json import failure_json, left_out_json
from spv2_spark.runtime.outputs import whole_file
from spv2_spark.stages.exported import paper_from
from spv2_spark.stages.result_rows import metadata_from

_ROWS_AT_ONCE = 100


def paper_lines(dataset: Path) -> Iterator[str]:
    """Yield one JSON line a paper of a DEQUEUE dataset on this machine, ordered by paper id."""
    for row in _rows(dataset):
        yield json.dumps(_shaped(row), ensure_ascii=False)


def papers_of(dataset: Path) -> Iterator[tuple[str, Metadata]]:
    """Yield (paper id, metadata) of a DEQUEUE dataset on this machine, ordered by paper id."""
    for row in _rows(dataset):
        yield row["paper_id"], metadata_from(row)


def parsed_papers(dataset: Path) -> Iterator[ParsedPaper]:
    """Yield the papers of a DEQUEUE dataset on this machine, in its files' order."""
    return map(paper_from, _rows(dataset))


def failure_lines(ledger: Ledger, model_version: str) -> Iterator[str]:
    """Yield one JSON line a Failed paper, ordered by paper id."""
    for task in ledger.failures(model_version):
        yield json.dumps(failure_json(task), ensure_ascii=False)


def left_out_lines(ledger: Ledger, model_version: str) -> Iterator[str]:
    """Yield one JSON line a Done paper that is not in the dataset, ordered by paper id."""
    for task in ledger.left_out(model_version):
        yield json.dumps(left_out_json(task), ensure_ascii=False)


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines at `path`, in place of what is there once they are all written."""
    with whole_file(path) as file:
        file.writelines(f"{line}\n".encode() for line in lines)


def _rows(dataset: Path) -> Iterator[dict[str, Any]]:
    # A file has papers of one wave, ordered by their ids.
    files = sorted(dataset.glob("*.parquet"))
    yield from heapq.merge(*map(_rows_of, files), key=lambda row: row["paper_id"])


def _rows_of(file: Path) -> Iterator[dict[str, Any]]:
    with pq.ParquetFile(file) as table:
        for batch in table.iter_batches(batch_size=_ROWS_AT_ONCE):
            yield from batch.to_pylist()


def _shaped(row: dict[str, Any]) -> dict[str, Any]:
    metadata, sha1 = metadata_from(row), row["sha1"]
    names = {name: row[name] for name in ("doc_name", "paper_id", "model_version")}
    return {**spv2_json(metadata, sha1=sha1, **names), "uri": row["uri"]}
