"""The service by real HTTP: one paper, a batch in each of its forms, many clients at once."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shlex
import shutil
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from spv2_spark.config import Settings
from spv2_spark.domain.page import Document
from spv2_spark.engines.packages import decoder_of, opened, package_files, tagger_of
from spv2_spark.nn.device import Device
from spv2_spark.pdf.read import read_pdf
from spv2_spark.report.spv2_json import spv2_json
from spv2_spark.service.decoders import further_reader
from tests.service.hostile_reader import KILL
from tests.service.process import ROOT, Server, multipart


def zipped(files: dict[str, bytes]) -> bytes:
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        return out.getvalue()


def curl_lines() -> list[str]:
    """Return the lines with curl of the README and of the service's page."""
    pages = [ROOT / name for name in ("README.md", "docs/service.md")]
    lines = [line.strip() for page in pages for line in page.read_text("utf-8").splitlines()]
    return list(dict.fromkeys(line for line in lines if line.startswith("curl ")))


@pytest.mark.tf
@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")
@pytest.mark.parametrize("line", curl_lines())
def test_the_lines_of_the_documentation(
    line: str, server: Server, samples: dict[str, bytes], tmp_path: Path
) -> None:
    data = samples["01-medicine.pdf"]
    for name in ("paper.pdf", "one.pdf", "two.pdf"):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "papers.zip").write_bytes(zipped(samples))
    command = shlex.split(line.replace("http://localhost:8081", server.url), comments=True)
    told = subprocess.run([*command, "-sS"], capture_output=True, check=True, cwd=tmp_path).stdout
    docs = [json.loads(one)["doc"] for one in told.splitlines()]
    assert len(docs) == {"paper.pdf": 1, "one.pdf": 2, "papers.zip": 4}[_first_file(line)]
    read = next(one for one in docs if one["title"].startswith("Evening light exposure"))
    assert read["docSha"] == hashlib.sha1(data, usedforsecurity=False).hexdigest()
    assert read["authors"]
    assert {"title", "authors", "venue", "year"} <= set(read["bibs"][0])


def _first_file(line: str) -> str:
    found = re.search(r"@(\S+)", line)
    assert found
    return found[1]


def test_spv2s_own_line_is_among_them() -> None:
    assert 'curl -v --data-binary @paper.pdf "http://localhost:8081/v1/json/pdf"' in [
        line.partition("  ")[0] for line in curl_lines()
    ]


def test_a_paper_is_read_as_by_the_core(
    toy_server: Server, toy_package: Path, samples: dict[str, bytes]
) -> None:
    settings = Settings()
    files = package_files(str(toy_package), settings.source)
    package = opened(files, "")
    tagger = tagger_of(package, settings.model, Device())
    for name, data in samples.items():
        document = read_pdf(data, settings.pdf)
        assert isinstance(document, Document)
        tags = [page.rounded() for page in tagger.tag([document])[0]]
        decoded = decoder_of(files, settings.decode).decoded(document, tags, package.known_words)
        (read,) = further_reader(settings)([decoded])
        doc = toy_server.pdf(data, name).json["doc"]
        version = doc["modelVersion"]
        assert doc == spv2_json(read, doc_name=name, sha1=document.sha1, model_version=version)


def test_a_failure_says_its_kind(toy_server: Server) -> None:
    answer = toy_server.pdf(b"no PDF at all", "odd.pdf")
    assert answer.status == 422
    error = answer.json["error"]
    assert (error["kind"], error["stage"], error["docName"]) == (
        "not_a_pdf",
        "tokenise",
        "odd.pdf",
    )
    assert error["stackTrace"] == ""


def test_a_batch_of_files(toy_server: Server, samples: dict[str, bytes]) -> None:
    body, headers = multipart([*samples.items(), ("broken.pdf", b"%PDF-1.4 and no more")])
    answer = toy_server.ask("POST", "/v1/json/pdfs", body, headers)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/x-ndjson")
    told = {line["index"]: line for line in answer.lines}
    assert sorted(told) == list(range(len(samples) + 1))
    names = [told[at]["doc"]["docName"] for at in range(len(samples))]
    assert names == list(samples)
    assert told[len(samples)]["error"]["docName"] == "broken.pdf"
    assert told[len(samples)]["error"]["kind"] == "not_a_pdf"


def test_a_batch_in_a_zip_file(toy_server: Server, samples: dict[str, bytes]) -> None:
    files = {f"of/{name}": data for name, data in samples.items()}
    extra = {"readme.txt": b"no paper", "__MACOSX/of/._x.pdf": b"no paper"}
    headers = {"Content-Type": "application/zip"}
    answer = toy_server.ask("POST", "/v1/json/pdfs", zipped(files | extra), headers)
    assert sorted(line["doc"]["docName"] for line in answer.lines) == sorted(files)


