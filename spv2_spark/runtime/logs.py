"""Logs of the driver: one line an event on stderr."""

from __future__ import annotations

import logging
import sys


def open_logs(level: int = logging.INFO) -> None:
    """Send the project's log records to stderr; other libraries' only from WARNING up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("spv2_spark").setLevel(level)
