from __future__ import annotations

from pathlib import Path

import pytest

from spv2_spark.crf.package import CrfPackage
from spv2_spark.crf.train import CrfSettings, train
from spv2_spark.features.packages import Parts
from tests.nn.toy import toy_document, toy_parts, toy_shard

pytest.importorskip("pycrfsuite")


@pytest.fixture(scope="session")
def parts() -> Parts:
    return toy_parts([toy_document(seed) for seed in range(12)])


@pytest.fixture(scope="session")
def shards(tmp_path_factory, parts) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("shards")
    learnt = toy_shard(root / "train", [toy_document(seed) for seed in range(12)], parts)
    return learnt, toy_shard(root / "dev", [toy_document(seed) for seed in range(32, 40)], parts)


@pytest.fixture(scope="session")
def package(tmp_path_factory, parts, shards) -> CrfPackage:
    out = tmp_path_factory.mktemp("run")
    return train(CrfSettings(iterations=30), parts, [shards[0]], [shards[1]], out)
