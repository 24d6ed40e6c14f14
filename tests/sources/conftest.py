"""A real HTTP server that speaks S3, and one before it that misbehaves when told to."""

from __future__ import annotations

import contextlib
import http.client
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import boto3
import pytest

from spv2_spark.config import SourceSettings

BUCKET = "papers"


class Faults:
    """What happens to the next requests for a path; each fault is used once.

    A fault is a status to answer with, "break" (half the body), "drop" (no answer), "drip"
    (25 kB a second), or a number of seconds to wait first (a float).
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.planned: dict[str, deque[int | float | str]] = defaultdict(deque)
        self.delay_s = 0.0
        self.requests: list[str] = []

    def next(self, path: str) -> int | float | str | None:
        self.requests.append(path)
        return self.planned[path].popleft() if self.planned[path] else None


class Misbehaving(BaseHTTPRequestHandler):
    """Forwards to the server at `port`, after what `faults` has planned."""

    port: int
    faults: Faults

    def do_GET(self) -> None:
        time.sleep(self.faults.delay_s)
        fault = self.faults.next(self.path.partition("?")[0])
        if fault == "drop":
            self.connection.close()
        elif isinstance(fault, int):
            self.refuse(fault)
        else:
            self.forward(fault)

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
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in {"transfer-encoding", "connection", "server", "date"}:
                self.send_header(name, value)
        self.end_headers()
        if fault == "break":
            self.wfile.write(body[: len(body) // 2])
            self.connection.close()
        elif fault == "drip":
            self.drip(body)
        else:
            self.wfile.write(body)

    def answer(self) -> http.client.HTTPResponse:
        server = http.client.HTTPConnection("127.0.0.1", self.port)
        few = "&max-keys=3" if "list-type=2" in self.path else ""  # so that a test has pages
        server.request("GET", self.path + few, headers=dict(self.headers))
        return server.getresponse()

    def drip(self, body: bytes) -> None:
        with contextlib.suppress(OSError):
            for start in range(0, len(body), 5_000):
                self.wfile.write(body[start : start + 5_000])
                time.sleep(0.2)

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
        attempts=3, first_wait_s=0.01, max_wait_s=0.05, timeout_s=1.0, s3_endpoint=proxy[0]
    )
