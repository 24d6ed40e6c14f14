"""Approximate search and folding, against their laws and a library's edit distance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from spv2_spark.gold.search import TOLERANCE, Match, best_window, exact_hits, find
from spv2_spark.gold.stream import words_of
from spv2_spark.layout.word_list import fold

WORDS = st.text("abcd", min_size=1, max_size=12)


@given(WORDS, st.text("abcd", max_size=20))
def test_best_window_is_the_nearest_substring(pattern: str, text: str):
    hit = best_window(pattern, text)
    found = Levenshtein.distance(pattern, text[hit.start : hit.end])
    assert hit.cost == found / len(pattern)
    pieces = [text[i:j] for i in range(len(text) + 1) for j in range(i, len(text) + 1)]
    assert found == min(Levenshtein.distance(pattern, piece) for piece in pieces)


def test_exact_hits_overlap_and_keep_to_their_bounds():
    assert exact_hits("aaaa", "aa", 0, 4) == [Match(at, at + 2, 0.0) for at in range(3)]
    assert exact_hits("aaaa", "aa", 1, 3) == [Match(1, 3, 0.0)]
    assert exact_hits("aaaa", "", 0, 4) == []


def test_find_takes_a_fifth_of_errors_and_no_more():
    pattern = "thequickbrownfoxjumpsoverthelazydog"
    text = "xxxx" + pattern.replace("quick", "qu1ck").replace("lazy", "lzy") + "yyyy"
    (hit,) = find(text, pattern, 0, len(text), TOLERANCE)
    assert text[hit.start : hit.end] == text[4:-4]
    assert find("a" * 50, pattern, 0, 50, TOLERANCE) == []


def test_find_everywhere_adds_inexact_places_to_exact_ones():
    text = "onthemindofmice.....onthemlndofmice"
    sought = (text, "onthemindofmice", 0, len(text), TOLERANCE)
    assert len(find(*sought)) == 1
    assert len(find(*sought, everywhere=True)) == 2


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Eﬀect", "effect"),
        ("É", "e"),
        ("Łódź", "lodz"),
        ("—", ""),
        ("Straße", "strasse"),
        ("²", "2"),
        ("\U0001d670", "a"),  # a mathematical capital
    ],
)
def test_fold(text: str, folded: str):
    assert fold(text) == folded


@given(st.text(max_size=30))
def test_fold_is_idempotent(text: str):
    assert fold(fold(text)) == fold(text)


def test_words():
    assert words_of("J. Biol. Chem.") == ["j", "biol", "chem"]
    assert words_of("O\u2019Neil-Smith") == ["oneil", "smith"]
