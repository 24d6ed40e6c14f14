"""Assemble: bulk archives of articles become a corpus in SPv2's layout.

    <root>/<bucket>/docs/<sha1>/<sha1>.pdf and .nxml

The sha1 is that of the PDF's bytes, the bucket its first two hex digits.
"""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyspark.sql import SparkSession

from spv2_spark.config import AssembleSettings, Settings
from spv2_spark.contracts.training import Assembled
from spv2_spark.domain.digests import settings_hash
from spv2_spark.errors import SettingsError
from spv2_spark.pipeline.corpus import Step, make_missing
from spv2_spark.runtime.tables import write_table
from spv2_spark.sources.archives import Loss, Lost, Pair, iter_pairs
from spv2_spark.stages.archives import AssembledRow, Bulk, assembled_of
from spv2_spark.stages.rows import runs
from spv2_spark.valid_text import one_line

ASSEMBLED_STEP = "assembled"
# To be raised whenever the same archive gives another corpus than before.
ASSEMBLE_VERSION = "1"


def assemble(
    spark: SparkSession, settings: Settings, corpus: str, archives: Sequence[Path], root: str
) -> Step:
    """Write the articles of archives that were not taken yet; ASSEMBLED tells of every one.

    `archives` are tar files or folders that hold some; `root` is a path or a URI that
    pyarrow.fs writes to, shared by all workers. What lies there already is left as it is.
    Raises SettingsError if there is no archive.
    """
    files = list(_files(archives))
    if not files:
        raise SettingsError("assemble: no archives (*.tar, *.tar.gz, *.tgz, ...) here")
    place = root if "://" in root else str(Path(root).resolve())
    parts = runs(files, settings.assemble.archives_per_part)
    groups = {_digest(some): some for some in parts}

    def make(name: str, path: str) -> None:
        listed = Bulk.from_rows(spark, [(str(one),) for one in groups[name]])
        spread = Bulk.of(listed.repartition(len(groups[name])))
        work = assembled_of(spread, Shelver(place, settings.assemble))
        write_table(work, path, Assembled)

    version = f"{ASSEMBLE_VERSION}-{settings_hash(place, settings.assemble)}"
    wanted = Step(version, dict.fromkeys(groups, ""))
    return make_missing(spark, settings, corpus, ASSEMBLED_STEP, wanted, make)


@dataclass(frozen=True, slots=True)
class Shelver:
    """Unpacks an archive on a worker and puts its articles in place; travels by pickle."""

    root: str
    bounds: AssembleSettings

    def __call__(self, archive: str) -> Iterator[AssembledRow]:
        """Yield a row for every article of the archive, and for what is wrong with it."""
        name = Path(archive).name.partition(".")[0]
        try:
            with Path(archive).open("rb") as stream:
                for one in iter_pairs(stream, name, self.bounds):
                    yield AssembledRow(archive, one_line(one.article), *self._ended(one))
        except OSError as error:
            told = one_line(f"{type(error).__name__}: {error}")
            yield AssembledRow(archive, "", "", Lost.BROKEN.value, told)

    def _ended(self, one: Pair | Loss) -> tuple[str, str, str]:
        """Return an article's sha1, its outcome and a message."""
        if isinstance(one, Loss):
            return "", one.why.value, one_line(one.message)
        sha1, is_new = put(self.root, one)
        return sha1, "written" if is_new else "there", ""


def put(root: str, pair: Pair) -> tuple[str, bool]:
    """Put an article in its place; return its sha1, and whether it was not there before.

    The PDF comes last and whole: a paper is there with its gold or not at all. An .nxml that is
    there alone, a killed run's or somebody's own, is left as it is.
    """
    from pyarrow import fs

    sha1 = hashlib.sha1(pair.pdf.read_bytes(), usedforsecurity=False).hexdigest()
    system, base = fs.FileSystem.from_uri(root)
    folder = f"{base.rstrip('/')}/{sha1[:2]}/docs/{sha1}"
    target = f"{folder}/{sha1}.pdf"
    if system.get_file_info(target).type == fs.FileType.File:
        return sha1, False
    system.create_dir(folder, recursive=True)
    for source, end in ((pair.jats, "nxml"), (pair.pdf, "pdf")):
        place = f"{folder}/{sha1}.{end}"
        if end == "nxml" and system.get_file_info(place).type != fs.FileType.NotFound:
            continue
        # Not named after an end that `iter_corpus` knows: a killed run's rests are no papers.
        fresh = f"{place}.{uuid.uuid4().hex}.new"
        with source.open("rb") as file, system.open_output_stream(fresh) as out:
            shutil.copyfileobj(file, out)
        system.move(fresh, place)
    return sha1, True


def _files(archives: Sequence[Path]) -> Iterator[Path]:
    for path in sorted(archives):
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if _is_archive(one))
        elif path.is_file():
            yield path
        else:
            raise SettingsError(f"{path}: no such file")


def _is_archive(path: Path) -> bool:
    return path.is_file() and (".tar" in path.suffixes or path.suffix == ".tgz")


def _digest(files: Sequence[Path]) -> str:
    return settings_hash([f"{path} {path.stat().st_size}" for path in files])
