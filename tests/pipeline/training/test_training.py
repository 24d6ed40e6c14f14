"""The training cycle as a whole on papers of our own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pyspark.sql import SparkSession

from spv2_spark import MARK
from spv2_spark.config import Settings
from spv2_spark.config.network import NetworkSettings
from spv2_spark.contracts.training import Labels
from spv2_spark.domain.label import Field, begin
from spv2_spark.domain.page import Document
from spv2_spark.errors import ModelError, SettingsError
from spv2_spark.features.shards import open_shard
from spv2_spark.features.statistics import of_pages
from spv2_spark.nn.cascade import CascadeTagger
from spv2_spark.nn.package import Package
from spv2_spark.nn.schedule import TrainSettings
from spv2_spark.pdf.read import read_pdf
from spv2_spark.pipeline.context import paper_reading_of
from spv2_spark.pipeline.corpus import Corpus, counted, read_step
from spv2_spark.pipeline.synthetic.typeset import TypesetRequest, typeset
from spv2_spark.pipeline.training.dev_papers import dev_papers
from spv2_spark.pipeline.training.evaluate import (
    Model,
    evaluate,
    lines_of,
    write_card,
    write_report,
)
from spv2_spark.pipeline.training.featurise import Request, featurise, shard_folders
from spv2_spark.pipeline.training.label import label
from spv2_spark.pipeline.training.token_statistics import combine, combined_statistics, gather
from spv2_spark.pipeline.training.tokenise import tokenise
from spv2_spark.pipeline.training.train import TrainRequest, network_settings, train
from spv2_spark.pipeline.workers.interface import Tagging
from spv2_spark.pipeline.workers.tagging import tagging_of
from spv2_spark.runtime.tables import read_table
from tests.fakes import VERSION, FirstPageTitle, load_fake
from tests.pipeline.corpora import write_archive, write_corpus

pytestmark = [pytest.mark.spark, pytest.mark.walk]


def settings_in(work: Path) -> Settings:
    base = Settings()
    training = replace(base.training, papers_per_part=2, papers_per_shard=2)
    process = replace(base.process, workdir=str(work))
    return replace(base, training=training, process=process)


def marks(work: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in work.rglob("_SUCCESS")}


def chain(spark: SparkSession, settings: Settings, corpus: Corpus) -> str:
    """Run tokenise to featurise; return the digest of the statistics."""
    tokenise(spark, settings, corpus, paper_reading_of(settings))
    label(spark, settings, corpus.name)
    gather(spark, settings, corpus.name)
    digest = combine(spark, settings, [corpus.name])
    featurise(spark, settings, Request(corpus.name, 1.0, digest))
    return digest


def test_from_pdfs_to_shards_and_only_once(spark: SparkSession, tmp_path: Path) -> None:
    root, work = tmp_path / "pdfs", tmp_path / "work"
    ids = write_corpus(root, 4)
    settings, corpus = settings_in(work), Corpus("ours", root)
    digest = chain(spark, settings, corpus)

    step = read_step(spark, settings, "ours", "labels")
    assert counted(step.table(spark, Labels), "dropped") == [("", 4)]
    rows = [
        row for path in step.parts.values() for row in read_table(spark, path, Labels).collect()
    ]
    assert sorted(row.paper_id for row in rows) == ids
    found = {one.field: (one.gold, one.found) for one in rows[0].counts}
    assert found["title"] == (1, 1)

    statistics = combined_statistics(spark, settings, digest)
    assert statistics.of("token")["the"] > 10
    assert min(statistics.of("token").values()) > 1

    shards = [
        open_shard(Path(f))
        for f in shard_folders(spark, read_step(spark, settings, "ours", "shards"))
    ]
    assert sorted(name for shard in shards for name in shard.info.papers) == ids
    titles = sum(int(np.sum(shard.field == begin(Field.TITLE))) for shard in shards)
    assert titles >= 4

    before = marks(work)
    assert chain(spark, settings, corpus) == digest
    assert marks(work) == before
    # Another way to choose pages: everything after it is made anew, beside the old.
    chain(spark, replace(settings, pdf=replace(settings.pdf, pages="all")), corpus)
    assert before.items() < marks(work).items()


def test_statistics_gathered_by_part_are_those_of_one_run(
    spark: SparkSession, tmp_path: Path
) -> None:
    root = tmp_path / "pdfs"
    write_corpus(root, 4)
    counted = []
    for papers_per_part, parts in ((1, 2), (500, 1)):  # parts are cut by hashes
        work = tmp_path / f"parts-{parts}"
        settings = settings_in(work)
        training = replace(settings.training, papers_per_part=papers_per_part)
        settings = replace(settings, training=training)
        step = tokenise(spark, settings, Corpus("ours", root), paper_reading_of(settings))
        assert len(step.parts) == parts
        gather(spark, settings, "ours")
        counted.append(combined_statistics(spark, settings, combine(spark, settings, ["ours"])))
    assert counted[0] == counted[1]
    read = [read_pdf(pdf.read_bytes(), Settings().pdf) for pdf in root.rglob("*.pdf")]
    pages = [page for one in read if isinstance(one, Document) for page in one.pages]
    whole = of_pages(pages).of("token")
    assert counted[0].of("token") == {word: n for word, n in whole.items() if n > 1}


def test_the_generator_makes_a_corpus(spark: SparkSession, tmp_path: Path) -> None:
    archive = tmp_path / "articles.tar"
    write_archive(archive, 3)
    settings = settings_in(tmp_path / "work")
    request = TypesetRequest("typeset", (archive,), 4, "all")
    done = typeset(spark, settings, request)
    assert (done.reasons, done.fresh) == ([("", 4)], 4)
    gather(spark, settings, "typeset")
    digest = combine(spark, settings, ["typeset"])
    shards = featurise(spark, settings, Request("typeset", 0.5, digest))
    opened = [open_shard(Path(folder)) for folder in shard_folders(spark, shards)]
    assert sum(len(shard.info.papers) for shard in opened) == 4
    assert {shard.info.weight for shard in opened} == {0.5}
    # More of the same: what was made is kept.
    again = typeset(spark, settings, replace(request, count=6))
    assert again.fresh == 2
    assert set(done.step.parts.items()) < set(again.step.parts.items())


def test_evaluation_of_a_corpus(spark: SparkSession, tmp_path: Path) -> None:
    root = tmp_path / "pdfs"
    write_corpus(root, 2)
    settings = settings_in(tmp_path / "work")
    tagging = Tagging(load_fake, FirstPageTitle(), VERSION)
    reading = paper_reading_of(settings)
    evaluation = evaluate(spark, settings, Corpus("ours", root), Model(reading, tagging, "1"))
    assert evaluation["collections"]["ours"]["documents"] == 2
    assert lines_of(evaluation)[0].startswith("ours         title        0.000")
    write_report(evaluation, tmp_path / "told" / "report")
    assert {path.name for path in (tmp_path / "told").iterdir()} == {"report.json", "report.html"}


@pytest.mark.parametrize("engine", [pytest.param("bilstm", marks=pytest.mark.tf), "crf"])
def test_training_makes_a_package_that_reads(
    spark: SparkSession, tmp_path: Path, engine: str
) -> None:
    root, work = tmp_path / "pdfs", tmp_path / "work"
    write_corpus(root, 2)
    settings = settings_in(work)
    network = replace(settings.network, units=16, window=96, word_dropout=0.2)
    training = replace(settings.training, minutes=0.05, engine=engine)
    settings = replace(settings, training=training, network=network)
    digest = chain(spark, settings, Corpus("ours", root))
    assert len(dev_papers(spark, settings, ["ours"]).documents) == 2
    request = TrainRequest("t", "t-1", ("ours",), ("ours",), ("ours",), digest, work / "model")
    package = train(spark, settings, request)
    assert (package.manifest.version, package.manifest.trained_on) == ("t-1", "ours")
    if isinstance(package, Package):
        assert (package.manifest.shape.units, package.manifest.window) == (16, 96)
        assert package.manifest.settings["batch"]["word_dropout"] == 0.2
    odd = replace(settings, training=replace(settings.training, engine="cfr"))
    with pytest.raises(SettingsError, match=r"'cfr' \(known: crf, bilstm, "):
        train(spark, odd, request)

    model = replace(settings.model, package=str(work / "model" / "package"))
    tagging = tagging_of(replace(settings, model=model))
    reading = paper_reading_of(settings, tagging.load)
    evaluation = evaluate(spark, settings, Corpus("ours", root), Model(reading, tagging, "1"))
    assert evaluation["collections"]["ours"]["failures"] == 0
    modelled = replace(settings, model=model)
    write_card(spark, modelled, Corpus("ours", root), tagging, evaluation, work / "card")
    card = (work / "card.md").read_text(encoding="utf-8")
    card = card.removeprefix(f"<!-- {MARK} -->\n\n")
    assert card.startswith(f"# Model t t-1\n\nEngine {engine}, references flat; ")
    assert "\n## Trained on\n\nours\n" in card
    assert re.search(r" [1-9][\d,]* tokens a second of one CPU", card)

    # A reference parser for that page model, beside it.
    page = str(work / "model" / "package")
    settings = replace(settings, training=replace(settings.training, parser_minutes=0.05))
    request = replace(request, version="t-2", out=work / "cascade", page_package=page)
    if engine == "crf":
        with pytest.raises(SettingsError, match="cannot be a crf"):
            train(spark, settings, request)
        return
    package = train(spark, settings, request)
    assert isinstance(package, Package)
    assert package.reference_parser is not None
    assert package.reference_parser.manifest.shape.units == 16
    model = replace(settings.model, package=str(work / "cascade" / "package"))
    tagging = tagging_of(replace(settings, model=model))
    assert tagging.version.startswith("t-2.t")
    assert isinstance(tagging.load(), CascadeTagger)
    reading = paper_reading_of(settings, tagging.load)
    evaluation = evaluate(spark, settings, Corpus("ours", root), Model(reading, tagging, "2"))
    assert evaluation["collections"]["ours"]["failures"] == 0


@pytest.mark.parametrize(
    ("references", "engine", "parser_engine", "message"),
    [
        ("guess", "bilstm", "bilstm", "unknown training.references 'guess'"),
        ("flat", "bilstm", "crf", "unknown training.parser_engine 'crf'"),
        ("cascade", "crf", "bilstm", "cannot be a crf"),
    ],
)
def test_what_no_cascade_is_made_of_is_refused(
    spark: SparkSession, references: str, engine: str, parser_engine: str, message: str
) -> None:
    training = replace(
        Settings().training, references=references, engine=engine, parser_engine=parser_engine
    )
    settings = replace(Settings(), training=training)
    request = TrainRequest("t", "t-1", ("ours",), (), (), "none", Path())
    with pytest.raises(SettingsError, match=message):
        train(spark, settings, request)


def test_the_settings_of_networks_have_the_defaults_of_training() -> None:
    assert network_settings(NetworkSettings()) == TrainSettings()


def test_a_crf_has_no_weights_to_start_with(spark: SparkSession) -> None:
    training = replace(Settings().training, engine="crf", start="spv2_spark/models/default")
    request = TrainRequest("t", "t-1", ("ours",), (), (), "none", Path())
    with pytest.raises(SettingsError, match=r"training.start: a crf begins anew"):
        train(spark, replace(Settings(), training=training), request)


@pytest.mark.parametrize(
    ("references", "name"),
    [("flat", ""), ("cascade", ""), ("cascade", "pages"), ("cascade", "reader")],
)
def test_what_is_no_package_is_seen_before_training(
    spark: SparkSession, tmp_path: Path, references: str, name: str
) -> None:
    thesis = tmp_path / name / "package" / "thesis.tex"
    thesis.parent.mkdir(parents=True)
    thesis.touch()
    training = replace(Settings().training, references=references)
    request = TrainRequest("t", "t-1", ("ours",), (), (), "none", tmp_path)
    with pytest.raises(ModelError, match="package is no model package; choose another place"):
        train(spark, replace(Settings(), training=training), request)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [thesis]
