"""Papers that end more than themselves; run by `-m`, this module is a driver of its own.

A paper whose name begins with "worker" kills the Python worker that reads it, with "jvm" the
Java process of a local Spark, each time; "tagger" kills the worker that tags it; "slow" never
comes to an end of decoding. All others are well.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from spv2_spark.config import Settings
from spv2_spark.domain.metadata import Metadata
from spv2_spark.domain.page import Document
from spv2_spark.domain.paper import ClaimedPaper, Paper
from spv2_spark.domain.tagging import PageTags
from spv2_spark.ledger import open_ledger
from spv2_spark.pipeline.daily.process import process
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging
from spv2_spark.runtime.session import open_session, reopen_session
from spv2_spark.stages.token_rows import Read
from tests.fakes import FakeTagger, FirstPageTitle, read_by_name


def read(papers: Iterable[ClaimedPaper]) -> Iterator[Read]:
    """Read papers by name, or kill who reads them."""
    for paper in papers:
        if paper.paper_id.startswith("worker"):
            os.kill(os.getpid(), signal.SIGKILL)
        if paper.paper_id.startswith("jvm"):
            os.kill(_parent(os.getppid()), signal.SIGKILL)
        yield from read_by_name([paper])


def _parent(pid: int) -> int:
    """The worker's parent is Spark's daemon, and its parent the Java process."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


class Tagger(FakeTagger):
    """Tags all papers but one, which is the end of its process."""

    def tag(self, documents: Sequence[Document]) -> list[tuple[PageTags, ...]]:
        """Return the same tags for every page."""
        if any(page.texts[0].startswith("tagger") for one in documents for page in one.pages):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().tag(documents)


class KillingDecoder(FirstPageTitle):
    """Decodes sooner or never."""

    def metadata_of(
        self,
        document: Document,
        tags: Sequence[PageTags],
        known_words: Container[str] = frozenset(),
    ) -> Metadata:
        """Return a title; of a slow document never."""
        while document.pages[0].texts[0].startswith("slow"):
            try:
                "".join(map(str, range(1000)))
            except Exception:  # noqa: BLE001, S112  code that goes on after any fault
                continue
        return super().metadata_of(document, tags, known_words)


READING = PaperReading(read, "fake-1")
TAGGING = Tagging(Tagger, KillingDecoder(), "v1")


def papers(*names: str) -> list[Paper]:
    return [Paper(name, "well", f"{name}.pdf") for name in names]


def settings_for(workdir: Path) -> Settings:
    base = Settings()
    return replace(base, process=replace(base.process, workdir=str(workdir), paper_limit_s=2.0))


def main() -> None:
    """Process what is Scheduled in a Spark that may die; print how the tasks ended."""
    url, workdir = sys.argv[1], Path(sys.argv[2])
    ledger = open_ledger(url)
    spark = open_session("killed", **{"spark.master": "local[2,3]"})
    settled = process(
        spark, settings_for(workdir), ledger, READING, TAGGING, lambda: reopen_session("killed")
    )
    failed = {one.paper_id: one.failure.kind.value for one in ledger.failures("v1")}
    done = [one.paper_id for one in ledger.done("v1")]
    sys.stdout.write(json.dumps({"done": done, "failed": failed, "moved": settled.done}) + "\n")


if __name__ == "__main__":
    main()
