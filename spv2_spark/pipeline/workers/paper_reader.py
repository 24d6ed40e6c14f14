"""Papers, or their bytes, to documents on a Spark worker: read in one sandbox a worker."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from spv2_spark.config import PdfSettings, SourceSettings
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import Failure, Kind
from spv2_spark.pdf.outcome import outcome_of
from spv2_spark.pdf.sandbox import READER, Sandbox
from spv2_spark.runtime.devices import task_gpus
from spv2_spark.sources import prefetched
from spv2_spark.stages.token_rows import NO_PAPER, Read

_SANDBOXES: dict[tuple[PdfSettings, str], Sandbox] = {}


@dataclass(frozen=True, slots=True)
class PaperReader:
    """Reads papers on a worker; travels by pickle, and keeps its sandbox in the worker.

    `warm` runs once beside the first papers: what the worker's next stage takes long to load
    is then there when that stage begins. A task with a GPU leaves it: the card may be another's
    by then.
    """

    source: SourceSettings
    pdf: PdfSettings
    reader: str = READER
    warm: Callable[[], object] | None = None

    def __call__(self, papers: Iterable[ClaimedPaper]) -> Iterator[Read]:
        """Yield how the reading of each paper ended, in their order; raises for none of them."""
        sandbox = _sandbox(self.pdf, self.reader)
        if self.warm is not None and not task_gpus():
            threading.Thread(target=self.warm, name="warm", daemon=True).start()
        for paper, data in prefetched(papers, self.source, self.pdf.max_bytes):
            if isinstance(data, Failure):
                yield Read(paper, data, None)
            else:
                yield Read(paper, outcome_of(data, sandbox), _sha1(data))


@dataclass(frozen=True, slots=True)
class ContentReader:
    """Reads PDFs whose bytes are there, in the same sandbox; travels by pickle."""

    pdf: PdfSettings
    reader: str = READER

    def __call__(self, contents: Iterable[bytes | None]) -> Iterator[Read]:
        """Yield how the reading of each ended, in their order; None is not found."""
        sandbox = _sandbox(self.pdf, self.reader)
        for data in contents:
            if data is None:
                yield Read(NO_PAPER, Failure("fetch", Kind.NOT_FOUND, "no bytes"), None)
            else:
                yield Read(NO_PAPER, outcome_of(data, sandbox), _sha1(data))


def _sandbox(settings: PdfSettings, reader: str) -> Sandbox:
    """Return the worker's sandbox, started on first use: workers are reused, and so is it.

    It ends with the worker, whose socket it holds.
    """
    key = (settings, reader)
    if key not in _SANDBOXES:
        _SANDBOXES[key] = Sandbox(settings, reader).__enter__()
    return _SANDBOXES[key]


def _sha1(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()
