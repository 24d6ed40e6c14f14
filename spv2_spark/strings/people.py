"""People out of the parts of their names, in the order in which a string prints them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spv2_spark.strings.spans import Span

_GIVEN = frozenset(["forename", "middlename"])
_PARTING = frozenset(",;&/\n")
_EDGES = " ,;.&"


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name in parts, as printed; what a string lacks is empty.

    `given` are the given names and initials together, `title` a role or a degree, `marker` what
    points at an affiliation.
    """

    given: str
    surname: str
    suffix: str = ""
    title: str = ""
    marker: str = ""


def people_of(text: str, spans: Sequence[Span]) -> tuple[Person, ...]:
    """Return the people whose names' parts the spans of a string are.

    A person ends where the next part cannot be theirs: a second surname, or given names behind
    a whole name. What stands behind a name (suffix, title, marker) belongs to it.

    >>> spans = [Span("surname", 0, 5), Span("forename", 7, 8), Span("surname", 11, 14)]
    >>> people_of("Smith, J., Doe A", [*spans, Span("forename", 15, 16)])
    (Person(given='J.', surname='Smith', suffix='', title='', marker=''), \
Person(given='A', surname='Doe', suffix='', title='', marker=''))
    """
    people: list[_Parts] = []
    for span in spans:
        if not people or not people[-1].takes(span, text):
            people.append(_Parts())
        people[-1].add(span)
    whole = [one.person(text) for one in people]
    return tuple(one for one in whole if one.surname or one.given)


@dataclass(slots=True)
class _Parts:
    spans: list[Span] = field(default_factory=list)

    def takes(self, span: Span, text: str) -> bool:
        fields = [one.field for one in self.spans]
        last = self.spans[-1]
        between = text[last.end : span.start]
        glued = not _PARTING & set(between)
        if span.field == "surname":
            return "surname" not in fields or (fields[-1] == "surname" and glued)
        if span.field in _GIVEN:
            return self._takes_given(fields, between)
        if span.field == "title" and "surname" in fields and fields[-1] != "title":
            return not self._ends(between)
        return True

    def _takes_given(self, fields: list[str], between: str) -> bool:
        has_given = bool(_GIVEN & set(fields))
        if fields[-1] in _GIVEN:
            return not _PARTING & set(between) and not self._ends(between)
        if "surname" not in fields:
            return True
        return not has_given and fields[-1] in ("surname", "suffix", "title", "marker")

    @staticmethod
    def _ends(between: str) -> bool:
        return any(len(word) > 1 and word.isalpha() for word in between.split())

    def add(self, span: Span) -> None:
        self.spans.append(span)

    def person(self, text: str) -> Person:
        def joined(*fields: str) -> str:
            own = [one for one in self.spans if one.field in fields]
            if not own:
                return ""
            pieces = [_with_stop(text, one) for one in own]
            return " ".join(" ".join(pieces).split()).strip(_EDGES.replace(".", ""))

        return Person(
            joined(*_GIVEN), joined("surname"), joined("suffix"), joined("title"), joined("marker")
        )


def _with_stop(text: str, span: Span) -> str:
    """Return a span's text with the full stop of an abbreviation that stands right behind it."""
    piece = text[span.start : span.end]
    abbreviated = text[span.end : span.end + 1] == "." and span.field != "surname"
    return f"{piece}." if abbreviated and not piece.endswith(".") else piece
