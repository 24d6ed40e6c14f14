"""A paper as it travels between the listing, the Task DB and the tables."""

from __future__ import annotations

from typing import NamedTuple


class Paper(NamedTuple):
    """A paper of a listing; the id is a column's, SPv2's sha1 key, or a path below a root."""

    paper_id: str
    uri: str
    doc_name: str  # the PDF's file name


class ClaimedPaper(NamedTuple):
    """A paper on its way through a wave; `attempt` counts from 1."""

    paper_id: str
    uri: str
    doc_name: str
    attempt: int
