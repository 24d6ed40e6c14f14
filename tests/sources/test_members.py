"""Papers in zip and tar archives: as folders are, in place, and hostile ones."""

from __future__ import annotations

import dataclasses
import io
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from spv2_spark.config import SourceSettings
from spv2_spark.domain.paper import Paper
from spv2_spark.errors import Failure, Kind, SourceError
from spv2_spark.sources import fetch, list_pdfs, prefetched
from spv2_spark.sources.uris import archive_and_member, member_uri
from tests.sources.conftest import BUCKET, Faults

SETTINGS = SourceSettings(attempts=2, first_wait_s=0.01, max_wait_s=0.01, timeout_s=30)
MEGABYTE = 1_000_000
SHA = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
FILES = {
    "b.pdf": b"%PDF-b" + os.urandom(30_000),
    "notes.txt": b"no paper",
    "2020/50%!.PDF": b"%PDF-odd",
    "2020/a b.pdf": b"",
    f"{SHA[:4]}/{SHA[4:]}.pdf": b"%PDF-sha",
    "../../etc/x.pdf": b"%PDF-up",
    "/abs.pdf": b"%PDF-abs",
    "__MACOSX/._b.pdf": b"what macOS knows of it",
}


def zipped(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, files: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


ARCHIVES: dict[str, Callable[[Path, dict[str, bytes]], Path]] = {
    "papers.zip": zipped,
    "papers.tar": tarred,
    "papers.tar.gz": lambda path, files: tarred(path, files, "w:gz"),
    "papers.tbz2": lambda path, files: tarred(path, files, "w:bz2"),
    "papers.TXZ": lambda path, files: tarred(path, files, "w:xz"),
}


def read(path: Path, settings: SourceSettings = SETTINGS) -> dict[str, bytes | Failure]:
    papers = list_pdfs([str(path)], settings)
    return {paper.paper_id: data for paper, data in prefetched(papers, settings, MEGABYTE)}


@pytest.mark.parametrize("name", ARCHIVES)
def test_members_are_papers_by_their_paths(name: str, tmp_path: Path) -> None:
    before = FILES | {f"{SHA[:4]}/{SHA[4:]}.pdf": b""}  # the sha1 of nothing is the one it has
    found = read(ARCHIVES[name](tmp_path / name, before))
    expected = {(SHA if SHA[4:] in one else one): data for one, data in before.items()}
    assert found == {
        one: data for one, data in expected.items() if one not in ("notes.txt", "__MACOSX/._b.pdf")
    }
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_compression_of_python(method: int, tmp_path: Path) -> None:
    files = {"a.pdf": os.urandom(5_000), "b.pdf": b"x" * 50_000}
    assert read(zipped(tmp_path / "a.zip", files, method)) == files


def test_names_and_uris_of_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "a!b%.zip", {"2020/50%!.pdf": b"x"})
    (paper,) = list_pdfs([str(path)])
    assert paper == Paper("2020/50%!.pdf", f"zip:{path}!2020/50%25%21.pdf", "50%!.pdf")
    assert list(list_pdfs([paper.uri])) == [paper._replace(paper_id="50%!.pdf")]
    monkeypatch.chdir(tmp_path)
    assert [one.uri for one in list_pdfs(["zip:a!b%.zip!2020/50%25%21.pdf"])] == [paper.uri]
    odd = "line\nbreak \udcff!.pdf"
    assert archive_and_member(member_uri("tar", "/in/a!.tar", odd)) == ("/in/a!.tar", odd)
    for uri in ("zip:a.zip", "tar:!x.pdf"):
        with pytest.raises(SourceError, match=r"expected (zip|tar):ARCHIVE!MEMBER"):
            list(list_pdfs([uri]))


def test_a_member_or_an_archive_that_is_not_there(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.pdf": b"x"})
    for uri in (f"zip:{path}!b.pdf", f"zip:{tmp_path}/b.zip!a.pdf", f"tar:{tmp_path}!a.pdf"):
        found = fetch(uri, SETTINGS, 10)
        assert isinstance(found, Failure)
        assert found.kind is Kind.NOT_FOUND
    with pytest.raises(SourceError, match=r"b\.zip: no such file"):
        list(list_pdfs([str(tmp_path / "b.zip")]))


def test_an_archive_that_is_replaced_is_read_anew(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.pdf": b"old"})
    assert fetch(f"zip:{path}!a.pdf", SETTINGS, 10) == b"old"
    zipped(tmp_path / "new", {"filler": b"1234", "a.pdf": b"fresh"}).replace(path)
    assert fetch(f"zip:{path}!a.pdf", SETTINGS, 10) == b"fresh"


def test_bombs_cost_a_paper_or_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"bomb.pdf": bytes(5_000_000), "well.pdf": b"%PDF-"})
    assert path.stat().st_size < 10_000
    found = fetch(f"zip:{path}!bomb.pdf", SETTINGS, 100 * MEGABYTE)
    assert isinstance(found, Failure)
    assert (found.kind, "the limit is 200 times" in found.message) == (Kind.TOO_LARGE, True)
    generous = dataclasses.replace(SETTINGS, archive_ratio=10_000)
    assert fetch(f"zip:{path}!bomb.pdf", generous, 100 * MEGABYTE) == bytes(5_000_000)
    assert getattr(fetch(f"zip:{path}!bomb.pdf", generous, 9), "kind", None) is Kind.TOO_LARGE
    assert fetch(f"zip:{path}!well.pdf", SETTINGS, 9) == b"%PDF-"
    packed = tarred(tmp_path / "a.tgz", {"bomb.pdf": bytes(5_000_000)}, "w:gz")
    with pytest.raises(SourceError, match=r"a\.tgz: more than \d+ bytes unpacked"):
        read(packed)
    small = dataclasses.replace(generous, archive_bytes=1000)
    with pytest.raises(SourceError, match="more than 1000 bytes unpacked"):
        read(packed, small)


