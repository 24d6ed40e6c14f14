"""GROBID's labelled strings, as its files have them: TEI with the fields as elements."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from spv2_spark.errors import GoldError
from spv2_spark.gold.string_files import FORMS, labelled_strings, strings_of
from spv2_spark.strings.models import MODELS

DATES = b"""<?xml version="1.0"?>
<dates>
  <date>Published <day>19</day> <month>May</month><lb/><year>2011</year><lb/></date>
  <date>  </date>
</dates>"""
NAMES = b"""<tei xmlns="http://www.tei-c.org/ns/1.0"><author>
    <persName><forename>Jaka</forename> <surname>van<lb/> Bobnar</surname>
      <marker>1</marker> , </persName>
    <persName><roleName>Dr</roleName>. <firstname>Mojca</firstname> <surname>Rojko</surname>
    </persName></author></tei>"""
CITATION = b"""<listBibl><bibl xml:id="0"><author>Smith J.</author> <title level="m">A <hi>bold</hi>
  book</title>, <biblScope unit="volume">3</biblScope> <note type="report">PhD</note>
  <orgName type="collaboration">H1</orgName><idno>x</idno> <other>etc.</other></bibl></listBibl>"""
AFFILIATION = b"""<author><affiliation><marker>a</marker>
  <orgName type="departement">Dept</orgName><address><postCode>1</postCode>
  <country key="CN">China</country></address></affiliation></author>"""


def fields(data: bytes, model: str) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (one.text, [(span.field, one.text[span.start : span.end]) for span in one.spans])
        for one in strings_of(data, "file.xml", FORMS[model])
    ]


def test_a_date() -> None:
    told = [("day", "19"), ("month", "May"), ("year", "2011")]
    assert fields(DATES, "date") == [("Published 19 May 2011", told)]


def test_names() -> None:
    ((text, told),) = fields(NAMES, "name-header")
    assert text == "Jaka van Bobnar 1 , Dr. Mojca Rojko"
    assert told == [
        ("forename", "Jaka"), ("surname", "van Bobnar"), ("marker", "1"), ("title", "Dr"),
        ("forename", "Mojca"), ("surname", "Rojko"),
    ]  # fmt: skip
    ((_, cited),) = fields(NAMES, "name-citation")
    assert "marker" not in dict(cited)


def test_a_citation_in_a_file_whose_ids_are_none() -> None:
    ((text, told),) = fields(CITATION, "citation")
    assert text == "Smith J. A bold book, 3 PhD H1x etc."
    assert told == [
        ("author", "Smith J."), ("booktitle", "A bold book"), ("volume", "3"), ("tech", "PhD"),
        ("collaboration", "H1"), ("pubnum", "x"),
    ]  # fmt: skip


def test_an_affiliation() -> None:
    ((text, told),) = fields(AFFILIATION, "affiliation-address")
    assert text == "a Dept1 China"
    assert told == [("marker", "a"), ("department", "Dept"), ("post_code", "1"),
                    ("country", "China")]  # fmt: skip


def test_every_model_has_a_form_of_gold_with_its_fields() -> None:
    assert set(FORMS) == set(MODELS)


@pytest.mark.parametrize("packed", [False, True])
def test_a_folder_and_an_archive_are_read_alike(tmp_path: Path, packed: bool) -> None:
    corpus = tmp_path / "grobid/date/corpus"
    corpus.mkdir(parents=True)
    (corpus / "one.xml").write_bytes(DATES)
    (corpus / "two.xml").write_bytes(b"broken")
    (corpus / "three.xml.exclude").write_bytes(DATES)
    source = tmp_path / "grobid"
    if packed:
        source = tmp_path / "grobid.tar"
        with tarfile.open(source, "w") as tar:
            tar.add(corpus, "date/corpus")
            info = tarfile.TarInfo("date/evaluation/one.xml")
            info.size = len(DATES)
            tar.addfile(info, io.BytesIO(DATES))
    assert [one.text for one in labelled_strings(source, "date")] == ["Published 19 May 2011"]
    with pytest.raises(GoldError, match="no labelled strings under citation/corpus/"):
        labelled_strings(source, "citation")


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    data = f"""<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>
    <dates><date>&x; <year>2011</year></date></dates>""".encode()
    assert "hidden" not in str(fields(data, "date"))


def test_what_is_no_archive_is_said(tmp_path: Path) -> None:
    (tmp_path / "gold.tar").write_bytes(b"nothing")
    with pytest.raises(GoldError, match="not a tar archive"):
        labelled_strings(tmp_path / "gold.tar", "date")
