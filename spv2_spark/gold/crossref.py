"""Deposits to Crossref (`doi_batch`): title and authors; references are mostly bare DOIs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from spv2_spark.domain.gold import Gold, PersonName
from spv2_spark.errors import GoldError
from spv2_spark.gold.markup import local, text_of

_PAPERS = frozenset(["journal_article", "conference_paper", "posted_content", "content_item"])


def read_crossref(root: etree._Element, origin: str) -> Gold:
    """Return the gold of the first paper of a deposit; its references are left unsaid.

    A deposit without any contributors does not say who the authors are. Raises GoldError
    where the deposit holds no paper.
    """
    paper = next((one for one in root.iter() if local(one) in _PAPERS), None)
    if paper is None:
        raise GoldError(f"{origin}: <{local(root)}> holds no paper: not a Crossref deposit")
    titles = [text_of(one) for one in _named(paper, "title")]
    subtitles = [text_of(one) for one in _named(paper, "subtitle")]
    authors = tuple(_authors(paper))
    return Gold(
        title=titles[0] if titles and titles[0] else None,
        authors=authors or None,
        references=None,
        alternative_titles=tuple(f"{titles[0]} {one}" for one in subtitles if one and titles),
    )


def _authors(paper: etree._Element) -> Iterator[PersonName]:
    for group in _named(paper, "contributors"):
        for one in group:
            if one.get("contributor_role") != "author":
                continue
            if local(one) == "organization":
                yield PersonName("", text_of(one), group=True)
                continue
            parts = {local(child): text_of(child) for child in one}
            given, surname = parts.get("given_name", ""), parts.get("surname", "")
            if surname:
                yield PersonName(given, surname, parts.get("suffix", ""))


def _named(paper: etree._Element, name: str) -> Iterator[etree._Element]:
    return (one for one in paper.iter() if local(one) == name)
