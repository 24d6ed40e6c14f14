"""Columns of strings, as another program's Spark reads them, and `spv2 references`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyspark.sql import Column, Row, SparkSession

pytest.importorskip("pycrfsuite")

from spv2_spark.cli import main
from spv2_spark.config import Settings
from spv2_spark.config.strings import StringSettings, StringTrainingSettings
from spv2_spark.contracts.schema import mismatches
from spv2_spark.contracts.strings import AFFILIATION, DATE, PARSED_REFERENCE, PERSON
from spv2_spark.engines.strings import string_tagger_of, train_strings, versions_of
from spv2_spark.errors import ModelError, OutputError, SettingsError, SourceError
from spv2_spark.functions import parse_affiliation, parse_date, parse_name, parse_reference
from spv2_spark.nn.device import Device
from spv2_spark.pipeline.references import references
from spv2_spark.strings.dates import date_of
from spv2_spark.strings.models import model_called
from spv2_spark.strings.package import StringManifest
from spv2_spark.strings.tagging import found_in
from tests.nn.encoders import CONFIG, write_encoder
from tests.strings.dates import date_strings
from tests.strings.packages import citations, write_packages

pytestmark = pytest.mark.spark

REFERENCE = "Smith J, Doe A (1999). Effects of light in mice. J. Phys. 12: 101-110."


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return write_packages(tmp_path_factory.mktemp("strings"))


def rows_of(spark: SparkSession, strings: Sequence[str | None], column: Column) -> list[Row]:
    table = spark.createDataFrame([(one,) for one in strings], "string string").coalesce(1)
    return [row.found for row in table.select(column.alias("found")).collect()]


def test_references(spark: SparkSession, settings: Settings) -> None:
    strings = [REFERENCE, None, *(one.text for one in citations(12)), REFERENCE]
    rows = rows_of(spark, strings, parse_reference("string", settings))
    first, nothing, *_, last = rows
    assert first == last
    assert nothing.title is None
    assert (first.title, first.venue, first.year) == (
        "Effects of light in mice",
        "J. Phys.",
        "1999",
    )
    assert (first.volume, first.first_page, first.last_page) == ("12", "101", "110")
    assert [(one.given, one.surname) for one in first.authors] == [("J", "Smith"), ("A", "Doe")]
    assert all(row.title for row in rows[2:])


def test_dates(spark: SparkSession, settings: Settings) -> None:
    rows = rows_of(spark, ["Published 19 May 2011", None], parse_date("string", settings))
    assert [row.iso for row in rows] == ["2011-05-19", None]


@pytest.mark.tf
def test_one_model_of_a_cascade_may_have_another_engine(
    spark: SparkSession, settings: Settings, tmp_path: Path
) -> None:
    pytest.importorskip("tensorflow")
    folder = write_encoder(tmp_path / "encoder", {**CONFIG, "hidden_size": 16})
    training = StringTrainingSettings(
        engine="bert_crf", encoder=str(folder), encoder_rate=0.01, head_rate=0.02,
        encoder_dropout=0.0, average=0.9, threads=1,
    )  # fmt: skip
    manifest = StringManifest("date", "date-bert", "date", "")
    package = train_strings(model_called("date"), date_strings(120), training, manifest, tmp_path)
    mixed = replace(settings, strings=replace(settings.strings, date=str(tmp_path / "package")))
    assert versions_of(mixed, ["citation", "date"]) == ("citation-test", "date-bert")
    # So small a network reads some wrongly: what counts is that it reads them alike here and there.
    dates = [one.text for one in date_strings(20, seed=9)]
    found = found_in(string_tagger_of(package, Device(threads=1), 64), dates)
    read = [date_of(*found[one]) for one in dates]
    wanted = [one and one.iso for one in read]
    assert sum(map(bool, wanted)) > 10
    assert [row.iso for row in rows_of(spark, dates, parse_date("string", mixed))] == wanted
    first, nothing = rows_of(spark, [REFERENCE, None], parse_reference("string", mixed))
    assert (first.title, first.year) == ("Effects of light in mice", "1999")
    assert nothing.title is None


def test_names(spark: SparkSession, settings: Settings) -> None:
    strings = ["Berg B, Silva C", None, ""]
    for of in ("citation", "header"):
        found = rows_of(spark, strings, parse_name("string", settings, of=of))
        assert [one.surname for one in found[0]] == ["Berg", "Silva"]
        assert [bool(one) for one in found] == [True, False, False]
    with pytest.raises(SettingsError, match="unknown model 'name-poem'"):
        parse_name("string", settings, of="poem")


def test_affiliations(spark: SparkSession, settings: Settings) -> None:
    strings = ["Department of Law, University of Berg, Chile"]
    ((found,),) = rows_of(spark, strings, parse_affiliation("string", settings))
    assert (found.departments, found.institutions, found.country) == (
        ["Department of Law"], ["University of Berg"], "Chile",
    )  # fmt: skip


def test_the_columns_are_the_contracts(spark: SparkSession, settings: Settings) -> None:
    made = spark.createDataFrame([], "s string").select(
        parse_reference("s", settings).alias("r"),
        parse_date("s", settings).alias("d"),
        parse_name("s", settings).alias("n"),
        parse_affiliation("s", settings).alias("a"),
    )
    types = {field.name: field.dataType for field in made.schema}
    assert mismatches(types["r"], PARSED_REFERENCE) == []
    assert mismatches(types["d"], DATE) == []
    assert mismatches(types["n"].elementType, PERSON) == []  # type: ignore[attr-defined]
    assert mismatches(types["a"].elementType, AFFILIATION) == []  # type: ignore[attr-defined]


def test_a_package_that_is_not_there_is_told_at_once(spark: SparkSession) -> None:
    del spark
    with pytest.raises(ModelError, match="no/such"):
        parse_date("s", Settings(strings=StringSettings(date="no/such")))


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "references.txt"
    path.write_text("\n".join([REFERENCE, "", f" {REFERENCE} ", *(s.text for s in citations(3))]))
    return path


def test_a_text_file_of_references(
    spark: SparkSession, settings: Settings, lines: Path, tmp_path: Path
) -> None:
    out = str(tmp_path / "out")
    assert references(spark, settings, str(lines), "", out) == (5, 4)
    found = {row.string: row for row in spark.read.parquet(out).collect()}
    assert found[REFERENCE].times == 2
    assert found[REFERENCE].reference.year == "1999"
    assert found[REFERENCE].model_version == "citation-test+name-citation-test+date-test"
    # Run again it takes the place of what it wrote, and of nothing else.
    assert references(spark, settings, str(lines), "", out) == (5, 4)
    (tmp_path / "out/notes.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"notes\.txt"):
        references(spark, settings, str(lines), "", out)


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_a_column_of_a_table(
    spark: SparkSession, settings: Settings, tmp_path: Path, form: str
) -> None:
    source = str(tmp_path / f"table.{form}")
    strings = [(REFERENCE,), (None,), (REFERENCE,)]
    table = spark.createDataFrame(strings, "`cited as` string")
    if form == "jsonl":
        Path(source).write_text("".join(json.dumps({"cited as": s}) + "\n" for (s,) in strings))
    elif form == "csv":
        Path(source).write_text(f'cited as\n"{REFERENCE}"\n\n"{REFERENCE}"\n')
    else:
        table.write.parquet(source)
    assert references(spark, settings, source, "cited as", str(tmp_path / "out")) == (2, 1)
    with pytest.raises(SourceError, match=r"no column 'other' \(found: cited as\)"):
        references(spark, settings, source, "other", str(tmp_path / "other"))


def test_a_source_that_is_not_there(
    spark: SparkSession, settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        references(spark, settings, str(tmp_path / "no.txt"), "", str(tmp_path / "out"))
    with pytest.raises(OutputError):
        references(spark, settings, str(tmp_path), "", str(tmp_path / "out"))


def test_the_command(
    spark: SparkSession, settings: Settings, lines: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    del spark
    chosen = [f"--set=strings.{name}={getattr(settings.strings, name)}"
              for name in ("citation", "name_citation", "date")]  # fmt: skip
    out = tmp_path / "out"
    assert main(["references", str(lines), "--out", str(out), *chosen]) == 0
    assert capsys.readouterr().out == f"5 references, 4 distinct, in {out}\n"


def test_chunks_do_not_change_what_is_read(spark: SparkSession, settings: Settings) -> None:
    strings: list[str | None] = [one.text for one in citations(11)]
    many = replace(settings, strings=replace(settings.strings, chunk_strings=1000))
    few = rows_of(spark, strings, parse_reference("string", settings))
    assert few == rows_of(spark, strings, parse_reference("string", many))
