"""Files that are put into a store come back as they were."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from spv2_spark.config import SourceSettings
from spv2_spark.errors import SourceError
from spv2_spark.sources import fetch
from spv2_spark.sources.storing import store
from tests.sources.conftest import BUCKET


def test_a_file_comes_back_from_s3(tmp_path: Path, bucket: Any, well: SourceSettings) -> None:
    file = tmp_path / "ids.npy"
    file.write_bytes(bytes(range(256)) * 100)
    for scheme in ("s3", "s3a"):
        uri = f"{scheme}://{BUCKET}/work/{scheme}.npy"
        store(file, uri, well)
        assert fetch(uri, well, 1_000_000) == file.read_bytes()
    assert bucket.head_object(Bucket=BUCKET, Key="work/s3a.npy")["ContentLength"] == 25_600


def test_a_bucket_that_is_not_there_is_told(tmp_path: Path, well: SourceSettings) -> None:
    (tmp_path / "one").write_bytes(b"1")
    with pytest.raises(SourceError, match=r"s3://no-such-bucket/one: .*NoSuchBucket"):
        store(tmp_path / "one", "s3://no-such-bucket/one", well)


def test_a_scheme_that_nobody_writes_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"^ftp://a/b: ftp:// is not supported"):
        store(tmp_path / "one", "ftp://a/b", SourceSettings())
