from __future__ import annotations

import dataclasses
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spv2_spark.domain.page import Document, Mark, Page
from spv2_spark.errors import SettingsError
from spv2_spark.features.featurise import SCALE, FeatureSettings, Featuriser, PageFeatures
from spv2_spark.features.fonts import font_facts, font_family
from spv2_spark.features.statistics import of_pages
from spv2_spark.features.strings import HashSizes, StringTable, hashed, word_shape
from tests.features.pages import document_of, page_of

SPACE = int(Mark.SPACE_BEFORE)


def featurised(
    document: Document,
    settings: FeatureSettings | None = None,
    vocabulary: tuple[str, ...] | None = None,
) -> tuple[Featuriser, tuple[PageFeatures, ...]]:
    statistics = of_pages(document.pages)
    words = statistics.vocabulary() if vocabulary is None else vocabulary
    featuriser = Featuriser(words, statistics, settings)
    return featuriser, featuriser.features(document)


def number(document: Document, name: str, page: int = 0) -> list[float]:
    featuriser, pages = featurised(document)
    column = pages[page].numbers[:, featuriser.number_names.index(name)]
    rounded: list[float] = (column / SCALE).round(2).tolist()
    return rounded


def test_ids_name_the_word_its_parts_and_its_font():
    page = page_of(["The", "the", "Smithson"], fonts=["ABCDEF+Times-Bold", "Times"], font=[0, 1, 1])
    _, (features,) = featurised(document_of(page), vocabulary=("the",))
    word, whole, prefix, suffix, shape, font = features.ids.T.tolist()
    assert word == [2, 2, 1]  # case does not count; what is not in the vocabulary is 1
    assert whole[0] == whole[1] != whole[2]
    assert (prefix[2], suffix[2]) == (hashed("smi", 4096), hashed("son", 4096))
    assert shape[0] != shape[1]
    assert len(set(font)) == 1  # a family, whatever its style and subset


def test_words_beyond_the_embedded_ones_are_unknown_but_known_to_the_numbers():
    page = page_of(["a", "b"])
    settings = FeatureSettings(word_ids=3)
    featuriser, (features,) = featurised(document_of(page), settings, vocabulary=("a", "b"))
    assert features.ids[:, 0].tolist() == [2, 1]
    assert features.numbers[:, featuriser.number_names.index("known")].tolist() == [127, 127]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Smith", "Xxx"),
        ("DNA", "XX"),
        ("2015", "dddd"),
        ("12345", "dddd"),
        (",", ","),
        ("文献", "aa"),
    ],
)
def test_word_shapes(text, shape):
    assert word_shape(text) == shape


def test_hashes_are_the_same_in_another_process():
    code = "from spv2_spark.features.strings import hashed; print(hashed('Müller', 4096))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(run.stdout) == hashed("Müller", 4096)


@given(st.text(max_size=8), st.integers(3, 100))
def test_a_hash_is_never_the_mask_or_the_unknown(text, size):
    assert 2 <= hashed(text, size) < size


def test_font_names_say_family_and_style():
    assert font_family("ABCDEF+CMBX10") == "cmbx"
    assert font_family("TimesNewRomanPS-BoldItalicMT") == "timesnewromanps"
    facts = font_facts("Minion-BoldItalic", 100, 100)
    assert (facts.bold, facts.italic, facts.small_caps) == (True, True, False)
    assert font_facts("CMCSC10", 100, 100).small_caps


def test_the_table_keeps_rows_apart_and_grows():
    table = StringTable(("a",), 10, HashSizes())
    words = [f"{chr(97 + place % 26)}{'x' * (place // 26)}" for place in range(1560)]
    rows = table.rows(words)
    again = table.rows(words[::-1])[::-1]
    assert rows.tolist() == again.tolist() == list(range(len(words)))
    lengths = table.facts[rows, 10] * 16
    assert lengths[:520].tolist() == [len(word) if len(word) < 16 else 16 for word in words[:520]]


def test_a_joiner_is_no_part_of_a_word():
    table = StringTable(("a",), 10, HashSizes())
    joined, plain = table.rows(["کیانی\u200cفر", "کیانیفر"]).tolist()
    assert table.ids[joined].tolist() == table.ids[plain].tolist()
    assert table.facts[joined].tolist() == table.facts[plain].tolist()


