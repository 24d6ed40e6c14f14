"""Decoded papers to their further fields: every model reads the strings of all papers at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from spv2_spark.decode.decoder import Decoded
from spv2_spark.domain.metadata import Metadata, PaperDetails, Value
from spv2_spark.further.abstract import abstract_of
from spv2_spark.further.affiliations import (
    PrintedAffiliation,
    affiliations_of,
    printed_affiliations,
)
from spv2_spark.further.dates import PrintedDate, date_values, printed_dates
from spv2_spark.further.entries import PrintedEntry
from spv2_spark.further.front import Front
from spv2_spark.further.identity import (
    arxiv_of,
    doi_of,
    emails_of,
    issns_of,
    pmcid_of,
    pmid_of,
    printed_front,
    printed_rest,
)
from spv2_spark.further.keywords import keywords_of
from spv2_spark.further.models import StringModels
from spv2_spark.further.references import details_of_entries
from spv2_spark.strings.cascade import parse_dates
from spv2_spark.strings.dates import Date
from spv2_spark.strings.tagging import LikelySpans, StringTagger, likely_in


@dataclass(frozen=True, slots=True)
class FurtherReader:
    """Reads the further fields of papers that were decoded together; travels by pickle.

    `load` returns the taggers by models.NAMES, and keeps what it loaded.
    """

    load: Callable[[], Sequence[StringTagger]]

    def __call__(self, papers: Sequence[Decoded]) -> list[Metadata]:
        """Return each paper's metadata with its further fields, in their order."""
        models = StringModels(*self.load())
        entries = [_entries(paper) for paper in papers]
        details = iter(details_of_entries(list(chain.from_iterable(entries)), models))
        read = _details_of_papers([_draft(paper) for paper in papers], models)
        return [
            replace(
                paper.metadata,
                references=tuple(replace(one.reference, details=next(details)) for one in own),
                details=its,
            )
            for paper, own, its in zip(papers, entries, read, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class _Draft:
    """What the page alone says of a paper, and the strings that models are to read."""

    front: Front
    details: PaperDetails
    dates: list[PrintedDate]
    affiliations: list[PrintedAffiliation]


def _entries(paper: Decoded) -> list[PrintedEntry]:
    pairs = zip(paper.metadata.references, paper.entries, strict=True)
    return [PrintedEntry(paper.document, one, indices) for one, indices in pairs]


def _draft(paper: Decoded) -> _Draft:
    front = Front(paper)
    printed, rest = printed_front(front), printed_rest(front)
    abstract, keywords = abstract_of(front), keywords_of(front)
    told = (abstract, *keywords) if abstract else keywords
    taken = front.names | front.title | front.entries | _tokens(front, told)
    details = PaperDetails(
        abstract=abstract,
        keywords=keywords,
        doi=doi_of(front, printed) or doi_of(front, rest),
        arxiv=arxiv_of(front, printed),
        pmid=pmid_of(front, printed),
        pmcid=pmcid_of(front, printed),
        issns=issns_of(front, printed),
        emails=emails_of(front, printed),
    )
    own = _tokens(front, (abstract,) if abstract else ())
    affiliations = printed_affiliations(front, taken, min(own, default=len(front.texts)))
    return _Draft(front, details, printed_dates(front, [printed, rest]), affiliations)


def _tokens(front: Front, values: Sequence[Value]) -> frozenset[int]:
    return frozenset(
        chain.from_iterable(front.tokens_in(region) for one in values for region in one.regions)
    )


def _details_of_papers(drafts: Sequence[_Draft], models: StringModels) -> list[PaperDetails]:
    printed = [one.text for draft in drafts for one in draft.dates]
    dates = dict(zip(printed, parse_dates(models.dates, printed), strict=True))
    strings = [one.words.text for draft in drafts for one in draft.affiliations]
    read = likely_in(models.affiliations, strings)
    return [_with_read(draft, dates, read) for draft in drafts]


def _with_read(
    draft: _Draft, dates: Mapping[str, Date | None], read: Mapping[str, LikelySpans]
) -> PaperDetails:
    """Return a paper's details with what the models said of its strings."""
    told = date_values(draft.front, draft.dates, dates)
    spans = [read[one.words.text] for one in draft.affiliations]
    return replace(
        draft.details,
        received=told.get("received"),
        accepted=told.get("accepted"),
        published=told.get("published"),
        affiliations=affiliations_of(draft.front, draft.affiliations, spans),
    )
