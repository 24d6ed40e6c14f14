"""A driver on a cluster with GPUs: reads and tags four papers, and leaves what each task saw.

python -m tests.runtime.gpu_job MASTER FOLDER PAPERS
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pyspark import TaskContext

from spv2_spark.config import Settings
from spv2_spark.contracts.tables import Papers, Tokens
from spv2_spark.domain.page import Document
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.domain.tagging import PageTags, Tagger
from spv2_spark.pipeline.context import paper_reading_of
from spv2_spark.pipeline.workers.tagging import tagging_of
from spv2_spark.runtime.devices import tagging_profile
from spv2_spark.runtime.session import open_session
from spv2_spark.runtime.tables import read_in_parts, read_table, write_table
from spv2_spark.stages.results import results_of
from spv2_spark.stages.tags import Load
from spv2_spark.stages.token_rows import Read
from spv2_spark.stages.tokens import ReadPapers, tokens_of

ROOT = Path(__file__).parents[2]
CONF = {
    "spark.executor.cores": "4",
    "spark.executor.memory": "1g",
    "spark.executor.resource.gpu.amount": "2",
    "spark.network.timeout": "1800s",  # a busy machine loses no executor
    "spark.executorEnv.PYTHONPATH": str(ROOT),
}


def note(folder: str, stage: str, **facts: Any) -> None:
    """Leave a line about the task that runs here."""
    task = TaskContext.get()
    assert task is not None
    held = {name: list(one.addresses) for name, one in task.resources().items()}
    line = {
        "stage": stage,
        "pid": os.getpid(),
        "held": held.get("gpu", []),
        "sees": os.environ.get("CUDA_VISIBLE_DEVICES"),
        "tensorflow": "tensorflow" in sys.modules,
        "at_s": time.time(),
        **facts,
    }
    path = Path(folder) / f"{stage}-{task.taskAttemptId()}.jsonl"
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


@dataclass(frozen=True)
class NotedRead:
    """Reads papers and leaves a line a task."""

    read: ReadPapers
    folder: str

    def __call__(self, papers: Iterable[ClaimedPaper]) -> Iterator[Read]:
        yield from self.read(papers)
        note(self.folder, "read")


@dataclass(frozen=True)
class NotedLoad:
    """Loads a tagger that leaves a line after it tags, and one whenever it is loaded.

    That is before it tags, and again where its known words are asked for.
    """

    load: Load
    folder: str

    def __call__(self) -> Tagger:
        tagger = self.load()
        note(self.folder, "tag", event="loaded")
        return NotedTagger(tagger, self.folder)


class NotedTagger:
    """The tagger within, and a line after it tagged."""

    def __init__(self, tagger: Tagger, folder: str) -> None:
        self._tagger, self._folder = tagger, folder
        self.version, self.known_words = tagger.version, tagger.known_words

    def tag(self, documents: Sequence[Document]) -> list[tuple[PageTags, ...]]:
        tags = self._tagger.tag(documents)
        time.sleep(1.0)  # so that tasks of one address would meet
        note(self._folder, "tag", event="tagged")
        return tags


def main() -> None:
    """Run both stages and write the results as JSON."""
    master, folder, pdfs = sys.argv[1], sys.argv[2], sorted(Path(sys.argv[3]).glob("*.pdf"))
    spark = open_session("gpus", **{"spark.master": master, **CONF})
    settings = Settings()
    settings = replace(settings, model=replace(settings.model, gpus=1.0, threads=1))
    tagging = tagging_of(settings)
    reading = paper_reading_of(settings, tagging.load)
    papers = [ClaimedPaper(pdf.stem, pdf.as_uri(), pdf.name, 1) for pdf in pdfs]
    each = spark.sparkContext.parallelize(papers, len(papers))  # a task a paper
    table = Papers.of(spark.createDataFrame(each, Papers.contract))
    write_table(tokens_of(table, NotedRead(reading.read, folder)), f"{folder}/t", Tokens)
    with read_in_parts(spark, len(papers)):
        results = results_of(
            read_table(spark, f"{folder}/t", Tokens),
            NotedLoad(tagging.load, folder),
            tagging.decoder.metadata_of,
            version=tagging.version,
            profile=tagging_profile(spark, settings.model),
        )
        rows = [row.asDict(recursive=True) for row in results.collect()]
    (Path(folder) / "results.json").write_text(json.dumps(rows), encoding="utf-8")
    spark.stop()


if __name__ == "__main__":
    main()
