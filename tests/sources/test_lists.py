"""Lists of papers: columns of tables, ids with templates, patterns; here and in a store."""

from __future__ import annotations

import dataclasses
import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from spv2_spark.config import SourceSettings
from spv2_spark.domain.paper import Paper
from spv2_spark.errors import SettingsError, SourceError
from spv2_spark.sources import list_pdfs
from tests.sources.conftest import BUCKET, Faults

SHA = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
OTHER = "0123456789abcdef0123456789abcdef01234567"
TEMPLATES = ("s3://open/{id[:4]}/{id[4:]}.pdf", "s3://closed/{id[:4]}/{id[4:]}.pdf")
BY_ID = SourceSettings(uri_templates=TEMPLATES)
BY_COLUMN = SourceSettings(column="pdf", attempts=2, first_wait_s=0.01, max_wait_s=0.01)
URIS = ["s3://b/a, 1.pdf", "/in/b.pdf", f"s3://b/{SHA[:4]}/{SHA[4:]}.pdf"]
FROM_COLUMN = [
    Paper("s3://b/a, 1.pdf", "s3://b/a, 1.pdf", "a, 1.pdf"),
    Paper("/in/b.pdf", "/in/b.pdf", "b.pdf"),
    Paper(SHA, URIS[2], f"{SHA[4:]}.pdf"),
]


def listed(*paths: Path | str, source: SourceSettings | None = None) -> list[Paper]:
    return list(list_pdfs([str(path) for path in paths], source))


def places(paper_id: str) -> str:
    return f"first:s3://open/{paper_id[:4]}/{paper_id[4:]}.pdf|s3://closed/{paper_id[:4]}/{paper_id[4:]}.pdf"


def test_ids_lie_where_the_templates_say(tmp_path: Path) -> None:
    lines = f"{SHA.upper()}\n# one more\nPMC317.v1\nmine\t{OTHER}\n/in/a.pdf\n"
    (tmp_path / "ids").write_text(lines)
    assert listed(tmp_path / "ids", source=BY_ID) == [
        Paper(SHA, places(SHA), f"{SHA[4:]}.pdf"),
        Paper("PMC317.v1", places("PMC317.v1"), "17.v1.pdf"),
        Paper("mine", places(OTHER), f"{OTHER[4:]}.pdf"),
        Paper("/in/a.pdf", "/in/a.pdf", "a.pdf"),
    ]
    one = dataclasses.replace(BY_ID, uri_templates=("/in/{id}.pdf",))
    assert listed(tmp_path / "ids", source=one)[1] == Paper(
        "PMC317.v1", "/in/PMC317.v1.pdf", "PMC317.v1.pdf"
    )


@pytest.mark.parametrize(
    "text", [SHA, f"{SHA}\n{OTHER}\n", "PMC3178181\nPMC2\n", "a/b.pdf\nPMC2\n"]
)
def test_ids_without_a_template_are_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "ids.txt").write_text(text)
    with pytest.raises(SourceError, match=r"ids\.txt: line \d: \w+ is an id; .* --uri-template"):
        listed(tmp_path / "ids.txt")


@pytest.mark.parametrize(
    "template", ["s3://b/a.pdf", "s3://b/{sha}.pdf", "{id}/{x}", "{id[1]}", "{id"]
)
def test_what_is_no_template(template: str) -> None:
    with pytest.raises(SettingsError, match=r"--uri-template .*expected a URI with \{id\}"):
        list(list_pdfs([], SourceSettings(uri_templates=("s3://b/{id}", template))))


def tables(folder: Path, values: list[Any]) -> list[Path]:
    """Write the values as a column of files of every kind; return their paths."""
    table = pa.table({"n": list(range(len(values))), "pdf": values})
    (folder / "spark.parquet" / "year=2020").mkdir(parents=True)
    pq.write_table(table, folder / "spark.parquet" / "year=2020" / "part-0.parquet")
    pq.write_table(table, folder / "a.parquet", row_group_size=1)
    lines = "".join(json.dumps({"n": n, "pdf": one}) + "\n" for n, one in enumerate(values))
    (folder / "a.jsonl").write_text(lines)
    (folder / "a.ndjson.gz").write_bytes(gzip.compress(lines.encode()))
    rows = "".join(f'{n},"{one or ""}"\n' for n, one in enumerate(values))
    (folder / "a.csv").write_bytes("\ufeffn,pdf\r\n".encode() + rows.encode())
    (folder / "a.csv.gz").write_bytes(gzip.compress(f"n,pdf\n{rows}".encode()))
    (folder / "a.tsv").write_text("n\tpdf\n" + "".join(f"0\t{one or ''}\n" for one in values))
    return sorted(folder.iterdir())


