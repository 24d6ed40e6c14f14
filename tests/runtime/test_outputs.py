"""What the program did not write is neither replaced nor removed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from spv2_spark import MARK
from spv2_spark.errors import OutputError
from spv2_spark.runtime.outputs import (
    MARKER,
    check_apart,
    check_file,
    claim_folder,
    marker_of,
    marker_text,
    whole_file,
    write_file,
)

OURS = f"<!doctype html><!-- {MARK} -->".encode()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_marker_says_what_it_is() -> None:
    table = marker_of(marker_text("cake", layers=3))
    assert (table["program"], table["what"], table["layers"]) == ("spv2-spark", "cake", 3)


@pytest.mark.parametrize(
    "text", [None, "", "{", "[]", "7", '{"program": "other"}', "[" * 100_000, "spv2-spark"]
)
def test_another_programs_marker_says_nothing(text: str | None) -> None:
    assert marker_of(text) == {}


def test_a_new_or_empty_folder_is_claimed_once_and_again(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "a" / "new", tmp_path / "empty"):
        claim_folder(folder, "cakes")
        assert names(folder) == ["_spv2_spark.json"]
        (folder / "cake").touch()
        claim_folder(folder, "cakes")
        assert names(folder) == ["_spv2_spark.json", "cake"]


def test_a_folder_of_others_is_refused_and_left(tmp_path: Path) -> None:
    (tmp_path / "thesis.pdf").touch()
    with pytest.raises(OutputError, match=r"'thesis.pdf', which spv2-spark did not write"):
        claim_folder(tmp_path, "cakes")
    assert names(tmp_path) == ["thesis.pdf"]


def test_only_names_that_are_to_be_written_are_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "thesis.pdf").touch()
    claim_folder(tmp_path, "cakes", ["cake"])
    assert names(tmp_path) == ["_spv2_spark.json", "thesis.pdf"]
    other = tmp_path / "other"
    other.mkdir()
    (other / "cake").touch()
    with pytest.raises(OutputError, match="'cake'"):
        claim_folder(other, "cakes", ["cake"])


@pytest.mark.parametrize("wanted", [[], ["cake"]])
@pytest.mark.parametrize(
    "data",
    [
        marker_text("pies").encode(),
        b"\xff\xfe{",
        b"a word about spv2-spark",
        b'{"program": "other", "what": "cakes"}',
    ],
)
def test_a_marker_of_something_else_is_kept(tmp_path: Path, wanted: list[str], data: bytes) -> None:
    (tmp_path / MARKER).write_bytes(data)
    with pytest.raises(OutputError, match=r"'_spv2_spark.json', which"):
        claim_folder(tmp_path, "cakes", wanted)
    assert (tmp_path / MARKER).read_bytes() == data


def test_a_folder_or_a_dangling_link_in_the_markers_place_is_kept(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    (one / MARKER).mkdir(parents=True)
    two.mkdir()
    (two / MARKER).symlink_to(tmp_path / "nowhere")
    for folder in (one, two):
        with pytest.raises(OutputError, match=MARKER):
            claim_folder(folder, "cakes", ["cake"])
    assert (one / MARKER).is_dir()
    assert (two / MARKER).is_symlink()


def test_a_link_to_a_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    claim_folder(tmp_path / "link", "cakes")
    claim_folder(tmp_path / "real", "cakes")
    assert (tmp_path / "link").is_symlink()


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OutputError, match="cannot write here"):
            claim_folder(place, "cakes")
        with pytest.raises(OutputError, match=r"Not a directory|File exists"):
            write_file(tmp_path / "file" / "page.html", OURS)
    assert (tmp_path / "file").read_text() == "x"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_an_unwritable_folder_is_told(tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o555)
    with pytest.raises(OutputError, match="Permission denied"):
        claim_folder(shut, "cakes")
    with pytest.raises(OutputError, match="Permission denied"):
        write_file(shut / "page.html", OURS)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no /proc here")
def test_a_place_where_nobody_writes_is_told() -> None:
    with pytest.raises(OutputError, match="/proc/cakes"):
        claim_folder(Path("/proc/cakes"), "cakes")
    with pytest.raises(OutputError, match=r"/proc/page\.html"):
        write_file(Path("/proc/page.html"), OURS)


def test_a_file_of_ours_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "new" / "page.html"
    write_file(path, OURS)
    write_file(path, OURS + b"2")
    assert path.read_bytes() == OURS + b"2"
    path.write_bytes(b"<!-- written by spv2-spark 0.0.1 -->")
    write_file(path, OURS)
    assert path.read_bytes() == OURS
    assert names(path.parent) == ["page.html"]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"",
        b"See spv2-spark for more.",
        b"a review by me, of what was written by spv2",
        b" " * 4096 + OURS,
    ],
)
def test_a_file_of_others_is_refused_and_left(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    with pytest.raises(OutputError, match=r"paper.pdf: is there, and spv2-spark did not write"):
        check_file(path)
    with pytest.raises(OutputError, match="choose another place"):
        write_file(path, OURS)
    assert path.read_bytes() == data
    assert names(tmp_path) == ["paper.pdf"]


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.html").mkdir()
    with pytest.raises(OutputError, match="did not write"):
        write_file(tmp_path / "page.html", OURS)
    assert (tmp_path / "page.html").is_dir()


def test_links_stay_and_what_they_lead_to_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "ours").write_bytes(OURS)
    (tmp_path / "theirs").write_bytes(b"theirs")
    for name in ("ours", "theirs", "nowhere"):
        (tmp_path / f"to-{name}").symlink_to(name)
    write_file(tmp_path / "to-ours", OURS + b"2")
    assert (tmp_path / "to-ours").is_symlink()
    assert (tmp_path / "ours").read_bytes() == OURS + b"2"
    for name in ("to-theirs", "to-nowhere"):
        with pytest.raises(OutputError, match="did not write"):
            write_file(tmp_path / name, OURS)
    assert (tmp_path / "theirs").read_bytes() == b"theirs"
    assert names(tmp_path) == ["ours", "theirs", "to-nowhere", "to-ours", "to-theirs"]


def test_a_free_place_is_fine(tmp_path: Path) -> None:
    check_file(tmp_path / "nowhere" / "page.html")
    assert names(tmp_path) == []


def test_data_without_a_mark_is_a_mistake_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="without a mark"):
        write_file(tmp_path / "page.html", b"<html>")
    assert names(tmp_path) == []


def test_a_name_of_the_greatest_length_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 125 + ".html")  # 255 bytes
    with whole_file(path) as file:
        file.write(b"x")
    assert names(tmp_path) == [path.name]


def test_a_whole_file_that_cannot_be_put_in_place_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    with pytest.raises(OSError, match="directory"), whole_file(tmp_path / "page") as file:
        file.write(b"x")
    assert names(tmp_path) == ["page"]


@pytest.mark.parametrize(
    ("given", "output"),
    [
        ("papers", "papers"),
        ("papers", "papers/out"),
        ("papers/in", "papers"),
        (".", "out"),
        ("papers/../out/in", "out"),
        ("link", "papers/out"),
        ("out/paper.pdf", "out"),
        ("s3://bucket/papers", "s3a://bucket/papers/out"),
        ("S3N://bucket", "s3://bucket/out"),
        ("s3://bucket/papers/", "s3://bucket//papers"),
        ("hdfs://host/papers", "hdfs://host/papers/out"),
    ],
)
def test_an_input_may_not_hold_the_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, output: str
) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "link").symlink_to("papers")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match="may not contain each other"):
        check_apart(["elsewhere", given], output)


def test_a_path_and_its_uri_are_one_place(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="may not contain"):
        check_apart([tmp_path.as_uri()], str(tmp_path / "out"))


@pytest.mark.parametrize(
    ("given", "output"),
    [
        ("papers", "papers2"),
        ("papers2/in", "papers"),
        ("papers/one.pdf", "papers/one"),
        ("s3://bucket/papers", "s3a://bucket/papers2"),
        ("s3://one/papers", "s3://two/papers"),
        ("s3://papers", "papers"),
    ],
)
def test_siblings_are_apart(given: str, output: str) -> None:
    check_apart([given], output)


@pytest.mark.parametrize(("given", "output"), [("file://far/x", "out"), ("in", "file://far/x")])
def test_a_file_of_another_host_is_told(given: str, output: str) -> None:
    with pytest.raises(OutputError, match="file://far/x: file URI of another host: far"):
        check_apart([given], output)


def test_a_folders_marker_is_json(tmp_path: Path) -> None:
    claim_folder(tmp_path, "cakes")
    assert json.loads((tmp_path / MARKER).read_text())["what"] == "cakes"
