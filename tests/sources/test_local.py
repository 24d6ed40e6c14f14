from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from spv2_spark.config import SourceSettings
from spv2_spark.errors import Failure, Kind
from spv2_spark.sources import fetch
from spv2_spark.sources.arrow import list_arrow, read_arrow
from spv2_spark.sources.problems import FinalError, Limits

SETTINGS = SourceSettings(attempts=2, first_wait_s=0.01, max_wait_s=0.01, timeout_s=2)
ROOT = Path(__file__).parents[2]


def kind(uri: str, max_bytes: int = 100) -> Kind:
    result = fetch(uri, SETTINGS, max_bytes)
    assert isinstance(result, Failure)
    assert result.message
    return result.kind


@pytest.mark.parametrize("name", ["a.pdf", "a b#1?.pdf", "ü%20.pdf", "-.pdf", "line\nbreak.pdf"])
def test_a_path_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"%PDF-")
    assert fetch(str(tmp_path / name), SETTINGS, 5) == b"%PDF-"
    assert fetch((tmp_path / name).as_uri(), SETTINGS, 5) == b"%PDF-"


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xff\xfe.pdf"
    Path(os.fsdecode(raw)).write_bytes(b"x")
    uri = "file://" + str(tmp_path) + "/%FF%FE.pdf"
    assert fetch(uri, SETTINGS, 5) == b"x"
    assert fetch("file://localhost" + uri.removeprefix("file://"), SETTINGS, 5) == b"x"


def test_an_empty_file_is_no_bytes_and_no_failure(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert fetch(str(tmp_path / "a.pdf"), SETTINGS, 5) == b""


def test_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "file.pdf").touch()
    (tmp_path / "loop.pdf").symlink_to("loop.pdf")
    assert kind(str(tmp_path / "absent.pdf")) is Kind.NOT_FOUND
    assert kind(str(tmp_path / "file.pdf" / "below.pdf")) is Kind.NOT_FOUND
    assert kind(str(tmp_path / "loop.pdf")) is Kind.NOT_FOUND
    assert kind(str(tmp_path)) is Kind.NOT_FOUND
    assert kind(str(tmp_path / ("x" * 300))) is Kind.NOT_FOUND
    assert kind("a\0.pdf") is Kind.NOT_FOUND
    assert kind("file://elsewhere/a.pdf") is Kind.NOT_FOUND
    assert kind("") is Kind.NOT_FOUND


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    assert kind(str(tmp_path / "a.pdf")) is Kind.NOT_FOUND


def test_a_file_of_others_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x")
    path.chmod(0)
    tmp_path.chmod(0o755)
    if os.geteuid() != 0:
        assert kind(str(path)) is Kind.FETCH
        return
    # Root reads everything: ask as nobody, who has to see the folders above.
    for folder in path.parents:
        if folder.stat().st_mode & 0o005 != 0o005:
            folder.chmod(folder.stat().st_mode | 0o055)
    script = (
        "import os, sys; from spv2_spark.config import SourceSettings\n"
        "from spv2_spark.sources import fetch; os.setuid(65534)\n"
        "print(fetch(sys.argv[1], SourceSettings(), 9).kind.value)"
    )
    command = [sys.executable, "-c", script, str(path)]
    output = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert output == "fetch\n"


def test_a_file_above_the_bound_is_not_read(tmp_path: Path) -> None:
    huge = tmp_path / "a.pdf"
    with huge.open("wb") as file:
        file.truncate(1 << 40)  # a hole: a terabyte that takes no room
    assert kind(str(huge)) is Kind.TOO_LARGE


def test_what_grows_while_it_is_read_is_bounded() -> None:
    # A file of /proc has the size 0 and bytes all the same.
    assert kind("/proc/self/status", max_bytes=10) is Kind.TOO_LARGE


@pytest.mark.parametrize("uri", ["http://host/a.pdf", "https://host/a.pdf", "ftp://host/a.pdf"])
def test_other_schemes_are_refused_by_name(uri: str) -> None:
    result = fetch(uri, SETTINGS, 5)
    assert isinstance(result, Failure)
    assert result.kind is Kind.NOT_FOUND
    assert f"{uri.partition(':')[0]}:// is not supported" in result.message


def test_hadoop_that_does_not_answer_is_a_failure() -> None:
    result = fetch("hdfs://127.0.0.1:1/a.pdf", SETTINGS, 5)
    assert isinstance(result, Failure)
    assert result.kind is Kind.FETCH
    assert len(result.message) <= 500
    assert "\n" not in result.message


def limits(max_bytes: int) -> Limits:
    return Limits(max_bytes, 5.0, lambda _size: None)


def test_pyarrows_reader_says_the_same_as_ours(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a b%20.pdf"
    path.write_bytes(b"12345")
    uri = f"file://{path}"
    assert read_arrow(uri, limits(5)) == b"12345"
    with pytest.raises(FinalError) as caught:
        read_arrow(uri, limits(4))
    assert caught.value.failure.kind is Kind.TOO_LARGE
    for absent in (f"file://{tmp_path}/in", f"file://{tmp_path}/absent.pdf"):
        with pytest.raises(FinalError) as caught:
            read_arrow(absent, limits(5))
        assert caught.value.failure.kind is Kind.NOT_FOUND
    assert list(list_arrow(f"file://{tmp_path}", SETTINGS)) == [(uri, "in/a b%20.pdf")]
