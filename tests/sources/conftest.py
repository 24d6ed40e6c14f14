"""A real HTTP server that speaks S3, and one before it that misbehaves when told to."""

from __future__ import annotations

import contextlib
import http.client
import socket
import struct
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import boto3
import pytest

from spv2_spark.config import SourceSettings

BUCKET = "papers"


class Faults:
    """What happens to the next requests for a path; each fault is used once.

    A fault is a status to answer with, "break" (half the body), "drop" (no answer), "reset" (a
    connection that is reset), "drip" (25 kB a second), "trickle" (20 bytes a second), "stall"
    (half the body, then nothing), "html" or "empty" (status 200 and no paper), "unsized" (no
    Content-Length), "flip" (one byte is another), or a number of seconds to wait first (a float).
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.planned: dict[str, deque[int | float | str | None]] = defaultdict(deque)
        self.delay_s = 0.0
        self.ended = threading.Event()
        self.requests: list[str] = []
        self.connections: set[Any] = set()  # by the ports of the clients
        self.sent_bytes = 0  # of bodies that came whole

    def next(self, path: str) -> int | float | str | None:
        self.requests.append(path)
        return self.planned[path].popleft() if self.planned[path] else None


class Misbehaving(BaseHTTPRequestHandler):
    """Forwards to the server at `port`, after what `faults` has planned."""

    protocol_version = "HTTP/1.1"  # connections serve again
    port: int
    faults: Faults

    def do_GET(self) -> None:
        self.faults.connections.add(self.client_address)
        time.sleep(self.faults.delay_s)
        fault = self.faults.next(self.path.partition("?")[0])
        self.close_connection = fault in {"drop", "reset", "break", "stall", "unsized"}
        if fault == "drop":
            self.connection.close()
        elif fault == "reset":
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.connection.close()
        elif fault in {"html", "empty"}:
            self.answer_with(b"<html>busy</html>" if fault == "html" else b"")
        elif isinstance(fault, int):
            self.refuse(fault)
        else:
            self.forward(fault)

    def do_HEAD(self) -> None:
        self.do_GET()

    def answer_with(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, status: int) -> None:
        code = {503: "SlowDown", 500: "InternalError", 403: "AccessDenied"}[status]
        body = f"<Error><Code>{code}</Code><Message>injected</Message></Error>".encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def forward(self, fault: float | str | None) -> None:
        if isinstance(fault, float):
            time.sleep(fault)
        answer = self.answer()
        body = answer.read()
        left_out = {"transfer-encoding", "connection", "server", "date"}
        left_out |= {"content-length"} if fault == "unsized" else set()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in left_out:
                self.send_header(name, value)
        if fault == "unsized":
            self.send_header("Connection", "close")
        self.end_headers()
        self.send(body, fault)

    def send(self, body: bytes, fault: float | str | None) -> None:
        half = body[: len(body) // 2]
        if fault in {"break", "stall"}:
            self.wfile.write(half)
            self.faults.ended.wait(60 if fault == "stall" else 0)
            self.connection.close()
        elif fault in {"drip", "trickle"}:
            size, every_s = (5_000, 0.2) if fault == "drip" else (1, 0.05)
            self.drip(body, size, every_s)
        else:
            self.wfile.write(bytes([body[0] ^ 1]) + body[1:] if fault == "flip" else body)
            self.faults.sent_bytes += len(body)

    def answer(self) -> http.client.HTTPResponse:
        server = http.client.HTTPConnection("127.0.0.1", self.port)
        few = "&max-keys=3" if "list-type=2" in self.path else ""  # so that a test has pages
        server.request(self.command, self.path + few, headers=dict(self.headers))
        return server.getresponse()

    def drip(self, body: bytes, size: int, every_s: float) -> None:
        with contextlib.suppress(OSError):
            for start in range(0, len(body), size):
                self.wfile.write(body[start : start + size])
                time.sleep(every_s)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def moto_port() -> Iterator[int]:
    server = pytest.importorskip("moto.server").ThreadedMotoServer("127.0.0.1", port=0)
    server.start()
    yield server.get_host_and_port()[1]
    server.stop()


@pytest.fixture(scope="session")
def proxy(moto_port: int) -> Iterator[tuple[str, Faults]]:
    """The endpoint of the misbehaving server, and its faults; one server, few clients."""
    faults = Faults()
    handler = type("Handler", (Misbehaving,), {"port": moto_port, "faults": faults})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", faults
    server.shutdown()
    server.server_close()


@pytest.fixture
def faults(proxy: tuple[str, Faults]) -> Faults:
    proxy[1].ended.set()
    proxy[1].reset()
    return proxy[1]


@pytest.fixture(scope="session")
def direct(moto_port: int) -> Any:
    """A client without the misbehaving server between."""
    session = boto3.session.Session("test", "test", region_name="us-east-1")
    return session.client("s3", endpoint_url=f"http://127.0.0.1:{moto_port}")


@pytest.fixture
def bucket(direct: Any) -> Iterator[Any]:
    direct.create_bucket(Bucket=BUCKET)
    yield direct
    for entry in direct.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        direct.delete_object(Bucket=BUCKET, Key=entry["Key"])
    direct.delete_bucket(Bucket=BUCKET)


@pytest.fixture
def settings(
    proxy: tuple[str, Faults], faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> SourceSettings:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    return SourceSettings(
        attempts=3, first_wait_s=0.01, max_wait_s=0.05, timeout_s=30.0, s3_endpoint=proxy[0]
    )


@pytest.fixture
def well(settings: SourceSettings, moto_port: int) -> SourceSettings:
    """Settings of the server itself, which takes files, too."""
    return replace(settings, s3_endpoint=f"http://127.0.0.1:{moto_port}")
