r"""Identifiers and addresses by their patterns, wherever they stand in a text.

A text may have its lines as they are printed, parted by line feeds: an identifier is then found
across them, with a hyphen or a stop at a line's end as its own.

>>> [one.value for one in dois_in("see doi:10.1000/ABC.\n12-3).")]
['10.1000/abc.12-3']
>>> [one.value for one in emails_in("{ann, bob}@uni-\nx.edu")]
['ann@uni-x.edu', 'bob@uni-x.edu']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_EMAIL_NAME = r"[\w.+'&=~-]+"
_DOI = re.compile(r"(?<![\w.])10[ \n]?\.[ \n]?\d{4,9}(?:\.\d+)?[ \n]?/[ \n]?[^\s\"<>]+(?:\n\S+)*")
_MORE_OF_DOI = re.compile(r"[a-z0-9(][\w.;:()/-]*\d[\w.;:()/-]*|[\w-]+/\S+")
_DOI_END = ".,;:)]}'’”"
_ARXIV = re.compile(
    r"\b(?:arxiv\s*:?\s*)?((?:\d{4}\.\d{4,5}|(?:astro|cond|gr|hep|math|nucl|quant|physics|cs|nlin)"
    r"[a-z.-]*/\d{7})(?:v\d+)?)\b",
    re.IGNORECASE,
)
_ARXIV_NAMED = re.compile(
    rf"arxiv(?:\.org/(?:abs|pdf)/|\s*[:.]?\s*){_ARXIV.pattern}", re.IGNORECASE
)
_PMID = re.compile(r"\b(?:PMID|pubmed)(?:\s*ID)?\s*:?\s*(\d{1,8})\b", re.IGNORECASE)
_PMCID = re.compile(r"\b(?:PMCID\s*:?\s*)?(PMC\s?\d{3,9})\b", re.IGNORECASE)
_ISBN = re.compile(r"\bISBN[\s:]*((?:97[89][\s-]?)?\d[\d\s-]{7,15}[\dX])\b", re.IGNORECASE)
_ISSN = re.compile(r"\b(\d{4}\s?[-\u2010-\u2015]\s?\d{3}[\dX])\b", re.IGNORECASE)
_URL = re.compile(
    r"((?:\bhttps?|\bftp)\s?:\s?//\s?\S+(?:\n\S+)*|\bwww\.\S+(?:\n\S+)*)", re.IGNORECASE
)
_URL_END = re.compile(r"[^\w/]+$")
_HOST = r"[\w-]+(?:-\n[\w-]+)?(?:\.(?:\n(?=[a-z]))?[\w-]+)*\.(?:\n(?=[a-z]))?[A-Za-z]{2,}"
_EMAIL = re.compile(
    # Not from within a name on: it would be tried from each letter of every word.
    rf"({{[^{{}}@]+}}|(?<![\w.+'&=~-]){_EMAIL_NAME})\s?(?:@|\[at\]|\(at\))\s?({_HOST})"
)


class Identifier(NamedTuple):
    """An identifier in its regular form, and where it stands: start..end (excluded)."""

    value: str
    start: int
    end: int


def dois_in(text: str) -> Iterator[Identifier]:
    """Yield DOIs in small letters, without the marks of the sentence behind them."""
    for found in _DOI.finditer(text):
        printed = _within_lines(found[0], _more_of_doi)
        bare = printed.rstrip(_DOI_END + "\n")
        while bare.count("(") > bare.count(")") and printed[len(bare) :][:1] == ")":
            bare = printed[: len(bare) + 1]  # "10.1016/S0140-6736(05)"
        yield Identifier(re.sub(r"\s", "", bare).lower(), found.start(), found.start() + len(bare))


def arxiv_ids_in(text: str, *, named: bool = True) -> Iterator[Identifier]:
    """Yield ids of arXiv; `named` takes those alone behind the word "arXiv"."""
    return _all(_ARXIV_NAMED if named else _ARXIV, text)


def pmids_in(text: str) -> Iterator[Identifier]:
    """Yield the ids of PubMed, digits alone."""
    return _all(_PMID, text)


def pmcids_in(text: str) -> Iterator[Identifier]:
    """Yield the ids of PubMed Central: PMC and digits."""
    for one in _all(_PMCID, text):
        yield one._replace(value=re.sub(r"\s", "", one.value).upper())


def isbns_in(text: str) -> Iterator[Identifier]:
    """Yield ISBNs, digits (and a last X) alone."""
    for one in _all(_ISBN, text):
        yield one._replace(value=re.sub(r"[\s-]", "", one.value))


def issns_in(text: str) -> Iterator[Identifier]:
    """Yield ISSNs, of which the last digit checks the others (ISO 3297).

    >>> [one.value for one in issns_in("ISSN 0378-5955, 1234-5678")]
    ['0378-5955']
    """
    for one in _all(_ISSN, text):
        digits = re.sub(r"[^\dX]", "", one.value.upper())
        total = sum(
            int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=False)
        )
        if digits[7] == "0123456789X"[-total % 11]:
            yield one._replace(value=f"{digits[:4]}-{digits[4:]}")


def urls_in(text: str) -> Iterator[Identifier]:
    """Yield addresses of the web, without the marks of the sentence behind them."""
    for found in _URL.finditer(text):
        printed = _URL_END.sub("", _within_lines(found[0], _more_of_url))
        yield Identifier(re.sub(r"\s", "", printed), found.start(), found.start() + len(printed))


def emails_in(text: str) -> Iterator[Identifier]:
    """Yield e-mail addresses; of "{ann, bob}@x.edu" each."""
    for found in _EMAIL.finditer(text):
        names, host = found[1], re.sub(r"\s", "", found[2])
        listed = re.findall(_EMAIL_NAME, names) if names[0] == "{" else [names]
        for name in listed:
            bare = name.strip(".-")
            if bare and "." in host:
                yield Identifier(f"{bare}@{host}", found.start(), found.end())


def _all(pattern: re.Pattern[str], text: str) -> Iterator[Identifier]:
    for found in pattern.finditer(text):
        yield Identifier(re.sub(r"\n", "", found[1]), *found.span(1))


def _within_lines(printed: str, goes_on: Callable[[str, str], bool]) -> str:
    """Return the lines of what was found as far as each goes on in the next."""
    whole, *others = printed.split("\n")
    for line in others:
        if not goes_on(whole, line):
            break
        whole = f"{whole}\n{line}"
    return whole


def _more_of_doi(line: str, following: str) -> bool:
    """Whether a DOI goes on: behind a mark of its own, or in digits."""
    if line[-1] in "/-_:(":
        return True
    return line[-1] not in ",;)]" and _MORE_OF_DOI.match(following) is not None


def _more_of_url(line: str, following: str) -> bool:
    """Whether an address goes on: behind a mark within it, in small letters or digits."""
    if line[-1] in "/-_?=&%#~":
        return True
    return line[-1] == "." and following[0].islower() and not following.isalpha()
