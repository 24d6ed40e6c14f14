"""Bulk archives: well-formed, odd and hostile ones."""

from __future__ import annotations

import gzip
import io
import tarfile
from dataclasses import replace
from pathlib import Path

from spv2_spark.config import AssembleSettings
from spv2_spark.sources.archives import Loss, Lost, Pair, iter_pairs

PDF = b"%PDF-1.4 of "


def archive_of(files: dict[str, bytes], *odd: tarfile.TarInfo) -> bytes:
    """Return a .tar.gz of files by name, and members that hold nothing."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for member in odd:
            tar.addfile(member)
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return out.getvalue()


def ends(data: bytes, bounds: AssembleSettings | None = None) -> dict[str, object]:
    """Return {article: its PDF's bytes, or why it is lost}."""
    found: dict[str, object] = {}
    for one in iter_pairs(io.BytesIO(data), "bulk", bounds or AssembleSettings()):
        found[one.article] = one.pdf.read_bytes() if isinstance(one, Pair) else one.why
    return found


def test_every_folder_ends_as_a_pair_or_a_loss() -> None:
    files = {
        "PMC1/a.nxml": b"<a/>",
        "PMC1/a.pdf": PDF + b"1",
        "PMC1/supplement.pdf": PDF + b"s",
        "PMC2/b.nxml": b"<a/>",
        "PMC2/other.PDF": PDF + b"2",
        "PMC3/c.nxml": b"<a/>",
        "PMC3/figure.jpg": b"jpg",
        "PMC4/d.pdf": PDF,
        "PMC5/e.nxml": b"<a/>",
        "PMC5/x.pdf": PDF,
        "PMC5/y.pdf": PDF,
        "PMC6/f.nxml": b"<a/>",
        "PMC6/f.pdf": b"<html>",
        "g.nxml": b"<a/>",
        "g.pdf": PDF + b"top",
    }
    assert ends(archive_of(files)) == {
        "PMC1": PDF + b"1",
        "PMC2": PDF + b"2",
        "PMC3": Lost.NO_PDF,
        "PMC4": Lost.NO_JATS,
        "PMC5": Lost.SEVERAL_PDFS,
        "PMC6": Lost.NOT_A_PDF,
        "bulk": PDF + b"top",
    }


def test_paths_and_links_lead_nowhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(PDF + b"secret")
    link = tarfile.TarInfo("PMC1/a.pdf")
    link.type, link.linkname = tarfile.SYMTYPE, str(secret)
    files = {"PMC1/a.nxml": b"<a/>", "../../PMC2/b.nxml": b"<a/>", "/abs/PMC2/b.pdf": PDF}
    before = sorted(tmp_path.rglob("*"))
    assert ends(archive_of(files, link)) == {"PMC1": Lost.NO_PDF, "PMC2": PDF}
    assert sorted(tmp_path.rglob("*")) == before


def test_bombs_end_at_their_bounds() -> None:
    files = {"PMC1/a.nxml": b"<a/>", "PMC1/a.pdf": PDF, "PMC2/b.pdf": PDF + bytes(3_000_000)}
    data = archive_of(files)
    assert len(data) < 20_000
    few = replace(AssembleSettings(), file_bytes=1_000_000)
    assert ends(data, few) == {"PMC1": PDF, "PMC2": Lost.FILE_TOO_LARGE}
    small = replace(AssembleSettings(), archive_bytes=1_000_000)
    found = ends(data, small)
    assert (found["PMC1"], found[""]) == (PDF, Lost.ARCHIVE_TOO_LARGE)
    assert ends(data, replace(AssembleSettings(), files=1))[""] == Lost.ARCHIVE_TOO_LARGE


def test_a_header_that_promises_gigabytes_is_refused() -> None:
    member = tarfile.TarInfo("x")
    member.type, member.size = tarfile.XHDTYPE, 8_000_000_000
    data = gzip.compress(member.tobuf(tarfile.USTAR_FORMAT) + bytes(10_000))
    assert set(ends(data)) == {""}


def test_what_was_whole_before_the_break_is_kept() -> None:
    files = {"PMC1/a.nxml": b"<a/>", "PMC1/a.pdf": PDF, "PMC2/b.pdf": PDF + bytes(range(256)) * 99}
    plain = gzip.decompress(archive_of(files))
    found = ends(gzip.compress(plain[:10_000]))
    assert (found["PMC1"], found[""]) == (PDF, Lost.BROKEN)
    for junk in (b"", b"no archive", gzip.compress(b"x")[:12]):
        (one,) = iter_pairs(io.BytesIO(junk), "junk", AssembleSettings())
        assert isinstance(one, Loss)
        assert one.why == Lost.BROKEN
