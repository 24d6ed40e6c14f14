"""What this program wrote, told apart from what it did not: only the former is ever replaced.

A folder or table of ours holds MARKER, a small JSON file that names the program, its version
and what the folder is. A single file of ours has MARK near its beginning. Readers pass over
the marker: Spark and Arrow leave out names that begin with an underscore.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from spv2_spark import MARK, PROGRAM, __version__
from spv2_spark.errors import OutputError
from spv2_spark.sources.uris import (
    ARCHIVE_SCHEMES,
    S3_SCHEMES,
    archive_and_member,
    as_text,
    local_path,
    scheme_of,
)

MARKER = "_spv2_spark.json"
_ANY_VERSION = f"written by {PROGRAM} ".encode()
_MARK_WITHIN = 4096
_ENDS = ("new", "old")


def marker_text(what: str, **facts: Any) -> str:
    """Return the marker of a folder that is a `what`, with further facts of it."""
    table = {"program": PROGRAM, "version": __version__, "what": what, **facts}
    return json.dumps(table, indent=1)


def marker_of(text: str | None) -> dict[str, Any]:
    """Return what a marker says; nothing if there is none, or it is somebody else's."""
    try:
        table: Any = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return table if isinstance(table, dict) and table.get("program") == PROGRAM else {}


def claim_folder(folder: Path, what: str, names: Iterable[str] = ()) -> None:
    """Make `folder` one of ours, to write `names` in (none given: whatever we like).

    A folder that has our marker is ours already; another one may hold nothing that has one of
    the names. Raises OutputError for a folder of others, or one that cannot be written.
    """
    marker, wanted = folder / MARKER, set(names)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if marker_of(read_marker(folder)).get("what") == what:
            return
        # A marker that is not ours would be replaced, too.
        wanted |= {MARKER} if wanted else set()
        there = [one.name for one in folder.iterdir() if not wanted or one.name in wanted]
        if there:
            raise OutputError(not_ours(str(folder), min(there)))
        with whole_file(marker) as file:
            file.write(marker_text(what).encode())
    except OSError as error:
        raise OutputError(f"{_shown(folder)}: cannot write here: {error.strerror}") from error


def check_file(path: Path) -> None:
    """Raise OutputError for the place of a file that we did not write; a link is followed."""
    try:
        if os.path.lexists(path) and not _is_marked(path):
            raise OutputError(not_ours(str(path)))
    except OSError as error:
        raise OutputError(f"{_shown(path)}: {error.strerror}") from error


def write_file(path: Path, data: bytes) -> None:
    """Write a file that bears MARK, in place of one that bears it, too, and of no other.

    Raises OutputError for a file that we did not write, or a place that cannot be written.
    """
    if MARK.encode() not in data[:_MARK_WITHIN]:
        raise ValueError(f"{path}: to be written without a mark")
    check_file(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(Path(os.path.realpath(path))) as file:  # a link stays one
            file.write(data)
    except OSError as error:
        raise OutputError(f"{_shown(path)}: {error.strerror}") from error


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file under a name of its own; it is put at `path` if the block ends well."""
    fresh = path.with_name(f".{path.name[:50]}.{uuid.uuid4().hex}")
    try:
        with fresh.open("xb") as file:
            yield file
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def whole_folder(folder: Path, what: str) -> Iterator[Path]:
    """Give an empty folder beside `folder`; it takes its place if the block ends well.

    What is there is replaced only if it is a `what` of ours and holds nothing else;
    else OutputError is raised, also where the folder cannot be written.
    """
    check_folder(folder, what)
    _tidy(folder, what)
    fresh, old = (folder.with_name(f".{folder.name}.{uuid.uuid4().hex}.{end}") for end in _ENDS)
    try:
        fresh.mkdir(parents=True)
        (fresh / MARKER).write_text(marker_text(what), encoding="utf-8")
        yield fresh
        below = {one.relative_to(fresh).as_posix() for one in fresh.rglob("*")}
        files = sorted(below - {MARKER})
        (fresh / MARKER).write_text(marker_text(what, files=files), encoding="utf-8")
        check_folder(folder, what)  # writing took a while
        _swap(folder, fresh, old)
    except OSError as error:
        raise OutputError(f"{_shown(folder)}: {error.strerror}") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def _tidy(folder: Path, what: str) -> None:
    """Remove what a killed run left beside `folder`, or put it back if it was moved away."""
    name = re.compile(rf"\.{re.escape(folder.name)}\.[0-9a-f]{{32}}\.({'|'.join(_ENDS)})")
    for rest in [one for one in folder.parent.glob(".*") if name.fullmatch(one.name)]:
        if marker_of(read_marker(rest)).get("what") != what:
            continue
        if rest.name.endswith("old") and not folder.exists():
            rest.rename(folder)
        else:
            shutil.rmtree(rest, ignore_errors=True)


def _swap(folder: Path, fresh: Path, old: Path) -> None:
    """Move what is at `folder` to `old`, and `fresh` in its place; or leave all as it is."""
    if folder.exists():
        folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise


def check_folder(folder: Path, what: str) -> None:
    """Raise OutputError unless nothing is at `folder`, or a `what` of ours and no more."""
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() or not folder.is_dir():
        raise OutputError(not_ours(str(folder)))
    found = marker_of(read_marker(folder))
    listed = {MARKER, *found.get("files", ())} if found.get("what") == what else set()
    for one in sorted(folder.rglob("*")):
        if one.relative_to(folder).as_posix() not in listed:
            raise OutputError(not_ours(str(folder), one.name))


def read_marker(folder: Path) -> str | None:
    """Return the text of a folder's marker; None if it has none."""
    marker = folder / MARKER
    return marker.read_text("utf-8", "replace") if marker.is_file() else None


def check_apart(inputs: Iterable[str], output: str) -> None:
    """Raise OutputError if one of the inputs (paths, URIs) holds the output, or lies in it."""
    place = _place(output)
    for given in inputs:
        one = _place(given)
        if place[: len(one)] == one or one[: len(place)] == place:
            raise OutputError(
                f"{as_text(given)} and {as_text(output)}: input and output may not contain each "
                "other; name a folder beside the input"
            )


def _place(name: str) -> tuple[str, ...]:
    """Return the parts of a path (absolute, links followed) or URI, the store first."""
    scheme = scheme_of(name)
    if scheme in ARCHIVE_SCHEMES:
        return _place(archive_and_member(name)[0])
    if scheme == "file":
        try:
            return ("file", *Path(os.path.realpath(local_path(name))).parts)
        except ValueError as error:  # another host, or no name of a file
            raise OutputError(f"{as_text(name)}: {error}") from error
    parts = [part for part in name.partition("://")[2].split("/") if part]
    return ("s3" if scheme in S3_SCHEMES else scheme, *parts)


def bears_mark(data: bytes) -> bool:
    """Whether the beginning of a file says that this program wrote it, in any version."""
    return _ANY_VERSION in data[:_MARK_WITHIN]


def _is_marked(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return bears_mark(file.read(_MARK_WITHIN))


def _shown(path: Path) -> str:
    return as_text(str(path))


def not_ours(place: str, name: str = "") -> str:
    """Return what to say of a place that holds something of others (named `name`)."""
    what = f"holds {as_text(name)!r}, which" if name else "is there, and"
    return f"{as_text(place)}: {what} {PROGRAM} did not write; choose another place"
