"""Title, authors and references of a JATS article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from spv2_spark.domain.gold import Gold
from spv2_spark.errors import GoldError
from spv2_spark.gold.jats_citation import gold_references, names_in
from spv2_spark.gold.markup import FOOTNOTES, local, text_of

_MARKS = re.compile(r"[\s*\u2020\u2021\u00a7\u00b6]+$")


def read_jats(root: etree._Element, origin: str) -> Gold:
    """Return the gold of an `article`; raises GoldError where there is no article's front."""
    meta = article_meta(root, origin)
    return Gold(
        title=title_of(meta) or None,
        authors=tuple(one for contrib in author_contribs(meta) for one in names_in(contrib)),
        references=gold_references(root),
        alternative_titles=tuple(_other_titles(meta)),
    )


def article_meta(root: etree._Element, origin: str) -> etree._Element:
    """Return `front/article-meta`; raises GoldError where the root has none."""
    meta = root.find("front/article-meta")
    if local(root) != "article" or meta is None:
        raise GoldError(f"{origin}: <{local(root)}> has no front/article-meta: not a JATS article")
    return meta


def title_of(meta: etree._Element) -> str:
    """Return `title-group/article-title` without its footnote marks; `alt-title` is not printed."""
    return _printed(meta.find("title-group/article-title"))


def subtitle_of(meta: etree._Element) -> str:
    """Return `title-group/subtitle` without its footnote marks."""
    return _printed(meta.find("title-group/subtitle"))


def _other_titles(meta: etree._Element) -> Iterator[str]:
    """Yield the title with its subtitle, then its translations: a page may print those too."""
    if subtitle := subtitle_of(meta):
        yield f"{title_of(meta)} {subtitle}"
    yield from filter(None, map(_printed, meta.iterfind("title-group//trans-title")))


def _printed(title: etree._Element | None) -> str:
    return _MARKS.sub("", text_of(title, FOOTNOTES))


def author_contribs(meta: etree._Element) -> list[etree._Element]:
    """Return the `contrib` elements of authors, in order, from every group of them.

    Where no contributor of the article has a type, all of them are authors.
    """
    contribs = [
        contrib
        for group in meta.iterfind("contrib-group")
        if (group.get("content-type") or "author").startswith("author")
        for contrib in group.iterfind("contrib")
    ]
    typed = [contrib for contrib in contribs if contrib.get("contrib-type")]
    return [one for one in typed if one.get("contrib-type") == "author"] if typed else contribs
