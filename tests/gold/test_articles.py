"""Whole articles and archives of them."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from spv2_spark.domain.article import ArticleAuthor, Section, SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.errors import GoldError
from spv2_spark.gold.jats_article import iter_articles, read_article

ROOT = Path(__file__).parents[2]
JATS = ROOT / ".." / "shared" / "data" / "jats"

ARTICLE = b"""<article article-type="research-article" xml:lang="en"
 xmlns:xlink="http://www.w3.org/1999/xlink"><front><journal-meta><journal-title-group>
<journal-title>J of X</journal-title></journal-title-group><publisher><publisher-name>P
</publisher-name></publisher></journal-meta><article-meta>
<article-id pub-id-type="doi">10.1/x</article-id>
<article-categories><subj-group><subject>Research</subject></subj-group></article-categories>
<title-group><article-title>Title<xref>*</xref></article-title><subtitle>Sub</subtitle>
</title-group><contrib-group><contrib contrib-type="author" corresp="yes">
<contrib-id contrib-id-type="orcid">https://orcid.org/0000-0001</contrib-id>
<name><surname>Doe</surname><given-names>Jo</given-names></name><degrees>MD</degrees>
<xref ref-type="aff" rid="a2">2</xref><xref ref-type="corresp" rid="c1"/></contrib>
</contrib-group><aff id="a1"><label>1</label>Uni A</aff><aff id="a2"><sup>2</sup>Uni B</aff>
<author-notes><corresp id="c1">Mail: <email>doe@x.org</email></corresp></author-notes>
<pub-date><day>3</day><month>2</month><year>2020</year></pub-date><volume>5</volume>
<history><date date-type="received"><month>1</month><year>2020</year></date></history>
<permissions><license xlink:href="http://cc/by"/></permissions>
<abstract><sec><title>Aim</title><p>To see.</p></sec></abstract>
<kwd-group><kwd>one</kwd><kwd>two</kwd></kwd-group></article-meta></front>
<body><sec><title>Intro</title><p>As shown [<xref>1</xref>].<fig><caption><p>No</p></caption>
</fig></p><table-wrap><table><tr><td>1</td></tr></table></table-wrap>
<sec><title>Deep</title><p>More.</p></sec></sec></body><back><ref-list><ref>
<element-citation publication-type="book"><person-group person-group-type="author"><name>
<surname>Roe</surname><given-names>R</given-names></name></person-group><source>The Book</source>
<year>1999</year><publisher-loc>Bern</publisher-loc></element-citation></ref></ref-list></back>
</article>"""


def test_article():
    article = read_article(ARTICLE, "x")
    assert article.title == "Title"
    assert article.subtitle == "Sub"
    assert article.authors == (
        ArticleAuthor(PersonName("Jo", "Doe"), (1,), "MD", "doe@x.org", "0000-0001", True),
    )
    assert article.affiliations == ("Uni A", "Uni B")
    assert article.abstract == (Section("Aim", ("To see.",)),)
    assert article.body == (Section("Intro", ("As shown [1].",)), Section("Deep", ("More.",)))
    assert article.keywords == ("one", "two")
    assert article.references == (
        SourceReference("book", "The Book", (PersonName("R", "Roe"),), year="1999", place="Bern"),
    )
    assert (article.journal, article.publisher, article.doi) == ("J of X", "P", "10.1/x")
    assert (article.received, article.published, article.year) == ("2020-01", "2020-02-03", "2020")
    assert (article.licence, article.volume) == ("http://cc/by", "5")
    assert (article.article_type, article.language) == ("Research", "en")


def _archive(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:xz") as tar:
        link = tarfile.TarInfo("link.nxml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return path


def test_archives_are_streamed_and_say_what_they_refuse(tmp_path: Path):
    members = {"../../up.nxml": ARTICLE, "bad.nxml": b"<html/>", "note.txt": b"x"}
    archive = _archive(tmp_path / "a.tar.xz", members)
    refused: list[str] = []
    found = list(iter_articles([archive], lambda name, _: refused.append(name)))
    assert [one.source_id for one in found] == ["up"]
    assert refused == ["bad.nxml"]
    assert [p.name for p in tmp_path.iterdir()] == ["a.tar.xz"]
    with pytest.raises(GoldError, match="bad"):
        list(iter_articles([archive]))


def test_what_is_no_archive_is_refused(tmp_path: Path):
    path = tmp_path / "a.tar.xz"
    path.write_bytes(b"no")
    with pytest.raises(GoldError, match="not a tar archive"):
        list(iter_articles([path]))


@pytest.mark.skipif(not JATS.is_dir(), reason="../shared/data/jats is not here")
def test_every_shared_article_is_read():
    archives = sorted(JATS.glob("[0-9a-f].tar.xz"))
    count = sum(bool(one.title and one.authors) for one in iter_articles(archives[:2]))
    assert count > 350
