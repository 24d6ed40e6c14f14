"""Headings: known ones are found however they are printed, and other lines are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spv2_spark.domain.page import Document
from spv2_spark.layout.columns import columns_of
from spv2_spark.layout.headings import heading_of
from spv2_spark.layout.vocabulary import Heading, vocabulary
from spv2_spark.layout.word_list import fold
from spv2_spark.pdf.text import TOKEN
from tests.fakes import page_of


def tokens(text: str) -> list[str]:
    """Return what the tokeniser makes of a line."""
    return TOKEN.findall(text)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("References", Heading.REFERENCES),
        ("7. References and notes:", Heading.REFERENCES),
        ("VII. LITERATURVERZEICHNIS", Heading.REFERENCES),
        ("Références bibliographiques :", Heading.REFERENCES),
        ("8.1 Referencias bibliográficas", Heading.REFERENCES),
        ("REFERÊNCIAS", Heading.REFERENCES),
        ("Riferimenti bibliografici", Heading.REFERENCES),
        ("СПИСОК ЛИТЕРАТУРЫ", Heading.REFERENCES),
        ("Список використаних джерел", Heading.REFERENCES),
        ("参考文献", Heading.REFERENCES),
        ("参 考 文 献", Heading.REFERENCES),
        ("[參考文獻]", Heading.REFERENCES),
        ("引用文献：", Heading.REFERENCES),
        ("참고 문헌", Heading.REFERENCES),
        ("Βιβλιογραφία", Heading.REFERENCES),
        ("قائمة المصادر والمراجع:", Heading.REFERENCES),
        ("ביבליוגרפיה", Heading.REFERENCES),
        ("R E F E R E N C E S", Heading.REFERENCES),
        ("Notes & References", Heading.REFERENCES),
        ("References.", Heading.REFERENCES),
        ("Abstract", Heading.ABSTRACT),
        ("a b s t r a c t", Heading.ABSTRACT),
        ("Zusammenfassung", Heading.ABSTRACT),
        ("摘 要", Heading.ABSTRACT),
        ("Mots-clés", Heading.KEYWORDS),
        ("Palabras clave:", Heading.KEYWORDS),
        ("1. Introduction.", Heading.INTRODUCTION),
        ("I Introduction", Heading.INTRODUCTION),
        ("一、引言", Heading.INTRODUCTION),
        ("A. Introduction", Heading.INTRODUCTION),
        ("Authors’ contributions", Heading.CONTRIBUTIONS),
        ("Conflict of Interest", Heading.CONFLICTS),
        ("Danksagung", Heading.ACKNOWLEDGEMENTS),
        ("Appendix B.1", Heading.APPENDIX),
        ("ANHANG", Heading.APPENDIX),
        ("附录A", Heading.APPENDIX),
        ("■ ASSOCIATED CONTENT", Heading.SUPPLEMENT),
    ],
)
def test_headings_are_known_however_they_are_printed(line: str, heading: Heading) -> None:
    assert heading_of(tokens(line)) is heading


@pytest.mark.parametrize(
    "line",
    [
        "References to earlier work were",
        "In the literature",
        "literature.",  # ends a paragraph
        "references,",
        "A summary",
        "Abstract algebra",
        "References 17",  # of a table of contents
        "参考文献のリストを示す",
        "7",
        "…",
        "",
        "The Introduction",
        "Smith J, References",
        "Reference 12 says",
        "method-",  # goes on in the next line
        "citation)",
        "2002; 94: 545. Contents",
    ],
)
def test_near_misses_are_no_headings(line: str) -> None:
    assert heading_of(tokens(line)) is None


PHRASES = [
    (phrase, heading) for heading in Heading for phrase in vocabulary().headings[heading].entries
]
NUMBERS = ["1", "7.", "7.2", "7.2.", "VII.", "IV", "A.", "12)", "(3)", "§ 4.", "二、"]


@given(st.sampled_from(PHRASES), st.sampled_from([*NUMBERS, ""]), st.sampled_from(["", ":", " :"]))
def test_a_number_and_a_colon_change_no_heading(
    said: tuple[str, Heading], number: str, colon: str
) -> None:
    phrase, heading = said
    assert heading_of(tokens(f"{number} {phrase}{colon}")) is heading


@given(st.sampled_from(PHRASES), st.sampled_from([str.upper, str.lower, str.title]))
def test_case_and_spaced_letters_change_no_heading(said, cased) -> None:
    phrase, heading = said
    assert heading_of(tokens(cased(phrase))) is heading
    assert heading_of(tokens(" ".join(cased(phrase)))) is heading


@given(st.sampled_from(PHRASES), st.sampled_from(["were", "gänzlich", "qqq", "слово", "8 8 x"]))
def test_a_heading_with_another_word_is_none(said: tuple[str, Heading], word: str) -> None:
    assert heading_of(tokens(f"{said[0]} {word}")) is None


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_tokens_are_a_heading_or_not(words: list[str]) -> None:
    found = heading_of(words)
    assert found is None or "".join(map(fold, words))


def test_a_view_says_which_lines_are_headings() -> None:
    page = page_of(["Abstract", "We", "saw", "REFERENCES", "Doe", "Anhang"])  # a token a line
    view = columns_of(Document("ab", 1, ((612.0, 792.0),), (page,)))
    assert view.headings == (
        (0, Heading.ABSTRACT),
        (3, Heading.REFERENCES),
        (5, Heading.APPENDIX),
    )
