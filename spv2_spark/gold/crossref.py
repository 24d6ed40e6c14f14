"""Deposits to Crossref (`doi_batch`): title and authors; references are mostly bare DOIs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from spv2_spark.domain.gold import Gold, PersonName
from spv2_spark.errors import GoldError
from spv2_spark.gold.markup import local, text_of

_PAPERS = ("journal_article", "conference_paper", "posted_content", "content_item")


def read_crossref(root: etree._Element, origin: str) -> Gold:
    """Return the gold of the first paper of a deposit; its references are left unsaid.

    A deposit without any contributors does not say who the authors are. Raises GoldError
    where the deposit holds no paper.
    """
    paper = next(root.iter(*(f"{{*}}{name}" for name in _PAPERS)), None)
    if paper is None:
        raise GoldError(f"{origin}: <{local(root)}> holds no paper: not a Crossref deposit")
    title = text_of(paper.find(".//{*}title"))
    subtitles = filter(None, map(text_of, paper.iter("{*}subtitle")))
    return Gold(
        title=title or None,
        authors=tuple(_authors(paper)) or None,
        references=None,
        alternative_titles=tuple(f"{title} {one}" for one in subtitles),
    )


def _authors(paper: etree._Element) -> Iterator[PersonName]:
    for one in paper.iterfind(".//{*}contributors/{*}*[@contributor_role='author']"):
        if local(one) == "organization":
            yield PersonName("", text_of(one), group=True)
            continue
        parts = {local(child): text_of(child) for child in one}
        if surname := parts.get("surname"):
            yield PersonName(parts.get("given_name", ""), surname, parts.get("suffix", ""))
