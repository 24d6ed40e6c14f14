"""Checks of the machine and the settings: `spv2 doctor`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from spv2_spark.config import Settings
from spv2_spark.domain.finding import Finding, Level
from spv2_spark.errors import Spv2Error
from spv2_spark.pipeline.doctor.machine import fonts, java, memory, sandbox, spark, tensorflow
from spv2_spark.pipeline.doctor.stores import model, papers, task_db, work_folder
from spv2_spark.valid_text import one_line

Check = Callable[[], Finding]


def _sandbox(settings: Settings) -> Finding:
    from spv2_spark.pdf.probe import enforced

    return sandbox(settings, enforced())


_CHECKS: Mapping[str, Callable[[Settings], Finding]] = {
    "java": java,
    "spark": spark,
    "model": model,
    "tensorflow": tensorflow,
    "task db": task_db,
    "work folder": work_folder,
    "sandbox": _sandbox,
    "memory": memory,
    "fonts": fonts,
}


def findings(settings: Settings, paths: Sequence[str] = ()) -> Iterator[Finding]:
    """Yield what each check finds, one after another; `paths` are of papers that are to be read."""
    for name, check in _CHECKS.items():
        yield _found(name, partial(check, settings))
    for path in paths:
        yield _found("papers", partial(papers, settings, path))


def _found(name: str, check: Check) -> Finding:
    """Run a check; what it raises is its finding."""
    try:
        return check()
    except Spv2Error as error:
        return Finding(name, Level.BROKEN, str(error))
    except Exception as error:  # noqa: BLE001  whatever it is, the other checks are to be told
        return Finding(name, Level.BROKEN, f"{type(error).__name__}: {one_line(str(error))}")
