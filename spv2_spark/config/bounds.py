"""What a setting may be, declared beside its type, and what to say of a value that it may not be.

wave_papers: Annotated[int, Range(1, 1_000_000)] = 10_000
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

_NAMED = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, both included."""

    low: float
    high: float

    def complaint(self, value: Any) -> str:
        """Return why a value is outside; empty for one inside (NaN is outside)."""
        return "" if self.low <= value <= self.high else f"expected {self}"

    def __str__(self) -> str:
        """Return the range as a person reads it: "1 to 64"."""
        return f"{_number(self.low)} to {_number(self.high)}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few texts."""

    names: tuple[str, ...]

    def complaint(self, value: Any) -> str:
        """Return why a text is none of the choices, with the nearest; empty for one of them."""
        known = f"expected one of {', '.join(self.names)}"
        return "" if value in self.names else f"{known}{meant(value, self.names)}"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A URL of one of a few schemes, or an empty text."""

    schemes: tuple[str, ...]

    def complaint(self, value: Any) -> str:
        """Return why a text is no such URL; empty for one that is."""
        scheme, parted, rest = value.partition("://")
        is_well = not value or (parted and rest and scheme.lower() in self.schemes)
        return "" if is_well else f"expected {' or '.join(f'{one}://...' for one in self.schemes)}"


@dataclass(frozen=True, slots=True)
class Local:
    """A path on this machine, or an empty text."""

    def complaint(self, value: Any) -> str:
        """Return why a text is no such path; empty for one that is."""
        is_well = "://" not in value and "\0" not in value
        return "" if is_well else "expected a path on this machine"


Bound = Range | Choice | Scheme | Local
Positive = Annotated[int, Range(1, 2**31 - 1)]
Natural = Annotated[int, Range(0, 2**31 - 1)]
Bytes = Annotated[int, Range(1, 2**50)]
Seconds = Annotated[float, Range(0.001, 30 * 86_400)]
Share = Annotated[float, Range(0, 1)]
Threads = Annotated[int, Range(0, 1024)]


def hints_of(section: type) -> Mapping[str, tuple[Any, tuple[Bound, ...]]]:
    """Return the type and the bounds of every field of a dataclass."""
    found: dict[str, tuple[Any, tuple[Bound, ...]]] = {}
    for name, hint in get_type_hints(section, include_extras=True).items():
        is_bounded = get_origin(hint) is Annotated
        plain, *bounds = get_args(hint) if is_bounded else (hint,)
        found[name] = (plain, tuple(bounds))
    return found


def complaint(value: Any, plain: Any, bounds: Iterable[Bound]) -> str:
    """Return why a TOML value is none that a field may have; empty for one that it may."""
    if plain == tuple[str, ...]:
        is_well = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return "" if is_well else "expected a list of texts"
    is_whole = plain is float and type(value) is int
    if type(value) is not plain and not is_whole:
        return f"expected {_NAMED[plain]}"
    return next((told for bound in bounds if (told := bound.complaint(value))), "")


def meant(name: str, known: Iterable[str]) -> str:
    """Return what to add to a complaint about an unknown name: the nearest that is known, if any.

    >>> meant("papers_per_partitions", ["wave_papers", "papers_per_partition"])
    '; did you mean papers_per_partition?'
    >>> meant("colour", ["wave_papers"])
    ''
    """
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]}?" if near else ""


def _number(value: float) -> str:
    return f"{value:,}".replace(",", "_") if isinstance(value, int) else f"{value:g}"
