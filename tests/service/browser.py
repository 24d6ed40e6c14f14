"""A real browser, driven as the W3C's WebDriver says, over chromedriver's HTTP."""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key of an element's reference
TAB, ENTER = "\ue004", "\ue007"
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
             "--window-size=1400,1400"]  # fmt: skip
IS_THERE = bool(shutil.which("chromium") and shutil.which("chromedriver"))


class Browser:
    """One window; what goes wrong raises urllib's errors or AssertionError."""

    def __init__(self, driver: str) -> None:
        options = {"args": ARGUMENTS, "binary": shutil.which("chromium")}
        wanted = {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
            "unhandledPromptBehavior": "ignore",
        }
        told = _asked(f"{driver}/session", {"capabilities": {"alwaysMatch": wanted}})
        self._at = f"{driver}/session/{told['sessionId']}"

    def open(self, url: str) -> None:
        _asked(f"{self._at}/url", {"url": url})

    def run(self, script: str, *arguments: Any) -> Any:
        """Return what a function's body in JavaScript returns."""
        return _asked(f"{self._at}/execute/sync", {"script": script, "args": list(arguments)})

    def find(self, selector: str) -> str:
        wanted = {"using": "css selector", "value": selector}
        return str(_asked(f"{self._at}/element", wanted)[ELEMENT])

    def type_into(self, selector: str, text: str) -> None:
        """Type into an element; into a file input the paths of files, a line each."""
        _asked(f"{self._at}/element/{self.find(selector)}/value", {"text": text})

    def press(self, *keys: str) -> None:
        """Press keys wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        pressed = [{"type": "key", "id": "keys", "actions": actions}]
        _asked(f"{self._at}/actions", {"actions": pressed})

    def picture(self) -> bytes:
        """Return the window as a PNG."""
        with urllib.request.urlopen(f"{self._at}/screenshot") as answer:
            return base64.b64decode(json.load(answer)["value"])

    def logged(self) -> list[str]:
        """Return what the console was told since the last call: refusals of the policy, too."""
        return [one["message"] for one in _asked(f"{self._at}/se/log", {"type": "browser"})]

    def wait_for(self, found: Callable[[], Any], limit_s: float = 240.0) -> Any:
        """Return what `found` returns as soon as it is something."""
        gives_up = time.monotonic() + limit_s
        while not (value := found()):
            assert time.monotonic() < gives_up, "the page does not come so far"
            time.sleep(0.2)
        return value

    def close(self) -> None:
        _asked(self._at, None, "DELETE")


@contextlib.contextmanager
def browsing() -> Iterator[Browser]:
    """Have a browser for the length of a block."""
    process = subprocess.Popen(
        ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        line = next(line for line in process.stdout if "on port" in line and "started" in line)
        browser = Browser(f"http://127.0.0.1:{line.rstrip().rstrip('.').split()[-1]}")
        try:
            yield browser
        finally:
            browser.close()
    finally:
        process.terminate()
        process.wait(30)


def _asked(url: str, body: Any, method: str = "POST") -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=300) as answer:
        return json.load(answer)["value"]
