"""Files into a store: what workers write there that Spark does not write for them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from spv2_spark.config import SourceSettings
from spv2_spark.errors import SourceError
from spv2_spark.sources.arrow import write_arrow
from spv2_spark.sources.attempts import patiently
from spv2_spark.sources.s3 import write_s3
from spv2_spark.sources.uris import ARROW_SCHEMES, S3_SCHEMES, scheme_of, unsupported


def store(path: Path, uri: str, settings: SourceSettings) -> None:
    """Put a file of this machine behind `uri` (s3, hdfs, gs), whole or not at all.

    Tried as often as a fetch is. Raises SourceError if it cannot be put there.
    """
    scheme = scheme_of(uri)
    if scheme not in S3_SCHEMES | ARROW_SCHEMES:
        raise SourceError(f"{uri}: {unsupported(scheme)}")
    write = write_s3 if scheme in S3_SCHEMES else write_arrow
    patiently(uri, settings, partial(write, path, uri, settings))
