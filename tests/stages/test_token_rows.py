"""Documents through Arrow and back."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given
from hypothesis import strategies as st

from spv2_spark.domain.page import Document
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import Failure, Kind
from spv2_spark.stages.token_rows import Read, batches, documents
from tests.fakes import document_of, page_of


def paper(name: str) -> ClaimedPaper:
    return ClaimedPaper(name, f"file:///{name}.pdf", f"{name}.pdf", 2)


def read(name: str, outcome: Document | Failure) -> Read:
    sha1 = outcome.sha1 if isinstance(outcome, Document) else "f" * 40
    return Read(paper(name), outcome, sha1)


def through(reads: list[Read], max_bytes: int = 10**6) -> list[Read]:
    """Encode, sort as Spark does (documents before pages), decode."""
    table = pa.Table.from_batches(batches(reads, max_bytes))
    indices = pc.sort_indices(
        table, [("paper_id", "ascending"), ("page", "ascending")], null_placement="at_start"
    )
    return list(documents(table.take(indices).combine_chunks().to_batches(max_chunksize=3)))


def test_documents_and_failures_come_back_as_they_went():
    why = Failure("fetch", Kind.FETCH, "no route")
    reads = [read("a", document_of("a")), read("b", why), read("c", document_of("c", 4))]
    assert through(reads) == reads


@given(st.lists(st.lists(st.text("ab é漢", min_size=1), max_size=4), max_size=4))
def test_any_pages_come_back(pages):
    made = tuple(page_of(texts, number) for number, texts in enumerate(pages))
    document = Document("0" * 40, 9, ((612.0, 792.0),), made)
    (back,) = through([read("x", document)])
    assert back.outcome == document


def test_a_lost_page_makes_the_paper_a_failure():
    rows = list(batches([read("a", document_of("a", 3))], 10**6))
    short = [rows[0], rows[1].slice(1)]
    (back,) = documents(short)
    assert back.outcome == Failure("tokenise", Kind.LOST, "2 of 3 pages in the token table")


def test_batches_are_bounded_by_bytes():
    reads = [read(str(i), document_of(str(i), 10)) for i in range(20)]
    sizes = [batch.nbytes for batch in batches(reads, 20_000)]
    assert len(sizes) > 4
    assert max(sizes) < 40_000


def test_a_large_document_is_several_batches_beside_small_ones():
    reads = [
        read("a", document_of("a")),
        read("b", document_of("b", 500)),
        read("c", Failure("fetch", Kind.FETCH, "no route")),
        read("d", document_of("d")),
    ]
    rows = list(batches(reads, 20_000))
    assert len(rows) > 500 * 5 * 55 / 20_000
    assert max(batch.nbytes for batch in rows) < 40_000
    assert through(reads, 20_000) == reads
