"""A real server's process, and requests to it as any client makes them."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
PDF = {"Content-Type": "application/pdf"}
_START_S = 900.0  # with TensorFlow, on a machine that has much else to do


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.body.splitlines()]


class Server(NamedTuple):
    url: str
    process: subprocess.Popen[str]

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """Send one request and return its answer; `body` may be bytes or an iterable of them."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=300)
        with contextlib.closing(connection):
            connection.request(method, path, body, headers or {})
            told = connection.getresponse()
            return Answer(told.status, {k.lower(): v for k, v in told.getheaders()}, told.read())

    def pdf(self, data: bytes, name: str = "") -> Answer:
        return self.ask("POST", f"/v1/json/pdf?name={name}", data, PDF)

    def metric(self, name: str) -> float:
        """Return the metric of this name and labels, as the text has it; 0 if it has none."""
        text = self.ask("GET", "/metrics").body.decode()
        found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
        return float(found[1]) if found else 0.0


@contextlib.contextmanager
def serving(*settings: str, module: str = "spv2_spark.cli", ready: bool = True) -> Iterator[Server]:
    """Have a server with these settings, at a free port, once it is ready."""
    sets = [part for one in ("service.port=0", *settings) for part in ("--set", one)]
    command = [sys.executable, "-m", module, "serve", *sets]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert process.stdout is not None
        server = Server(process.stdout.readline().strip(), process)
        assert server.url.startswith("http://"), server.url
        if ready:
            wait_until_ready(server)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        finally:
            process.kill()


def wait_until_ready(server: Server) -> None:
    gives_up = time.monotonic() + _START_S
    while server.ask("GET", "/ready").status != 200:
        assert time.monotonic() < gives_up, "the server is not ready"
        time.sleep(0.2)


def multipart(files: list[tuple[str, bytes]]) -> tuple[bytes, dict[str, str]]:
    """Return a body of files as curl -F and browsers send it, and its headers."""
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="pdf"; filename="{name}"\r\n'
        f"Content-Type: application/pdf\r\n\r\n".encode()
        + data
        + b"\r\n"
        for name, data in files
    ]
    headers = {"Content-Type": "multipart/form-data; boundary=cut"}
    return b"".join([*parts, b"--cut--\r\n"]), headers
