"""What a paper cost: seconds of a worker, and how much of it was read."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Effort(NamedTuple):
    """Seconds that a task had one paper in hand, the pages of its PDF, and those of them read.

    Fetching, reading and decoding count; tagging does not, which no paper has for itself. Pages
    are None where the PDF was not read.
    """

    seconds: float
    pages: int | None = None
    pages_read: int | None = None

    def plus(self, other: Effort) -> Effort:
        """Return the sum of seconds, and the pages of whichever of the two has them.

        >>> Effort(2.5).plus(Effort(0.5, 30, 8))
        Effort(seconds=3.0, pages=30, pages_read=8)
        """
        pages = (other if self.pages is None else self)[1:]
        return Effort(self.seconds + other.seconds, *pages)


Note = Callable[[str, Effort], None]  # what is told of a paper, by its id


def unnoted(paper_id: str, effort: Effort) -> None:
    """Tell nobody."""
