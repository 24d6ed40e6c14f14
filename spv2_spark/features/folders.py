"""Folders that are written whole, in place of an older one of their kind and of nothing else.

What stands in the way is renamed aside, to `.NAME.<32 hex>.old`, and removed when the new folder
is in its place: at no moment is there neither.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import uuid
from collections.abc import Callable, Container
from pathlib import Path

from spv2_spark.errors import Spv2Error

Check = Callable[[Path], None]  # raises an Spv2Error for a path that may not be replaced
Write = Callable[[Path], None]  # fills a folder that is there and empty


def replace_folder(target: Path, write: Write, check: Check) -> None:
    """Let `write` fill a new folder and put that in the place of `target`, if `check` lets it.

    A link is followed. Nothing is touched if `check` refuses, nor left if `write` fails; an old
    folder that got a foreign file in the meantime is kept, under the name that it was moved to.
    """
    target = Path(os.path.realpath(target))
    _check_there(target, check)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    fresh.mkdir()
    try:
        write(fresh)
        _check_there(target, check)  # writing may have taken a while
        _put(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    _remove_old(target, check)


def is_free(folder: Path) -> bool:
    """Whether a path is not there, or an empty folder."""
    return not os.path.lexists(folder) or (folder.is_dir() and not any(folder.iterdir()))


def check_files(
    folder: Path, listed: Callable[[Path], Container[str]], what: str, error: type[Spv2Error]
) -> None:
    """Raise `error` for a folder that is no `what`, or holds what is no part of one.

    `listed` returns the names of the files that a `what` has, or raises `error`.
    """
    try:
        known = listed(folder)
        with os.scandir(folder) as entries:
            names = [one.name for one in entries if not _is_known(one, known)]
    except (OSError, error) as reason:
        raise error(f"{folder} is no {what}; choose another place") from reason
    if names:
        told = f"{folder} holds {min(names)!r}, which is no part of a {what}"
        raise error(f"{told}; choose another place")


def _is_known(entry: os.DirEntry[str], known: Container[str]) -> bool:
    return entry.name in known and entry.is_file(follow_symlinks=False)


def _check_there(target: Path, check: Check) -> None:
    if not is_free(target):
        check(target)


def _put(fresh: Path, target: Path) -> None:
    if is_free(target):
        fresh.rename(target)  # over an empty folder; it fails if that is empty no more
        return
    old = target.with_name(f".{target.name}.{uuid.uuid4().hex}.old")
    target.rename(old)
    try:
        fresh.rename(target)
    except BaseException:
        with contextlib.suppress(OSError):
            old.rename(target)
        raise


def _remove_old(target: Path, check: Check) -> None:
    """Remove what was moved aside, now or by runs that were killed."""
    name = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{32}}\.old")
    for one in target.parent.iterdir():
        if name.fullmatch(one.name) and not one.is_symlink() and _passes(one, check):
            shutil.rmtree(one, ignore_errors=True)


def _passes(folder: Path, check: Check) -> bool:
    try:
        check(folder)
    except Spv2Error:
        return False
    return True
