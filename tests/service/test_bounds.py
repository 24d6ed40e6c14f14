"""What a server refuses, and how: full queues, bodies and batches that are too large, time."""

from __future__ import annotations

import io
import socket
import struct
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.service.hostile_reader import SLEEP
from tests.service.process import PDF, Server, multipart, serving


@pytest.fixture(scope="module")
def tight(toy_package: Path) -> Iterator[Server]:
    """Have a server with room for little."""
    with serving(
        f"model.package={toy_package}",
        "service.queue_papers=3",
        "service.readers=2",
        "service.batch_width=2",
        "service.batch_papers=5",
        "service.batch_mb=1",
        "service.time_limit_s=20.0",
        "pdf.max_bytes=900000",
        "pdf.time_limit_s=60.0",
        module="tests.service.hostile_server",
    ) as server:
        yield server


def asleep(seconds: float) -> bytes:
    return SLEEP + f"{seconds}".encode()


def test_a_full_queue_says_when_to_come_again(tight: Server) -> None:
    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(tight.pdf, [asleep(1.0)] * 8))
    statuses = sorted(one.status for one in answers)
    assert statuses == [422] * 3 + [429] * 5
    full = [one for one in answers if one.status == 429]
    assert all(1 <= int(one.headers["retry-after"]) <= 60 for one in full)
    assert "the queue is full" in full[0].json["error"]["message"]
    assert tight.pdf(b"again").status == 422  # there is room again


def test_it_is_not_ready_while_it_is_full(tight: Server) -> None:
    with ThreadPoolExecutor(3) as clients:
        waiting = [clients.submit(tight.pdf, asleep(1.0)) for _ in range(3)]
        statuses: set[tuple[int, str]] = set()
        while not all(one.done() for one in waiting):
            told = tight.ask("GET", "/ready")
            statuses.add((told.status, told.json["status"]))
            time.sleep(0.05)
    assert (503, "full") in statuses
    assert tight.ask("GET", "/ready").status == 200


def test_a_large_body_is_refused_whole_or_in_parts(tight: Server) -> None:
    assert tight.pdf(b"%PDF" + bytes(900_000)).status == 413
    parts = (bytes(100_000) for _ in range(20))
    answer = tight.ask("POST", "/v1/json/pdf", parts, PDF)  # its length is not told
    assert (answer.status, "900000 bytes" in answer.json["error"]["message"]) == (413, True)
    assert tight.metric("spv2_held_bytes") == 0


def test_a_batch_has_its_bounds(tight: Server) -> None:
    body, headers = multipart([(f"{at}.pdf", b"x") for at in range(6)])
    assert tight.ask("POST", "/v1/json/pdfs", body, headers).status == 413
    body, headers = multipart([(f"{at}.pdf", b"x") for at in range(5)])
    assert len(tight.ask("POST", "/v1/json/pdfs", body, headers).lines) == 5
    body, headers = multipart([("1.pdf", bytes(1_100_000))])
    assert tight.ask("POST", "/v1/json/pdfs", body, headers).status == 413
    lines = {"Content-Type": "application/x-ndjson"}
    assert tight.ask("POST", "/v1/json/pdfs", b"/a.pdf\n" * 6, lines).status == 413
    assert tight.ask("POST", "/v1/json/pdfs", b"", lines).status == 400
    assert tight.ask("POST", "/v1/json/pdfs", b"{", lines).status == 400
    assert tight.ask("POST", "/v1/json/pdfs", b"x", {"Content-Type": "text/plain"}).status == 415


def test_zip_files_that_lie(tight: Server) -> None:
    def ask(data: bytes) -> int:
        told = tight.ask("POST", "/v1/json/pdfs", data, {"Content-Type": "application/zip"})
        return told.status

    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bomb.pdf", bytes(300_000_000))
        bomb = out.getvalue()
    answer = tight.ask("POST", "/v1/json/pdfs", bomb, {"Content-Type": "application/zip"})
    assert [line["error"]["kind"] for line in answer.lines] == ["too_large"]
    assert ask(b"no zip file") == 400
    assert ask(bomb[:-30]) == 400
    end = bomb.rindex(b"PK\x05\x06")
    huge = bomb[: end + 12] + struct.pack("<I", 2_000_000_000) + bomb[end + 16 :]
    assert ask(huge) == 413


def test_a_multipart_body_that_breaks_off(tight: Server) -> None:
    body, headers = multipart([("1.pdf", b"x" * 100)])
    assert tight.ask("POST", "/v1/json/pdfs", body[:-20], headers).status == 400
    assert tight.ask("POST", "/v1/json/pdfs", b"not at all", headers).status == 400
    assert tight.ask("POST", "/v1/json/pdf", body, headers).status == 415
    none = {"Content-Type": "multipart/form-data"}
    assert tight.ask("POST", "/v1/json/pdfs", body, none).status == 400


def test_a_client_that_goes_leaves_its_place(tight: Server) -> None:
    host = urlsplit(tight.url)
    body, headers = multipart([(f"{at}.pdf", asleep(0.5)) for at in range(5)])
    with socket.create_connection((str(host.hostname), int(host.port or 0))) as gone:
        head = f"POST /v1/json/pdfs HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
        gone.sendall(f"{head}Content-Type: {headers['Content-Type']}\r\n\r\n".encode() + body)
        while not tight.metric("spv2_papers_in_progress"):
            time.sleep(0.05)
    gives_up = time.monotonic() + 30.0
    while tight.metric("spv2_papers_in_progress") and time.monotonic() < gives_up:
        time.sleep(0.1)
    assert tight.metric("spv2_papers_in_progress") == 0
    assert tight.metric("spv2_held_bytes") == 0


def test_a_paper_that_takes_too_long(tight: Server) -> None:
    started = time.monotonic()
    answer = tight.pdf(asleep(50.0), "slow.pdf")
    assert (answer.status, answer.json["error"]["kind"]) == (504, "timeout")
    assert time.monotonic() - started < 45.0
