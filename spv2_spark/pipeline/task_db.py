"""The Task DB of the settings, opened; no Spark here, since a question needs none."""

from __future__ import annotations

from spv2_spark.config import Settings
from spv2_spark.ledger import Ledger, open_ledger
from spv2_spark.pipeline.workdir import ledger_url, make_local


def ledger_of(settings: Settings) -> Ledger:
    """Return the Task DB of the settings, made where there is none."""
    if not settings.ledger.url:
        make_local(settings)
    return open_ledger(ledger_url(settings))


def existing_ledger_of(settings: Settings) -> Ledger:
    """Return the Task DB of the settings; raises LedgerError where there is none."""
    return open_ledger(ledger_url(settings), create=False)
