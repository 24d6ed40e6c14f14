"""One wave: papers to tokens to results, each written before the next step reads it.

With `process.keep_tags` what the tagger says is written between tokens and results, and a paper
of which an earlier wave kept it is not tagged again.

Where Spark aborts a stage the papers are run in halves until the culprit is alone: it fails,
and the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.schema import Frame
from spv2_spark.contracts.tables import FAILURE, Results, Tagged, Tokens
from spv2_spark.domain.effort import Effort
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import Failure, Kind
from spv2_spark.ledger import Ledger
from spv2_spark.pipeline.daily.splitting import Split, split_at_aborts
from spv2_spark.pipeline.daily.token_cache import TableCache
from spv2_spark.pipeline.read_and_tag import write_decoded, write_results, write_tags, write_tokens
from spv2_spark.pipeline.workdir import workdir_of
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging
from spv2_spark.runtime.aborted import told_apart
from spv2_spark.runtime.efforts import Efforts
from spv2_spark.runtime.tables import read_table, remove_table, write_table


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a wave's papers ended, in the shape that the Task DB takes."""

    done: list[tuple[str, str]] = field(default_factory=list)  # (paper id, sha1)
    # (paper id, why, sha1 if known)
    failed: list[tuple[str, Failure, str | None]] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)  # of the done ones: paper id to why
    efforts: dict[str, Effort] = field(default_factory=dict)  # by paper id, of what was done now


@dataclass(frozen=True, slots=True)
class WaveRun:
    """A wave and all that its papers are read and tagged with."""

    spark: SparkSession
    settings: Settings
    ledger: Ledger
    wave_id: str
    reading: PaperReading
    tagging: Tagging
    check_lease: Callable[[], None]  # raises if the wave is not ours any more
    efforts: Efforts

    def __call__(self, papers: Sequence[ClaimedPaper]) -> Outcome:
        """Write the wave's tokens and results and return how its papers ended.

        Tokens that an earlier wave made of a paper are used again, and tags that one kept.
        """
        waves, unread = self._tokens(papers)
        self.check_lease()
        outcome = self._results([paper for paper in papers if paper.paper_id in waves], waves)
        self.check_lease()
        outcome.failed.extend(unread)
        outcome.efforts.update(self.efforts.taken())
        return outcome

    def _tokens(
        self, papers: Sequence[ClaimedPaper]
    ) -> tuple[dict[str, str], list[tuple[str, Failure, str | None]]]:
        """Return the wave that holds each paper's tokens, and the papers that have none."""
        cache = self._token_cache()
        waves = cache.waves_of(self.wave_id)

        def job(some: list[ClaimedPaper], number: int) -> None:
            self.check_lease()
            path = f"{cache.folder}/wave={self._piece(number)}"
            with told_apart(self.spark):
                note = self.efforts.noting("read")
                write_tokens(self.spark, self.settings, some, self.reading, path, note)
                cache.note(self._piece(number))

        fresh = [paper for paper in papers if paper.paper_id not in waves]
        split = split_at_aborts(fresh, job)
        for number, some in split.pieces:
            waves.update((paper.paper_id, self._piece(number)) for paper in some)
        return waves, _aborted(split, "tokenise")

    def _results(self, papers: Sequence[ClaimedPaper], waves: Mapping[str, str]) -> Outcome:
        folder = workdir_of(self.settings).results(self.tagging.version)

        def job(some: list[ClaimedPaper], number: int) -> None:
            self.check_lease()
            with told_apart(self.spark):
                piece = self._piece(number)
                self._write_results(some, waves, piece, f"{folder}/wave={piece}")

        split = split_at_aborts(papers, job)
        paths = [f"{folder}/wave={self._piece(number)}" for number, _ in split.pieces]
        whole = f"{folder}/wave={self.wave_id}"
        if paths and paths != [whole]:
            write_table(read_table(self.spark, paths, Results), whole, Results)
            for path in paths:
                remove_table(self.spark, path, Results)
        outcome = _outcome(self.spark, whole) if paths else Outcome()
        outcome.failed.extend(_aborted(split, "predict"))
        return outcome

    def _write_results(
        self, papers: Sequence[ClaimedPaper], waves: Mapping[str, str], piece: str, path: str
    ) -> None:
        settings, tagging = self.settings, self.tagging
        note = self.efforts.noting("decode")
        if tagging.keeping is None:
            tokens = self._tokens_of(papers, waves)
            write_results(settings, tokens, len(papers), tagging, path, note)
            return
        version = tagging.keeping.version
        folder = workdir_of(settings).tags(version)
        cache = TableCache(self.spark, self.ledger, folder, version, Tagged)
        known = cache.waves_of(self.wave_id)
        ids = {paper.paper_id for paper in papers}
        tagged = {paper_id: wave for paper_id, wave in known.items() if paper_id in ids}
        if fresh := [paper for paper in papers if paper.paper_id not in tagged]:
            tokens = self._tokens_of(fresh, waves)
            write_tags(settings, tokens, len(fresh), tagging, f"{folder}/wave={piece}")
            cache.note(piece)
            tagged.update((paper.paper_id, piece) for paper in fresh)
            self.check_lease()
        words = tagging.keeping.words
        write_decoded(settings, cache.read(tagged), len(papers), tagging, words, path, note)

    def _tokens_of(self, papers: Sequence[ClaimedPaper], waves: Mapping[str, str]) -> Frame[Tokens]:
        return self._token_cache().read({one.paper_id: waves[one.paper_id] for one in papers})

    def _token_cache(self) -> TableCache[Tokens]:
        version = self.reading.version
        folder = workdir_of(self.settings).tokens(version)
        return TableCache(self.spark, self.ledger, folder, version, Tokens)

    def _piece(self, number: int) -> str:
        """Return the name of a piece of the wave: its own for the whole of it."""
        return f"{self.wave_id}.{number}" if number else self.wave_id


def _aborted(split: Split[ClaimedPaper], stage: str) -> list[tuple[str, Failure, str | None]]:
    return [
        (paper.paper_id, Failure(stage, Kind.ABORT, f"alone it aborts the stage: {why}"), None)
        for paper, why in split.culprits
    ]


def _outcome(spark: SparkSession, path: str) -> Outcome:
    columns = ("paper_id", "sha1", *(one.name for one in FAILURE), "left_out")
    outcome = Outcome()
    for row in read_table(spark, path, Results).select(*columns).collect():
        if row.failure_kind is None:
            outcome.done.append((row.paper_id, row.sha1))
            if row.left_out is not None:
                outcome.left_out[row.paper_id] = row.left_out
        else:
            why = Failure(row.failure_stage, Kind(row.failure_kind), row.failure_message)
            outcome.failed.append((row.paper_id, why, row.sha1))
    return outcome
