"""The forms by name: how papers, or what they cite, become the lines of a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from spv2_spark import MARK
from spv2_spark.errors import SettingsError
from spv2_spark.exchange.bibtex import paper_entry, reference_entries
from spv2_spark.exchange.csl_json import paper_item, reference_items
from spv2_spark.exchange.paper import ParsedPaper, key_of
from spv2_spark.exchange.tei import CORPUS_CLOSING, DECLARATION, corpus_opening, tei_document

FORMATS = ("tei", "bibtex", "csl-json")
PARTS = ("papers", "references")


@dataclass(frozen=True, slots=True)
class Form:
    """A format of `papers` or of their `references`: a file's first and last lines, its items.

    What stands `between` two items follows the first of them. Without `opens_empty` a file of
    no item has no line at all.
    """

    suffix: str
    items: Callable[[ParsedPaper], Iterable[str]]
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    between: str = ""
    opens_empty: bool = True

    def lines(self, papers: Iterable[ParsedPaper]) -> Iterator[str]:
        """Yield a whole file of papers line by line; an item may have several lines in one."""
        items = (item for paper in papers for item in self.items(paper))
        held = next(items, None)
        if held is not None or self.opens_empty:
            yield from self.opening
        for item in items:
            yield f"{held}{self.between}"
            held = item
        if held is not None:
            yield held
        if held is not None or self.opens_empty:
            yield from self.closing


def form_of(name: str, part: str, when: str) -> Form:
    """Return the form of one of FORMATS and PARTS, of files that are written at `when` (ISO 8601).

    TEI has a paper with its references in one document, and in a file a teiCorpus of them, a
    document a line. Raises SettingsError for a form that there is not.
    """
    if name == "bibtex" and part in PARTS:
        entries = _paper_entries if part == "papers" else reference_entries
        return Form(".bib", entries, opening=(f"% {MARK}",))
    if name == "csl-json" and part in PARTS:
        items = _paper_items if part == "papers" else _reference_items
        return Form(".json", items, ("[",), ("]",), ",")
    if name == "tei" and part == "papers":
        documents = partial(_documents, when=when)
        opening, closing = tuple(corpus_opening(when)), (CORPUS_CLOSING,)
        return Form(".tei.xml", documents, opening, closing, opens_empty=False)
    raise SettingsError(f"{name}: not a format for {part}")


def tei_file(paper: ParsedPaper, when: str) -> str:
    """Return the file of one paper in TEI, its references' ids as GROBID has them (b0, b1, ...)."""
    return f"{DECLARATION}\n{tei_document(paper, when)}\n"


def _documents(paper: ParsedPaper, when: str) -> list[str]:
    return [tei_document(paper, when, key_of(paper))]


def _paper_entries(paper: ParsedPaper) -> list[str]:
    return [paper_entry(paper)]


def _paper_items(paper: ParsedPaper) -> list[str]:
    return [json.dumps(paper_item(paper), ensure_ascii=False)]


def _reference_items(paper: ParsedPaper) -> Iterator[str]:
    return (json.dumps(one, ensure_ascii=False) for one in reference_items(paper))
