"""By what the paper itself is known: its identifiers, its authors' e-mails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import numpy as np

from spv2_spark.domain.metadata import Value
from spv2_spark.further.front import Front
from spv2_spark.further.printed import Printed, printed_lines, value_at
from spv2_spark.strings.identifiers import (
    Identifier,
    arxiv_ids_in,
    dois_in,
    emails_in,
    issns_in,
    pmcids_in,
    pmids_in,
)

_CHECKED = 0.99
# Registrants of DOIs for data and software: OSF, Zenodo, figshare, Dryad.
_ARCHIVES = ("10.17605/", "10.5281/", "10.6084/", "10.5061/")
Find = Callable[[str], Iterator[Identifier]]


def printed_rest(front: Front) -> Printed:
    """Return what the pages behind the front print outside the bibliography."""
    view = front.document.view
    pages = {line.page for line in front.lines} | {0}
    kept = np.flatnonzero(~np.isin(view.page, list(pages))).tolist()
    return printed_lines(view, [at for at in kept if at not in front.entries])


def printed_front(front: Front) -> Printed:
    """Return all that the front's pages print outside the bibliography, heads and feet too."""
    view = front.document.view
    pages = {line.page for line in front.lines} | {0}
    kept = np.flatnonzero(np.isin(view.page, list(pages))).tolist()
    return printed_lines(view, [at for at in kept if at not in front.entries])


def identifier_of(front: Front, printed: Printed, find: Find) -> Value | None:
    """Return the identifier that is printed most often, of several the first.

    That of an archive of data is the paper's own only where there is no other.
    """
    found = list(find(printed.text))
    found = [one for one in found if not one.value.startswith(_ARCHIVES)] or found
    counts = Counter(one.value for one in found)
    best = max(found, key=lambda one: counts[one.value], default=None)
    return best and _value(front, printed, best)


def doi_of(front: Front, printed: Printed) -> Value | None:
    """Return the paper's DOI."""
    return identifier_of(front, printed, dois_in)


def arxiv_of(front: Front, printed: Printed) -> Value | None:
    """Return the paper's id at arXiv."""
    return identifier_of(front, printed, arxiv_ids_in)


def pmid_of(front: Front, printed: Printed) -> Value | None:
    """Return the paper's id at PubMed."""
    return identifier_of(front, printed, pmids_in)


def pmcid_of(front: Front, printed: Printed) -> Value | None:
    """Return the paper's id at PubMed Central."""
    return identifier_of(front, printed, pmcids_in)


def issns_of(front: Front, printed: Printed) -> tuple[Value, ...]:
    """Return the journal's ISSNs, where the front says that it has any."""
    return _each(front, printed, issns_in) if "ISSN" in printed.text.upper() else ()


def emails_of(front: Front, printed: Printed) -> tuple[Value, ...]:
    """Return the e-mail addresses."""
    return _each(front, printed, emails_in)


def _each(front: Front, printed: Printed, find: Find) -> tuple[Value, ...]:
    first = {one.value.lower(): one for one in reversed(list(find(printed.text)))}
    ordered = sorted(first.values(), key=lambda one: one.start)
    return tuple(_value(front, printed, one) for one in ordered)


def _value(front: Front, printed: Printed, one: Identifier) -> Value:
    tokens = printed.tokens_of(one.start, one.end)
    return value_at(front.document, one.value, tokens, _CHECKED)
