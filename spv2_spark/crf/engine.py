"""CRFsuite, loaded where it is used: an environment without it has the other engines."""

from __future__ import annotations

from typing import Any

from spv2_spark.errors import SettingsError


def crfsuite() -> Any:
    """Return the module pycrfsuite; SettingsError says how to get it."""
    try:
        import pycrfsuite
    except ImportError as error:
        raise SettingsError("the crf engine needs: pip install 'spv2-spark[crf]'") from error
    return pycrfsuite