def test_a_batch_of_uris(toy_server: Server, store: Path, samples: dict[str, bytes]) -> None:
    (store / "one.pdf").write_bytes(samples["01-medicine.pdf"])
    secret = store.parent / "secret.pdf"
    secret.write_bytes(samples["02-learning.pdf"])
    link = store / "link.pdf"
    link.unlink(missing_ok=True)
    link.symlink_to(secret)
    outside = [str(secret), f"{store}/../secret.pdf", str(link), "file:///etc/passwd"]
    outside += [f"file://{store}/%2e%2e/secret.pdf", "s3://bucket/paper.pdf"]
    lines = [json.dumps({"uri": f"{store}/one.pdf"}), json.dumps(f"{store}/none.pdf"), *outside]
    headers = {"Content-Type": "application/x-ndjson"}
    answer = toy_server.ask("POST", "/v1/json/pdfs", "\n".join(lines).encode(), headers)
    told = {line["index"]: line for line in answer.lines}
    sha1 = hashlib.sha1(samples["01-medicine.pdf"], usedforsecurity=False).hexdigest()
    assert told[0]["doc"]["docSha"] == sha1
    assert told[1]["error"]["kind"] == "not_found"
    refused = [told[at]["error"]["message"] for at in range(2, len(lines))]
    assert refused == ["not under any of service.uri_prefixes"] * len(outside)


def test_an_id_is_looked_up_by_the_templates(
    toy_server: Server, store: Path, samples: dict[str, bytes]
) -> None:
    data = samples["01-medicine.pdf"]
    sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    (store / sha1[:4]).mkdir(exist_ok=True)
    (store / sha1[:4] / f"{sha1[4:]}.pdf").write_bytes(data)
    doc = toy_server.ask("GET", f"/v1/json/paperid/{sha1}").json["doc"]
    assert (doc["paperId"], doc["docSha"]) == (sha1, sha1)
    missing = toy_server.ask("GET", f"/v1/json/paperid/{'0' * 40}")
    assert (missing.status, missing.json["error"]["kind"]) == (404, "not_found")
    assert toy_server.ask("GET", f"/v1/json/paperid/{quote('../' * 13, '')}x").status == 404


def test_many_clients_share_batches(toy_server: Server, samples: dict[str, bytes]) -> None:
    names = ("spv2_batch_papers_count", "spv2_batch_papers_sum")
    before = [toy_server.metric(name) for name in names]
    papers = [*samples.items()] * 4
    with ThreadPoolExecutor(len(papers)) as clients:
        answers = list(clients.map(lambda paper: toy_server.pdf(paper[1], paper[0]), papers))
    assert [one.json["doc"]["docName"] for one in answers] == [name for name, _ in papers]
    batches, tagged = (
        toy_server.metric(name) - was for name, was in zip(names, before, strict=True)
    )
    assert tagged == len(papers) == 16
    assert batches <= tagged / 2


def test_a_paper_that_kills_its_child_costs_no_other(
    toy_server: Server, samples: dict[str, bytes]
) -> None:
    papers = [*samples.values(), KILL] * 3
    with ThreadPoolExecutor(len(papers)) as clients:
        answers = list(clients.map(toy_server.pdf, papers))
    ended = [one.json["error"]["kind"] if "error" in one.json else "done" for one in answers]
    assert ended == ["done", "done", "done", "done", "crash"] * 3
    killed = next(one for one in answers if "error" in one.json)
    assert (killed.status, "SIGSEGV" in killed.json["error"]["message"]) == (500, True)


def test_pictures_of_pages(toy_server: Server, samples: dict[str, bytes]) -> None:
    data = samples["01-medicine.pdf"]
    picture = toy_server.ask("POST", "/v1/png/pdf?page=0", data)
    assert picture.headers["content-type"] == "image/png"
    assert picture.body.startswith(b"\x89PNG\r\n\x1a\n")
    assert toy_server.ask("POST", "/v1/png/pdf?page=999", data).status == 422
    assert toy_server.ask("POST", "/v1/png/pdf?page=0", b"nothing").status == 422
    assert toy_server.ask("POST", "/v1/png/pdf?page=-1", data).status == 422


def test_what_watches_it(toy_server: Server) -> None:
    assert toy_server.ask("GET", "/health").json["status"] == "ok"
    assert toy_server.ask("GET", "/ready").json == {"status": "ready"}
    assert toy_server.metric("spv2_ready") == 1
    assert toy_server.metric('spv2_requests_total{path="/health",status="200"}') >= 1
    toy_server.ask("GET", "/some/path/of/a/client")
    assert toy_server.metric('spv2_requests_total{path="none",status="404"}') >= 1
    paths = toy_server.ask("GET", "/openapi.json").json["paths"]
    assert {"/v1/json/pdf", "/v1/json/paperid/{paper_id}", "/v1/json/pdfs", "/ready"} <= set(paths)
    assert set(paths["/v1/json/pdfs"]["post"]["requestBody"]["content"]) == {
        "multipart/form-data",
        "application/zip",
        "application/x-ndjson",
    }


def test_the_page_loads_nothing_from_elsewhere(toy_server: Server) -> None:
    page = toy_server.ask("GET", "/")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "http" not in page.body.decode().replace("<!doctype html>", "")
    for name in ("page.css", "page.js"):
        assert toy_server.ask("GET", f"/{name}").status == 200
        assert name in page.body.decode()
