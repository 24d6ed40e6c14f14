"""The files below a folder, links followed, loops survived."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from spv2_spark.errors import SourceError
from spv2_spark.sources.uris import as_text


def files_below(root: Path) -> Iterator[Path]:
    """Yield every file below `root` in the order of names, a folder's files first.

    A folder that links lead to a second time is not entered again. Broken links are yielded:
    what cannot be read is for the reader to say. Raises SourceError for a folder that cannot
    be read, since papers would be missing without a word.
    """
    seen: set[tuple[int, int]] = set()
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                found = sorted((entry.name, _is_folder(entry)) for entry in entries)
        except OSError as error:
            raise SourceError(f"{as_text(str(folder))}: {error.strerror}") from error
        yield from (folder / name for name, is_folder in found if not is_folder)
        folders += [folder / name for name, is_folder in reversed(found) if is_folder]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False
