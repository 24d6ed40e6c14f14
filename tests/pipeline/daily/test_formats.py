"""The folders of other formats beside the dataset of a parse."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from spv2_spark.contracts.schema import arrow_schema
from spv2_spark.contracts.tables import Dequeue
from spv2_spark.errors import OutputError
from spv2_spark.exchange.bibtex import reference_entries
from spv2_spark.exchange.csl_json import reference_items
from spv2_spark.exchange.forms import FORMATS, tei_file
from spv2_spark.exchange.paper import ParsedPaper
from spv2_spark.pipeline.daily.formats import formats_at, missing_at, write_formats
from tests.exchange.further import FURTHER
from tests.exchange.grobid_reader import references_of, root_of, title_of
from tests.exchange.papers import PAPER
from tests.pipeline.daily.datasets import row_of


def write_dataset(folder: Path, papers: Iterable[ParsedPaper]) -> Path:
    folder.mkdir()
    table = pa.Table.from_pylist(
        [row_of(one) for one in papers], schema=arrow_schema(Dequeue.contract)
    )
    pq.write_table(table, folder / "part-00000.parquet")
    return folder


def test_every_format_has_its_folder(tmp_path: Path) -> None:
    dataset = write_dataset(tmp_path / "papers", [PAPER, PAPER._replace(paper_id="b")])
    assert formats_at(tmp_path) == ()
    write_formats(dataset, tmp_path, FORMATS)
    assert formats_at(tmp_path) == FORMATS
    assert missing_at(tmp_path, FORMATS) == ()

    document = (tmp_path / "tei/below/01.tei.xml").read_text(encoding="utf-8")
    assert title_of(document.encode()) == "Cats <b> & 5% {Dogs}"
    assert [one.xml_id for one in references_of(document.encode())][:2] == ["b0", "b1"]
    assert (tmp_path / "tei/b.tei.xml").is_file()
    assert (tmp_path / "bibtex/papers.bib").read_text(encoding="utf-8").count("@misc{") == 2
    assert (tmp_path / "bibtex/references.bib").read_text(encoding="utf-8").count("@") == 14
    cited = json.loads((tmp_path / "csl-json/references.json").read_bytes())
    assert [one["type"] for one in cited].count("book") == 2


def test_further_fields_come_through_the_dataset(tmp_path: Path) -> None:
    dataset = write_dataset(tmp_path / "papers", [FURTHER])
    write_formats(dataset, tmp_path, FORMATS)
    written = (tmp_path / "tei/further.tei.xml").read_text(encoding="utf-8")
    when = root_of(written).findall(".//*[@ident]")[0].get("when", "")
    assert written == tei_file(FURTHER, when)
    entries = (tmp_path / "bibtex/references.bib").read_text(encoding="utf-8")
    assert [one for one in reference_entries(FURTHER) if one not in entries] == []
    cited = json.loads((tmp_path / "csl-json/references.json").read_bytes())
    assert cited == list(reference_items(FURTHER))
    assert cited[0]["DOI"] == "10.1000/a_b<1>%2"


@pytest.mark.parametrize(
    "ids",
    [
        ("../../escape.pdf", "/etc/passwd", "..", ".", ""),
        ("a.pdf", "A.PDF", "a", "a.tei.xml/b.pdf"),
        ("x" * 300 + ".pdf", "a\0b", "s3://bucket/key.pdf", "é" * 120),
        ("Müller & Söhne.pdf", ".hidden.pdf", "-option.pdf", "a//b.pdf"),
    ],
)
def test_every_id_has_a_file_of_its_own_inside(ids: tuple[str, ...], tmp_path: Path) -> None:
    dataset = write_dataset(tmp_path / "papers", [PAPER._replace(paper_id=one) for one in ids])
    write_formats(dataset, tmp_path, ["tei"])
    found = [one for one in (tmp_path / "tei").rglob("*.tei.xml") if one.is_file()]
    assert len(found) == len(ids)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["papers", "tei"]


def test_a_folder_of_others_stays(tmp_path: Path) -> None:
    dataset = write_dataset(tmp_path / "papers", [PAPER])
    (tmp_path / "bibtex").mkdir()
    (tmp_path / "bibtex/papers.bib").write_text("mine")
    with pytest.raises(OutputError, match="did not write"):
        write_formats(dataset, tmp_path, ["bibtex"])
    assert (tmp_path / "bibtex/papers.bib").read_text() == "mine"
