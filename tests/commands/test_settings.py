"""Command lines to Settings."""

from __future__ import annotations

import dataclasses
import logging
from pathlib import Path

import pytest

from spv2_spark.cli import main, parser_of_commands
from spv2_spark.config import Settings, TrainingSettings, assigned, load_settings
from spv2_spark.config.bounds import Choice, hints_of
from spv2_spark.errors import SettingsError
from spv2_spark.nn.shape import ENGINES


def settings(*argv: str) -> Settings:
    options = parser_of_commands().parse_args(["process", *argv])
    return load_settings(options.settings, options.set)


def test_files_in_order_then_single_settings(tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text("[pdf]\nmax_pages = 3\nmemory_mb = 500\n")
    two.write_text("[pdf]\nmemory_mb = 600\n")
    told = settings("--settings", str(one), "--settings", str(two), "--set", "pdf.pages=all")
    assert (told.pdf.max_pages, told.pdf.memory_mb, told.pdf.pages) == (3, 600, "all")


def test_paths_may_follow_a_settings_file() -> None:
    options = parser_of_commands().parse_args(["enqueue", "--settings", "c.toml", "s3://b/pdfs/"])
    assert (options.settings, options.paths) == ([Path("c.toml")], ["s3://b/pdfs/"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a.b=3", 3),
        ("a.b = 0.5", 0.5),
        ("a.b=true", True),
        ("a.b=packaged:x", "packaged:x"),
        ("a.b='7'", "7"),
        ("a.b=", ""),
        ("a.b=x=y", "x=y"),
    ],
)
def test_values(text: str, value: object) -> None:
    assert assigned(text) == {"a": {"b": value}}


@pytest.mark.parametrize("text", ["pdf.max_pages", "max_pages=3", ".x=1", "pdf.=1"])
def test_what_is_no_assignment(text: str) -> None:
    with pytest.raises(SettingsError, match=r"expected SECTION\.KEY=VALUE"):
        assigned(text)


def test_a_model_is_a_setting() -> None:
    told = settings("--set", "model.threads=2", "--model", 'a "b" 1', "--model-version", "0.4")
    assert (told.model.package, told.model.version, told.model.threads) == ('a "b" 1', "0.4", 2)


REFUSED = [
    ("pdf.pages=foo", "[pdf] pages: expected one of references, all, spv2, found 'foo'"),
    ("pdf.pages=refrences", "did you mean references?"),
    (
        "process.papers_per_partition=0",
        "papers_per_partition: expected 1 to 2_147_483_647, found 0",
    ),
    ("model.batch_tokens=-5", "[model] batch_tokens: expected 1 to 2_147_483_647, found -5"),
    ("process.stop_share=nan", "[process] stop_share: expected 0 to 1, found nan"),
    ("process.stop_share=1.5", "[process] stop_share: expected 0 to 1, found 1.5"),
    ("ledger.lease_s=inf", "[ledger] lease_s: expected 0.001 to 2_592_000, found inf"),
    ("pdf.max_pages=true", "[pdf] max_pages: expected a whole number, found True"),
    ("pdf.max_pages=8.5", "[pdf] max_pages: expected a whole number, found 8.5"),
    ("process.keep_tags=1", "[process] keep_tags: expected true or false, found 1"),
    ("decode.without=dashes", "[decode] without: expected a list of texts, found 'dashes'"),
    ("source.s3_endpoint=localhost:9000", "s3_endpoint: expected http://... or https://..."),
    ("pdf.max_page=3", "[pdf]: unknown key 'max_page'; did you mean max_pages?"),
    ("pdf.colour=3", "[pdf]: unknown key 'colour' (known: documents_per_child, max_bytes, "),
    ("proces.keep_tags=true", "unknown section [proces]; did you mean process?"),
    ("zoo.keep_tags=true", "unknown section [zoo] (known: source, pdf, "),
    ("ledger.lease_s=30", "ledger.heartbeat_s (60) is not below ledger.lease_s (30)"),
    ("source.max_wait_s=0.1", "source.first_wait_s (0.5) is above source.max_wait_s (0.1)"),
    ("process.prometheus=s3://b/spv2.prom", "prometheus: expected a path on this machine, found"),
    ("training.minutes=0", "training.minutes and training.steps are both 0"),
]


@pytest.mark.parametrize(("assignment", "told"), REFUSED)
def test_what_cannot_be_meant_is_one_line_before_anything_starts(
    assignment: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work = tmp_path / "work"
    command = ["process", "--set", f"process.workdir={work}", "--set", assignment]
    assert main(command) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("spv2: ")
    assert told in line
    assert not work.exists()


def test_a_file_with_a_wrong_value_is_named(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    for text, told in [
        ("[pdf]\nmax_pages = 0\n", r"mine.toml: \[pdf\] max_pages: expected 1 to "),
        ("pdf = 3\n", r"mine.toml: pdf: expected a section \[pdf\]"),
        ("x = " + "[" * 100_000, "mine.toml: "),
    ]:
        file.write_text(text)
        with pytest.raises(SettingsError, match=told) as caught:
            settings("--settings", str(file))
        assert "\n" not in str(caught.value)
    with pytest.raises(SettingsError, match=r"none.toml: No such file or directory"):
        settings("--settings", str(tmp_path / "none.toml"))


@pytest.mark.parametrize("command", [["enqueue", "."], ["process"], ["dequeue", "--out", "o"]])
def test_a_remote_work_folder_needs_a_database(
    command: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*command, "--set", "process.workdir=s3a://bucket/work"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "process.workdir is s3a://bucket/work" in line
    assert "ledger.url must name the Task DB (postgresql://" in line
    assert list(tmp_path.iterdir()) == []  # "./s3a:" was made, with a SQLite file in it


def test_every_number_has_bounds_and_every_default_is_within_them() -> None:
    for section in dataclasses.fields(Settings):
        values = getattr(Settings(), section.name)
        for name, (plain, bounds) in hints_of(type(values)).items():
            default = getattr(values, name)
            is_number = plain in (int, float)
            assert bounds or not is_number, f"{section.name}.{name} has no bounds"
            assert not [bound for bound in bounds if bound.complaint(default)]


def test_the_engines_are_those_that_there_are() -> None:
    hints = hints_of(TrainingSettings)
    assert hints["engine"][1] == (Choice((*ENGINES, "crf")),)
    assert hints["parser_engine"][1] == (Choice(ENGINES),)


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (
            ["parse", "--ouput", "x", "p"],
            "spv2 parse: unknown argument --ouput; did you mean --out",
        ),
        (["process", "--workdir=x"], "spv2 process: unknown argument --workdir"),
        (["rules", "more"], "spv2 rules: unknown argument more"),
        (["dequeue"], "spv2 dequeue: the following arguments are required: --out"),
    ],
)
def test_an_unknown_option_points_at_its_commands_help(
    argv: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(argv)
    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(told)
    assert line.endswith(f"(see spv2 {argv[0]} --help)")


def test_a_paths_escapes_never_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nasty = "\x1b[2J\x9b31m\u202e\rred\udcff"
    for argv in (
        ["parse", f"{tmp_path}/{nasty}", "--out", str(tmp_path / "out")],
        ["process", "--settings", f"{tmp_path}/{nasty}.toml"],
        ["explain", f"{tmp_path}/{nasty}.pdf"],
    ):
        assert main(argv) == 2
        (line,) = capsys.readouterr().err.split("\n")[:-1]
        assert line.isprintable()
        assert "\\x1b[2J\\x9b31m\\u202e\\rred" in line
    with pytest.raises(SystemExit):
        main(["process", nasty])
    assert capsys.readouterr().err.rstrip("\n").isprintable()
    logging.getLogger("spv2_spark.x").warning("read %s", nasty)
    assert capsys.readouterr().err.rstrip("\n").isprintable()
