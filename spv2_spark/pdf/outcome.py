"""How the reading of one PDF ended, whatever happens: for those who read many."""

from __future__ import annotations

from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure, Kind
from spv2_spark.pdf.sandbox import STAGE, Sandbox


def outcome_of(data: bytes, sandbox: Sandbox) -> Document | Failure:
    """Return what the sandbox makes of a PDF; raises nothing."""
    try:
        return sandbox.read(data)
    except Exception as error:  # noqa: BLE001  whatever it is, it costs one paper and is told
        return Failure(STAGE, Kind.CRASH, f"{type(error).__name__}: {error}")
