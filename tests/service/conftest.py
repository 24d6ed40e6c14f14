"""Servers that the tests of this folder share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.golden.outputs import FOLDER
from tests.service.process import Server, serving

pytest.importorskip("fastapi")

# For machines that have much else to do: no test here waits for either.
PATIENT = ("service.time_limit_s=900.0", "pdf.time_limit_s=600.0")


@pytest.fixture(scope="session")
def samples() -> dict[str, bytes]:
    """Return four sample papers by the names of their files."""
    return {path.name: path.read_bytes() for path in sorted((FOLDER / "papers").glob("*.pdf"))}


@pytest.fixture(scope="session")
def toy_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a package of a small CRF, which loads in no time and knows nothing of papers."""
    pytest.importorskip("pycrfsuite")
    from spv2_spark.crf.train import CrfSettings, train
    from tests.nn.toy import toy_document, toy_parts, toy_shard

    documents = [toy_document(seed) for seed in range(4)]
    folder, parts = tmp_path_factory.mktemp("toy"), toy_parts(documents)
    shard = toy_shard(folder / "train", documents, parts)
    train(CrfSettings(iterations=5), parts, [shard], [], folder)
    return folder / "package"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that the server may read PDFs of."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Have a server with the packaged model."""
    with serving(*PATIENT) as one:
        yield one


@pytest.fixture(scope="session")
def toy_server(store: Path, toy_package: Path) -> Iterator[Server]:
    """Have a server whose model knows nothing of papers, and whose reader obeys hostile bytes."""
    with serving(
        *PATIENT,
        f"model.package={toy_package}",
        f'service.uri_prefixes=["{store}"]',
        f'service.uri_templates=["{store}/nowhere/{{id}}.pdf", "{store}/{{head}}/{{tail}}.pdf"]',
        # A second, so that clients of a busy machine meet in a batch.
        "service.window_ms=1000.0",
        module="tests.service.hostile_server",
    ) as one:
        yield one
