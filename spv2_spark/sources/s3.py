"""Objects of S3 and of what speaks its protocol (boto3)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from spv2_spark.config import SourceSettings
from spv2_spark.errors import Kind, SourceError
from spv2_spark.sources.problems import FinalError, Limits, TransientError, bounded, checked_size
from spv2_spark.sources.uris import bucket_and_key

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

_ABSENT = {"404", "NoSuchKey", "NoSuchBucket", "NoSuchVersion", "InvalidBucketName", "KeyTooLong"}
_PASSING = {
    "408",
    "429",
    "InternalError",
    "RequestTimeout",
    "ServiceUnavailable",
    "SlowDown",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
}
_SERVER_ERRORS = range(500, 600)


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
        retries={"total_max_attempts": 1},  # `fetch` retries, by our settings
    )
    session = boto3.session.Session()
    return session.client(
        "s3",
        endpoint_url=settings.s3_endpoint or None,
        region_name=settings.s3_region or session.region_name or "us-east-1",
        config=config,
    )


def read_s3(uri: str, settings: SourceSettings, limits: Limits) -> bytes:
    """Return the bytes of s3://bucket/key."""
    from botocore import exceptions as boto
    from urllib3.exceptions import HTTPError

    bucket, key = bucket_and_key(uri)
    if not bucket or not key:
        raise FinalError(Kind.NOT_FOUND, "an S3 URI is s3://bucket/key")
    try:
        answer = client(settings).get_object(Bucket=bucket, Key=key)
        with closing(answer["Body"]) as body:
            checked_size(answer["ContentLength"], limits)
            data = bounded(body.read, limits)
    except boto.ClientError as error:
        raise _problem(error) from error
    except (boto.HTTPClientError, boto.IncompleteReadError, HTTPError, OSError) as error:
        raise TransientError(f"{type(error).__name__}: {error}") from error
    except boto.BotoCoreError as error:
        # No credentials, a name that no bucket can have, ...: the settings are at fault.
        raise FinalError(Kind.FETCH, f"{type(error).__name__}: {error}") from error
    if len(data) != answer["ContentLength"]:
        raise TransientError(f"{len(data)} bytes came of {answer['ContentLength']}")
    return data


def _problem(error: ClientError) -> Exception:
    code = str(error.response.get("Error", {}).get("Code", ""))
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in _ABSENT:
        return FinalError(Kind.NOT_FOUND, str(error))
    if code in _PASSING or status in _SERVER_ERRORS:
        return TransientError(str(error))
    return FinalError(Kind.FETCH, str(error))


def list_s3(uri: str, settings: SourceSettings) -> Iterator[tuple[str, str]]:
    """Yield the URIs of the objects below s3://bucket/folder, and their keys below it.

    Raises SourceError if it cannot be listed.
    """
    from botocore import exceptions as boto

    bucket, key = bucket_and_key(uri)
    prefix = f"{key.rstrip('/')}/" if key.rstrip("/") else ""
    pages = client(settings).get_paginator("list_objects_v2")
    try:
        for page in pages.paginate(Bucket=bucket, Prefix=prefix):
            for entry in page.get("Contents", ()):
                yield f"s3://{bucket}/{entry['Key']}", entry["Key"][len(prefix) :]
    except (boto.ClientError, boto.BotoCoreError) as error:
        raise SourceError(f"{uri}: {error}") from error
