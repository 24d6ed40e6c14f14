"""Rules for the edges of titles, venues and lists: literal in, literal out."""

from __future__ import annotations

import numpy as np
import pytest

from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.tagging import PageTags
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import authors, bibs, built, read, title

FIRST = "~@1. {a Roe A}. {t First things}. {v Nature}. {y 2001};1:2."


def test_a_question_mark_at_the_last_word_belongs_to_a_title() -> None:
    page = ["~#{T Why me}?", "~@1. {a Roe A}. {t Who was it}? {v Nature}. {y 2001};1:2."]
    metadata = read(page)
    assert title(metadata) == "Why me?"
    assert bibs(metadata)[0][0] == "Who was it?"


def test_a_mark_apart_from_the_last_word_stays_outside() -> None:
    assert title(read(["~#{T Why me} ? Yes"])) == "Why me"


@pytest.mark.parametrize(
    ("line", "venue", "year"),
    [
        ("{v Spine (Phila} Pa 1976). {y 2010};35:1.", "Spine (Phila Pa 1976)", "2010"),
        ("{v Spine (Phila} Pa {y 1976}) {y 2010};35:1.", "Spine (Phila Pa 1976)", "2010"),
        ("{v Spine (Phila} Pa {y 1976}) 2010;35:1.", "Spine (Phila Pa 1976)", "2010"),
        ("{v Clin Oncol (R} Coll Radiol) {y 2010};35:1.", "Clin Oncol (R Coll Radiol)", "2010"),
        ("{v Nature} ({y 2010}) 35:1.", "Nature", "2010"),
        ("{v Handbook of Things (3}rd ed). {y 2010}.", "Handbook of Things", "2010"),
        ("{v BMJ (Clinical} research ed). {y 2010}.", "BMJ (Clinical research ed)", "2010"),
    ],
)
def test_brackets_of_venues_are_closed(line: str, venue: str, year: str) -> None:
    found = bibs(read([f"~@1. {{a Roe A}}. {{t First things}}. {line}"]))[0]
    assert found[2:] == (venue, year)


@pytest.mark.parametrize(
    ("printed", "venue"),
    [
        ("{v In Vivo}", "In Vivo"),
        ("{v In Vitro Cell Dev Biol}", "In Vitro Cell Dev Biol"),
        ("{v In Proceedings of Things}", "Proceedings of Things"),
        ("{v In: Handbook of Things}", "Handbook of Things"),
    ],
)
def test_in_before_a_venue_is_dropped_but_not_of_a_name(printed: str, venue: str) -> None:
    line = f"~@1. {{a Roe A}}. {{t First things}}. {printed} {{y 2001}};1:2."
    assert bibs(read([line]))[0][2] == venue


def with_doubt(page: list[str], words: set[str]) -> str:
    """Return the first reference's title where the tagger half doubts that `words` are none."""
    document, labels = built(page)
    (tags,) = tags_of_labels(labels)
    logp = tags.field_logp.copy()
    for index, text in enumerate(document.pages[0].texts):
        if text in words:
            logp[index] = np.log(0.3 / 12)
            logp[index, 0] = np.log(0.7)
    read_again = Decoder().metadata_of(
        document, (PageTags(tags.number, logp, tags.entry_logp),), frozenset()
    )
    return bibs(read_again)[0][0]


@pytest.mark.parametrize(
    ("line", "doubtful", "text"),
    [
        ("{a Roe A}. In situ {t synthesis}.", {"In", "situ"}, "In situ synthesis"),
        ("{a Roe A} ({y 2001}). 12 {t principles}.", {"12"}, "12 principles"),
        ("{a Roe A}. 5-HT(3) {t receptors}.", {"5", "-", "HT", "(", "3", ")"}, "5-HT(3) receptors"),
        ("{a Roe A}: GC/MS {t methods}.", {"GC", "/", "MS"}, "GC/MS methods"),
        ("{a Roe A}, and {t others}.", {"and"}, "others"),
        ("{a Roe A}. Seoul. {t Others}.", {"Seoul"}, "Others"),
        ("{a Roe A}. A {t thing}.", set(), "thing"),
    ],
)
def test_words_lost_at_a_title_s_start(line: str, doubtful: set[str], text: str) -> None:
    assert with_doubt([f"~@1. {line} {{v Nature}}. 1:2."], doubtful) == text


