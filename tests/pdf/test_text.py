from __future__ import annotations

import re
import unicodedata

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from spv2_spark.pdf.text import CUT, LINE_END, NON_JOINER, TOKEN, cleaned, token_bounds

TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aZé1٣ .-_(fi½²´¨ıȷ\u0301\u0327\u00ad\u200b\u00a0\t\0\ufeffΩŁ漢ین\u200c"),
    ),
    max_size=60,
)


def tokens_of(text: str) -> list[str]:
    return TOKEN.findall(cleaned(text))


def test_words_digits_and_signs() -> None:
    assert tokens_of("Smith J., 2011b; 12(3):45–67.") == [
        "Smith", "J", ".", ",", "2011", "b", ";", "12", "(", "3", ")", ":", "45", "–", "67", ".",
    ]  # fmt: skip
    assert tokens_of("x_1 naïve") == ["x", "_", "1", "naïve"]


def test_what_is_not_printed_goes_and_what_is_stays() -> None:
    assert cleaned("eﬃcient\u200b co\u00adop A\0B\x07") == "efficient co-op A\ufffdB"
    assert cleaned("e\u0301 \u0131\u0301 \u0131") == "é í \u0131"
    assert cleaned("a\u00a0b\u2003c") == "a b c"
    assert cleaned("\ud800x") == "\ufffdx"


def test_a_joiner_stays_between_arabic_letters() -> None:
    assert tokens_of("موسوی\u200cنژاد \u200cرا، a\u200cb") == ["موسوی\u200cنژاد", "را", "،", "ab"]
    assert cleaned("ی\u200c\u200cن") == "ی\u200cن"


def test_marks_stay_with_their_letter() -> None:
    assert tokens_of("x\u0304y q\u0303") == ["x\u0304y", "q\u0303"]


@given(TEXTS)
def test_tokens_joined_are_the_clean_text(text: str) -> None:
    clean = cleaned(text)
    assert "".join(tokens_of(text)) == "".join(clean.split())
    assert unicodedata.is_normalized("NFKC", clean)
    assert "\0" not in clean


@given(TEXTS)
def test_no_token_mixes_letters_digits_and_signs(text: str) -> None:
    for token in tokens_of(text):
        bare = "".join(char for char in token if unicodedata.category(char)[0] != "M")
        bare = bare.replace(NON_JOINER, "")
        kinds = {
            "digit" if char.isdecimal() else "letter" if re.match(r"[^\W_]", char) else "sign"
            for char in bare
        }
        assert len(kinds) <= 1
        assert kinds != {"sign"} or len(bare) == 1
        assert token
        assert not any(char.isspace() for char in token)


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


@given(st.text(st.one_of(st.characters(), st.sampled_from(f"aé9٣½_- {CUT}{LINE_END}\u0301ⅷ"))))
def test_bounds_of_tokens_are_those_of_the_pattern(text: str) -> None:
    text = cleaned(text) + LINE_END
    begin, end = token_bounds(text, np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32))
    found = list(zip(begin.tolist(), end.tolist(), strict=True))
    assert found == [match.span() for match in TOKEN.finditer(text)]
