"""Corpora of the training cycle: cut into parts, each step's tables listed by part.

    <workdir>/corpora/<name>/<step>.json                the step's version and its parts
    <workdir>/corpora/<name>/<step>/<version>/<part>    a part's table

A part's name holds a hash of its papers, a version holds those of the steps before it: what
changed lies at another path, and what lies there already is not made again.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from spv2_spark.config import Settings
from spv2_spark.contracts.schema import Frame, Tab
from spv2_spark.errors import SettingsError
from spv2_spark.gold.corpus import CorpusPaper, iter_corpus
from spv2_spark.pipeline.workdir import workdir_of
from spv2_spark.runtime.filesystem import Place
from spv2_spark.runtime.stores import check_writable
from spv2_spark.runtime.tables import is_finished, read_table

LOG = logging.getLogger(__name__)
BUCKETS = 256
# The steps that both the training cycle and the typeset corpus make.
TOKENS_STEP, LABELS_STEP = "tokens", "labels"


@dataclass(frozen=True, slots=True)
class Corpus:
    """A named corpus, and the folder of its PDFs."""

    name: str
    root: Path


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a corpus' papers: those of the buckets `first`..`last`."""

    first: int
    last: int
    papers: tuple[CorpusPaper, ...]

    @property
    def name(self) -> str:
        """The part's folder, which other papers would give another name."""
        ids = "\n".join(f"{paper.paper_id} {paper.pdf}" for paper in self.papers)
        digest = hashlib.sha1(ids.encode("utf-8", "surrogateescape"), usedforsecurity=False)
        return f"{self.first:02x}-{self.last:02x}-{digest.hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Step:
    """The tables that a step made of a corpus: part name to path."""

    version: str
    parts: Mapping[str, str] = field(default_factory=dict)

    def table(self, spark: SparkSession, table: type[Tab]) -> Frame[Tab]:
        """Return the tables of all parts as one."""
        return read_table(spark, list(self.parts.values()), table)


def corpus_of(text: str) -> Corpus:
    """Return the corpus of "NAME=FOLDER" or "FOLDER" (named after its last part)."""
    name, equals, root = text.partition("=")
    if not equals:
        name, root = Path(text).resolve().name, text
    if not name or "/" in name:
        raise SettingsError(f"{text}: expected NAME=FOLDER")
    return Corpus(name, Path(root).resolve())


def parts_of(papers: Iterable[CorpusPaper], papers_per_part: int) -> list[Part]:
    """Cut papers by their buckets (of 256) into parts of about a size, a power of two in all."""
    ordered = sorted(papers, key=bucket_of)
    parts = 1
    while parts < BUCKETS and len(ordered) / parts > papers_per_part:
        parts *= 2
    width = BUCKETS // parts
    cut = groupby(ordered, lambda paper: bucket_of(paper) // width)
    return [Part(at * width, (at + 1) * width - 1, tuple(own)) for at, own in cut]


def bucket_of(paper: CorpusPaper) -> int:
    """Return SPv2's bucket of a paper that has one, else one by its id's hash; 0..255."""
    if len(paper.collection) == 2 and paper.paper_id.startswith(paper.collection):  # noqa: PLR2004
        return int(paper.collection, 16)
    digest = hashlib.sha1(paper.paper_id.encode("utf-8", "surrogateescape"), usedforsecurity=False)
    return digest.digest()[0]


def chosen(parts: Sequence[Part], buckets: str) -> list[Part]:
    """Return the parts that meet the buckets "00-0f" ("" for all)."""
    if not buckets:
        return list(parts)
    first, _, last = buckets.partition("-")
    try:
        low, high = int(first, 16), int(last or first, 16)
    except ValueError as error:
        raise SettingsError(f"--buckets {buckets}: expected two hex digits, or 00-0f") from error
    return [part for part in parts if part.first <= high and part.last >= low]


def papers_in(corpus: Corpus, settings: Settings) -> list[Part]:
    """List the corpus' folder and cut it; raises SettingsError if it holds no PDF."""
    parts = parts_of(iter_corpus(corpus.root), settings.training.papers_per_part)
    if not parts:
        raise SettingsError(f"{corpus.root}: no PDFs here")
    return parts


def make_missing(
    spark: SparkSession,
    settings: Settings,
    corpus: str,
    step: str,
    wanted: Step,
    make: Callable[[str, str], None],
) -> Step:
    """Call `make(part, path)` for every part of `wanted` whose table is not there yet.

    `wanted` gives the version, and for each part whatever the step before it calls its path.
    Returns the step with its own paths, and writes it down for the steps that follow. Raises
    OutputError, before anything is made, for a work folder that executors cannot write in.
    """
    check_writable(spark, workdir_of(settings).root)
    paths = {
        name: f"{_folder(settings, corpus)}/{step}/{wanted.version}/{name}" for name in wanted.parts
    }
    for at, (name, path) in enumerate(paths.items(), 1):
        if is_finished(spark, path):
            LOG.info("%s %s: part %s is there", step, corpus, name)
            continue
        LOG.info("%s %s: part %s, %d of %d", step, corpus, name, at, len(paths))
        make(name, path)
    result = Step(wanted.version, paths)
    write_step(spark, settings, corpus, step, result)
    return result


def write_step(
    spark: SparkSession, settings: Settings, corpus: str, step: str, result: Step
) -> None:
    """Write down a step's version and parts for the steps that follow."""
    text = json.dumps({"version": result.version, "parts": dict(result.parts)}, indent=1)
    Place(spark, f"{_folder(settings, corpus)}/{step}.json").write_text(text)


def read_step(spark: SparkSession, settings: Settings, corpus: str, step: str) -> Step:
    """Return what a step made of a corpus the last time; SettingsError if it never ran."""
    path = f"{_folder(settings, corpus)}/{step}.json"
    text = Place(spark, path).read_text()
    if text is None:
        raise SettingsError(f"corpus {corpus}: no {step} yet ({path} is not there)")
    return Step(**json.loads(text))


def _folder(settings: Settings, corpus: str) -> str:
    return f"{workdir_of(settings).root}/corpora/{corpus}"


def counted(frame: DataFrame, column: str) -> list[tuple[str, int]]:
    """Return (value, rows) of a column, the commonest value first."""
    rows = frame.groupBy(column).count().orderBy(F.desc("count"), column).collect()
    return [(value, count) for value, count in rows]
