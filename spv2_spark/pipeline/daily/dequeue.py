"""Dequeue: the Done papers of one version, with their own wave's results, as one dataset.

The dataset grows by waves (`runtime.growing`): a wave that is in it is not read again unless Done
papers were taken from it. At most `_PAPERS_AT_ONCE` of the Done papers are in the driver's memory.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.schema import Frame
from spv2_spark.contracts.tables import Dequeue, Results, Waves
from spv2_spark.errors import ContractError, OutputError
from spv2_spark.ledger import Ledger, SettledWave
from spv2_spark.pipeline.workdir import workdir_of
from spv2_spark.runtime.filesystem import Place
from spv2_spark.runtime.growing import GrowingTable, Manifest, manifest_at, read_grown
from spv2_spark.runtime.outputs import check_apart
from spv2_spark.runtime.tables import (
    check_free,
    is_finished,
    put_in_place,
    read_by_wave,
    read_table,
    tidy,
)
from spv2_spark.stages.dequeued import dequeued

LOG = logging.getLogger(__name__)
_PAPERS_PER_FILE = 20_000  # about 200 MB
_PAPERS_AT_ONCE = 200_000  # whole waves; their ids and waves take 30 MB


@dataclass(frozen=True, slots=True)
class Dequeued:
    """What a dataset holds after a dequeue, and the Done papers that it leaves out.

    Those are empty, or have the bytes of one that it holds.
    """

    papers: int
    empty: int
    same_content: int = 0
    unchanged: bool = False  # no paper is Done, and a dataset is there, which was left


def read_papers(spark: SparkSession, path: str, version: str | None = None) -> Frame[Dequeue]:
    """Return the DEQUEUE dataset at `path` as its manifest has it now, whole waves alone.

    A plain `spark.read.parquet` sees the files of a wave that is being added one by one. Of another
    `version` than the dataset's it is the one that was kept beside it. Raises ContractError where
    no dequeue wrote a dataset, or none of the version.
    """
    present = manifest_at(Place(spark, path))
    if version is None or (present is not None and present.version == version):
        return read_grown(spark, path, Dequeue)
    place = Place(spark, path)
    kept = str(place.sibling(_kept_name(place, version)))
    former = manifest_at(Place(spark, kept))
    if former is None or former.version != version:
        raise ContractError(f"{path}: no dataset of version {version} there, nor at {kept}")
    return read_grown(spark, kept, Dequeue)


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

    A paper that another one stands for, by its bytes, is not in it. A run that is killed is gone on
    with by the next. A dataset of another version stays until the new one is whole, and then beside
    it, by the name `out.VERSION`. With `keep_existing` a dataset stays where no paper is Done.
    Raises OutputError, before anything is read, for an `out` that holds anything else than such a
    dataset, or lies in the work folder's tables.
    """
    work = workdir_of(settings)
    check_apart((f"{work.root}/results", f"{work.root}/tokens"), out)
    place = Place(spark, out)
    if place.path.getParent() is None:
        raise OutputError(f"{place}: name a folder, not the root of a store")
    tidy(place, Dequeue.what)
    check_free(place, Dequeue.what)
    if keep_existing and is_finished(spark, out) and not ledger.has_done(version):
        return Dequeued(0, 0, unchanged=True)
    target = _target(place, version)
    manifest = _Growth(ledger, work.results(version), version, target).brought_up()
    if target is not place:
        former = _version_in(spark, out)
        keep_as = _kept_name(place, former) if former not in ("", version) else ""
        put_in_place(target, place, Dequeue.what, keep_as)
    papers = sum(part.rows for part in manifest.parts.values())
    empty = sum(part.given for part in manifest.parts.values()) - papers
    same = ledger.same_content(version)
    told = "%d papers are dequeued, %d empty ones and %d of the same content left out"
    LOG.info(told, papers, empty, same)
    return Dequeued(papers, empty, same)


def _kept_name(place: Place, version: str) -> str:
    return f"{place.name}.{version}"


def _target(place: Place, version: str) -> Place:
    """Return where the dataset grows: in its place, or beside one that is to stay meanwhile."""
    beside = place.sibling(f".{place.name}.next")
    check_free(beside, Dequeue.what)
    if not place.exists() and is_finished(place.spark, str(beside)):
        beside.move_to(place)  # a run was killed between two renames
    present = manifest_at(place)
    grows = not place.children() or (present is not None and present.version == version)
    return place if grows else beside


@dataclass(frozen=True, slots=True)
class _Growth:
    """A dataset that is brought to what is Done of a version, and where its results lie."""

    ledger: Ledger
    results: str
    version: str
    place: Place

    def brought_up(self) -> Manifest:
        """Return the manifest of the dataset once it is what is Done."""
        table = GrowingTable(self.place, Dequeue, by="wave", order="paper_id")
        manifest = table.opened(self.version)
        settled = self.ledger.settled(self.version)
        if gone := manifest.parts.keys() - {one.wave for one in settled}:
            manifest = table.drop(manifest, gone)
        known = {name: part.changes for name, part in manifest.parts.items()}
        # What a wave lost goes before another wave brings it: no paper is ever there twice.
        changed = [one for one in settled if known.get(one.wave, one.changes) != one.changes]
        for some in _batches(changed):
            done, sources = self._done_of(some)
            manifest = table.keep(manifest, Waves.from_rows(self.place.spark, done), sources)
        for some in _batches(one for one in settled if one.wave not in known):
            done, sources = self._done_of(some)
            manifest = table.add(manifest, self._rows(done), sources)
        table.finish()
        return manifest

    def _done_of(
        self, waves: Sequence[SettledWave]
    ) -> tuple[pd.DataFrame, dict[str, tuple[int, int]]]:
        """Return the Done papers of some waves, and of each wave its changes and their number."""
        found = self.ledger.done_of(self.version, [one.wave for one in waves])
        done = pd.DataFrame(found, columns=Waves.contract.fieldNames())
        counts = done["wave"].value_counts()
        return done, {one.wave: (one.changes, int(counts.get(one.wave, 0))) for one in waves}

    def _rows(self, done: pd.DataFrame) -> Frame[Dequeue] | None:
        if done.empty:
            return None
        spark = self.place.spark
        results = read_by_wave(spark, self.results, sorted(done["wave"].unique()), Results)
        partitions = math.ceil(len(done) / _PAPERS_PER_FILE)
        return dequeued(results, Waves.from_rows(spark, done), partitions=partitions)


def _batches(waves: Iterable[SettledWave]) -> Iterator[list[SettledWave]]:
    """Yield the waves in lists of at most _PAPERS_AT_ONCE papers, or of one wave."""
    batch: list[SettledWave] = []
    papers = 0
    for one in waves:
        if batch and papers + one.papers > _PAPERS_AT_ONCE:
            yield batch
            batch, papers = [], 0
        batch.append(one)
        papers += one.papers
    if batch:
        yield batch


def _version_in(spark: SparkSession, out: str) -> str:
    """Return the version of the dataset at `out`; empty where there is none, or no paper in it."""
    if (manifest := manifest_at(Place(spark, out))) is not None:
        return manifest.version if manifest.parts else ""
    if not is_finished(spark, out):
        return ""
    row = read_table(spark, out, Dequeue).select("model_version").head()
    return str(row.model_version) if row else ""
