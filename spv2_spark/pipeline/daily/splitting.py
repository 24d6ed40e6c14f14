"""A job over papers whose stage Spark aborts: run over halves, until the culprit is alone."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from spv2_spark.runtime.aborted import StageAbortedError

LOG = logging.getLogger(__name__)
P = TypeVar("P")
_ANYWAY = 16  # aborts that are borne even if nothing works


@dataclass(slots=True)
class Split(Generic[P]):
    """How a job over papers ended: the pieces that it was done in, and who aborts it alone."""

    pieces: list[tuple[int, list[P]]] = field(default_factory=list)  # number, papers
    culprits: list[tuple[P, str]] = field(default_factory=list)  # paper, why


def split_at_aborts(papers: Sequence[P], job: Callable[[list[P], int], None]) -> Split[P]:
    """Call `job(papers, 0)`; where it raises StageAbortedError, `job(half, n)` for both halves.

    A paper with which it aborts alone is a culprit. n culprits among m papers cost about
    n log m aborts. Where nothing at all works it is not the papers' fault: the error is raised
    after 2 log m aborts, but never before 16.
    """
    split: Split[P] = Split()
    bearable = max(_ANYWAY, 2 * math.ceil(math.log2(max(len(papers), 1))))
    waiting = [list(papers)] if papers else []
    number = 0
    aborts = 0
    while waiting:
        some = waiting.pop()
        try:
            job(some, number)
        except StageAbortedError as error:
            aborts += 1
            LOG.warning("%d papers abort a stage: %s", len(some), error)
            if not split.pieces and aborts > bearable:
                raise
            if len(some) == 1:
                split.culprits.append((some[0], str(error)))
            else:
                middle = len(some) // 2
                waiting += [some[middle:], some[:middle]]
        else:
            split.pieces.append((number, some))
        number += 1
    return split
