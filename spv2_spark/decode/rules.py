"""The decoder's rules as values: named, in chapters, left out or traced one by one.

A rule is a pure function of a context (the document, or an entry of its bibliography) and a
state (spans, parts of a string, names) that returns the state repaired. Its docstring says in a
sentence what papers print and what goes wrong without it. A chapter is an ordered tuple of
rules over one kind of state: to read it is to know what the decoder does there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, Protocol, TypeVar

from spv2_spark.decode.thresholds import Thresholds

S = TypeVar("S")


class Piece(NamedTuple):
    """A part of a state in words, and the tokens that it stands on."""

    text: str
    tokens: tuple[int, ...]


class Change(NamedTuple):
    """What a rule took out of a state and put in."""

    chapter: str
    rule: str
    removed: tuple[Piece, ...]
    added: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """The changes that rules made to one document, in order."""

    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Decoding:
    """What holds while a document is decoded: thresholds, the rules left out, a trace if any."""

    thresholds: Thresholds = field(default_factory=Thresholds)
    without: frozenset[str] = frozenset()
    trace: Trace | None = None


class Context(Protocol):
    """What a rule may look at; it knows the decoding that it is part of."""

    @property
    def decoding(self) -> Decoding:
        """The thresholds in force, and the rest of it."""


C = TypeVar("C", bound=Context)


@dataclass(frozen=True, slots=True)
class Rule(Generic[C, S]):
    """A step of the decoder that can be listed, left out and traced."""

    name: str
    why: str
    apply: Callable[[C, S], S]

    def __call__(self, context: C, state: S) -> S:
        """Return the state as the rule leaves it."""
        return self.apply(context, state)


def rule(function: Callable[[C, S], S]) -> Rule[C, S]:
    """Make a rule of a function: its name, and its docstring's first paragraph as the reason."""
    why = " ".join((function.__doc__ or "").partition("\n\n")[0].split())
    return Rule(function.__name__, why, function)


@dataclass(frozen=True, slots=True)
class Chapter(Generic[C, S]):
    """Rules over one kind of state, in their order; `told` puts a state in words for a trace."""

    name: str
    rules: tuple[Rule[C, S], ...]
    told: Callable[[C, S], Sequence[Piece]]

    def __call__(self, context: C, state: S) -> S:
        """Return the state as all rules in force leave it."""
        without, trace = context.decoding.without, context.decoding.trace
        if not without and trace is None:
            for one in self.rules:
                state = one.apply(context, state)
            return state
        for one in self.rules:
            if one.name in without:
                continue
            after = one.apply(context, state)
            if trace is not None:
                self._note(trace, one.name, self.told(context, state), self.told(context, after))
            state = after
        return state

    def _note(
        self, trace: Trace, name: str, before: Sequence[Piece], after: Sequence[Piece]
    ) -> None:
        removed = tuple(one for one in before if one not in after)
        added = tuple(one for one in after if one not in before)
        if not (removed or added):  # what comes first of pieces in another order
            moved = [pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]]
            removed, added = tuple(one for one, _ in moved[:1]), tuple(two for _, two in moved[:1])
        if removed or added:
            trace.changes.append(Change(self.name, name, removed, added))
