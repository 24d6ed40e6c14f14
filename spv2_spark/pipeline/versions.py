"""The versions of tables of tokens and of tags: another where their columns are others, too."""

from __future__ import annotations

import re

from spv2_spark.config import PdfSettings
from spv2_spark.contracts.tables import Tokens
from spv2_spark.domain.digests import settings_hash
from spv2_spark.engines.versions import DIGITS, tokens_version

# The columns of TOKENS: tables of others cannot be read, though their tokens be the same.
_SHAPE = settings_hash(Tokens.contract.simpleString())[:DIGITS]
_TABLES = re.compile(rf"\w+-[0-9a-f]{{8}}(-(?P<shape>[0-9a-f]{{{DIGITS}}}))?")  # 0.4.0's had none


def token_tables_version(settings: PdfSettings) -> str:
    """Return the version of tables that hold these tokens in the columns of today."""
    return f"{tokens_version(settings)}-{_SHAPE}"


def tags_version(model: str, settings: PdfSettings) -> str:
    """Return the version of tables of tags: the model's, and that of the tokens they stand on."""
    return f"{model}.t{token_tables_version(settings)}"


def has_other_columns(version: str) -> bool:
    """Whether token tables of a version have other columns than those of today."""
    found = _TABLES.fullmatch(version)
    return found is not None and found["shape"] != _SHAPE
