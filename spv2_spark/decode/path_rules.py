"""The labels of the best path, repaired before spans are made of them."""

from __future__ import annotations

from itertools import groupby

import numpy as np

from spv2_spark.decode.document import DecodedDocument, spans_among
from spv2_spark.decode.path import Path
from spv2_spark.decode.rules import Chapter, Piece, rule
from spv2_spark.domain.label import Field, begin, field_of, inside

_TITLE = [begin(Field.TITLE), inside(Field.TITLE)]


@rule
def doubtful_title(document: DecodedDocument, path: Path) -> Path:
    """A paper has a title: where no token is likelier to be one than not, the likeliest lines are.

    They stand on the first page, in one print, and are titles with a probability that is not
    small.
    """
    view, limits = document.view, document.thresholds.path
    if not len(view) or np.isin(path.field, _TITLE).any():
        return path
    chance = np.exp(document.field_logp[:, _TITLE]).sum(axis=1)
    chance[(view.page > view.page[0]) | (path.field > 0) | (path.entry > 0)] = 0
    lines = view.lines
    means = np.add.reduceat(chance, lines.starts) / lines.sizes
    runs: list[list[int]] = []  # first and last token (exclusive) of lines in one print
    for at in np.flatnonzero(means >= limits.possible_title).tolist():
        start, stop = int(lines.starts[at]), int(lines.stops[at])
        is_next = bool(runs) and runs[-1][1] == start
        size = view.sizes[start]
        if is_next and abs(view.sizes[start - 1] - size) <= limits.same_print * size:
            runs[-1][1] = stop
        else:
            runs.append([start, stop])
    if not runs:
        return path
    first, stop = max(runs, key=lambda one: float(chance[one[0] : one[1]].sum()))
    field = path.field.copy()
    field[first:stop] = inside(Field.TITLE)
    field[first] = begin(Field.TITLE)
    return path._replace(field=field)


@rule
def running_heads(document: DecodedDocument, path: Path) -> Path:
    """A head over a page of the list names the paper, not a work cited.

    The text around a head that stands within an entry stays one.
    """
    labelled = path.field >= begin(Field.BIB_TITLE)
    if not labelled.any():
        return path
    heads = document.view.running_heads & labelled
    return path._replace(field=np.where(heads, 0, path.field)) if heads.any() else path


def _told(document: DecodedDocument, path: Path) -> list[Piece]:
    """Return the runs of labels, field by field."""
    labels: list[int] = path.field.tolist()
    told: list[Piece] = []
    for field, members in groupby(range(len(labels)), key=lambda at: field_of(labels[at])):
        for span in spans_among(labels, list(members)):
            piece = document.told(span.indices)
            told.append(piece._replace(text=f"{field.name.lower()}: {piece.text}"))
    return told


PATH = Chapter("labels", (doubtful_title, running_heads), _told)
