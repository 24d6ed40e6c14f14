"""Parts of the service by themselves: places, memory, counts, URIs, a decoder that dies."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spv2_spark.config import PdfSettings
from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.metadata import Metadata
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags
from spv2_spark.errors import Failure, Kind, SettingsError
from spv2_spark.service.admission import Admission, FullError, Memory
from spv2_spark.service.decoders import Decoders, Decoding, Tagged
from spv2_spark.service.formats import FORMATS, Facts
from spv2_spark.service.metrics import Counter, Histogram
from spv2_spark.service.readers import Readers
from spv2_spark.service.uris import check_templates, refusal_of
from tests.exchange.further import FURTHER
from tests.exchange.papers import PAPER
from tests.fakes import document_of

FACTS = Facts("a.pdf", "0" * 40, "", "1")


@dataclass(frozen=True)
class Obeying(Decoder):
    """Ends its process, or takes for ever, where a document's first token says so."""

    def metadata_of(
        self,
        document: Document,
        tags: Sequence[PageTags],
        known_words: Container[str] = frozenset(),
    ) -> Metadata:
        order = document.pages[0].texts[0]
        if order == "die":
            os._exit(9)
        if order == "backtrack":
            re.match(r"(a+)+$", "a" * 60 + "b")
        return Metadata(None, (), ())


def test_a_decoder_that_dies_or_hangs_costs_its_paper() -> None:
    decoders = Decoders(Decoding(Obeying(), frozenset(), 2.0), 1)
    try:
        orders = ("well", "die", "well", "backtrack", "well")
        papers = [Tagged(document_of(order), (), FACTS, "json") for order in orders]
        answers = [decoders.decode(paper).result(120) for paper in papers]
    finally:
        decoders.close()
    kinds = [one.kind if isinstance(one, Failure) else None for one in answers]
    assert kinds == [None, Kind.CRASH, None, Kind.TIMEOUT, None]


def test_bibtex_and_csl_json_have_the_paper_before_its_references() -> None:
    written = {name: one.write(PAPER.metadata, FACTS).decode() for name, one in FORMATS.items()}
    items = json.loads(written["csl-json"])
    keys = [one["id"] for one in items]
    assert re.findall(r"^@\w+{(.*),$", written["bibtex"], re.MULTILINE) == keys
    assert keys[1:] == [f"{keys[0]}-b{at}" for at in range(len(PAPER.metadata.references))]


def test_bibtex_and_csl_json_have_further_fields() -> None:
    written = {name: one.write(FURTHER.metadata, FACTS).decode() for name, one in FORMATS.items()}
    assert [one.get("DOI") for one in json.loads(written["csl-json"])][:2] == [
        "10.1000/own_1",
        "10.1000/a_b<1>%2",
    ]
    assert "  doi = {10.1000/a_b<1>%2},\n  eprint = {1412.6980}," in written["bibtex"]


def test_a_sandbox_that_does_not_start_is_a_failure_and_no_wait() -> None:
    readers = Readers(PdfSettings(), 1, "tests.service.no_such_module:read")
    try:
        failure = readers.read(b"%PDF").result(300)
    finally:
        readers.close()
    assert isinstance(failure, Failure)
    assert (failure.kind, str(readers.error)) == (Kind.CRASH, failure.message)
    assert "does not start" in failure.message


def test_places_are_given_back() -> None:
    admission = Admission(3)
    with admission.place(2):
        admission.enter()
        with pytest.raises(FullError) as full:
            admission.enter()
        assert 1 <= full.value.retry_after_s <= 60
        admission.leave()
        assert admission.has_room
    with admission.place(9):  # more than there are: alone
        assert admission.taken == 9
    assert admission.taken == 0


def test_memory_lets_one_paper_in_whatever_its_size() -> None:
    memory = Memory(100)
    assert memory.try_hold(500)
    assert not memory.try_hold(1)
    assert not memory.wait_hold(1, 0.01)
    waited: list[bool] = []
    waiting = threading.Thread(target=lambda: waited.append(memory.wait_hold(60, 30.0)))
    waiting.start()
    memory.free(500)
    waiting.join(30)
    assert (waited, memory.held) == ([True], 60)


@given(st.lists(st.floats(0, 200)))
def test_buckets_add_up(values: list[float]) -> None:
    histogram = Histogram("h", "what", (1.0, 10.0), "of")
    for value in values:
        histogram.observe(value, "x")
    told = dict(line.rsplit(" ", 1) for line in histogram.lines() if not line.startswith("#"))
    if not values:
        assert told == {}
        return
    assert int(told['h_bucket{of="x",le="1"}']) == sum(one <= 1 for one in values)
    assert int(told['h_bucket{of="x",le="10"}']) == sum(one <= 10 for one in values)
    assert int(told['h_bucket{of="x",le="+Inf"}']) == int(told['h_count{of="x"}']) == len(values)


def test_labels_are_escaped() -> None:
    counter = Counter("c", "what", "of")
    counter.add('a"b\\c\nd', by=2)
    assert list(counter.lines())[-1] == r'c{of="a\"b\\c\nd"} 2'


@pytest.mark.parametrize(
    ("uri", "prefix", "allowed"),
    [
        ("s3://b/pdfs/a.pdf", "s3://b/pdfs", True),
        ("s3://b/pdfs/a.pdf", "s3://b/pdfs/", True),
        ("s3://b/pdfs-other/a.pdf", "s3://b/pdfs", False),
        ("s3://b/pdfs/../a.pdf", "s3://b/pdfs", False),
        ("s3://b/pdfs/%2e%2e/a.pdf", "s3://b/pdfs", False),
        ("gs://b/pdfs/a.pdf", "s3://b/pdfs", False),
        ("/data/pdfs/a.pdf", "/data/pdfs", True),
        ("file:///data/pdfs/a.pdf", "/data/pdfs", True),
        ("file://elsewhere/data/pdfs/a.pdf", "/data/pdfs", False),
        ("/data/pdfs/../a.pdf", "/data/pdfs", False),
        ("/data/pdfs/a\0.pdf", "/data/pdfs", False),
        ("a.pdf", "/data/pdfs", False),
    ],
)
def test_which_uris_a_client_may_name(uri: str, prefix: str, *, allowed: bool) -> None:
    assert (refusal_of(uri, ["s3://none/", prefix]) is None) == allowed
    assert refusal_of(uri, []) is not None


def test_a_link_does_not_lead_out(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/link").symlink_to(tmp_path)
    assert refusal_of(f"{tmp_path}/in/link/secret.pdf", [f"{tmp_path}/in"]) is not None


@pytest.mark.parametrize("template", ["s3://b/all.pdf", "s3://b/{sha}.pdf", "s3://b/{}/{id}.pdf"])
def test_a_template_that_names_no_place(template: str) -> None:
    with pytest.raises(SettingsError, match=r"service\.uri_templates"):
        check_templates([template])
    check_templates(["s3://b/{head}/{tail}.pdf"])
