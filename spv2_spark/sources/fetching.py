"""One paper's bytes, by whatever reader its URI needs, with attempts and waits."""

from __future__ import annotations

from typing import NoReturn

from spv2_spark.config import SourceSettings
from spv2_spark.errors import Failure, Kind
from spv2_spark.sources.arrow import read_arrow
from spv2_spark.sources.attempts import attempts_of
from spv2_spark.sources.checksums import check_beginning, check_sha1
from spv2_spark.sources.local import read_local
from spv2_spark.sources.members import read_member
from spv2_spark.sources.problems import (
    STAGE,
    Admit,
    DoubtfulError,
    FinalError,
    Limits,
    TransientError,
)
from spv2_spark.sources.s3 import read_s3
from spv2_spark.sources.uris import (
    ARCHIVE_SCHEMES,
    ARROW_SCHEMES,
    S3_SCHEMES,
    places_of,
    scheme_of,
    unsupported,
)


def fetch(
    uri: str,
    settings: SourceSettings,
    max_bytes: int,
    admit: Admit = lambda _size: None,
    sha1: str | None = None,
) -> bytes | Failure:
    """Return the bytes behind `uri`, or why there are none; raises nothing.

    Schemes: a plain path, file, s3 (s3a, s3n), hdfs, gs; zip and tar (`sources.uris`) for a file
    in an archive; first for several places, of which the first that has the paper counts. What
    may pass (throttling, a server's error, a broken connection, no credentials yet) is tried
    `settings.attempts` times with exponential waits and jitter; so are, three times at most, no
    bytes or a page of HTML from a store, and, with `settings.verify`, bytes that have not the
    sums that the store sends or the `sha1` (hex) that is given. More than `max_bytes` is
    TOO_LARGE, told from the size before the body is read. Kinds: NOT_FOUND, TOO_LARGE,
    ENCRYPTED (permanent), FETCH. `admit` is called with the size in bytes before the body is
    read, and may wait.
    """
    limits = Limits(max_bytes, settings.timeout_s, admit)
    attempts = attempts_of(settings)
    try:
        return attempts(_from_places, uri, settings, limits, sha1)
    except FinalError as error:
        return error.failure
    except TransientError as error:
        if isinstance(error, DoubtfulError) and error.data is not None:
            return error.data  # for the reader of PDFs to say what it is
        tried = attempts.statistics.get("attempt_number", 1)
        return Failure(STAGE, Kind.FETCH, f"{error} (tried {tried} times)")
    except Exception as error:  # noqa: BLE001  one paper's surprise must not end the others
        return Failure(STAGE, Kind.FETCH, f"{type(error).__name__}: {error}")


class _OpenedError(Exception):
    """A size is known, and the bytes may come."""


def reaches(uri: str, settings: SourceSettings, max_bytes: int) -> Failure | None:
    """Return why the bytes behind `uri` would not come, None if they would; reads none of them."""

    def refuse(_size: int) -> NoReturn:
        raise _OpenedError

    attempts = attempts_of(settings)
    limits = Limits(max_bytes, settings.timeout_s, refuse)
    try:
        attempts(_from_places, uri, settings, limits, None)
    except _OpenedError:
        return None
    except FinalError as error:
        return error.failure
    except Exception as error:  # noqa: BLE001  whatever it is, it is said
        return Failure(STAGE, Kind.FETCH, f"{type(error).__name__}: {error}")
    return None


def _from_places(uri: str, settings: SourceSettings, limits: Limits, sha1: str | None) -> bytes:
    """Return the bytes of the first place that has them; raises what weighs most of the others.

    A place that forbids us to look counts as one without the paper: S3 says so of an absent
    key to who may not list the bucket.
    """
    doubt: DoubtfulError | None = None
    final: FinalError | None = None
    for place in places_of(uri):
        try:
            return _checked(place, settings, limits, sha1)
        except DoubtfulError as error:
            doubt = doubt or error
        except FinalError as error:
            if error.failure.kind not in {Kind.NOT_FOUND, Kind.FETCH}:
                raise
            if final is None or final.failure.kind is Kind.NOT_FOUND:
                final = error
    raise doubt or final or FinalError(Kind.NOT_FOUND, "a URI without a place")


def _checked(uri: str, settings: SourceSettings, limits: Limits, sha1: str | None) -> bytes:
    data = _read(uri, settings, limits)
    if scheme_of(uri) in S3_SCHEMES | ARROW_SCHEMES:
        check_beginning(data)
    if settings.verify:
        check_sha1(data, sha1)
    return data


def _read(uri: str, settings: SourceSettings, limits: Limits) -> bytes:
    scheme = scheme_of(uri)
    if scheme == "file":
        return read_local(uri, limits)
    if scheme in S3_SCHEMES:
        return read_s3(uri, settings, limits)
    if scheme in ARROW_SCHEMES:
        return read_arrow(uri, limits)
    if scheme in ARCHIVE_SCHEMES:
        return read_member(uri, settings, limits)
    raise FinalError(Kind.NOT_FOUND, unsupported(scheme))
