"""Templates of entries: which parts are printed in which order with which punctuation.

`$name` is a part of the reference, `%key` a word of the apparatus, `{...}` a group that is
printed only where all parts that stand in it directly are present; a group without a part
of its own is printed where one of the groups in it is. Everything else is literal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from spv2_spark.domain.article import Segment
from spv2_spark.typeset.references.line import Line

_TOKEN = re.compile(r"[{}]|\$[a-z]+|%[a-z]+")


@dataclass(frozen=True, slots=True)
class Node:
    """A literal, a word (%), a part ($) or a group; `nodes` are a group's own."""

    kind: str
    text: str = ""
    nodes: tuple[Node, ...] = ()


@lru_cache(maxsize=16384)
def parsed(template: str) -> tuple[Node, ...]:
    """Return the nodes of a template; ValueError where its braces do not match."""
    stack: list[list[Node]] = [[]]
    at = 0
    for match in _TOKEN.finditer(template):
        if match.start() > at:
            stack[-1].append(Node("literal", template[at : match.start()]))
        at, token = match.end(), match.group()
        if token == "{":  # noqa: S105
            stack.append([])
        elif token == "}":  # noqa: S105
            if len(stack) == 1:
                raise ValueError(f"unbalanced braces: {template}")
            nodes = tuple(stack.pop())
            stack[-1].append(Node("group", "", nodes))
        else:
            stack[-1].append(Node(token[0], token[1:]))
    if len(stack) > 1:
        raise ValueError(f"unbalanced braces: {template}")
    if at < len(template):
        stack[-1].append(Node("literal", template[at:]))
    return tuple(stack[0])


@lru_cache(maxsize=16384)
def parts_of(template: str) -> frozenset[str]:
    """Return the names of the parts that a template prints."""
    return frozenset(re.findall(r"\$([a-z]+)", template))


def fill(
    template: str,
    parts: Mapping[str, tuple[Segment, ...]],
    words: Mapping[str, str],
    line: Line,
) -> None:
    """Print a template into a line; parts that are missing or empty are absent."""
    _fill(parsed(template), parts, words, line)


def _fill(
    nodes: tuple[Node, ...],
    parts: Mapping[str, tuple[Segment, ...]],
    words: Mapping[str, str],
    line: Line,
) -> None:
    for node in nodes:
        if node.kind == "literal":
            line.literal(node.text)
        elif node.kind == "$":
            line.extend(parts.get(node.text, ()))
        elif node.kind == "%":
            line.extend((word_segment(words.get(node.text, "")),))
        elif _present(node.nodes, parts):
            _fill(node.nodes, parts, words, line)


def word_segment(word: str) -> Segment:
    """Return a word of the apparatus; a leading `_` means italics."""
    return Segment(word[1:], italic=True) if word.startswith("_") else Segment(word)


def _present(nodes: tuple[Node, ...], parts: Mapping[str, tuple[Segment, ...]]) -> bool:
    own = [node.text for node in nodes if node.kind == "$"]
    if own:
        return all(parts.get(name) for name in own)
    return any(_present(node.nodes, parts) for node in nodes if node.kind == "group")
