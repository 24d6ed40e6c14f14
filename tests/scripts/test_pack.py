"""What `make pack` leaves out, and says of it; the archive itself runs in tests/cluster."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scripts import pack


def write(path: Path, size: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)


def test_what_is_left_out_is_told_with_its_size_even_when_it_went_before(tmp_path: Path) -> None:
    site = tmp_path / pack.SITE
    write(site / "pandas/tests/frame/test_all.py", 3_000_000)
    write(site / "pandas/core/frame.py", 10)
    write(site / "pandas/testing.py", 10)  # a module that programs import
    write(site / "tensorflow/include/absl/log.h", 5_000_000)
    write(tmp_path / pack.LIB / "test/support.py", 7_000_000)
    write(tmp_path / pack.LIB / "email/charset.py", 10)
    first = pack.pruned(tmp_path)
    assert "tests of packages (3 MB)" in first
    assert "C and C++ headers (5 MB)" in first
    assert "Python's tests, windows, installers (7 MB)" in first
    kept = [one.name for one in tmp_path.rglob("*") if one.is_file() and one.suffix]
    assert sorted(kept) == ["charset.py", "frame.py", "testing.py"]
    assert pack.pruned(tmp_path) == first


def test_a_link_is_removed_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    write(tmp_path / "there/one", 1)
    (tmp_path / "link").symlink_to(tmp_path / "there")
    pack.remove(tmp_path / "link")
    assert [one.name for one in tmp_path.iterdir()] == ["there"]
    assert (tmp_path / "there/one").is_file()


def test_the_newest_glibc_is_told_by_number(tmp_path: Path) -> None:
    write(tmp_path / "lib/libz.so.1", 0)
    (tmp_path / "lib/libz.so.1").write_bytes(b"\0GLIBC_2.4\0GLIBC_2.17\0GLIBC_2.9")
    assert pack.needed_glibc(tmp_path) == "needs glibc 2.17 or newer"


@pytest.mark.skipif(sys.platform != "linux", reason="ldd is Linux'")
def test_an_interpreters_libraries_are_found_but_for_glibc() -> None:
    names = {one.name for one in pack.libraries_of(Path(sys.executable).resolve())}
    assert not [one for one in names if one.startswith(("libc.so", "libm.so", "ld-linux"))]


def test_a_command_that_fails_ends_the_program_with_its_last_line() -> None:
    script = "import sys; print('first', file=sys.stderr); sys.exit('no space left')"
    with pytest.raises(SystemExit, match=r"^pack: python\S*: no space left$"):
        pack.run([sys.executable, "-c", script])
