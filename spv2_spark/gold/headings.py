"""The headings of bibliographies."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from spv2_spark.gold.stream import Stream

_HEADING = re.compile(
    r"^(?:\d+|[ivx]+)?(?:references?(?:cited|list|andnotes|andlinks)?|bibliography|bibliografia|"
    r"literature(?:cited)?|workscited|literatur(?:verzeichnis)?|bibliographie|referencias"
    r"(?:bibliograficas)?|referencias|references?bibliographiques|riferimenti(?:bibliografici)?|"
    r"furtherreading|suggestedreading|citedliterature)$"
)


def list_headings(stream: Stream) -> list[int]:
    """Return the ends of the lines that say no more than "References" or the like."""
    starts = np.flatnonzero(np.diff(stream.line, prepend=-1)).tolist()
    return [
        end
        for start, end in pairwise([*starts, len(stream)])
        if end - start <= 6 and _HEADING.match("".join(stream.folded[start:end]))  # noqa: PLR2004
    ]
