"""Which authors an affiliation is of: by the marks that both have, or by where it stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from spv2_spark.domain.metadata import Affiliation
from spv2_spark.further.front import Front
from spv2_spark.further.marks import marks_of_authors


def linked(
    front: Front, found: Sequence[Affiliation], firsts: Sequence[int]
) -> tuple[Affiliation, ...]:
    """Return the affiliations with their authors: by marks, else by place.

    One alone is everybody's. `firsts` are the affiliations' first tokens.
    """
    markers = {one.marker for one in found if one.marker}
    marks = [_known(own, markers) for own in marks_of_authors(front)]
    everybody = tuple(range(len(marks)))
    if any(markers & own for own in marks):
        return tuple(
            replace(one, authors=tuple(at for at, own in enumerate(marks) if one.marker in own))
            for one in found
        )
    if len(found) == 1:
        return (replace(found[0], authors=everybody),)
    return tuple(
        replace(one, authors=_above(front, first)) for one, first in zip(found, firsts, strict=True)
    )


def _known(marks: Sequence[str], markers: Collection[str]) -> set[str]:
    """Return an author's marks; "12" is 1 and 2 where those are known and 12 is not."""
    known: set[str] = set()
    for mark in marks:
        is_list = mark not in markers and set(mark) <= set(markers)
        known.update(mark if is_list else [mark])
    return known


def _above(front: Front, first: int) -> tuple[int, ...]:
    """Return the authors on the line right above an affiliation, in its column."""
    view = front.document.view
    line = next(one for one in front.lines if one.start <= first < one.stop)
    above: list[tuple[float, int]] = []
    for author, tokens in enumerate(front.decoded.names):
        if not tokens or view.page[tokens[0]] != line.page:
            continue
        boxes = [view.boxes[at] for at in tokens]
        left, bottom = min(one[0] for one in boxes), max(one[3] for one in boxes)
        right = max(one[2] for one in boxes)
        gap = line.box.top - bottom
        if left < line.box.right and right > line.box.left and gap > -1:
            above.append((gap, author))
    nearest = min(above, default=(0.0, -1))[0]
    return tuple(author for gap, author in above if gap <= nearest + line.size_pt / 2)
