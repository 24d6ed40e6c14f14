"""What the settings name: the model, the Task DB, the work folder, papers."""

from __future__ import annotations

import shutil
import time
import uuid

from spv2_spark.config import Settings
from spv2_spark.domain.finding import Finding, Level
from spv2_spark.errors import Failure, NoTaskDbError
from spv2_spark.sources.uris import local_path, scheme_of

_LITTLE_GB = 5.0


def model(settings: Settings) -> Finding:
    """Open the model package."""
    from spv2_spark.pipeline.workers.tagging import tagging_of

    return Finding("model", Level.WELL, f"{settings.model.package}: {tagging_of(settings).version}")


def task_db(settings: Settings) -> Finding:
    """Open the Task DB, if there is one, and time a question to it."""
    from spv2_spark.pipeline.task_db import existing_ledger_of

    try:
        ledger = existing_ledger_of(settings)
    except NoTaskDbError as error:
        return Finding("task db", Level.WELL, str(error))
    started = time.perf_counter()
    versions = len(ledger.versions())
    took_ms = 1000 * (time.perf_counter() - started)
    name = ledger.engine.dialect.name
    ledger.close()
    return Finding(
        "task db", Level.WELL, f"{name}, {versions} versions, {took_ms:.0f} ms a question"
    )


def work_folder(settings: Settings) -> Finding:
    """Write a file in the work folder, by Spark, and remove it."""
    from spv2_spark.pipeline.context import session
    from spv2_spark.pipeline.workdir import workdir_of
    from spv2_spark.runtime.filesystem import Place

    root = workdir_of(settings).root
    place = Place(session(settings), f"{root}/.doctor-{uuid.uuid4().hex}")
    was_there = place.parent().exists()
    place.write_text("spv2 doctor")
    told = place.read_text()
    (place if was_there else place.parent()).remove()
    if told != "spv2 doctor":
        return Finding("work folder", Level.BROKEN, f"{root}: what was written is not what is read")
    if scheme_of(root) != "file":
        return Finding("work folder", Level.WELL, f"{root}: can be written")
    folder = local_path(root).absolute()
    there = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(there).free / 1e9
    told = f"{root}: can be written, {free:.0f} GB free"
    if free < _LITTLE_GB:
        advice = "tokens and results of a million papers take 80 GB: set process.workdir"
        return Finding("work folder", Level.LACKING, told, advice)
    return Finding("work folder", Level.WELL, told)


def papers(settings: Settings, path: str) -> Finding:
    """List a path until the first PDF, and fetch that."""
    from spv2_spark.sources import fetch, list_pdfs

    first = next(iter(list_pdfs([path], settings.source)), None)
    if first is None:
        return Finding("papers", Level.BROKEN, f"{path}: no PDF here")
    started = time.perf_counter()
    data = fetch(first.uri, settings.source, settings.pdf.max_bytes)
    took_ms = 1000 * (time.perf_counter() - started)
    if isinstance(data, Failure):
        advice = "look at its URI, your credentials and source.s3_endpoint"
        return Finding("papers", Level.BROKEN, f"{first.uri}: {data.message}", advice)
    return Finding("papers", Level.WELL, f"{first.uri}: {len(data):,} bytes in {took_ms:.0f} ms")
