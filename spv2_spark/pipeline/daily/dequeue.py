"""Dequeue: the Done papers of one version, with their own wave's results, as one dataset.

The dataset grows by waves (`runtime.growing`): a wave that is in it is not read again unless Done
papers were taken from it. At most `_PAPERS_AT_ONCE` of the Done papers are in the driver's memory.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd
from pyspark.sql import DataFrame, SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.tables import DEQUEUE
from spv2_spark.errors import OutputError
from spv2_spark.ledger import Ledger, SettledWave
from spv2_spark.pipeline.workdir import workdir_of
from spv2_spark.runtime.filesystem import Place
from spv2_spark.runtime.growing import GrowingTable, Manifest, manifest_at, read_grown
from spv2_spark.runtime.outputs import check_apart
from spv2_spark.runtime.tables import check_free, is_finished, put_in_place, read_table, tidy
from spv2_spark.stages.dequeued import DONE, RESULTS_BY_WAVE, dequeued

LOG = logging.getLogger(__name__)
_WHAT = "papers"
_PAPERS_PER_FILE = 20_000  # about 200 MB
_PAPERS_AT_ONCE = 200_000  # whole waves; their ids and waves take 30 MB


@dataclass(frozen=True, slots=True)
class Dequeued:
    """What a dataset holds after a dequeue, and the Done papers that it leaves out as empty."""

    papers: int
    empty: int
    unchanged: bool = False  # no paper is Done, and a dataset is there, which was left


def read_papers(spark: SparkSession, path: str) -> DataFrame:
    """Return the DEQUEUE dataset at `path` as its manifest has it now, whole waves alone.

    A plain `spark.read.parquet` sees the files of a wave that is being added one by one. Raises
    ContractError where no dequeue wrote a dataset.
    """
    return read_grown(spark, path, DEQUEUE)


def dequeue(
    spark: SparkSession,
    settings: Settings,
    ledger: Ledger,
    version: str,
    out: str,
    *,
    keep_existing: bool = False,
) -> Dequeued:
    """Bring the DEQUEUE dataset at `out` to what is Done, wave by wave; one run at a time.

    A run that is killed is gone on with by the next. A dataset of another version stays until the
    new one is whole, and then beside it, by the name `out.VERSION`. With `keep_existing` a dataset
    stays where no paper is Done. Raises OutputError, before anything is read, for an `out` that
    holds anything else than such a dataset, or lies in the work folder's tables.
    """
    work = workdir_of(settings)
    check_apart((f"{work.root}/results", f"{work.root}/tokens"), out)
    place = Place(spark, out)
    if place.path.getParent() is None:
        raise OutputError(f"{place}: name a folder, not the root of a store")
    tidy(place, _WHAT)
    check_free(place, _WHAT)
    if keep_existing and is_finished(spark, out) and not ledger.has_done(version):
        return Dequeued(0, 0, unchanged=True)
    target = _target(place, version)
    table = GrowingTable(target, DEQUEUE, _WHAT, by="wave", order="paper_id")
    manifest = _brought_up(table, work.results(version), ledger, version)
    if target is not place:
        former = _version_in(spark, out)
        keep_as = f"{place.name}.{former}" if former not in ("", version) else ""
        put_in_place(target, place, _WHAT, keep_as)
    papers = sum(part.rows for part in manifest.parts.values())
    empty = sum(part.given for part in manifest.parts.values()) - papers
    LOG.info("%d papers are dequeued, %d empty ones left out", papers, empty)
    return Dequeued(papers, empty)


def _target(place: Place, version: str) -> Place:
    """Return where the dataset grows: in its place, or beside one that is to stay meanwhile."""
    beside = place.sibling(f".{place.name}.next")
    check_free(beside, _WHAT)
    if not place.exists() and is_finished(place.spark, str(beside)):
        beside.move_to(place)  # a run was killed between two renames
    present = manifest_at(place)
    grows = not place.children() or (present is not None and present.version == version)
    return place if grows else beside


def _brought_up(table: GrowingTable, folder: str, ledger: Ledger, version: str) -> Manifest:
    manifest = table.opened(version)
    settled = ledger.settled(version)
    if gone := manifest.parts.keys() - {one.wave for one in settled}:
        manifest = table.drop(manifest, gone)
    known = {name: part.changes for name, part in manifest.parts.items()}
    due = [one for one in settled if known.get(one.wave) != one.changes]
    # What a wave lost goes before another wave brings it: no paper is ever there twice.
    due.sort(key=lambda one: one.wave not in known)
    for some in _batches(due):
        manifest = _added(table, manifest, folder, ledger, version, some)
    table.finish()
    return manifest


def _batches(waves: Iterable[SettledWave]) -> Iterator[list[SettledWave]]:
    """Yield the waves in lists of at most _PAPERS_AT_ONCE papers, or of one wave."""
    batch: list[SettledWave] = []
    for one in waves:
        if batch and sum(each.papers for each in batch) + one.papers > _PAPERS_AT_ONCE:
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def _added(
    table: GrowingTable,
    manifest: Manifest,
    folder: str,
    ledger: Ledger,
    version: str,
    waves: list[SettledWave],
) -> Manifest:
    """Add the Done papers of some waves, or write them anew; return the new manifest."""
    found = ledger.done_of(version, [one.wave for one in waves])
    done = pd.DataFrame(list(found), columns=DONE.fieldNames())
    counts = done["wave"].value_counts()
    sources = {one.wave: (one.changes, int(counts.get(one.wave, 0))) for one in waves}
    if done.empty:
        return table.add(manifest, None, sources)
    spark = table.place.spark
    paths = [f"{folder}/wave={wave}" for wave in sorted(counts.index)]
    results = read_table(spark, paths, RESULTS_BY_WAVE, base=folder)
    partitions = math.ceil(len(done) / _PAPERS_PER_FILE)
    rows = dequeued(results, spark.createDataFrame(done, DONE), partitions=partitions)
    return table.add(manifest, rows, sources)


def _version_in(spark: SparkSession, out: str) -> str:
    """Return the version of the dataset at `out`; empty where there is none, or no paper in it."""
    if (manifest := manifest_at(Place(spark, out))) is not None:
        return manifest.version if manifest.parts else ""
    if not is_finished(spark, out):
        return ""
    row = read_table(spark, out, DEQUEUE).select("model_version").head()
    return str(row.model_version) if row else ""
