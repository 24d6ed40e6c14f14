"""One paper's bytes, by whatever reader its URI needs, with attempts and waits."""

from __future__ import annotations

from tenacity import (
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential,
    wait_random,
)

from spv2_spark.config import SourceSettings
from spv2_spark.errors import Failure, Kind
from spv2_spark.sources.arrow import read_arrow
from spv2_spark.sources.local import read_local
from spv2_spark.sources.problems import STAGE, Admit, FinalError, Limits, TransientError
from spv2_spark.sources.s3 import read_s3
from spv2_spark.sources.uris import ARROW_SCHEMES, S3_SCHEMES, scheme_of, unsupported


def fetch(
    uri: str, settings: SourceSettings, max_bytes: int, admit: Admit = lambda _size: None
) -> bytes | Failure:
    """Return the bytes behind `uri`, or why there are none; raises nothing.

    Schemes: a plain path, file, s3 (s3a, s3n), hdfs, gs. What may pass (throttling, a
    server's error, a broken connection) is tried `settings.attempts` times with exponential
    waits and jitter. More than `max_bytes` is TOO_LARGE, told from the size before the body
    is read. Kinds: NOT_FOUND, TOO_LARGE (permanent), FETCH. `admit` is called with the size
    in bytes before the body is read, and may wait.
    """
    limits = Limits(max_bytes, settings.timeout_s, admit)
    attempts = Retrying(
        stop=stop_after_attempt(max(1, settings.attempts)),
        wait=wait_exponential(multiplier=settings.first_wait_s, max=settings.max_wait_s)
        + wait_random(0, settings.first_wait_s),
        retry=retry_if_exception_type(TransientError),
        reraise=True,
    )
    try:
        return attempts(_read, uri, settings, limits)
    except FinalError as error:
        return error.failure
    except TransientError as error:
        tried = attempts.statistics.get("attempt_number", 1)
        return Failure(STAGE, Kind.FETCH, f"{error} (tried {tried} times)")
    except Exception as error:  # noqa: BLE001  one paper's surprise must not end the others
        return Failure(STAGE, Kind.FETCH, f"{type(error).__name__}: {error}")


def _read(uri: str, settings: SourceSettings, limits: Limits) -> bytes:
    scheme = scheme_of(uri)
    if scheme == "file":
        return read_local(uri, limits)
    if scheme in S3_SCHEMES:
        return read_s3(uri, settings, limits)
    if scheme in ARROW_SCHEMES:
        return read_arrow(uri, limits)
    raise FinalError(Kind.NOT_FOUND, unsupported(scheme))
