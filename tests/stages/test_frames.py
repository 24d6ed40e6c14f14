"""Frames of papers: what comes back is what went in."""

from __future__ import annotations

from dataclasses import astuple

import numpy as np
import pandas as pd

from spv2_spark.contracts.tables import PARSED, READ
from spv2_spark.domain.metadata import Metadata
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure, Kind
from spv2_spark.stages.frames import parsed_frame, read_frame, reads_of
from spv2_spark.stages.result_rows import result_row
from spv2_spark.stages.token_rows import NO_PAPER, Read
from tests.fakes import document_of

LOCKED = Failure("tokenise", Kind.ENCRYPTED, "locked")
FAILED = Read(NO_PAPER, LOCKED, "ab")


def test_documents_come_back_as_they_were() -> None:
    document = document_of("p", 2)
    frame = read_frame([Read(NO_PAPER, document, document.sha1), FAILED])
    assert list(frame.columns) == READ.fieldNames()
    read, failed = reads_of([frame])
    assert failed == FAILED
    assert isinstance(read.outcome, Document)
    assert (read.paper, read.sha1) == (NO_PAPER, document.sha1)
    assert read.outcome.page_sizes_pt == document.page_sizes_pt
    for one, two in zip(read.outcome.pages, document.pages, strict=True):
        for mine, other in zip(astuple(one), astuple(two), strict=True):
            assert np.array_equal(mine, other)


def test_nulls_keep_their_place() -> None:
    document = document_of("p")
    frame = read_frame([Read(NO_PAPER, document, document.sha1)] * 2)
    null = pd.DataFrame([dict.fromkeys(frame.columns)], dtype=object)
    found = list(reads_of([pd.concat([null, frame.astype(object), null], ignore_index=True)]))
    assert [isinstance(one.outcome, Document) for one in found] == [False, True, True, False]
    assert found[0].outcome == Failure("predict", Kind.NOT_FOUND, "no tokens")


def test_a_failure_stands_where_metadata_would() -> None:
    document = document_of("p", 1)
    well = result_row(Read(NO_PAPER, document, "ab"), "v", Metadata(None, (), ()))
    frame = parsed_frame([well, result_row(FAILED, "v", LOCKED)])
    assert list(frame.columns) == PARSED.fieldNames()
    assert frame["page_count"].tolist() == [2, None]
    assert frame["failure"].tolist() == [
        None,
        {"stage": "tokenise", "kind": "encrypted", "message": "locked"},
    ]
