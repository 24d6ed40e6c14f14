from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from spv2_spark.config import SourceSettings
from spv2_spark.domain.paper import Paper
from spv2_spark.errors import Failure, Kind, SourceError
from spv2_spark.sources import fetch, list_pdfs

SHA = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
OTHER = "0123456789abcdef0123456789abcdef01234567"


def tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF-1.4")
    return root


def ids(*paths: Path | str) -> list[str]:
    return [paper.paper_id for paper in list_pdfs([str(path) for path in paths])]


def test_a_folder_is_its_pdfs_by_the_path_below_it(tmp_path: Path) -> None:
    root = tree(tmp_path / "in", "b.pdf", "a/Z.PDF", "a/deep/c.Pdf", "notes.txt", "pdf", "x.pdf.gz")
    assert list(list_pdfs([str(root)])) == [
        Paper("b.pdf", f"{root}/b.pdf", "b.pdf"),
        Paper("a/Z.PDF", f"{root}/a/Z.PDF", "Z.PDF"),
        Paper("a/deep/c.Pdf", f"{root}/a/deep/c.Pdf", "c.Pdf"),
    ]
    assert ids(f"{root}/") == ids(root) == ids(root.as_uri())


def test_a_relative_path_has_an_absolute_uri(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree(tmp_path / "in", "a.pdf")
    monkeypatch.chdir(tmp_path)
    assert list(list_pdfs(["in"])) == [Paper("a.pdf", f"{tmp_path}/in/a.pdf", "a.pdf")]
    assert list(list_pdfs(["in/a.pdf"])) == [Paper("a.pdf", f"{tmp_path}/in/a.pdf", "a.pdf")]
    assert list(list_pdfs(["./in/../in"])) == [Paper("a.pdf", f"{tmp_path}/in/a.pdf", "a.pdf")]


def test_a_folder_called_pdf_and_an_empty_one(tmp_path: Path) -> None:
    root = tree(tmp_path / "in", "folder.pdf/a.pdf")
    assert ids(root) == ["folder.pdf/a.pdf"]
    assert ids(root / "folder.pdf") == ["a.pdf"]
    (tmp_path / "empty").mkdir()
    assert ids(tmp_path / "empty") == []


def test_links_are_followed_and_loops_survived(tmp_path: Path) -> None:
    root = tree(tmp_path / "in", "a/one.pdf")
    tree(tmp_path / "elsewhere", "two.pdf")
    (root / "a" / "up").symlink_to(root, target_is_directory=True)
    (root / "linked").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (root / "self.pdf").symlink_to("self.pdf")
    (root / "broken.pdf").symlink_to("nowhere.pdf")
    assert ids(root) == ["broken.pdf", "self.pdf", "a/one.pdf", "linked/two.pdf"]


def test_spv2s_layouts_have_sha1_ids(tmp_path: Path) -> None:
    root = tree(
        tmp_path / "in",
        f"{SHA[:4]}/{SHA[4:]}.pdf",
        f"00/docs/{OTHER}/{OTHER}.pdf",
        f"00/docs/{OTHER}/{SHA}.pdf",
        f"{SHA[:4]}/short.pdf",
    )
    expected = [f"00/docs/{OTHER}/{SHA}.pdf", OTHER, SHA, f"{SHA[:4]}/short.pdf"]
    assert sorted(ids(root)) == sorted(expected)


def test_roots_with_the_same_names_keep_apart(tmp_path: Path) -> None:
    one = tree(tmp_path / "one", "a.pdf", "b.pdf")
    two = tree(tmp_path / "two", "a.pdf", "c.pdf")
    found = ids(one, two)
    assert found[:2] == ["a.pdf", "b.pdf"]
    assert found[3] == "c.pdf"
    assert found[2].startswith("a.pdf@")
    assert len(found[2]) == len("a.pdf@") + 8
    assert ids(one, two) == found
    assert ids(one / "a.pdf", two / "a.pdf") == [found[0], found[2]]


def test_a_file_under_two_roots_is_one_paper(tmp_path: Path) -> None:
    root = tree(tmp_path / "in", "a/one.pdf", "two.pdf")
    assert ids(root, root / "a", root / "two.pdf", root) == ["two.pdf", "a/one.pdf"]


def test_one_sha1_in_two_places_is_one_id(tmp_path: Path) -> None:
    one = tree(tmp_path / "one", f"{SHA[:4]}/{SHA[4:]}.pdf")
    two = tree(tmp_path / "two", f"{SHA[:4]}/{SHA[4:]}.pdf")
    assert ids(one, two) == [SHA, SHA]


def test_names_that_are_not_utf8_stay_different_and_readable(tmp_path: Path) -> None:
    root = tmp_path / "in"
    root.mkdir()
    names = (b"\xff.pdf", b"\xfe.pdf", "é.pdf".encode(), b"%FF.pdf", b"%2FF.pdf")
    for name in names:
        Path(os.fsdecode(os.fsencode(root) + b"/" + name)).write_bytes(b"x")
    papers = {paper.paper_id: paper for paper in list_pdfs([str(root)])}
    (ff,) = (paper_id for paper_id in papers if paper_id.startswith("%FF.pdf@"))
    assert len(papers) == 5
    assert set(papers) >= {"é.pdf", "%FF.pdf", "%2FF.pdf"}
    assert papers[ff].uri == f"file://{root}/%FF.pdf"
    assert papers["%FF.pdf"].uri == f"{root}/%FF.pdf"
    assert papers[ff].doc_name == "%FF.pdf"
    assert ids(root) == ids(root)
    assert "".join("".join(paper) for paper in papers.values()).encode()


def test_a_list_of_uris(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        "# papers of June",
        "",
        "s3://bucket/a b.pdf",
        "my id\ts3://bucket/c.pdf",
        f"s3://bucket/{SHA[:4]}/{SHA[4:]}.pdf",
        "in/d.pdf",
        "/abs/e.pdf\r",
    ]
    (tmp_path / "list.txt").write_bytes("\ufeff".encode() + "\n".join(lines).encode())
    monkeypatch.chdir(tmp_path)
    assert list(list_pdfs(["list.txt"])) == [
        Paper("s3://bucket/a b.pdf", "s3://bucket/a b.pdf", "a b.pdf"),
        Paper("my id", "s3://bucket/c.pdf", "c.pdf"),
        Paper(SHA, f"s3://bucket/{SHA[:4]}/{SHA[4:]}.pdf", f"{SHA[4:]}.pdf"),
        Paper(f"{tmp_path}/in/d.pdf", f"{tmp_path}/in/d.pdf", "d.pdf"),
        Paper("/abs/e.pdf", "/abs/e.pdf", "e.pdf"),
    ]


def test_a_list_and_the_folder_it_names_list_each_paper_once(tmp_path: Path) -> None:
    root = tree(tmp_path / "in", "a.pdf", "b.pdf")
    (tmp_path / "list").write_text(f"first\t{root}/a.pdf\n")
    assert ids(tmp_path / "list", root) == ["first", "b.pdf"]


def test_a_line_without_a_uri_is_named(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_text("id\ts3://b/k.pdf\n\n  id\t \n")
    with pytest.raises(SourceError, match=r"list\.tsv: line 3 has no URI"):
        ids(tmp_path / "list.tsv")


@pytest.mark.parametrize("data", [b"junk %PDF-1.4 \x01", b"<html>\n<p>", b"a\0b", b"x" * 9_000])
def test_a_file_of_another_name_that_is_no_list_is_a_paper(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "paper.bin").write_bytes(data)
    assert ids(tmp_path / "paper.bin") == ["paper.bin"]


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/no/such/folder", "no such file or folder"),
        ("http://host/list", "http:// is not supported"),
        ("file://elsewhere/x", "another host"),
        ("x" * 300, "no such file|too long"),
    ],
)
def test_what_cannot_be_listed_is_an_error_not_silence(path: str, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        ids(path)
    assert "\n" not in str(caught.value)


def test_a_path_that_is_too_long_costs_what_lies_there(tmp_path: Path) -> None:
    root = tree(tmp_path / "in", "a.pdf", "z.pdf")
    before = Path.cwd()
    try:
        os.chdir(root)
        for _ in range(20):
            Path("d" * 250).mkdir()
            os.chdir("d" * 250)
        Path("lost.pdf").write_bytes(b"%PDF-")
    finally:
        os.chdir(before)
    papers = {paper.doc_name: paper for paper in list_pdfs([str(root)])}
    assert set(papers) == {"a.pdf", "z.pdf", "*.pdf"}
    lost = papers["*.pdf"]
    assert len(lost.paper_id.encode()) == 1_000
    found = fetch(lost.uri, SourceSettings(), 10)
    assert isinstance(found, Failure)
    assert (found.kind, found.message) == (Kind.NOT_FOUND, "File name too long")
    shutil.rmtree(root / ("d" * 250))  # which pytest cannot


def test_long_ids_are_cut_and_stay_apart(tmp_path: Path) -> None:
    long = "ü" * 120
    root = tree(tmp_path / "in", *(f"{long}/{long}/{long}/{long}/{long}/{n}.pdf" for n in range(3)))
    found = ids(root)
    assert len(set(found)) == 3
    assert all(980 < len(one.encode()) <= 1_000 for one in found)
