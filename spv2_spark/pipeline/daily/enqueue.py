"""Enqueue: a listing becomes Scheduled tasks of one model version."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from spv2_spark.config import SourceSettings
from spv2_spark.ledger import Enqueued, Ledger
from spv2_spark.sources import list_pdfs

LOG = logging.getLogger(__name__)


def enqueue(
    ledger: Ledger, paths: Sequence[str], model_version: str, tokens: str, source: SourceSettings
) -> Enqueued:
    """Make a task for every PDF below `paths` that has none; known papers stay as they are.

    `tokens` is the version of the token tables that the tasks will be read from.
    """
    enqueued = ledger.enqueue(list_pdfs(paths, source), model_version, tokens)
    LOG.info("enqueued: %s", enqueued)
    return enqueued
