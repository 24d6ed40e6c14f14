"""Evaluate: a corpus with gold read by a model, and scored."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from pyspark.sql import SparkSession

from spv2_spark import MARK
from spv2_spark.config import Settings
from spv2_spark.contracts.tables import Results, Tokens
from spv2_spark.domain.digests import settings_hash
from spv2_spark.domain.page import Document
from spv2_spark.engines.packages import open_package, package_files
from spv2_spark.errors import SettingsError
from spv2_spark.pipeline.context import paper_reading_of
from spv2_spark.pipeline.corpus import TOKENS_STEP, Corpus, Step, make_missing, papers_in, read_step
from spv2_spark.pipeline.read_and_tag import write_results
from spv2_spark.pipeline.training.dev_papers import documents_in, pair_of
from spv2_spark.pipeline.training.tokenise import tokenise
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging
from spv2_spark.pipeline.workers.tagging import package_digest, tagging_of
from spv2_spark.report.card import Speed, card_of
from spv2_spark.report.evaluation import Json, evaluation_of
from spv2_spark.report.evaluation_html import evaluation_html
from spv2_spark.runtime.outputs import check_file, write_file
from spv2_spark.runtime.tables import read_table
from spv2_spark.scoring.score import Pair, Rules
from spv2_spark.stages.result_rows import metadata_from

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable  # new in Python 3.11

_TIMED_TOKENS = 50_000  # of documents, to measure the speed that a card tells
# Their gold has no middle names, so the papers' are not compared.
_SHORT_NAMES = Rules(middle_names=False)
_WITHOUT_MIDDLE_NAMES = frozenset({"jose", "juliacon", "rescience"})


@dataclass(frozen=True, slots=True)
class Model:
    """A model at work: how papers are read and tagged, and what changes with its package."""

    reading: PaperReading
    tagging: Tagging
    digest: str


def model_of(settings: Settings) -> Model:
    """Return the settings' model."""
    tagging = tagging_of(settings)
    reading = paper_reading_of(settings, tagging.load)
    return Model(reading, tagging, package_digest(settings))


def evaluate(spark: SparkSession, settings: Settings, corpus: Corpus, model: Model) -> Json:
    """Return the evaluation of the papers of the corpus that have gold (`report.evaluation`).

    Tokens and results are kept by part: under the model's digest, and under the decoder's. A
    paper that failed scores zero.
    """
    pairs, version = read_pairs(spark, settings, corpus, model), model.tagging.version
    facts = {"model": version, "package": settings.model.package, "papers": len(pairs)}
    return evaluation_of(pairs, name=version, rules=rules_of(pairs), facts=facts)


def rules_of(pairs: Iterable[Pair]) -> dict[str, Rules]:
    """Return the rules of the collections whose gold has no middle names."""
    return dict.fromkeys({p.collection for p in pairs} & _WITHOUT_MIDDLE_NAMES, _SHORT_NAMES)


def read_pairs(spark: SparkSession, settings: Settings, corpus: Corpus, model: Model) -> list[Pair]:
    """Return what the model reads in the papers of the corpus that have gold, beside the gold."""
    tokens = tokenise(spark, settings, corpus, model.reading)

    def make(name: str, path: str) -> None:
        table = read_table(spark, tokens.parts[name], Tokens)
        write_results(settings, table, table.count(), model.tagging, path)

    # The normal forms in domain decide, too, which authors are repeated.
    decoder = digest_of(*(resources.files("spv2_spark") / one for one in ("decode", "domain")))
    wanted = Step(f"{tokens.version}-{model.digest}-{decoder}", tokens.parts)
    results = make_missing(spark, settings, corpus.name, "results", wanted, make)
    pairs = _pairs(spark, settings, corpus, results)
    if not pairs:
        raise SettingsError(f"{corpus.root}: no paper has gold beside it")
    return pairs


def digest_of(*folders: Traversable) -> str:
    """Return 8 hex digits that change with any module below folders: values are the code's too."""
    return settings_hash([dict(_modules_below(folder)) for folder in folders])


def _modules_below(folder: Traversable, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every module."""
    for one in folder.iterdir():
        name = f"{path}{one.name}"
        if one.is_dir():
            yield from _modules_below(one, f"{name}/")
        elif name.endswith(".py"):
            yield name, one.read_text(encoding="utf-8")


def check_report(out: Path) -> None:
    """Raise OutputError if a file of a report at `out` would take the place of another's."""
    for suffix in ("json", "html", "md"):
        check_file(_beside(out, suffix))


def write_report(evaluation: Json, out: Path) -> None:
    """Write `out`.json for machines and `out`.html for people; OutputError as `check_report`."""
    table = json.dumps({"generator": MARK, **evaluation}, indent=1)
    write_file(_beside(out, "json"), table.encode())
    write_file(_beside(out, "html"), evaluation_html(evaluation).encode())


def write_card(
    spark: SparkSession,
    settings: Settings,
    corpus: Corpus,
    tagging: Tagging,
    evaluation: Json,
    out: Path,
) -> None:
    """Write the model's card to `out`.md; its speed is measured here, on some of the papers.

    Raises OutputError as `check_report` does.
    """
    package = open_package(settings.model.package, settings.source)
    size = sum(map(len, package_files(settings.model.package, settings.source).values()))
    speed = _speed(spark, settings, corpus, tagging)
    manifest = asdict(package.manifest)
    if parser := getattr(package, "reference_parser", None):
        manifest["reference_parser"] = asdict(parser.manifest)
    card = card_of(manifest, size, speed, evaluation, corpus.name)
    write_file(_beside(out, "md"), f"<!-- {MARK} -->\n\n{card}".encode())


def _beside(out: Path, suffix: str) -> Path:
    return out.with_name(f"{out.name}.{suffix}")


def _speed(spark: SparkSession, settings: Settings, corpus: Corpus, tagging: Tagging) -> Speed:
    path = next(iter(read_step(spark, settings, corpus.name, TOKENS_STEP).parts.values()))
    documents: list[Document] = []
    tokens = 0
    for document, _ in documents_in(spark, path):
        documents.append(document)
        tokens += sum(map(len, document.pages))
        if tokens >= _TIMED_TOKENS:
            break
    tagger = tagging.load()
    tagger.tag(documents[:1])  # what is made once is no matter of speed
    before = time.process_time()
    tagger.tag(documents)
    return Speed(tokens, time.process_time() - before)


def lines_of(evaluation: Json) -> list[str]:
    """Return SPv2's F1s, exact and soft, as lines of text, a collection and field each."""
    return [
        f"{collection:12} {field:12} {one['f1']:.3f}  soft {scores['spv2_soft'][field]['f1']:.3f}"
        f"  of {one['documents']} papers"
        for collection, scores in evaluation["collections"].items()
        for field, one in scores["spv2"].items()
    ]


def _pairs(spark: SparkSession, settings: Settings, corpus: Corpus, results: Step) -> list[Pair]:
    papers = {p.paper_id: p for part in papers_in(corpus, settings) for p in part.papers}
    pairs = []
    for row in results.table(spark, Results).toLocalIterator():
        paper = papers[row.paper_id]
        if pair := pair_of(paper.gold, paper.collection, paper.paper_id):
            failed = row.failure_kind is not None
            read = None if failed else metadata_from(row.asDict(recursive=True))
            pairs.append(pair._replace(metadata=read))
    return sorted(pairs, key=lambda pair: (pair.collection, pair.name))
