from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from spv2_spark.decode.text.edges import trimmed
from spv2_spark.decode.text.hyphens import Dehyphenator
from spv2_spark.decode.text.parts import parts_of, string_of
from spv2_spark.domain.page import Document, Mark, Page
from spv2_spark.layout.columns import columns_of
from tests.decode.build import built


def text_of(*lines: str, known: tuple[str, ...] = (), trim: bool = False) -> str:
    document, _ = built(lines)
    tokens = columns_of(document)
    parts = parts_of(tokens, range(len(tokens)), Dehyphenator(frozenset(known), tokens))
    return string_of(trimmed(parts) if trim else parts)


@pytest.mark.parametrize(
    ("lines", "known", "text"),
    [
        (("an exam-", "ple of it"), ("example",), "an example of it"),
        (("an exam-", "ple of it"), (), "an example of it"),
        (("a well-", "known fact"), (), "a well-known fact"),
        (("the Smith-", "Jones test"), (), "the Smith-Jones test"),
        (("on Fast-", "Speech as FastSpeech is"), (), "on FastSpeech as FastSpeech is"),
        (("on Fast-", "Speech and Fast-Speech"), (), "on Fast-Speech and Fast-Speech"),
        (("a couple-", "coping model"), ("couple", "coping"), "a couple-coping model"),
        (("food-", "borne"), ("food", "borne", "foodborne"), "foodborne"),
        (("a key-", "value store"), ("key", "value"), "a key-value store"),
        (("the sub-", "cellular one"), ("sub", "cellular"), "the subcellular one"),
        (("a risk-", "based one"), ("risk", "based"), "a risk-based one"),
        (("type T-", "cell"), ("tcell",), "type T-cell"),
        (("the TGF-", "BETA gene"), (), "the TGF-BETA gene"),
        (("AN EXAM-", "PLE"), ("example",), "AN EXAMPLE"),
        (("pages 12–", "15"), (), "pages 12–15"),
        (("in 2-", "3 days"), (), "in 2-3 days"),
        (("exam\u00ad", "ple"), (), "example"),
        (("and/", "or"), (), "and/or"),
        (("bound (", "here)"), (), "bound (here)"),
        (("東京", "大学"), (), "東京大学"),
        (("two", "lines"), (), "two lines"),
    ],
)
def test_lines_are_joined(lines: tuple[str, ...], known: tuple[str, ...], text: str) -> None:
    assert text_of(*lines, known=known) == text


def test_the_documents_own_spelling_comes_first() -> None:
    assert text_of("post-war and post-", "war", known=("postwar",)).endswith("post-war")
    assert text_of("postwar and post-", "war", known=("post", "war")).endswith("postwar")


def test_hyphens_written_twice_are_one_where_all_are() -> None:
    words = "meta--analysis of non--small and low--dose or long--term and one--year two--arm"
    assert "--" not in text_of(words)
    assert text_of("a meta-analysis of EUROCARE--a study") == "a meta-analysis of EUROCARE--a study"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("“A title.”", "A title"),
        ("Is it so?", "Is it so?"),
        ("A title,", "A title"),
        ("A (short) title)", "A (short) title"),
        ("(A title in brackets)", "(A title in brackets)"),
        ("The “Dogs” and “Cats”", "The “Dogs” and “Cats”"),
        ("Package ’evolved’", "Package ’evolved’"),
        ("[Re] A title*", "[Re] A title"),
        ("Patients’", "Patients"),
    ],
)
def test_edges_are_trimmed(line: str, text: str) -> None:
    assert text_of(line, trim=True) == text


def page_of(tokens: list[tuple[str, float, float, bool]]) -> Document:
    n = len(tokens)
    boxes = [(left, 10.0, right, 20.0) for _, left, right, _ in tokens]
    page = Page(
        0, 600.0, 800.0, tuple(one[0] for one in tokens),
        np.array(boxes, dtype=np.float32), ("F",), np.zeros(n, dtype=np.int32),
        np.full(n, 10, dtype=np.float32), np.full(n, 3, dtype=np.float32),
        np.array([Mark.SPACE_BEFORE if one[3] else 0 for one in tokens], dtype=np.uint8),
        np.zeros(n, dtype=np.int32), np.zeros(n, dtype=np.int32), np.zeros(n, dtype=np.uint32),
    )  # fmt: skip
    return Document("0" * 40, 1, ((600.0, 800.0),), (page,))


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        # TeX puts the accent over the letter that follows, after a backward space.
        ([("G", 0, 7, True), ("¨", 8, 12, True), ("odel", 7, 25, False)], "Gödel"),
        ([("Erd", 0, 15, True), ("˝", 16, 20, False), ("os", 15, 25, False)], "Erdős"),
        ([("Jos", 0, 15, True), ("e", 15, 20, False), ("\u0301", 16, 19, False)], "José"),
        ([("Garc", 0, 20, True), ("´", 20, 23, False), ("ıa", 20, 28, False)], "García"),
        ([("Mr", 0, 10, True), ("´", 14, 17, True), ("Emile", 13, 30, False)], "Mr Émile"),
    ],
)
def test_accents_find_their_letters(
    tokens: list[tuple[str, float, float, bool]], text: str
) -> None:
    read = columns_of(page_of(tokens))
    assert string_of(parts_of(read, range(len(read)), Dehyphenator(frozenset(), read))) == text


def test_a_visible_gap_is_a_space() -> None:
    tokens = columns_of(page_of([("of", 0, 10, True), ("Ocimum", 12.5, 40, False)]))
    assert tokens.spaced == [True, True]
    tokens = columns_of(page_of([("Ca", 0, 10, True), ("2", 10.2, 14, False)]))
    assert tokens.spaced == [True, False]


def test_thai_signs_stand_once_and_whole() -> None:
    document, _ = built(["kham pari tool"])
    (page,) = document.pages
    texts = ("ค\u0e4d\u0e32", "ปาร\u0e34\u0e34", "tool")
    tokens = columns_of(replace(document, pages=(replace(page, texts=texts),)))
    parts = parts_of(tokens, range(3), Dehyphenator(frozenset(), tokens))
    assert string_of(parts) == "ค\u0e33 ปาร\u0e34 tool"


def test_a_words_own_hyphen_may_be_printed_again_on_the_next_line() -> None:
    document, _ = built(["w północno-", "-wschodniej Polsce"])
    tokens = columns_of(document)
    parts = parts_of(tokens, range(len(tokens)), Dehyphenator(frozenset(), tokens))
    assert string_of(parts) == "w północno-wschodniej Polsce"


def test_chinese_and_latin_letters_have_no_space_between() -> None:
    document, _ = built(["改进 U 型网络的 Retinex 算法 2020 年", "한국 2020 년 U net"])
    tokens = columns_of(document)
    parts = parts_of(tokens, range(len(tokens)), Dehyphenator(frozenset(), tokens))
    assert string_of(parts) == "改进U型网络的Retinex算法2020年 한국 2020 년 U net"
    names = parts_of(tokens, range(3), Dehyphenator(frozenset(), tokens), names=True)
    assert string_of(names) == "改进 U 型网络的"
