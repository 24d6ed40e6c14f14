"""The site is built strictly: every page is in the navigation, every link leads somewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.site_pages import ROOT, relinked, uri_of

pytest.importorskip("mkdocs")


def build(config: Path, site: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d", str(site)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = build(ROOT / "conf/mkdocs.yml", folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_of_the_docs_is_on_the_site(site: Path) -> None:
    pages = [one.relative_to(ROOT / "docs") for one in (ROOT / "docs").rglob("*.md")]
    assert [one for one in pages if not (site / one.with_suffix(".html")).is_file()] == []
    assert "Ten minutes" in (site / "index.html").read_text(encoding="utf-8")
    assert "wave_papers" in (site / "settings.html").read_text(encoding="utf-8")


def test_a_page_links_to_the_sources_that_it_names(site: Path) -> None:
    page = (site / "architecture.html").read_text(encoding="utf-8")
    assert 'href="source/spv2_spark/pdf/read.py.html"' in page
    source = (site / "source/spv2_spark/pdf/read.py.html").read_text(encoding="utf-8")
    assert re.search(r"def</span>.{0,60}read_pdf", source)


def test_nothing_is_loaded_from_elsewhere_but_what_draws_diagrams(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    loaded = re.findall(r'<(?:script|img|link)[^>]+(?:src|href)="(https?:[^"]+)"', page)
    assert loaded == []


def test_a_link_that_leads_nowhere_ends_the_build(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("[there](nowhere.md)\n")
    config = tmp_path / "mkdocs.yml"
    text = (ROOT / "conf/mkdocs.yml").read_text(encoding="utf-8").partition("nav:\n  - ")[0]
    config.write_text(text.replace("../docs", "docs").replace("hooks: [../", "#"))
    done = build(config, tmp_path / "site")
    assert done.returncode == 1
    assert "nowhere.md" in done.stderr


@pytest.mark.parametrize(
    ("path", "link", "there"),
    [
        ("README.md", "docs/tables.md", "tables.md"),
        ("README.md", "docs/tables.md#parsed", "tables.md#parsed"),
        ("README.md", "https://example.org/docs", "https://example.org/docs"),
        ("docs/recipes/rule.md", "../kinds.md", "../kinds.md"),
        ("docs/recipes/rule.md", "../../conf/base.toml", "../source/conf/base.toml.md"),
        ("docs/tutorial.md", "../README.md#settings", "index.md#settings"),
        ("docs/tutorial.md", "images/run.png", "images/run.png"),
        ("docs/tables.md", "#parsed", "#parsed"),
    ],
)
def test_links_lead_where_the_site_has_it(path: str, link: str, there: str) -> None:
    assert relinked(f"a [page]({link}) b", path) == f"a [page]({there}) b"


def test_a_page_of_decisions_keeps_its_place() -> None:
    assert uri_of("docs/decisions/0002-licence.md") == "decisions/0002-licence.md"
