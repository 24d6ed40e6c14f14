"""Process: claim a wave, read and tag its papers, settle it; until nothing is Scheduled."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import AfootError
from spv2_spark.ledger import Heartbeat, Ledger, Settled, Wave
from spv2_spark.pipeline.steps import Reading, Tagging
from spv2_spark.pipeline.wave import Outcome, run_wave

LOG = logging.getLogger(__name__)


class LeaseLostError(Exception):
    """Another driver may have this wave's papers by now."""


def process(
    spark: SparkSession, settings: Settings, ledger: Ledger, reading: Reading, tagging: Tagging
) -> Settled:
    """Run waves until no paper of the model version is Scheduled; return what moved in all.

    A wave whose lease is lost is abandoned: its results stay unread, its papers are run again
    under another wave. Raises AfootError after settling a wave of which too much failed.
    """
    limits, waves = settings.ledger, settings.process.wave_papers
    owner = f"{socket.gethostname()}:{os.getpid()}"
    moved = Settled()
    while wave := ledger.claim(tagging.version, waves, owner, limits.lease_s, limits.max_losses):
        LOG.info("wave %s: %d papers", wave.wave_id, len(wave.papers))
        try:
            with _held(ledger, wave, settings) as heartbeat:
                outcome = _run(spark, settings, wave, reading, tagging, heartbeat)
                settled = ledger.settle(wave, outcome.done, outcome.failed, limits.max_attempts)
        except LeaseLostError:
            LOG.warning("wave %s: its lease is lost, abandoned", wave.wave_id)
            continue
        LOG.info("wave %s: %s", wave.wave_id, settled)
        moved = _sum(moved, settled)
        _check_health(settings, outcome)
    return moved


@contextmanager
def _held(ledger: Ledger, wave: Wave, settings: Settings) -> Iterator[Heartbeat]:
    limits = settings.ledger
    with Heartbeat(ledger, wave, limits.lease_s, limits.heartbeat_s) as heartbeat:
        yield heartbeat


def _run(
    spark: SparkSession,
    settings: Settings,
    wave: Wave,
    reading: Reading,
    tagging: Tagging,
    heartbeat: Heartbeat,
) -> Outcome:
    def hold() -> None:
        if heartbeat.lost:
            raise LeaseLostError

    papers = [ClaimedPaper(*paper) for paper in wave.papers]
    return run_wave(spark, settings, wave.wave_id, papers, reading, tagging, hold)


def _check_health(settings: Settings, outcome: Outcome) -> None:
    """Raise AfootError if more of the wave than is natural failed with kinds worth a retry."""
    papers = len(outcome.done) + len(outcome.failed)
    kinds = [failure.kind for _, failure, _ in outcome.failed if not failure.kind.permanent]
    limit = settings.process.stop_share * papers
    if papers >= settings.process.stop_papers and len(kinds) > limit:
        commonest = max(set(kinds), key=kinds.count).value
        raise AfootError(
            f"something is afoot: {len(kinds)} of {papers} papers of a wave failed in a way that "
            f"may pass (mostly {commonest}); stopped, they stay in the Task DB"
        )


def _sum(one: Settled, two: Settled) -> Settled:
    return Settled(
        one.done + two.done,
        one.scheduled + two.scheduled,
        one.failed + two.failed,
        one.ignored + two.ignored,
    )
