"""Process: claim a wave, read and tag its papers, settle it; until nothing is Scheduled."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from operator import add

from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import Kind, TooManyFailuresError
from spv2_spark.ledger import Heartbeat, Ledger, Settled, Wave
from spv2_spark.pipeline.daily.metrics_file import metrics_kept
from spv2_spark.pipeline.daily.next_wave import next_wave
from spv2_spark.pipeline.daily.reachability import check_reachable
from spv2_spark.pipeline.daily.run_page import write_run_page
from spv2_spark.pipeline.daily.token_cache import check_columns
from spv2_spark.pipeline.daily.wave import Outcome, WaveRun
from spv2_spark.pipeline.workdir import workdir_of
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging
from spv2_spark.runtime.aborted import SessionLostError
from spv2_spark.runtime.efforts import Efforts
from spv2_spark.runtime.stores import check_writable

LOG = logging.getLogger(__name__)


class LeaseLostError(Exception):
    """Another driver may have this wave's papers by now."""


def process(
    spark: SparkSession,
    settings: Settings,
    ledger: Ledger,
    reading: PaperReading,
    tagging: Tagging,
    reopened: Callable[[], SparkSession] | None = None,
) -> Settled:
    """Run waves until no paper of the model version is Scheduled; return what moved in all.

    Papers that a driver holds which died are waited for (`next_wave`); those of one that lives are
    left to it.
    A wave whose lease is lost is abandoned: its results stay unread, its papers are run again
    under another wave. A wave that does not come to its end is given back at once. One that
    ended Spark itself comes back in smaller waves, until the paper that did it is alone: here,
    if `reopened` gives a new session, else (SessionLostError) in the next run. Raises
    TooManyFailuresError after settling a wave of which too much failed, or before claiming one
    whose store no executor reaches; SettingsError for a work folder of another spv2-spark,
    OutputError, before a wave is claimed, for one that executors cannot write in.
    A run that ends by itself and claimed a wave leaves its page in the work folder. The file of
    `process.prometheus` is written at the beginning, after each wave and at the end.
    """
    work = workdir_of(settings)
    check_writable(spark, work.root)
    check_columns(spark, work.tokens())
    keep_one_per_content(settings, ledger, tagging.version)
    moved, since = Settled(), None
    with metrics_kept(settings, ledger) as write_metrics:
        while wave := _claimed(spark, settings, ledger, tagging.version):
            LOG.info("wave %s: %d papers", wave.wave_id, len(wave.papers))
            since = since or wave.lease_until - settings.ledger.lease_s  # by the Task DB's clock
            try:
                outcome, settled = _ended(spark, settings, ledger, wave, reading, tagging)
            except LeaseLostError:
                LOG.warning("wave %s: its lease is lost, abandoned", wave.wave_id)
                continue
            except SessionLostError as error:
                ledger.release(wave, str(error), settings.ledger.max_losses)
                if reopened is None:
                    raise
                LOG.warning("wave %s: %s; a new session goes on", wave.wave_id, error)
                spark = reopened()
                continue
            except BaseException as error:
                ledger.release(wave, f"its run ended: {type(error).__name__}")
                raise
            LOG.info("wave %s: %s", wave.wave_id, settled)
            write_metrics()
            moved = Settled(*map(add, moved, settled))
            try:
                _check_health(settings, outcome)
            except TooManyFailuresError:
                write_run_page(spark, work, ledger, tagging.version, since)
                raise
    if since is not None:
        write_run_page(spark, work, ledger, tagging.version, since)
    return moved


def keep_one_per_content(settings: Settings, ledger: Ledger, version: str) -> None:
    """Where the settings ask for it, leave out what was Done before they did and is there twice."""
    if settings.process.one_per_content and (count := ledger.one_per_content(version)):
        LOG.info("%d papers are left out, others have the same bytes", count)


def _claimed(spark: SparkSession, settings: Settings, ledger: Ledger, version: str) -> Wave | None:
    check_reachable(spark, settings, ledger, version)
    limits, papers = settings.ledger, settings.process.wave_papers
    owner = f"{socket.gethostname()}:{os.getpid()}"
    return next_wave(ledger, limits, version, papers, owner)


def _ended(
    spark: SparkSession,
    settings: Settings,
    ledger: Ledger,
    wave: Wave,
    reading: PaperReading,
    tagging: Tagging,
) -> tuple[Outcome, Settled]:
    """Run and settle a wave under its lease."""
    limits = settings.ledger
    with Heartbeat(ledger, wave, limits.lease_s, limits.heartbeat_s) as heartbeat:

        def check_lease() -> None:
            if heartbeat.lost:
                raise LeaseLostError

        efforts = Efforts(spark.sparkContext)
        run = WaveRun(spark, settings, ledger, wave.wave_id, reading, tagging, check_lease, efforts)
        outcome = run([ClaimedPaper(*paper) for paper in wave.papers])
        ends = (outcome.done, outcome.failed)
        told = (*ends, limits.max_attempts, outcome.left_out, outcome.efforts)
        once = settings.process.one_per_content
        return outcome, ledger.settle(wave, *told, one_per_content=once)


def _check_health(settings: Settings, outcome: Outcome) -> None:
    """Raise TooManyFailuresError if too much of the wave failed with kinds worth a retry.

    An ABORT may also come from outside the papers (a full disk), however final it is.
    """
    papers = len(outcome.done) + len(outcome.failed)
    kinds = [
        failure.kind
        for _, failure, _ in outcome.failed
        if not failure.kind.permanent or failure.kind is Kind.ABORT
    ]
    limit = settings.process.stop_share * papers
    if papers >= settings.process.stop_papers and len(kinds) > limit:
        commonest = max(set(kinds), key=kinds.count).value
        raise TooManyFailuresError(
            f"too many failures: {len(kinds)} of {papers} papers of a wave failed in a way that "
            f"may pass (mostly {commonest}); stopped, they stay in the Task DB"
        )
