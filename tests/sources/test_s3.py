from __future__ import annotations

import dataclasses
import pickle
import time
from typing import Any

import pytest

from spv2_spark.config import SourceSettings
from spv2_spark.domain.paper import Paper
from spv2_spark.errors import Failure, Kind, SourceError
from spv2_spark.sources import fetch, list_pdfs
from spv2_spark.sources.s3 import client
from tests.sources.conftest import BUCKET, Faults

MEGABYTE = 1_000_000
URI = f"s3://{BUCKET}/one.pdf"


@pytest.fixture
def one(bucket: Any) -> bytes:
    data = bytes(range(256)) * 1_000
    bucket.put_object(Bucket=BUCKET, Key="one.pdf", Body=data)
    return data


def failure(result: bytes | Failure) -> Failure:
    assert isinstance(result, Failure)
    assert result.stage == "fetch"
    assert "\n" not in result.message
    return result


def test_an_object_comes_whole(one: bytes, settings: SourceSettings, faults: Faults) -> None:
    assert fetch(URI, settings, MEGABYTE) == one
    assert fetch(URI.replace("s3://", "s3a://"), settings, MEGABYTE) == one
    assert faults.requests == ["/papers/one.pdf"] * 2


@pytest.mark.parametrize("key", ["a b/ü#1?x=%20&y.pdf", "//double//slash.pdf", "plus+.pdf"])
def test_keys_are_taken_as_they_are(bucket: Any, settings: SourceSettings, key: str) -> None:
    bucket.put_object(Bucket=BUCKET, Key=key, Body=b"x")
    assert fetch(f"s3://{BUCKET}/{key}", settings, MEGABYTE) == b"x"


@pytest.mark.parametrize("fault", [503, 500, "drop", "break", 1.5])
def test_what_passes_is_tried_again(
    one: bytes, settings: SourceSettings, faults: Faults, fault: int | float | str
) -> None:
    faults.planned["/papers/one.pdf"].extend([fault, fault])
    assert fetch(URI, settings, MEGABYTE) == one
    assert len(faults.requests) == 3


@pytest.mark.parametrize("fault", [503, "drop", "break"])
def test_what_does_not_pass_fails_after_the_last_attempt(
    one: bytes, settings: SourceSettings, faults: Faults, fault: int | str
) -> None:
    faults.planned["/papers/one.pdf"].extend([fault] * 10)
    found = failure(fetch(URI, settings, MEGABYTE))
    assert found.kind is Kind.FETCH
    assert found.message.endswith("(tried 3 times)")
    assert len(faults.requests) == 3


def test_an_answer_that_drips_is_given_up(
    bucket: Any, settings: SourceSettings, faults: Faults
) -> None:
    bucket.put_object(Bucket=BUCKET, Key="one.pdf", Body=b"x" * MEGABYTE)
    faults.planned["/papers/one.pdf"].extend(["drip"] * 3)
    hasty = dataclasses.replace(settings, timeout_s=0.3, attempts=1)
    started = time.monotonic()
    assert failure(fetch(URI, hasty, MEGABYTE)).message.startswith("only 65536 bytes in")
    assert time.monotonic() - started < 20  # the whole would take 40


@pytest.mark.parametrize(
    ("uri", "kind"),
    [
        (f"s3://{BUCKET}/absent.pdf", Kind.NOT_FOUND),
        ("s3://no-such-bucket/one.pdf", Kind.NOT_FOUND),
        (f"s3://{BUCKET}", Kind.NOT_FOUND),
        ("s3:///key", Kind.NOT_FOUND),
        ("s3://x/one.pdf", Kind.NOT_FOUND),
    ],
)
def test_what_is_not_there_is_not_asked_for_again(
    bucket: Any, settings: SourceSettings, faults: Faults, uri: str, kind: Kind
) -> None:
    assert failure(fetch(uri, settings, MEGABYTE)).kind is kind
    assert len(faults.requests) <= 1


def test_denied_access_is_not_asked_for_again(
    one: bytes, settings: SourceSettings, faults: Faults
) -> None:
    faults.planned["/papers/one.pdf"].extend([403] * 3)
    found = failure(fetch(URI, settings, MEGABYTE))
    assert (found.kind, len(faults.requests)) == (Kind.FETCH, 1)
    assert "AccessDenied" in found.message


def test_no_credentials_is_a_failure(
    settings: SourceSettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    other = dataclasses.replace(settings, s3_region="eu-north-1")  # not the cached client
    found = failure(fetch(URI, other, MEGABYTE))
    assert found.kind is Kind.FETCH
    assert "redentials" in found.message


def test_too_large_is_known_before_the_body(one: bytes, settings: SourceSettings) -> None:
    admitted: list[int] = []
    assert fetch(URI, settings, len(one), admitted.append) == one
    found = failure(fetch(URI, settings, len(one) - 1, admitted.append))
    assert found.kind is Kind.TOO_LARGE
    assert admitted == [len(one)]


def test_one_client_a_process_and_settings_that_travel(settings: SourceSettings) -> None:
    assert client(settings) is client(pickle.loads(pickle.dumps(settings)))  # noqa: S301
    assert client(settings) is not client(dataclasses.replace(settings, timeout_s=9.0))


def test_a_prefix_is_listed_like_a_folder(bucket: Any, settings: SourceSettings) -> None:
    sha = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
    keys = [
        "in/a.pdf",
        "in/deep/B.PDF",
        "in/notes.txt",
        f"in/{sha[:4]}/{sha[4:]}.pdf",
        "inside.pdf",
    ]
    for key in keys:
        bucket.put_object(Bucket=BUCKET, Key=key, Body=b"x")
    expected = [
        Paper("a.pdf", f"s3://{BUCKET}/in/a.pdf", "a.pdf"),
        Paper(sha, f"s3://{BUCKET}/in/{sha[:4]}/{sha[4:]}.pdf", f"{sha[4:]}.pdf"),
        Paper("deep/B.PDF", f"s3://{BUCKET}/in/deep/B.PDF", "B.PDF"),
    ]
    assert sorted(list_pdfs([f"s3://{BUCKET}/in"], settings)) == sorted(expected)
    assert sorted(list_pdfs([f"s3://{BUCKET}/in/"], settings)) == sorted(expected)
    whole = list_pdfs([f"s3://{BUCKET}"], settings)
    assert {paper.paper_id for paper in whole} == {"in/a.pdf", sha, "in/deep/B.PDF", "inside.pdf"}


def test_more_keys_than_a_page_has(bucket: Any, settings: SourceSettings, faults: Faults) -> None:
    for number in range(10):
        bucket.put_object(Bucket=BUCKET, Key=f"many/{number}.pdf", Body=b"x")
    papers = list(list_pdfs([f"s3://{BUCKET}/many"], settings))
    assert len({paper.paper_id for paper in papers}) == 10
    assert len(faults.requests) == 4


def test_a_bucket_that_is_not_there_cannot_be_listed(settings: SourceSettings) -> None:
    with pytest.raises(SourceError, match="NoSuchBucket"):
        list(list_pdfs(["s3://no-such-bucket/in"], settings))
