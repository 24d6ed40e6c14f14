"""Articles survive their JSON."""

from __future__ import annotations

from spv2_spark.domain.article import Article, ArticleAuthor, Section, SourceReference
from spv2_spark.domain.article_json import article_from_json, article_to_json
from spv2_spark.domain.gold import PersonName

ARTICLE = Article(
    source_id="x",
    title="Größe",
    subtitle='of "things"',
    authors=(
        ArticleAuthor(PersonName("Ana", "Sá", "Jr"), (0, 1), "PhD", corresponding=True),
        ArticleAuthor(PersonName("", "The Group", group=True)),
    ),
    affiliations=("Here", "There"),
    abstract=(Section("", ("One.", "Two.")),),
    keywords=("a", "b"),
    body=(Section("Methods", ()), Section("", ("Text\n",))),
    references=(
        SourceReference("book", "T", (PersonName("B", "A"),), (PersonName("C", "D"),), et_al=True),
        SourceReference("web"),
    ),
    doi="10.1/x",
)


def test_an_article_comes_back_from_json() -> None:
    assert article_from_json(article_to_json(ARTICLE)) == ARTICLE


def test_text_stays_readable() -> None:
    assert '"title": "Größe"' in article_to_json(ARTICLE)
