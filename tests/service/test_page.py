"""The page in a real browser: by keyboard, with hostile text, within its own policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pdf.make import written
from tests.service.browser import ENTER, IS_THERE, TAB, Browser, browsing
from tests.service.process import Server

pytestmark = pytest.mark.skipif(not IS_THERE, reason="no chromium and chromedriver")

HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
HEADING = "return document.querySelector('article h2')?.textContent"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as one:
        yield one


@pytest.fixture
def page(browser: Browser, toy_server: Server) -> Browser:
    """Return the browser on a fresh page of a server whose model finds nothing."""
    browser.open(f"{toy_server.url}/")
    browser.logged()
    return browser


def drop(page: Browser, *files: Path) -> None:
    page.type_into("#files", "\n".join(map(str, files)))
    said = "return document.getElementById('status').textContent"
    done = f"{len(files)} of {len(files)} papers read."
    page.wait_for(lambda: page.run(said) == done)


@pytest.mark.tf
def test_a_paper_becomes_tables_and_a_page_with_spans(
    browser: Browser, server: Server, samples: dict[str, bytes], tmp_path: Path
) -> None:
    page = browser
    page.open(f"{server.url}/")
    page.logged()
    paper = tmp_path / "01-medicine.pdf"
    paper.write_bytes(samples[paper.name])
    drop(page, paper)
    assert page.run(HEADING).startswith("Evening light exposure")
    authors, rows, spans, width = page.run(
        "return [document.querySelectorAll('.authors li').length,"
        "document.querySelectorAll('tbody tr').length,"
        "[...document.querySelectorAll('.spans span')].map(one => one.className),"
        "document.querySelector('.sheet img').naturalWidth]"
    )
    assert authors > 0
    assert rows > 5
    assert width > 500
    assert {"title", "author"} <= set(spans)
    # The spans lie on the picture, the title's in its upper half.
    left, top, right, bottom = page.run(
        "const on = document.querySelector('.sheet').getBoundingClientRect();"
        "const one = document.querySelector('.spans .title').getBoundingClientRect();"
        "return [(one.left - on.left) / on.width, (one.top - on.top) / on.height,"
        "(one.right - on.left) / on.width, (one.bottom - on.top) / on.height]"
    )
    assert 0 <= left < right <= 1
    assert 0 <= top < bottom < 0.5
    assert page.logged() == []


def answer_with(page: Browser, text: str) -> None:
    """Have the page get an answer with `text` in every field, and the PDF's own pictures."""
    page.run(
        "const [told] = arguments;"
        "const value = {text: told, confidence: 1, places: [{page: 0, box: [60, 60, 300, 80]}]};"
        "const bib = {title: told, authors: [told], venue: told, year: told, text: told,"
        " places: value.places,"
        " details: {title: value, authors: [value], venue: value, year: value}};"
        "const doc = {title: told, authors: [told], bibs: [bib, bib],"
        " details: {title: value, authors: [value]}};"
        "const real = window.fetch;"
        "window.fetch = async (url, ...rest) => url.startsWith('v1/json/')"
        " ? new Response(JSON.stringify({doc})) : real(url, ...rest);",
        text,
    )


def test_everything_is_within_reach_of_the_keyboard(
    page: Browser, samples: dict[str, bytes], tmp_path: Path
) -> None:
    paper = tmp_path / "01-medicine.pdf"
    paper.write_bytes(samples[paper.name])
    answer_with(page, "A title")
    drop(page, paper)
    focus = "return document.activeElement.ariaLabel || document.activeElement.textContent"
    assert page.wait_for(lambda: page.run(focus)) == "A title"
    seen: list[str] = []
    while len(seen) < 10 and (not seen or not seen[-1].startswith("Show reference 2")):
        page.press(TAB)
        seen.append(page.run(focus))
    shows = ["Show reference 1 on page 1", "Show reference 2 on page 1"]
    assert (seen[0], seen[-2:]) == ("Copy as json", shows)
    page.press(ENTER)
    marked = "return document.querySelectorAll('.spans .shown').length"
    assert page.wait_for(lambda: page.run(marked)) == 1
    width = page.run("return document.querySelector('.sheet img').naturalWidth")
    assert width > 500


def test_every_control_has_a_name(page: Browser) -> None:
    nameless = page.run(
        "return [...document.querySelectorAll('button, input, textarea')].filter(one =>"
        "!(one.ariaLabel || one.textContent.trim() || one.labels?.length)).length"
    )
    assert nameless == 0
    assert page.run("return document.documentElement.lang") == "en"


def test_hostile_text_stays_text(page: Browser, tmp_path: Path) -> None:
    paper = tmp_path / "<b onmouseover=alert(1)>odd.pdf"
    paper.write_bytes(written((60, 80, HOSTILE), (60, 120, "Ann Doe"), size=9))
    broken = tmp_path / "<script>document.title=3<_script>.pdf"
    broken.write_bytes(b"no PDF")
    drop(page, paper, broken)
    shown = page.run("return document.body.textContent")
    assert paper.name in shown
    assert broken.name in shown
    inside = "return document.querySelectorAll('#papers script, #papers b, #papers img[onerror]')"
    assert page.run(f"{inside}.length") == 0
    assert page.run("return document.title") == "Papers: titles, authors, references"


def test_a_hostile_answer_stays_text(
    page: Browser, samples: dict[str, bytes], tmp_path: Path
) -> None:
    """Whatever the model reads: here the answer itself has markup in every field."""
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(samples["01-medicine.pdf"])
    answer_with(page, HOSTILE)
    drop(page, paper)
    assert page.run(HEADING) == HOSTILE
    cells = page.run("return [...document.querySelectorAll('td')].map(one => one.textContent)")
    assert cells[1:5] == [HOSTILE] * 4
    assert page.run("return document.querySelectorAll('#papers script, td img').length") == 0
    assert page.run("return document.title") == "Papers: titles, authors, references"
