"""Shards that workers put into a store are the shards that the trainer maps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from spv2_spark.config import SourceSettings
from spv2_spark.errors import SourceError
from spv2_spark.features.shards import open_shard, write_shard
from spv2_spark.pipeline.training.stored_shards import is_stored, local_copy, write_stored
from tests.features.test_shards import INFO, paper
from tests.sources.conftest import (
    BUCKET,
    bucket,
    direct,
    faults,
    moto_port,
    proxy,
    settings,
    well,
)

__all__ = ["bucket", "direct", "faults", "moto_port", "proxy", "settings", "well"]
PLACE = f"s3a://{BUCKET}/work/corpora/ours/shards/v1/00-ff.npy/shard-0000"


def test_a_copy_is_what_a_worker_would_have_written_here(
    tmp_path: Path, bucket: Any, well: SourceSettings
) -> None:
    papers = [paper("one", 3, 0, 2), paper("three", 4)]
    info = write_stored(PLACE, papers, INFO, well)
    assert info == write_shard(tmp_path / "here", papers, INFO)
    copy = open_shard(local_copy(PLACE, tmp_path / "copies", well))
    here = open_shard(tmp_path / "here")
    assert copy.info == here.info
    for column in ("ids", "numbers", "field", "entry", "offsets", "paper", "number"):
        np.testing.assert_array_equal(getattr(copy, column), getattr(here, column))


def test_a_copy_is_made_once_and_anew_where_it_is_damaged(
    tmp_path: Path, bucket: Any, well: SourceSettings
) -> None:
    write_stored(PLACE, [paper("one", 3)], INFO, well)
    copy = local_copy(PLACE, tmp_path, well)
    (copy / "ids.npy").unlink()
    assert local_copy(PLACE, tmp_path, well) == copy
    assert open_shard(copy).lengths.tolist() == [3]
    for entry in bucket.list_objects_v2(Bucket=BUCKET)["Contents"]:
        bucket.delete_object(Bucket=BUCKET, Key=entry["Key"])
    assert local_copy(PLACE, tmp_path, well) == copy  # nothing is asked for


def test_a_shard_that_is_gone_is_told(tmp_path: Path, bucket: Any, well: SourceSettings) -> None:
    with pytest.raises(SourceError, match=r"shard-0000/ids\.npy: .*NoSuchKey"):
        local_copy(PLACE, tmp_path, well)
    assert list(tmp_path.glob("*")) == []


def test_a_folder_is_its_own_copy(tmp_path: Path, well: SourceSettings) -> None:
    assert not is_stored(str(tmp_path))
    assert local_copy(str(tmp_path), tmp_path / "copies", well) == tmp_path
