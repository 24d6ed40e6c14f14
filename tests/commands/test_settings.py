"""Command lines to Settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from spv2_spark.cli import parser_of_commands
from spv2_spark.config import Settings, assigned, load_settings
from spv2_spark.errors import SettingsError


def settings(*argv: str) -> Settings:
    options = parser_of_commands().parse_args(["process", *argv])
    return load_settings(options.settings, options.set)


def test_files_in_order_then_single_settings(tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text("[pdf]\nmax_pages = 3\nmemory_mb = 5\n")
    two.write_text("[pdf]\nmemory_mb = 6\n")
    told = settings("--settings", str(one), str(two), "--set", "pdf.pages=all")
    assert (told.pdf.max_pages, told.pdf.memory_mb, told.pdf.pages) == (3, 6, "all")


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


def test_unknown_keys_name_their_origin() -> None:
    with pytest.raises(SettingsError, match=r"--set pdf.max=3: \[pdf\]: unknown key 'max'"):
        settings("--set", "pdf.max=3")