def test_sizes_are_told_against_the_body_the_page_and_the_document():
    first = page_of(["T", "a", "b", "c"], sizes=[20, 10, 10, 10])
    second = page_of(["d", "e"], number=1, sizes=[10, 5])
    document = document_of(first, second)
    assert number(document, "size_to_body")[:2] == [0.67, 0.0]
    assert number(document, "size_to_page_largest", 1) == [1.0, 0.5]
    assert number(document, "size_to_document_largest", 1) == [0.5, 0.25]


def test_lines_give_starts_ends_gaps_and_indents():
    page = page_of(
        ["a", "b", "c", "d"], lines=[0, 0, 1, 1], lefts=[10, 40, 20, 60], tops=[50, 50, 70, 70]
    )
    document = document_of(page)
    assert number(document, "line_start") == [1, 0, 1, 0]
    assert number(document, "line_end") == [0, 1, 0, 1]
    assert number(document, "gap_before") == [0, 0.5, 0, 0.83]  # 15 and 25 points of 30
    assert number(document, "indent_from_above") == [0, 0, 0.2, 0.2]  # 10 points of 50
    assert number(document, "gap_below") == [0.33, 0.33, 1, 1]  # 10 points of 30


def test_runs_do_not_cross_pages():
    pages = [page_of(["a", "b"], number=0), page_of(["c"], number=1)]
    assert number(document_of(*pages), "line_start", 1) == [1]
    assert number(document_of(*pages), "indent_from_above", 1) == [0]


def test_pages_count_from_the_front_and_the_back():
    pages = [page_of(["a"], number=place) for place in (0, 1, 9)]
    document = document_of(*pages, page_count=10)
    assert [number(document, "page_front", place)[0] for place in range(3)] == [1.0, 0.83, 0.0]
    assert [number(document, "page_back", place)[0] for place in range(3)] == [0.0, 0.0, 1.0]


def test_links_and_addresses_are_seen_as_a_whole():
    texts = [
        "see",
        "https",
        ":",
        "/",
        "/",
        "x",
        ".",
        "10",
        ".",
        "1",
        "/",
        "2",
        "a",
        "@",
        "b",
        "end",
    ]
    marks = [SPACE, SPACE, 0, 0, 0, 0, 0, SPACE, 0, 0, 0, 0, SPACE, 0, 0, SPACE]
    document = document_of(page_of(texts, marks=marks))
    assert number(document, "in_link") == [0, *[1] * 11, 0, 0, 0, 0]
    assert number(document, "in_mail") == [0] * 12 + [1, 1, 1, 0]


HEADINGS = [["References"], ["7", ".", "Literature", "Cited"], ["Bibliografía"], ["参考文献"]]


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_of_the_bibliography_marks_what_follows(heading):
    texts = ["Body", "references", "here", *heading, "Smith"]
    lines = [0, 0, 0, *[1] * len(heading), 2]
    document = document_of(page_of(texts, lines=lines), page_of(["x"], number=1))
    assert number(document, "after_heading") == [0, 0, 0, *[1] * len(heading), 1]
    assert number(document, "after_heading", 1) == [1]


def test_the_list_ends_at_the_next_heading_and_the_front_at_the_first():
    texts = ["Title", "Abstract", "we", "References", "Smith", "Appendix", "A", "more"]
    document = document_of(page_of(texts, lines=[0, 1, 2, 3, 4, 5, 5, 6]))
    assert number(document, "before_headings") == [1, 0, 0, 0, 0, 0, 0, 0]
    assert number(document, "other_heading") == [0, 1, 0, 0, 0, 1, 1, 0]
    assert number(document, "under_list") == [0, 0, 0, 1, 1, 0, 0, 0]


def test_the_share_of_latin_letters_tells_a_front_in_two_languages():
    document = document_of(page_of(["Печи", ",", "ночью", "Kilns", "at"], lines=[0, 0, 0, 1, 1]))
    assert number(document, "latin_line") == [0, 0, 0, 1, 1]
    assert number(document, "latin_document") == [0.5] * 5


