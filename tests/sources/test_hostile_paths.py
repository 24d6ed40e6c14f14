"""Names and things in a folder that are no papers: listed as they are, each a typed failure."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from spv2_spark.config import Settings, SourceSettings
from spv2_spark.errors import Failure, Kind, SettingsError, SourceError
from spv2_spark.pipeline.one_paper import read_paper
from spv2_spark.sources import fetch, list_pdfs

SETTINGS = SourceSettings(attempts=1)
DATA = b"%PDF-1.4"
# Each with ".pdf" behind it.
NAMES = [
    "line\nbreak", "-rf", "--out", "..", "...", "a\tb", "\x1b[31mred", " ", "%2e%2e%2f", "*",
    "$(id)", "<b>", "'\"", "a\\b", "\u202egnp", "x" * 251,
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_paper_of_any_name_is_listed_and_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(DATA)
    for given in (tmp_path, path):
        (paper,) = list_pdfs([str(given)])
        assert paper.paper_id == f"{name}.pdf"
        assert fetch(paper.uri, SETTINGS, 100) == DATA


def test_a_path_of_more_than_4_kb_costs_itself_alone(tmp_path: Path) -> None:
    before = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(20):  # deeper than a path may be long
            Path("d" * 250).mkdir()
            os.chdir("d" * 250)
        Path("a.pdf").write_bytes(DATA)
        (paper,) = list_pdfs([str(tmp_path)])
        failure = fetch(paper.uri, SETTINGS, 100)
        assert isinstance(failure, Failure)
        assert "too long" in failure.message
        with pytest.raises(SourceError, match="too long"):
            list(list_pdfs([f"{tmp_path}/{'d/' * 3000}a.pdf"]))
    finally:
        os.chdir(before)
        shutil.rmtree(tmp_path / ("d" * 250))  # which pytest cannot


def test_dots_lead_where_they_say_and_ids_are_names(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "a.pdf").write_bytes(DATA)
    (paper,) = list_pdfs([f"{tmp_path}/in/../a.pdf"])
    assert paper.paper_id == "a.pdf"
    assert fetch(paper.uri, SETTINGS, 100) == DATA


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)  # the whole path may be longer than a socket's name


ODD: dict[str, Callable[[Path], Any]] = {
    "a pipe": os.mkfifo,
    "a socket": _socket,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a terminal": lambda path: path.symlink_to("/dev/tty"),
    "a loop": lambda path: path.symlink_to(path.name),
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
}


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_file_is_a_failure_and_never_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "odd.pdf"
    ODD[odd](path)
    papers = list(list_pdfs([str(tmp_path)]))
    assert [paper.paper_id for paper in papers] in ([], ["odd.pdf"])
    failure = fetch(str(path), SETTINGS, 100)
    assert isinstance(failure, Failure)
    assert failure.kind is Kind.NOT_FOUND
    with pytest.raises(SettingsError):
        read_paper(path, Settings())


@pytest.mark.parametrize("odd", ["a pipe", "a socket", "a device", "a terminal"])
def test_what_might_be_a_list_is_not_waited_for_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "papers.txt"
    ODD[odd](path)
    (paper,) = list_pdfs([str(path)])
    failure = fetch(paper.uri, SETTINGS, 100)
    assert isinstance(failure, Failure)
    assert failure.kind is Kind.NOT_FOUND
