"""Tokens of strings, and fields as spans and labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spv2_spark.strings.context import COLUMNS, context_of
from spv2_spark.strings.models import MODELS, model_called
from spv2_spark.strings.spans import Span, labels_of, runs_of, spans_of
from spv2_spark.strings.tokens import cleaned, tokenised


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("12th", ["12", "th"]),
        ("O'Neil-Smith", ["O", "'", "Neil", "-", "Smith"]),
        ("2011年5月", ["2011", "年", "5", "月"]),
        ("a_b", ["a", "_", "b"]),
        ("x\u0323\u0304y 1", ["x\u0323\u0304y", "1"]),
        ("", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert tokenised(text).texts == tokens


def test_no_more_tokens_than_asked_for() -> None:
    assert tokenised("a b c", most=2).texts == ["a", "b"]


@given(st.text())
def test_tokens_are_all_that_is_no_space(text: str) -> None:
    clean = cleaned(text)
    assert "".join(tokenised(clean).texts) == clean.replace(" ", "")
    assert cleaned(clean) == clean


@given(st.text(alphabet='a1. ,()"', max_size=30), st.data())
def test_labels_tell_the_spans_that_made_them(text: str, data: st.DataObject) -> None:
    tokens = tokenised(cleaned(text))
    labels = data.draw(
        st.lists(st.sampled_from(["O", "B-day", "B-year"]), min_size=len(tokens),
                 max_size=len(tokens))
    )  # fmt: skip
    spans = spans_of(tokens, labels)
    assert labels_of(tokens, spans) == labels
    assert len(spans) == len([*runs_of(labels)])


def test_a_span_without_a_token_of_its_own_is_lost() -> None:
    tokens = tokenised("Smitha")
    assert labels_of(tokens, [Span("surname", 0, 5), Span("marker", 5, 6)]) == ["B-surname"]


def test_the_context_of_each_token_is_within_its_bounds() -> None:
    for text in ('"On A" (1999), 12:3-[45]', "1", "((", "2011 12 99 123456 12345678 March"):
        tokens = tokenised(text)
        for row in context_of(tokens, tokens.texts):
            assert all(0 <= value < most for value, most in zip(row, COLUMNS.values(), strict=True))


def test_a_token_knows_the_brackets_and_the_years_before_it() -> None:
    tokens = tokenised("A (1999) 12")
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in context_of(tokens, tokens.texts)]
    assert [row["bracket"] for row in rows] == [0, 0, 1, 0, 0]
    assert [row["years"] for row in rows] == [0, 0, 0, 1, 1]
    assert [row["number"] for row in rows] == [0, 0, 5, 0, 1]


def test_every_model_has_its_labels() -> None:
    for name in MODELS:
        labels = model_called(name).labels
        assert labels[0] == "O"
        assert len(labels) == 2 * len(MODELS[name].fields) + 1 == len(set(labels))