def test_words_of_the_languages_files_say_what_they_are_of():
    texts = ["Lehrstuhl", "Научный", "Hrsg", "大阪大学", "Kilns"]
    document = document_of(page_of(texts))
    assert number(document, "of_institution") == [1, 0.5, 0, 1, 0]  # "научный центр"
    assert number(document, "of_other_role") == [0, 0.5, 0, 0, 0]  # "Научный руководитель"
    assert number(document, "of_editor_role")[2] == 1


def test_names_are_told_from_other_words():
    page = page_of(["Corentin", "Popescu", "2015", "欧阳建宁", "佐藤", "的研究"])
    assert number(document_of(page), "given_name") == [1, 0, 0, 0, 0, 0]
    assert number(document_of(page), "undivided_name") == [0, 0, 0, 1, 0.5, 0]


def test_kana_and_hangul_tell_sentences_from_names():
    page = page_of(["土岐はるみ", "グエン", "김민수", "has"])
    assert number(document_of(page), "hiragana") == [0.6, 0, 0, 0]
    assert number(document_of(page), "katakana") == [0, 1, 0, 0]
    assert number(document_of(page), "hangul") == [0, 0, 1, 0]


def test_running_heads_repeat_whatever_their_number():
    def page(place: int, text: str) -> Page:
        return page_of(["Head", str(place + 8), text], number=place, lines=[0, 0, 1])

    document = document_of(*(page(place, text) for place, text in enumerate("abcd")))
    assert number(document, "repeats") == [1.0, 1.0, 0.0]
    moved = document_of(page(0, "a"), page_of(["Head", "9"], number=1, tops=[400, 400]))
    assert number(moved, "repeats") == [0.0, 0.0, 0.0]


def test_colour_is_no_feature():
    page = page_of(["a", "b"])
    red = dataclasses.replace(page, colour=np.array([0xFF0000, 0x00FF00], np.uint32))
    one, two = (featurised(document_of(each))[1][0] for each in (page, red))
    assert np.array_equal(one.numbers, two.numbers)
    assert np.array_equal(one.ids, two.ids)


def test_spv2s_own_features_are_a_set():
    settings = FeatureSettings("spv2", word_ids=1000)
    pages = [page_of(["A", "b"], number=place) for place in range(9)]
    featuriser, features = featurised(document_of(*pages), settings)
    assert len(featuriser.number_names) == 17
    assert [one.ids[0, 2] for one in features] == [2, 3, 4, 5, 6, 6, 6, 6, 6]
    assert [one.ids[0, 3] for one in features] == [6, 6, 6, 6, 6, 5, 4, 3, 2]


def test_odd_pages_are_featurised_too():
    broken = page_of(["x", "y"], sizes=[np.nan, 0.0])
    broken = dataclasses.replace(broken, boxes_pt=np.full((2, 4), np.nan, np.float32), width_pt=0.0)
    empty = page_of([], number=1)
    _, features = featurised(document_of(broken, empty))
    assert [len(page) for page in features] == [2, 0]
    assert features[1].numbers.shape[1] == features[0].numbers.shape[1]
    _, nothing = featurised(document_of(empty))
    assert nothing[0].ids.shape == (0, 6)


TOKENS = st.tuples(st.text("aB1.", min_size=1, max_size=4), st.floats(0, 600), st.floats(-5, 900))


@given(st.lists(TOKENS, min_size=1, max_size=30))
def test_numbers_stay_in_their_range(tokens):
    texts, lefts, tops = zip(*tokens, strict=True)
    _, (features,) = featurised(document_of(page_of(texts, lefts=lefts, tops=tops)))
    assert features.numbers.dtype == np.int8
    assert int(np.abs(features.numbers.astype(int)).max()) <= SCALE


def test_the_digest_follows_the_settings():
    assert FeatureSettings().digest() == FeatureSettings().digest()
    assert FeatureSettings().digest() != FeatureSettings(word_ids=10).digest()


def test_impossible_settings_are_refused():
    with pytest.raises(SettingsError, match="unknown feature set"):
        featurised(document_of(page_of(["a"])), FeatureSettings("narrow"))
    with pytest.raises(SettingsError, match="65,536"):
        featurised(document_of(page_of(["a"])), FeatureSettings(word_ids=70_000))
