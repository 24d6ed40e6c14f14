"""The book of rules as a whole: a test a rule, and laws that hold whichever are in force."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spv2_spark.decode.book import CHAPTERS, RULES, known_rules
from spv2_spark.decode.decoder import Decoder
from spv2_spark.decode.rules import Chapter, Decoding, Piece, Rule, Trace
from spv2_spark.decode.version import version_of
from spv2_spark.domain.metadata import Metadata, Region
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags
from spv2_spark.errors import SettingsError
from tests.decode.build import built


def sources_of_tests() -> dict[str, str]:
    """Return the source of every test function in this folder."""
    found: dict[str, str] = {}
    for path in Path(__file__).parent.rglob("test_*.py"):
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                marks = "\n".join(ast.unparse(one) for one in node.decorator_list)
                found[node.name] = f"{marks}\n{ast.unparse(node)}"
    return found


TESTS = sources_of_tests()


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_a_test_by_its_name_that_leaves_it_out(name: str) -> None:
    assert f"'{name}'" in TESTS.get(f"test_{name}", "")


def test_a_rule_stands_in_one_chapter_with_its_reason() -> None:
    rules = [one for chapter in CHAPTERS for one in chapter.rules]
    assert len(rules) == len(RULES)
    assert all(one.why.endswith((".", "?")) for one in rules)
    with pytest.raises(SettingsError, match="no rule none"):
        known_rules(["none", *RULES])


def test_leaving_a_rule_out_makes_another_version() -> None:
    versions = {version_of(Decoder(without=frozenset([name]))) for name in RULES}
    assert len({*versions, version_of(Decoder())}) == len(RULES) + 1


class Context:
    """A context of a chapter that is traced."""

    decoding = Decoding(trace=Trace())


def test_another_order_is_traced() -> None:
    turn: Rule[Context, list[int]] = Rule("turn", "Turns.", lambda _, some: some[::-1])
    chapter = Chapter("a", (turn,), lambda _, some: [Piece(str(one), (one,)) for one in some])
    assert chapter(Context(), [1, 2, 3]) == [3, 2, 1]
    trace = Context.decoding.trace
    assert trace
    (change,) = trace.changes
    assert (change.removed[0].text, change.added[0].text) == ("1", "3")


def regions(metadata: Metadata) -> Iterator[Region]:
    """Yield all regions of metadata, those of each name among them."""
    values = [metadata.title, *(one.name for one in metadata.authors)]
    for one in metadata.references:
        values += [one.title, one.venue, one.year, *(name.name for name in one.authors)]
        yield from one.regions
    for value in values:
        yield from value.regions if value else ()


WORDS = st.sampled_from(
    ["a", "The", "Smith", "J", ".", ",", "-", "–", "(", ")", "“", "”", "2001", "12", "et", "al",
     "and", "&", "In", ":", "Jr", "van", "´", "\u0301", "\u00ad", "*", "東", "[", "]", "—", "’",
     "Group", "MD", "by", "Zenodo", "http", "editors", "Department", "?"]
)  # fmt: skip
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=12), max_size=12)
SEEDS = st.integers(0, 2**32 - 1)
WITHOUT = st.one_of(
    st.just(frozenset[str]()),
    st.just(frozenset(RULES)),
    st.frozensets(st.sampled_from(sorted(RULES))),
)


def tagged(lines: list[list[str]], seed: int) -> tuple[Document, list[PageTags]]:
    """Return a document of two pages of words, and random tags."""
    rng, half = np.random.default_rng(seed), len(lines) // 2
    pages = (lines[:half], lines[half:])
    document, _ = built(*([" ".join(words) for words in some] for some in pages))
    return document, [random_tags(rng, page.number, len(page)) for page in document.pages]


def random_tags(rng: np.random.Generator, number: int, n: int) -> PageTags:
    """Return random tags of n tokens, doubtful or sharp."""
    field = rng.gumbel(size=(n, 13)).astype(np.float32) * rng.choice([0.5, 4])
    entry = rng.gumbel(size=(n, 3)).astype(np.float32) * rng.choice([0.5, 4])
    return PageTags(
        number,
        field - np.log(np.exp(field).sum(axis=1, keepdims=True)),
        entry - np.log(np.exp(entry).sum(axis=1, keepdims=True)),
    )


@settings(max_examples=120, deadline=None)
@given(LINES, SEEDS, WITHOUT)
def test_any_tags_decode_whatever_rules_are_left_out(
    lines: list[list[str]], seed: int, without: frozenset[str]
) -> None:
    document, tags = tagged(lines, seed)
    metadata = Decoder(without=without).metadata_of(document, tags, frozenset(["smith"]))
    for region in regions(metadata):
        assert_on_page(document, region)
    for value in (metadata.title, *(one.name for one in metadata.authors)):
        assert value is None or (value.text and 0 <= value.confidence <= 1 and value.regions)


def assert_on_page(document: Document, region: Region) -> None:
    page = next(one for one in document.pages if one.number == region.page)
    assert 0 <= region.box.left <= region.box.right <= page.width_pt
    assert 0 <= region.box.top <= region.box.bottom <= page.height_pt


@settings(max_examples=40, deadline=None)
@given(LINES, SEEDS)
def test_decoding_is_deterministic_and_a_trace_changes_nothing(
    lines: list[list[str]], seed: int
) -> None:
    document, tags = tagged(lines, seed)
    metadata = Decoder().metadata_of(document, tags)
    explained = Decoder().explained(document, tags)
    assert metadata == Decoder().metadata_of(document, tags) == explained.metadata
    n = sum(len(page) for page in document.pages)
    for change in explained.trace.changes:
        for piece in (*change.removed, *change.added):
            assert set(piece.tokens) <= set(range(n))
            assert len(set(piece.tokens)) == len(piece.tokens)


@settings(max_examples=40, deadline=None)
@given(LINES, SEEDS)
def test_a_rule_that_changes_nothing_by_its_trace_may_be_left_out(
    lines: list[list[str]], seed: int
) -> None:
    document, tags = tagged(lines, seed)
    explained = Decoder().explained(document, tags)
    idle = frozenset(RULES) - {change.rule for change in explained.trace.changes}
    assert Decoder(without=idle).metadata_of(document, tags) == explained.metadata
