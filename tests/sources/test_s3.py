from __future__ import annotations

import dataclasses
import hashlib
import pickle
import re
import time
from typing import Any

import pytest

from spv2_spark.config import SourceSettings
from spv2_spark.domain.paper import Paper
from spv2_spark.errors import Failure, Kind, SourceError
from spv2_spark.sources import fetch, list_pdfs, prefetched, reaches
from spv2_spark.sources.s3 import client
from spv2_spark.sources.uris import first_of
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


FAULTS = [503, 500, "drop", "reset", "break", "flip", "html", "empty"]


@pytest.mark.parametrize("fault", FAULTS)
def test_what_passes_is_tried_again(
    one: bytes, settings: SourceSettings, faults: Faults, fault: int | str
) -> None:
    faults.planned["/papers/one.pdf"].extend([fault, fault])
    assert fetch(URI, settings, MEGABYTE) == one
    assert len(faults.requests) == 3


@pytest.mark.parametrize("fault", ["stall", "trickle", 9.0])
def test_a_store_that_hangs_is_given_up_and_asked_again(
    one: bytes, settings: SourceSettings, faults: Faults, fault: float | str
) -> None:
    faults.planned["/papers/one.pdf"].append(fault)
    hasty = dataclasses.replace(settings, timeout_s=3.0)
    started = time.monotonic()
    assert fetch(URI, hasty, MEGABYTE) == one
    assert time.monotonic() - started < 60  # half a minute is the machine's; a trickle takes hours


def test_no_length_is_no_failure(one: bytes, settings: SourceSettings, faults: Faults) -> None:
    faults.planned["/papers/one.pdf"].extend(["unsized"] * 2)
    admitted: list[int] = []
    assert fetch(URI, settings, MEGABYTE, admitted.append) == one
    assert admitted == [MEGABYTE]
    assert failure(fetch(URI, settings, len(one) - 1)).kind is Kind.TOO_LARGE


@pytest.mark.parametrize(("fault", "body"), [("html", b"<html>busy</html>"), ("empty", b"")])
def test_what_stays_no_paper_is_for_the_reader_to_say(
    one: bytes, settings: SourceSettings, faults: Faults, fault: str, body: bytes
) -> None:
    faults.planned["/papers/one.pdf"].extend([fault] * 9)
    patient = dataclasses.replace(settings, attempts=9)
    assert fetch(URI, patient, MEGABYTE) == body
    assert len(faults.requests) == 3


def test_bytes_with_other_sums_are_a_failure(
    one: bytes, settings: SourceSettings, faults: Faults
) -> None:
    faults.planned["/papers/one.pdf"].extend(["flip"] * 4)
    assert "the bytes are not those of" in failure(fetch(URI, settings, MEGABYTE)).message
    assert len(faults.requests) == 3
    trusting = dataclasses.replace(settings, verify=False)
    assert fetch(URI, trusting, MEGABYTE) == bytes([one[0] ^ 1]) + one[1:]


def test_a_sha1_is_not_believed(one: bytes, settings: SourceSettings) -> None:
    sha1, other = hashlib.sha1(one, usedforsecurity=False).hexdigest(), "0" * 40
    assert fetch(URI, settings, MEGABYTE, sha1=sha1.upper()) == one
    found = failure(fetch(URI, settings, MEGABYTE, sha1=other))
    assert (found.kind, sha1 in found.message) == (Kind.FETCH, True)
    assert fetch(URI, dataclasses.replace(settings, verify=False), MEGABYTE, sha1=other) == one


def test_the_first_place_that_has_a_paper_counts(
    one: bytes, bucket: Any, settings: SourceSettings, faults: Faults
) -> None:
    bucket.put_object(Bucket=BUCKET, Key="other.pdf", Body=b"other")
    absent, other = f"s3://{BUCKET}/absent.pdf", f"s3://{BUCKET}/other.pdf"
    assert fetch(first_of([URI, other]), settings, MEGABYTE) == one
    assert fetch(first_of([absent, other, URI]), settings, MEGABYTE) == b"other"
    faults.planned["/papers/one.pdf"].extend([503, 503])  # it is there, and is waited for
    assert fetch(first_of([absent, URI, other]), settings, MEGABYTE) == one
    faults.planned["/papers/one.pdf"].append(403)  # so S3 hides what is not there
    assert fetch(first_of([URI, other]), settings, MEGABYTE) == b"other"
    nowhere = failure(fetch(first_of([absent, absent]), settings, MEGABYTE))
    assert nowhere.kind is Kind.NOT_FOUND
    faults.planned["/papers/one.pdf"].append(403)
    assert "AccessDenied" in failure(fetch(first_of([absent, URI]), settings, MEGABYTE)).message


def test_nothing_is_fetched_twice_when_nothing_fails(
    bucket: Any, settings: SourceSettings, faults: Faults
) -> None:
    papers = [Paper(f"{n}", f"s3://{BUCKET}/{n}.pdf", "") for n in range(20)]
    for paper in papers:
        bucket.put_object(Bucket=BUCKET, Key=f"{paper.paper_id}.pdf", Body=b"x" * 50_000)
    assert reaches(papers[0].uri, settings, MEGABYTE) is None
    faults.sent_bytes = 0
    found = list(prefetched(papers, settings, MEGABYTE))
    assert all(data == b"x" * 50_000 for _paper, data in found)
    assert len(faults.requests) == 21
    assert faults.sent_bytes <= 1.1 * 20 * 50_000


def test_a_connection_serves_again(one: bytes, settings: SourceSettings, faults: Faults) -> None:
    for _ in range(4):
        assert fetch(URI, settings, MEGABYTE) == one
    assert len(faults.connections) == 1


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
    assert re.match(r"only \d+ bytes in \d+ s", failure(fetch(URI, hasty, MEGABYTE)).message)
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
    assert found.message.endswith("(tried 3 times)")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    assert failure(fetch(URI, other, MEGABYTE)).kind is Kind.NOT_FOUND  # they came, and are used


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


def test_a_listing_survives_three_faults_in_a_row(
    bucket: Any, settings: SourceSettings, faults: Faults
) -> None:
    for number in range(10):
        bucket.put_object(Bucket=BUCKET, Key=f"many/{number}.pdf", Body=b"x")
    patient = dataclasses.replace(settings, attempts=4)
    expected = [f"{number}.pdf" for number in range(10)]
    rows: list[list[int | float | str | None]] = [[503, 500, "drop"], ["empty", "break", "html"]]
    for row in rows:
        faults.planned["/papers"].extend(row)
        papers = list_pdfs([f"s3://{BUCKET}/many"], patient)
        found = [next(papers).paper_id]
        faults.planned["/papers"].extend([*row, None, *row])  # of the second page and the third
        assert [*found, *(paper.paper_id for paper in papers)] == expected
    faults.planned["/papers"].extend([503] * 9)
    with pytest.raises(SourceError, match=r"SlowDown.*\(tried 4 times\)"):
        list(list_pdfs([f"s3://{BUCKET}/many"], patient))


def test_a_bucket_that_is_not_there_cannot_be_listed(settings: SourceSettings) -> None:
    with pytest.raises(SourceError, match="NoSuchBucket"):
        list(list_pdfs(["s3://no-such-bucket/in"], settings))
