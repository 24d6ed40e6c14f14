"""Typeset: JATS articles times seeds become a labelled corpus, without a PDF kept."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyspark.sql import SparkSession

from spv2_spark.config import PdfSettings, Settings
from spv2_spark.contracts.training import TYPESET
from spv2_spark.domain.article import Article
from spv2_spark.domain.page import Document
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import Failure, GoldError, Kind, SettingsError
from spv2_spark.gold.canvas import Labelled, Report
from spv2_spark.gold.jats_article import iter_articles
from spv2_spark.pipeline.corpus import Step, keep, made
from spv2_spark.pipeline.label import LABELS_STEP
from spv2_spark.pipeline.layout import settings_hash
from spv2_spark.pipeline.tokenise import TOKENS_STEP
from spv2_spark.runtime.tables import write_table
from spv2_spark.stages.labels import nothing
from spv2_spark.stages.token_rows import Read
from spv2_spark.stages.typeset import ORDERS, Order, typeset_of

if TYPE_CHECKING:
    from spv2_spark.typeset.press import Press

# To be raised whenever the same article and seed give another paper than before.
PRESS_VERSION = "1"
_ARCHIVES_PER_PART = 4


@dataclass(frozen=True, slots=True)
class TypesetRequest:
    """Which articles are printed, how often, and by what name the corpus goes."""

    corpus: str
    archives: tuple[Path, ...]
    seeds: tuple[int, ...]
    fonts: tuple[Path, ...] = ()
    without_journals: frozenset[str] = frozenset()  # those of dev papers


@dataclass(frozen=True, slots=True)
class Printer:
    """Typesets orders on a worker; travels by pickle, and its press is made there."""

    fonts: tuple[Path, ...]
    pdf: PdfSettings
    without_journals: frozenset[str]

    def __call__(self, orders: Iterable[Order]) -> Iterator[tuple[Read, Labelled]]:
        """Yield every article of the orders' archives as a labelled paper, or why not."""
        from spv2_spark.typeset.press import Press
        from spv2_spark.typeset.stock import stock_of

        for order in orders:
            articles = [one for one in _articles(order.archive) if self._wanted(one)]
            press = Press(self.fonts, stock_of(articles))
            for article in articles:
                yield self._printed(press, article, order)

    def _wanted(self, article: Article) -> bool:
        return article.journal.casefold() not in self.without_journals

    def _printed(self, press: Press, article: Article, order: Order) -> tuple[Read, Labelled]:
        name = f"{article.source_id}-{order.seed}"
        paper = ClaimedPaper(name, f"typeset:{Path(order.archive).name}/{name}", f"{name}.pdf", 1)
        try:
            document, labelled, sha1 = _typeset(press, article, order.seed, self.pdf)
        except Exception as error:  # noqa: BLE001  whatever it is, it costs one paper and is told
            why = f"{type(error).__name__}: {error}"
            return Read(paper, Failure("typeset", Kind.CRASH, why), None), nothing(why)
        return Read(paper, document, sha1), labelled


def typeset(spark: SparkSession, settings: Settings, request: TypesetRequest) -> Step:
    """Write the tokens and labels of every article under every seed that are not there yet.

    They are a corpus as `tokenise` and `label` leave it: statistics and featurise follow.
    """
    groups = _groups(request)
    facts = [PRESS_VERSION, [font.name for font in request.fonts], settings.pdf.max_pages]
    version = f"press{PRESS_VERSION}-{settings_hash(facts, sorted(request.without_journals))}"
    printer = Printer(request.fonts, settings.pdf, request.without_journals)

    def make(name: str, path: str) -> None:
        orders = spark.createDataFrame(groups[name], ORDERS).repartition(len(groups[name]))
        printed = typeset_of(orders, printer, batch_bytes=settings.process.batch_bytes)
        write_table(printed, path, TYPESET, partition_by=["part"])

    wanted = Step(version, dict.fromkeys(groups, ""))
    tokens = made(spark, settings, request.corpus, TOKENS_STEP, wanted, make)
    keep(spark, settings, request.corpus, LABELS_STEP, tokens)  # the tables hold both
    return tokens


def _groups(request: TypesetRequest) -> dict[str, list[Order]]:
    if not request.archives:
        raise SettingsError("typeset: no archives of articles")
    archives = sorted(request.archives)
    cut = [
        archives[i : i + _ARCHIVES_PER_PART] for i in range(0, len(archives), _ARCHIVES_PER_PART)
    ]
    return {
        f"{seed}-{_digest(group)}": [Order(str(path), seed) for path in group]
        for seed in request.seeds
        for group in cut
    }


def _digest(paths: Sequence[Path]) -> str:
    told = "\n".join(f"{path.name} {path.stat().st_size}" for path in paths)
    return hashlib.sha1(told.encode(), usedforsecurity=False).hexdigest()[:8]


def _articles(archive: str) -> Iterator[Article]:
    def leave_out(_name: str, _error: GoldError) -> None:
        """Skip it: what cannot be read as an article is no paper."""

    return iter_articles([Path(archive)], leave_out)


def _typeset(
    press: Press, article: Article, seed: int, pdf: PdfSettings
) -> tuple[Document | Failure, Labelled, str]:
    from spv2_spark.pdf.read import read_pdf
    from spv2_spark.typeset.draw import draw_design
    from spv2_spark.typeset.entries import numbered_as, set_list
    from spv2_spark.typeset.labels import labels_of
    from spv2_spark.typeset.references import draw_style

    rng = random.Random(f"{seed}/{article.source_id}")  # noqa: S311  designs, not secrets
    style = draw_style(rng)
    entries, labels = set_list(article.references, style, rng)
    design = numbered_as(draw_design(rng, press.families, language=article.language), style)
    printed = press.typeset(article, entries, design, rng, labels)
    # Our own PDFs need no sandbox.
    document = read_pdf(printed.pdf, pdf)
    sha1 = hashlib.sha1(printed.pdf, usedforsecurity=False).hexdigest()
    if isinstance(document, Failure):
        return document, nothing(document.message), sha1
    return document, Labelled(labels_of(document, printed.spans), Report({}, (), {})), sha1
