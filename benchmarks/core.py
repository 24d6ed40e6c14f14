"""The core without Spark: papers read in a sandbox, tagged, decoded, their further fields read."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from pathlib import Path

from spv2_spark.config import Settings
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure
from spv2_spark.pdf.outcome import outcome_of
from spv2_spark.pdf.sandbox import Sandbox
from spv2_spark.pipeline.workers.tagging import tagging_of
from spv2_spark.stages.tag_documents import tags_each

_CHUNK = 32  # papers that are tagged together, about `process.chunk_tokens`


def _worker(papers: Sequence[Path], barrier: Barrier) -> None:
    """Do of papers what a Spark worker does, between two meetings at `barrier`."""
    settings = Settings()
    settings = replace(settings, model=replace(settings.model, threads=1))
    tagging = tagging_of(settings)
    tagger, limit_s = tagging.load(), settings.process.paper_limit_s
    with Sandbox(settings.pdf) as sandbox:

        def parse(chunk: Sequence[Path]) -> None:
            read = [outcome_of(path.read_bytes(), sandbox) for path in chunk]
            found = [one for one in read if isinstance(one, Document)]
            tags = tags_each(lambda: tagger, found, limit_s)
            decoded = [
                tagging.decoder.decoded(document, own, tagger.known_words)
                for document, own in zip(found, tags, strict=True)
                if not isinstance(own, Failure)
            ]
            assert tagging.further is not None
            tagging.further(decoded)

        parse(papers[:2])  # warm
        barrier.wait()
        for start in range(0, len(papers), _CHUNK):
            parse(papers[start : start + _CHUNK])
        barrier.wait()


def core_seconds(papers: Sequence[Path], processes: int) -> float:
    """Return the wall-clock seconds that warm processes take for all papers, an equal part each."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(processes + 1)
    workers = [
        context.Process(target=_worker, args=(papers[at::processes], barrier))
        for at in range(processes)
    ]
    for one in workers:
        one.start()
    barrier.wait()
    started = time.perf_counter()
    barrier.wait()
    seconds = time.perf_counter() - started
    for one in workers:
        one.join()
    return seconds
