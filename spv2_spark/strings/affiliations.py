"""Affiliations out of the parts of a string that may hold several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spv2_spark.strings.spans import Span

_ORGANISATIONS = frozenset(["department", "laboratory", "institution"])
_ADDRESS = frozenset(["addr_line", "post_box", "post_code", "settlement", "region", "country"])


@dataclass(frozen=True, slots=True)
class Affiliation:
    """An affiliation in parts, as printed; what a string lacks is empty.

    `marker` is what authors point at it with; `address` its lines, the post box among them.
    """

    marker: str
    departments: tuple[str, ...]
    laboratories: tuple[str, ...]
    institutions: tuple[str, ...]
    address: str
    post_code: str
    settlement: str
    region: str
    country: str


def affiliations_of(text: str, spans: Sequence[Span]) -> tuple[Affiliation, ...]:
    """Return the affiliations whose parts the spans of a string are.

    One begins at a marker, and at an organisation behind an address.

    >>> spans = [Span("institution", 0, 3), Span("country", 5, 8), Span("institution", 10, 14)]
    >>> [(one.institutions, one.country) for one in affiliations_of("MIT, USA; CERN", spans)]
    [(('MIT',), 'USA'), (('CERN',), '')]
    """
    groups: list[list[Span]] = []
    for span in spans:
        if not groups or _begins(span, groups[-1]):
            groups.append([])
        groups[-1].append(span)
    return tuple(
        _affiliation(text, group) for group in groups if any(one.field != "marker" for one in group)
    )


def _begins(span: Span, group: Sequence[Span]) -> bool:
    if span.field == "marker":
        return any(one.field != "marker" for one in group)
    addressed = any(one.field in _ADDRESS for one in group)
    return span.field in _ORGANISATIONS and addressed


def _affiliation(text: str, spans: Sequence[Span]) -> Affiliation:
    found: dict[str, list[str]] = {}
    for span in spans:
        found.setdefault(span.field, []).append(text[span.start : span.end])
    lines = [*found.get("addr_line", ()), *found.get("post_box", ())]

    def joined(field: str, between: str = ", ") -> str:
        return between.join(found.get(field, ()))

    return Affiliation(
        marker=joined("marker", " "),
        departments=tuple(found.get("department", ())),
        laboratories=tuple(found.get("laboratory", ())),
        institutions=tuple(found.get("institution", ())),
        address=", ".join(lines),
        post_code=joined("post_code"),
        settlement=joined("settlement"),
        region=joined("region"),
        country=joined("country"),
    )
