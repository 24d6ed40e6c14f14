"""The generator's library: articles read once from their archives, and who may be drawn from it.

What is held back for a typeset dev set is decided by a hash of the thing itself: an article,
a labelled string or a citation style is on the same side for ever, whatever else is at hand.
"""

from __future__ import annotations

import hashlib
import logging
import random
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from spv2_spark.config import Settings
from spv2_spark.contracts.schema import Frame
from spv2_spark.contracts.training import Articles
from spv2_spark.domain.article import Article
from spv2_spark.domain.article_json import article_from_json, article_to_json
from spv2_spark.domain.digests import settings_hash
from spv2_spark.errors import GoldError, SettingsError
from spv2_spark.pipeline.workdir import workdir_of
from spv2_spark.runtime.tables import is_finished, read_table, write_table
from spv2_spark.stages.archives import Archives, ArticleRow, articles_of

LOG = logging.getLogger(__name__)
PARTS = ("train", "dev", "all")
# To be raised whenever the same archive gives other articles than before, or in another form.
LIBRARY_VERSION = "2"
_HELD_BACK = 0xE0  # SPv2's buckets: e0 to ff are not trained on


def is_held_back(key: str) -> bool:
    """Whether what goes by `key` is for dev: the first byte of its sha1 is e0 or above."""
    digest = hashlib.sha1(key.encode("utf-8", "surrogatepass"), usedforsecurity=False)
    return digest.digest()[0] >= _HELD_BACK


def belongs(key: str, part: str) -> bool:
    """Whether what goes by `key` may be used in `part`: train, dev, or all."""
    return part == "all" or is_held_back(key) == (part == "dev")


@dataclass(frozen=True, slots=True)
class Library:
    """The table of articles at `path`, and what tells it from other libraries."""

    path: str
    digest: str

    def articles(self, spark: SparkSession) -> Frame[Articles]:
        """Return ARTICLES, those that could be read."""
        return Articles.of(read_table(spark, self.path, Articles).where(F.col("failure") == ""))


def library_of(spark: SparkSession, settings: Settings, archives: Sequence[Path]) -> Library:
    """Return the library of the archives; they are read if that was not done before.

    Raises SettingsError for no archives, or a file that is none.
    """
    if not archives:
        raise SettingsError("typeset: no archives of articles")
    sampled = settings.typeset.sampled_references
    digest = settings_hash(LIBRARY_VERSION, sampled, stamps_of(archives))
    library = Library(f"{workdir_of(settings).root}/library/{digest}", digest)
    if not is_finished(spark, library.path):
        listed = Archives.from_rows(spark, list(enumerate(map(str, sorted(archives)))))
        spread = Archives.of(listed.repartition(len(archives)))
        articles = articles_of(spread, ArchiveReader(sampled))
        write_table(articles, library.path, Articles)
        table = read_table(spark, library.path, Articles)
        unread = table.where(F.col("failure") != "").count()
        LOG.info("library %s: %d files, %d of them no articles", digest, table.count(), unread)
    return library


def stamps_of(paths: Sequence[Path]) -> list[str]:
    """Return a name and a size for each archive, sorted; SettingsError for what is none."""
    for path in paths:
        if not path.is_dir() and not (path.is_file() and tarfile.is_tarfile(path)):
            raise SettingsError(f"{path}: no tar archive here")
    return sorted(f"{path.name} {path.stat().st_size}" for path in paths)


def chosen_articles(
    spark: SparkSession, library: Library, part: str, without_journals: frozenset[str]
) -> list[tuple[int, Article]]:
    """Return the numbers of the articles that may be typeset, sorted, and their samples.

    Raises SettingsError if there are none.
    """
    table = library.articles(spark).select("number", "source_id", "journal", "sample")
    rows = [
        row
        for row in table.toLocalIterator()
        if belongs(row.source_id, part) and row.journal.casefold() not in without_journals
    ]
    if not rows:
        raise SettingsError(f"typeset: no article for part {part} in these archives")
    return [(row.number, article_from_json(row.sample)) for row in sorted(rows)]


@dataclass(frozen=True, slots=True)
class ArchiveReader:
    """Reads an archive's articles on a worker; travels by pickle."""

    sampled: int

    def __call__(self, archive: str) -> Iterator[ArticleRow]:
        """Yield a row for every file that should be an article."""
        from spv2_spark.gold.jats_article import iter_articles

        unread: list[tuple[str, GoldError]] = []
        number = 0
        for article in iter_articles([Path(archive)], lambda *error: unread.append(error)):
            yield self._row(number, article)
            number += 1
        for name, error in unread:
            yield ArticleRow(number, name, "", "", "", str(error))
            number += 1

    def _row(self, number: int, article: Article) -> ArticleRow:
        whole = article_to_json(article)
        some = article_to_json(sample_of(article, self.sampled))
        return ArticleRow(number, article.source_id, article.journal, whole, some, "")


def sample_of(article: Article, references: int) -> Article:
    """Return the article with its names and some references alone, drawn by its id."""
    rng = random.Random(article.source_id)  # noqa: S311  pools, not secrets
    cited = article.references
    some = rng.sample(cited, min(references, len(cited)))
    return replace(
        article, references=tuple(some), affiliations=(), abstract=(), keywords=(), body=()
    )
