"""What is found in many places, chosen so that it stands in order and nothing overlaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol, TypeVar


class Printed(Protocol):
    """What stands in the tokens [start, end)."""

    @property
    def start(self) -> int:
        """The first token."""

    @property
    def end(self) -> int:
        """One past the last token."""


class Tokens(NamedTuple):
    """The tokens [start, end)."""

    start: int
    end: int


P = TypeVar("P", bound=Printed)
Links = list[tuple[int, P, float]]  # the number in a list that something prints, and its weight


def heaviest(links: Links[P], cost: Callable[[int, int], float], back: int) -> Links[P]:
    """Return the heaviest chain that rises in numbers and in print.

    `cost` is what a gap of (tokens, numbers) to the next link takes off; `back` is how many
    links before one it may be.
    """
    flat = sorted(links, key=lambda link: (link[1].start, link[0]))
    best: list[float] = []
    before: list[int] = []
    for at, (number, printed, weight) in enumerate(flat):
        top, chosen = 0.0, -1
        for previous in range(max(0, at - back), at):
            its_number, its_print, _ = flat[previous]
            if its_number < number and its_print.end <= printed.start:
                gap = cost(printed.start - its_print.end, number - its_number)
                if best[previous] - gap > top:
                    top, chosen = best[previous] - gap, previous
        best.append(top + weight)
        before.append(chosen)
    at = max(range(len(flat)), key=best.__getitem__, default=-1)
    chain = []
    while at >= 0:
        chain.append(flat[at])
        at = before[at]
    return chain[::-1]


def is_apart(one: Printed, others: Iterable[Printed]) -> bool:
    """Whether something overlaps none of the others."""
    return all(one.end <= other.start or one.start >= other.end for other in others)
