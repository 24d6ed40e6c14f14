"""Objects of S3 and of what speaks its protocol (boto3)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spv2_spark.config import SourceSettings
from spv2_spark.errors import Kind, SourceError
from spv2_spark.sources.attempts import patiently
from spv2_spark.sources.checksums import check_sums
from spv2_spark.sources.problems import (
    ChangedError,
    FinalError,
    Limits,
    TransientError,
    bounded,
    checked_size,
)
from spv2_spark.sources.uris import bucket_and_key

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

_ABSENT = {"404", "NoSuchKey", "NoSuchBucket", "NoSuchVersion", "InvalidBucketName", "KeyTooLong"}
_ABSENT |= {"KeyTooLongError"}
_PASSING = {
    "408",
    "429",
    "ExpiredToken",  # of a machine's role: fresh ones come
    "ExpiredTokenException",
    "InternalError",
    "RequestTimeout",
    "RequestTimeTooSkewed",
    "ServiceUnavailable",
    "SlowDown",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
}
_SERVER_ERRORS = range(500, 600)
_CHANGED = {"412", "PreconditionFailed"}


def client(settings: SourceSettings) -> Any:
    """Return this process's S3 client for the settings; made once, safe to share by threads."""
    # A forked child must not use its parent's connections.
    return _client(os.getpid(), settings)


@lru_cache(maxsize=16)
def _client(_pid: int, settings: SourceSettings) -> Any:
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=settings.timeout_s,
        read_timeout=settings.timeout_s,
        max_pool_connections=max(10, settings.prefetch_threads),
        retries={"total_max_attempts": 1},  # ours to count: `sources.attempts`
    )
    session = boto3.session.Session()
    return session.client(
        "s3",
        endpoint_url=settings.s3_endpoint or None,
        region_name=settings.s3_region or session.region_name or "us-east-1",
        config=config,
    )


def read_s3(uri: str, settings: SourceSettings, limits: Limits) -> bytes:
    """Return the bytes of s3://bucket/key; with `settings.verify` their sums are checked."""
    bucket, key = bucket_and_key(uri)
    if not bucket or not key:
        raise FinalError(Kind.NOT_FOUND, "an S3 URI is s3://bucket/key")

    def read(s3: Any) -> bytes:
        answer = s3.get_object(Bucket=bucket, Key=key, ChecksumMode="ENABLED")
        data = _body(answer, limits)
        if settings.verify:
            check_sums(data, answer)
        return data

    data: bytes = _asked(settings, read)
    return data


def _body(answer: Any, limits: Limits) -> bytes:
    """Return an answer's body, which the store may send without its length."""
    length = answer.get("ContentLength")
    with closing(answer["Body"]) as body:
        checked_size(length, limits)
        # What boto3 wraps waits for all of a chunk, which may drip for ever.
        data = bounded(body._raw_stream.read1, limits)
        if len(data) == length:
            body._raw_stream.drain_conn()  # nothing is left, and the connection serves again
    if length is not None and len(data) != length:
        raise TransientError(f"{len(data)} bytes came of {length}")
    return data


def _asked(settings: SourceSettings, ask: Callable[[Any], Any]) -> Any:
    """Return what `ask` has of the client; raises FinalError or TransientError for what it had."""
    from botocore import exceptions as boto
    from botocore.parsers import ResponseParserError
    from urllib3.exceptions import HTTPError

    try:
        return ask(client(settings))
    except boto.ClientError as error:
        raise _problem(error) from error
    except (boto.HTTPClientError, boto.IncompleteReadError, HTTPError, OSError) as error:
        raise TransientError(f"{type(error).__name__}: {error}") from error
    except (
        boto.NoCredentialsError,
        boto.PartialCredentialsError,
        boto.CredentialRetrievalError,
        ResponseParserError,  # HTML in place of an answer
    ) as error:
        _client.cache_clear()  # a client that found no credentials never looks again
        raise TransientError(f"{type(error).__name__}: {error}") from error
    except boto.BotoCoreError as error:
        # A name that no bucket can have, ...: the settings are at fault.
        raise FinalError(Kind.FETCH, f"{type(error).__name__}: {error}") from error


def _problem(error: ClientError) -> Exception:
    code = str(error.response.get("Error", {}).get("Code", ""))
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in _ABSENT:
        return FinalError(Kind.NOT_FOUND, str(error))
    if code in _CHANGED:
        return ChangedError("another object stands there than a moment ago")
    if code in _PASSING or status in _SERVER_ERRORS:
        return TransientError(str(error))
    return FinalError(Kind.FETCH, str(error))


def write_s3(path: Path, uri: str, settings: SourceSettings) -> None:
    """Put a file of this machine at s3://bucket/key; raises FinalError or TransientError."""
    bucket, key = bucket_and_key(uri)

    def write(s3: Any) -> None:
        with path.open("rb") as file:
            s3.put_object(Bucket=bucket, Key=key, Body=file)

    _asked(settings, write)


def list_s3(uri: str, settings: SourceSettings, start: str = "") -> Iterator[tuple[str, str]]:
    """Yield the URIs of the objects below s3://bucket/folder, and their keys below it.

    Only keys that begin with `start` there are asked for. A page that does not come is asked
    for `settings.attempts` times. Raises SourceError if it cannot be listed.
    """
    bucket, key = bucket_and_key(uri)
    folder = f"{key.rstrip('/')}/" if key.rstrip("/") else ""
    asked = {"Bucket": bucket, "Prefix": folder + start}
    while True:
        page = patiently(uri, settings, partial(_asked, settings, partial(_page, asked)))
        for entry in page.get("Contents", ()):
            yield f"s3://{bucket}/{entry['Key']}", entry["Key"][len(folder) :]
        if not page.get("IsTruncated"):
            return
        if not page.get("NextContinuationToken"):
            raise SourceError(f"{uri}: the listing breaks off, the store names no next page")
        asked["ContinuationToken"] = page["NextContinuationToken"]


def _page(asked: dict[str, str], s3: Any) -> Any:
    page = s3.list_objects_v2(**asked)
    if "IsTruncated" not in page:  # no bytes or HTML, which would pass for an empty folder
        raise TransientError("the answer is no listing")
    return page


class S3File:
    """An object that is read in ranges; raises ChangedError if it is another one by then."""

    def __init__(self, uri: str, settings: SourceSettings) -> None:
        self._settings = settings
        bucket, key = bucket_and_key(uri)
        self._place = {"Bucket": bucket, "Key": key}
        head = _asked(settings, lambda s3: s3.head_object(**self._place))
        self.size = int(head["ContentLength"])
        self._etag = head.get("ETag")

    def read_at(self, offset: int, size: int) -> bytes:
        """Return the bytes from `offset` on, fewer than `size` at the end."""
        size = min(size, self.size - offset)
        if size <= 0:
            return b""
        condition = {"IfMatch": self._etag} if self._etag else {}
        span = f"bytes={offset}-{offset + size - 1}"
        limits = Limits(size, self._settings.timeout_s, lambda _size: None)

        def read(s3: Any) -> bytes:
            return _body(s3.get_object(**self._place, Range=span, **condition), limits)

        data: bytes = _asked(self._settings, read)
        if len(data) != size:
            raise TransientError(f"{len(data)} bytes came of {size}")
        return data
