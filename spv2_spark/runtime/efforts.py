"""What papers cost, told by the workers that had them and kept at the driver."""

from __future__ import annotations

from dataclasses import dataclass

from pyspark import Accumulator, AccumulatorParam, SparkContext

from spv2_spark.domain.effort import Effort

_Told = dict[tuple[str, str], Effort]  # by stage and paper


class _ByPaper(AccumulatorParam[_Told]):
    """A task that Spark ran twice tells twice, and the later counts."""

    def zero(self, value: _Told) -> _Told:
        return {}

    def addInPlace(self, value1: _Told, value2: _Told) -> _Told:  # noqa: N802  Spark's name
        value1.update(value2)
        return value1


@dataclass(frozen=True, slots=True)
class Noting:
    """Tells the driver what papers cost in a stage; travels by pickle."""

    told: Accumulator[_Told]
    stage: str

    def __call__(self, paper_id: str, effort: Effort) -> None:
        """Tell it of a paper; the driver hears of it when the task ends."""
        self.told.add({(self.stage, paper_id): effort})


class Efforts:
    """What the papers of a wave cost in all stages, as far as tasks ended; at the driver."""

    def __init__(self, context: SparkContext) -> None:
        told: _Told = {}
        self._told = context.accumulator(told, _ByPaper())

    def noting(self, stage: str) -> Noting:
        """Return what the workers of a stage tell it with."""
        return Noting(self._told, stage)

    def taken(self) -> dict[str, Effort]:
        """Return what each paper cost, and forget it: PySpark keeps accumulators for good."""
        told, self._told.value = self._told.value, {}
        found: dict[str, Effort] = {}
        for (_, paper_id), effort in told.items():
            found[paper_id] = found.get(paper_id, Effort(0.0)).plus(effort)
        return found
