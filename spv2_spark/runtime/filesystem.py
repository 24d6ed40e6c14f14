"""Files and folders on any file system that Spark knows, through Hadoop's client."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from py4j.protocol import Py4JJavaError
from pyspark.sql import SparkSession

from spv2_spark.errors import OutputError
from spv2_spark.runtime.store_problems import store_problem

_RENAMES = frozenset({"file", "hdfs", "viewfs"})  # schemes where a file can take another's place


class Place:
    """A path or URI with the file system that it lies in; links of local paths are followed.

    Raises OutputError for a store that Spark has no client for.
    """

    def __init__(self, spark: SparkSession, path: str) -> None:
        jvm: Any = spark.sparkContext._jvm
        context: Any = spark.sparkContext._jsc
        place = jvm.org.apache.hadoop.fs.Path(path)
        try:
            self.files: Any = place.getFileSystem(context.hadoopConfiguration())
        except Py4JJavaError as error:
            told = str(error.java_exception.toString())
            raise OutputError(store_problem(path, told, spark.version)) from error
        if self.files.getScheme() == "file":
            real = os.path.realpath(place.toUri().getPath())
            place = jvm.org.apache.hadoop.fs.Path("file", None, real)
        self.path: Any = self.files.makeQualified(place)
        self.spark = spark

    def __str__(self) -> str:
        """Return the whole URI."""
        return str(self.path.toString())

    @property
    def name(self) -> str:
        """The last part of the path."""
        return str(self.path.getName())

    @property
    def on_this_machine(self) -> Path | None:
        """The path, where this is in the machine's own file system; else None."""
        is_own = self.files.getScheme() == "file"
        return Path(str(self.path.toUri().getPath())) if is_own else None

    def child(self, name: str) -> Place:
        """Return the place of that name in this folder."""
        return Place(self.spark, f"{str(self).rstrip('/')}/{name}")

    def parent(self) -> Place:
        """Return the folder that this is in."""
        return Place(self.spark, str(self.path.getParent().toString()))

    def sibling(self, name: str) -> Place:
        """Return the place of that name beside this one."""
        return self.parent().child(name)

    def exists(self) -> bool:
        """Whether anything is here."""
        return bool(self.files.exists(self.path))

    def is_folder(self) -> bool:
        """Whether a folder is here."""
        return self.exists() and bool(self.files.getFileStatus(self.path).isDirectory())

    def age_s(self) -> float:
        """Return the seconds since what is here was changed."""
        jvm: Any = self.spark.sparkContext._jvm
        changed = self.files.getFileStatus(self.path).getModificationTime()
        return float(jvm.java.lang.System.currentTimeMillis() - changed) / 1000

    def children(self) -> list[str]:
        """Return the names in this folder, sorted; none if there is no such folder."""
        if not self.exists():
            return []
        return sorted(one.getPath().getName() for one in self.files.listStatus(self.path))

    def files_below(self) -> Iterator[str]:
        """Yield the paths of all files below this folder, relative to it."""
        start = len(str(self.path.toUri().getPath()).rstrip("/")) + 1
        found = self.files.listFiles(self.path, True)
        while found.hasNext():
            yield str(found.next().getPath().toUri().getPath())[start:]

    def size_bytes(self) -> int:
        """Return the bytes of this file, or of all files below this folder."""
        return int(self.files.getContentSummary(self.path).getLength())

    def read_text(self) -> str | None:
        """Return the text in this file; None if there is none.

        Raises OutputError for a file that cannot be read.
        """
        if not self.exists():
            return None
        jvm: Any = self.spark.sparkContext._jvm
        try:
            stream = self.files.open(self.path)
            try:
                return str(jvm.org.apache.commons.io.IOUtils.toString(stream, "UTF-8"))
            finally:
                stream.close()
        except Py4JJavaError as error:
            raise OutputError(f"{self}: {java_message(error)}") from error

    def write_text(self, text: str) -> None:
        """Write a small text here, in place of the file that is here."""
        if self.files.getScheme() not in _RENAMES:
            self._create(text)  # an object appears whole, when its stream is closed
            return
        fresh = self.sibling(f".{self.name}.{uuid.uuid4().hex}")
        fresh._create(text)
        fresh.replace(self)

    def replace(self, target: Place) -> None:
        """Put this file in the place of the file `target`, at once: readers find one or other."""
        spark: Any = self.spark.sparkContext
        hadoop, conf = spark._jvm.org.apache.hadoop.fs, spark._jsc.hadoopConfiguration()
        if self.files.getScheme() not in _RENAMES:
            # An object appears whole, when its stream is closed.
            hadoop.FileUtil.copy(self.files, self.path, target.files, target.path, True, True, conf)
            return
        option = hadoop.Options.Rename
        options = spark._gateway.new_array(option, 1)
        options[0] = option.OVERWRITE
        context = hadoop.FileContext.getFileContext(target.path.toUri(), conf)
        context.rename(self.path, target.path, options)

    def _create(self, text: str) -> None:
        stream = self.files.create(self.path, True)
        try:
            stream.write(bytearray(text.encode("utf-8")))
        finally:
            stream.close()

    def remove(self) -> None:
        """Remove what is here, with all that it holds."""
        self.files.delete(self.path, True)

    def move_to(self, target: Place) -> None:
        """Rename this to `target`, where nothing may be.

        Raises OutputError if that fails, or if something came to be there meanwhile.
        """
        is_folder = self.is_folder()
        try:
            moved = not target.exists() and self.files.rename(self.path, target.path)
        except Py4JJavaError as error:
            raise OutputError(f"{target}: {java_message(error)}") from error
        # Where a folder is there, Hadoop moves into it. HDFS cannot be asked what is below a file.
        if moved and (is_folder or target.is_folder()) and target.child(self.name).exists():
            target.child(self.name).move_to(self)
            moved = False
        if not moved:
            raise OutputError(f"{target}: cannot be put in place; something else is there")


def java_message(error: Py4JJavaError) -> str:
    """Return the first line of what a Java exception says."""
    told = str(error.java_exception.getMessage() or error.java_exception.toString())
    return (told.strip().splitlines() or [type(error).__name__])[0]