@pytest.mark.parametrize("name", ARCHIVES)
def test_members_are_bounded(name: str, tmp_path: Path) -> None:
    path = ARCHIVES[name](tmp_path / name, {f"{n}.pdf": b"x" for n in range(4)})
    assert len(read(path, dataclasses.replace(SETTINGS, archive_members=4))) == 4
    with pytest.raises(SourceError, match="more than 3 members"):
        read(path, dataclasses.replace(SETTINGS, archive_members=3))


def test_a_directory_that_lies_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.pdf": os.urandom(2_000)})
    data = bytearray(path.read_bytes())
    directory = data.index(b"PK\x01\x02")
    # The same member over and over: what a quine or a bomb of overlapping members does.
    entry = bytes(data[directory : data.index(b"PK\x05\x06")])
    end = bytearray(data[data.index(b"PK\x05\x06") :])
    end[8:12] = (3).to_bytes(2, "little") * 2
    end[12:16] = (3 * len(entry)).to_bytes(4, "little")
    path.write_bytes(data[:directory] + entry * 3 + end)
    with pytest.raises(SourceError, match="its members lie over each other"):
        read(path)


def test_links_and_devices_are_no_papers(tmp_path: Path) -> None:
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"secret")
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            member = tarfile.TarInfo(f"{kind.decode()}.pdf")
            member.type, member.linkname = kind, str(secret)
            archive.addfile(member)
    assert read(path) == {}


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_broken_archive_is_told_and_not_half_read(name: str, tmp_path: Path) -> None:
    files = {f"{n}.pdf": os.urandom(3_000) for n in range(5)}
    whole = ARCHIVES[name](tmp_path / name, files).read_bytes()
    for data in (b"", b"junk" * 500, whole[: len(whole) // 2], whole[:9_000]):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(SourceError, match=name):
            read(tmp_path / name)


def test_a_damaged_header_in_a_tar_is_told(tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tar", {"a.pdf": b"a" * 512, "b.pdf": b"b"})
    data = bytearray(path.read_bytes())
    data[1024:1030] = b"junk!!"
    path.write_bytes(data)
    with pytest.raises(SourceError, match="a damaged header at byte 1024"):
        read(path)


def test_a_member_with_another_crc_is_a_failure(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.pdf": b"x" * 100, "b.pdf": b"y"}, zipfile.ZIP_STORED)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"x" * 100, b"x" * 99 + b"z"))
    found = read(path)
    assert found["b.pdf"] == b"y"
    broken = found["a.pdf"]
    assert isinstance(broken, Failure)
    assert (broken.kind, "CRC" in broken.message) == (Kind.FETCH, True)


def test_an_encrypted_member_is_a_failure(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.pdf": b"x"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    (found,) = read(path).values()
    assert getattr(found, "kind", None) is Kind.ENCRYPTED


@pytest.mark.parametrize("name", ["papers.zip", "papers.tar"])
def test_an_archive_in_a_store_is_read_in_ranges(
    name: str, bucket: Any, settings: SourceSettings, faults: Faults, tmp_path: Path
) -> None:
    files = {f"{n}.pdf": os.urandom(40_000) for n in range(20)} | {"other": os.urandom(2_000_000)}
    path = ARCHIVES[name](tmp_path / name, files)
    bucket.put_object(Bucket=BUCKET, Key=name, Body=path.read_bytes())
    uri = f"s3://{BUCKET}/{name}"
    faults.sent_bytes = 0
    papers = list(list_pdfs([uri], settings))
    found = {paper.paper_id: data for paper, data in prefetched(papers, settings, MEGABYTE)}
    del files["other"]
    assert found == files
    assert faults.sent_bytes <= 1.1 * 20 * 40_000
    faults.planned[f"/{BUCKET}/{name}"].extend([503, "break"])
    assert fetch(papers[3].uri, settings, MEGABYTE) == files["3.pdf"]


def test_an_archive_that_a_store_replaced_is_read_anew(
    bucket: Any, settings: SourceSettings, tmp_path: Path
) -> None:
    uri = f"zip:s3://{BUCKET}/a.zip!a.pdf"
    for data in (b"old", b"fresh"):
        path = zipped(tmp_path / "a.zip", {"x": data * 9, "a.pdf": data})
        bucket.put_object(Bucket=BUCKET, Key="a.zip", Body=path.read_bytes())
        assert fetch(uri, settings, 10) == data
