"""Documents through Arrow and back."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import Failure, Kind
from spv2_spark.stages.token_rows import Read, documents, token_batches
from tests.fakes import document_of, page_of


def paper(name: str) -> ClaimedPaper:
    return ClaimedPaper(name, f"file:///{name}.pdf", f"{name}.pdf", 2)


def read(name: str, outcome: Document | Failure) -> Read:
    sha1 = outcome.sha1 if isinstance(outcome, Document) else "f" * 40
    return Read(paper(name), outcome, sha1)


def through(reads: list[Read], max_bytes: int = 10**6) -> list[Read]:
    """Encode and decode, in other batches than before."""
    table = pa.Table.from_batches(token_batches(reads, max_bytes))
    return list(documents(table.combine_chunks().to_batches(max_chunksize=3)))


def test_documents_and_failures_come_back_as_they_went():
    why = Failure("fetch", Kind.FETCH, "no route")
    reads = [read("a", document_of("a")), read("b", why), read("c", document_of("c", 4))]
    assert through(reads) == reads


@given(st.lists(st.lists(st.text("ab é漢", min_size=1), max_size=4), max_size=4))
def test_any_pages_come_back(pages):
    made = tuple(page_of(texts, number) for number, texts in enumerate(pages))
    document = Document("0" * 40, len(made), ((612.0, 792.0),) * len(made), made)
    (back,) = through([read("x", document)])
    assert back.outcome == document


def test_batches_are_bounded_by_bytes():
    reads = [read(str(i), document_of(str(i), 10)) for i in range(20)]
    sizes = [batch.nbytes for batch in token_batches(reads, 20_000)]
    assert len(sizes) > 3
    assert max(sizes) < 40_000


def test_the_largest_document_is_a_row_of_some_megabytes():
    pages = PdfSettings().max_tokens // 5
    (batch,) = token_batches([read("a", document_of("a", pages))], 20_000)
    assert batch.num_rows == 1
    assert batch.nbytes < 60 * PdfSettings().max_tokens + 200 * pages
