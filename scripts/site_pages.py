"""What the site has beside docs/, as a hook of MkDocs: `make site`.

The README is the first page. A file outside docs/ that a page links to (a module, a file of
settings) becomes a page with its text, so that every link works in the repository and on the site
alike, and the strict build finds one that leads nowhere. `decisions/` in the navigation is all
pages of that folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
# Pages that lie beside docs/, by where they are on the site.
BESIDE = {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md",
          "CHANGELOG.md": "changelog.md"}  # fmt: skip
_LINK = re.compile(r"(?<=\]\()([^)\s#]+)(?=(#[^)\s]*)?\))")
_OUTSIDE = re.compile(r"[a-z]+:")
_FENCES = {".py": "python", ".toml": "toml", ".sh": "bash", ".yml": "yaml", ".yaml": "yaml"}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the pages of a folder into the navigation where it names the folder."""
    config.nav = [_unfolded(one) for one in config.nav or []]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are not in docs/."""
    pages = {f"docs/{one.src_uri}": one.src_uri for one in files.documentation_pages()} | BESIDE
    for path, uri in BESIDE.items():
        text = relinked((ROOT / path).read_text(encoding="utf-8"), path)
        files.append(File.generated(config, uri, content=text))
    linked = {target for path in pages for target in targets_of(path)}
    for target in sorted(linked - set(pages)):
        if (ROOT / target).exists() and not target.startswith("docs/images/"):
            files.append(File.generated(config, uri_of(target), content=source_page(target)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Have the links of a page of docs/ lead where their targets are on the site."""
    del config, files
    is_docs = page.file.generated_by is None
    return relinked(markdown, f"docs/{page.file.src_uri}") if is_docs else markdown


def uri_of(path: str) -> str:
    """Return where the site has the page of a path of the repository.

    >>> uri_of("docs/tables.md"), uri_of("README.md"), uri_of("conf/base.toml")
    ('tables.md', 'index.md', 'source/conf/base.toml.md')
    """
    if path in BESIDE:
        return BESIDE[path]
    if path.startswith("docs/") and PurePosixPath(path).suffix:
        return path.removeprefix("docs/")
    return f"source/{path}.md"


def relinked(text: str, path: str) -> str:
    """Return a page's text with its links as the site needs them; `path` is the repository's."""
    start = PurePosixPath(uri_of(path)).parent

    def there(found: re.Match[str]) -> str:
        if _OUTSIDE.match(found[1]):
            return found[1]
        return os.path.relpath(uri_of(_resolved(found[1], path)), start)

    return _LINK.sub(there, text)


def targets_of(path: str) -> Iterator[str]:
    """Yield the paths in the repository that a page's links lead to."""
    for found in _LINK.finditer((ROOT / path).read_text(encoding="utf-8")):
        if not _OUTSIDE.match(found[1]):
            yield _resolved(found[1], path)


def source_page(path: str) -> str:
    """Return a file's text, or the names in a folder, as a page."""
    place = ROOT / path
    if place.is_dir():
        names = sorted(one.name for one in place.iterdir() if one.suffix)
        return f"# {path}\n\n" + "\n".join(f"- `{name}`" for name in names)
    fence = _FENCES.get(place.suffix, "text")
    text = place.read_text(encoding="utf-8").rstrip()
    return f"# {path}\n\n`````{fence}\n{text}\n`````\n"


def _resolved(link: str, path: str) -> str:
    """Return a link of a page as a path from the repository's root.

    >>> _resolved("../conf/base.toml", "docs/settings.md")
    'conf/base.toml'
    """
    return os.path.normpath(PurePosixPath(path).parent / link)


def _unfolded(entry: Any) -> Any:
    if isinstance(entry, list):
        return [_unfolded(one) for one in entry]
    if isinstance(entry, dict):
        return {title: _unfolded(value) for title, value in entry.items()}
    if isinstance(entry, str) and entry.endswith("/"):
        return [f"{entry}{one.name}" for one in sorted((ROOT / "docs" / entry).glob("*.md"))]
    return entry