def test_the_printed_number_is_no_word_of_the_title() -> None:
    assert with_doubt(["~@12 {t Things}. {v Nature}. 1:2."], {"12"}) == "Things"


@pytest.mark.parametrize(
    ("end", "begin", "text", "known"),
    [
        ("HPLC-", "PAD of wine", "HPLC-PAD of wine", ""),
        ("A peer-to-", "peer net", "A peer-to-peer net", ""),
        ("A pressure-de-", "pendent law", "A pressure-dependent law", "dependent"),
        ("The wood-in-", "habiting fungi", "The wood-inhabiting fungi", "inhabiting"),
        ("A long-", "term study", "A long-term study", "longterm"),
        ("Some consor-", "tial products", "Some consortial products", "consor tial"),
        ("Some health-", "related things", "Some health-related things", ""),
        ("Some chemi-", "stry", "Some chemistry", "chemistry"),
        ("The river-", "bed things", "The river-bed things", ""),
        ("An enzyme-", "linked test", "An enzyme-linked test", "enzyme linked"),
    ],
)
def test_hyphens_at_line_ends(end: str, begin: str, text: str, known: str) -> None:
    body = "~the river-bed of things"
    assert title(read([f"#{{T {end}}}>", f"#{{>T {begin}}}", body], known=known.split())) == text


def test_words_left_out_of_a_span_leave_a_space() -> None:
    page = ["~@1. {a Roe A}. {t One}.{>t Two}. {v Nature}. {y 2001};1:2."]
    assert bibs(read(page))[0][0] == "One Two"


def test_the_journal_above_the_title_is_no_author() -> None:
    page = ["~#{A Microbial Cell Factories}", "~#{T A Title}", "~{A Ana Núñez}, {A John Doe}"]
    assert authors(read(page)) == ["Ana Núñez", "John Doe"]


def test_a_title_in_another_language_in_the_same_print_stays_out() -> None:
    document, labels = built(
        ["text text text", "#{T A Title of}", "#un titre autre", "text text text"]
    )
    tags = list(tags_of_labels(labels))
    assert title(Decoder().metadata_of(document, tags)) == "A Title of"
    chinese = built(["text text text", "#{T A Title of}", "#基于健康的分析方法", "text text"])
    tags_of = tags_of_labels(chinese[1])
    assert title(Decoder().metadata_of(chinese[0], tags_of)) == "A Title of"
    tags[0].field_logp[6:9] = np.log(np.array([0.5] + [0.5 / 12] * 12))  # unsure: taken in
    assert title(Decoder().metadata_of(document, tags)) == "A Title of un titre autre"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{t Cancer statistics}, {y 2018}. {v Clin J} {y 2018};68:7.", "Cancer statistics, 2018"),
        ("{t Cancer statistics}, 2002. {v Clin J} {y 2005};55:74.", "Cancer statistics, 2002"),
        ("{t Cancer statistics}, {y 2018}. {v Clin J} 68:7.", "Cancer statistics"),
        ("{t Software for space in} R. {v J Stat} {y 2005};55:74.", "Software for space in R"),
        ("{t Software for space} R. {v J Stat} {y 2005};55:74.", "Software for space"),
        ("{t Evidence from Bihar In}: {v A book} {y 2005};55:74.", "Evidence from Bihar"),
    ],
)
def test_the_end_of_a_reference_title(line: str, expected: str) -> None:
    bib = bibs(read([FIRST, f"~@2. {{a Roe A}}. {line}"]))[1]
    assert bib[0] == expected
    assert bib[3] == ("2018" if "{y 2018}" in line else "2005")
