"""Take the pictures of docs/images anew.

    python -m scripts.screenshots [FOLDER] [NAME...]

Samples are typeset and read, and a real Chromium shows what that makes: the page of a run, a
paper's page, the service's. Every time they differ a little (speeds, faces), so nothing checks
them. FOLDER keeps what was read, for another time; without one it is temporary.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.service.browser import Browser, browsing
from tests.service.process import serving

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs/images"
WIDTH, MOST_BYTES = 1100, 150_000  # pixels of a page are more than its column on the site has
SAMPLE = "01-medicine.pdf"


def main() -> None:
    """Take the pictures that are named, or all."""
    folder, *names = sys.argv[1:] or [""]
    with tempfile.TemporaryDirectory() as temporary, browsing() as browser:
        work = Path(folder or temporary)
        if not (work / "demo").exists():
            spv2("demo", "--out", str(work / "demo"))
        for name in names or PICTURES:
            save(name, PICTURES[name](browser, work))


def of_the_run(browser: Browser, work: Path) -> bytes:
    """Return the page that a run leaves in its work folder."""
    browser.open((work / "demo/results/work/run.html").as_uri())
    return picture_of(browser)


def of_a_paper(browser: Browser, work: Path) -> bytes:
    """Return the page of `spv2 inspect`."""
    page = work / "paper.html"
    spv2("inspect", str(sample(work)), "--html", str(page))
    browser.open(page.as_uri())
    return picture_of(browser)


def of_the_service(browser: Browser, work: Path) -> bytes:
    """Return the page of `spv2 serve`, once it has read a paper that was dropped on it."""
    with serving() as server:
        browser.open(f"{server.url}/")
        browser.type_into("#files", str(sample(work)))
        status = "return document.getElementById('status').textContent"
        browser.wait_for(lambda: browser.run(status) == "1 of 1 papers read.")
        browser.run("window.scrollTo(0, 0)")
        return picture_of(browser)


PICTURES: dict[str, Callable[[Browser, Path], bytes]] = {
    "run": of_the_run,
    "inspect": of_a_paper,
    "service": of_the_service,
}


def picture_of(browser: Browser) -> bytes:
    """Return the page's first screen as a PNG, without bars."""
    browser.run("document.documentElement.style.overflow = 'hidden'")
    return browser.picture()


def sample(work: Path) -> Path:
    """Return the PDF of one of the samples."""
    return next((work / "demo").rglob(SAMPLE))


def spv2(*arguments: str) -> None:
    """Run a command of this checkout; one that ends badly ends the program."""
    command = [sys.executable, "-m", "spv2_spark.cli", *arguments]
    subprocess.run(command, check=True, cwd=ROOT)  # noqa: S603


def save(name: str, png: bytes) -> None:
    """Write a picture with as many colours as it takes to stay small."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    height = round(picture.height * WIDTH / picture.width)
    smaller = picture.resize((WIDTH, height), Image.Resampling.LANCZOS)
    path = IMAGES / f"{name}.png"
    path.parent.mkdir(exist_ok=True)
    for colours in (128, 64, 32, 16):
        smaller.quantize(colours).save(path, optimize=True)
        if path.stat().st_size < MOST_BYTES:
            break
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
