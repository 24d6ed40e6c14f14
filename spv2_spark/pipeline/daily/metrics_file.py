"""The file of metrics that a run keeps up, for the node exporter's textfile folder."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from spv2_spark.config import Settings
from spv2_spark.errors import Spv2Error
from spv2_spark.ledger import Ledger
from spv2_spark.report.status import prometheus_text
from spv2_spark.runtime.outputs import write_file

LOG = logging.getLogger(__name__)


@contextmanager
def metrics_kept(settings: Settings, ledger: Ledger) -> Iterator[Callable[[], None]]:
    """Write `process.prometheus` as the block begins and ends; what it gives writes it between.

    It tells the state of the Task DB (`spv2 status --prometheus`), and takes the place of the
    last one once it is whole; an empty setting is no file. What cannot be written is tried
    again the next time: the first is a warning in the log, and none ends a run.
    """
    warned = False

    def write() -> None:
        nonlocal warned
        if not settings.process.prometheus:
            return
        try:
            write_file(Path(settings.process.prometheus), prometheus_text(ledger.status()).encode())
        except Spv2Error as error:
            if not warned:
                LOG.warning("process.prometheus is not kept up: %s", error)
            warned = True

    write()
    try:
        yield write
    finally:
        write()