def test_a_column_of_every_kind_of_table(tmp_path: Path) -> None:
    paths = tables(tmp_path, URIS)
    assert len(paths) == 7
    for path in paths:
        assert listed(path, source=BY_COLUMN) == FROM_COLUMN


def test_a_column_of_ids(tmp_path: Path) -> None:
    by_both = dataclasses.replace(BY_COLUMN, uri_templates=TEMPLATES)
    for path in tables(tmp_path, [SHA, OTHER]):
        assert [paper.uri for paper in listed(path, source=by_both)] == [places(SHA), places(OTHER)]
        with pytest.raises(SourceError, match=f"{SHA} is an id"):
            listed(path, source=BY_COLUMN)


def test_what_a_table_lacks_is_told(tmp_path: Path) -> None:
    other = dataclasses.replace(BY_COLUMN, column="uri")
    for path in tables(tmp_path, [URIS[0], None]):
        with pytest.raises(SourceError, match=r"no column 'uri' \(there are: n, pdf\)"):
            listed(path, source=other)
        with pytest.raises(SourceError, match=r"(line|row) \d: no text in 'pdf'"):
            listed(path, source=BY_COLUMN)
    for name in ("a.parquet", "a.jsonl", "spark.parquet"):
        with pytest.raises(
            SourceError, match="name the column that has the URIs or ids with --column"
        ):
            listed(tmp_path / name)


@pytest.mark.parametrize(
    "data", [b"", b"junk\n", b"\x1f\x8bjunk", b"PAR1 PAR1", b'{"pdf": ["a"]}\n', b"[" * 9_999]
)
def test_what_is_no_table_is_told(tmp_path: Path, data: bytes) -> None:
    for name in ("a.parquet", "a.jsonl", "a.csv", "a.csv.gz", "a.jsonl.gz"):
        if not data and name.startswith("a.jsonl"):
            continue  # no lines, no papers
        (tmp_path / name).write_bytes(data)
        with pytest.raises(SourceError, match=name) as caught:
            listed(tmp_path / name, source=BY_COLUMN)
        assert "\n" not in str(caught.value)


def test_patterns_on_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("2020/a.pdf", "2020/b.txt", "2021/deep/a.pdf", "30/c.pdf", "a[1].pdf"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF-")
    monkeypatch.chdir(tmp_path)

    def ids(pattern: str) -> list[str]:
        return [paper.paper_id for paper in listed(pattern)]

    assert ids("in/20*") == ["2020/a.pdf", "2021/deep/a.pdf"]
    assert ids("in/20*/*.pdf") == ["2020/a.pdf"]
    assert ids(f"{tmp_path}/in/**/[ac].pdf") == ["2020/a.pdf", "2021/deep/a.pdf", "30/c.pdf"]
    assert ids("in/a[1].pdf") == ["a[1].pdf"]  # a file that is there is no pattern
    with pytest.raises(SourceError, match=r"in/\*\.zip: no file has such a name"):
        ids("in/*.zip")


def test_lists_tables_and_patterns_in_a_store(
    bucket: Any, settings: SourceSettings, faults: Faults, tmp_path: Path
) -> None:
    for path in tables(tmp_path, URIS):
        for file in [path] if path.is_file() else path.rglob("*.parquet"):
            key = file.relative_to(tmp_path).as_posix()
            bucket.put_object(Bucket=BUCKET, Key=f"in/{key}", Body=file.read_bytes())
    bucket.put_object(Bucket=BUCKET, Key="in/list.txt", Body="\n".join(URIS).encode())
    for key in ("in/2020/x.pdf", "in/2021/y.pdf", "in/30/z.pdf", "in/2020/x.txt"):
        bucket.put_object(Bucket=BUCKET, Key=key, Body=b"x")
    column = dataclasses.replace(settings, column="pdf")
    for name in ("a.parquet", "a.csv.gz", "a.jsonl", "spark.parquet", "list.txt"):
        faults.planned[f"/{BUCKET}/in/{name}"].extend([503, "reset"])
        assert listed(f"s3://{BUCKET}/in/{name}", source=column) == FROM_COLUMN

    def ids(pattern: str) -> list[str]:
        return [paper.paper_id for paper in listed(f"s3://{BUCKET}/{pattern}", source=settings)]

    assert ids("in/20*/*.pdf") == ids("in/20*") == ["2020/x.pdf", "2021/y.pdf"]
    assert ids("in/**/?.pdf") == ["2020/x.pdf", "2021/y.pdf", "30/z.pdf"]
    assert ids("*/3[0-9]/z.pdf") == ["in/30/z.pdf"]
    with pytest.raises(SourceError, match="no paper has such a name"):
        ids("in/19*")
