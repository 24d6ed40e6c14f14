"""What mypy makes of tables: a stage takes its own table and no other, and gives it on.

mypy reads the functions under TYPE_CHECKING. An `ignore` that is not needed any more is an error
there (`warn_unused_ignores`): each of them is a claim that the line is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spv2_spark.contracts.tables import ByWave, Dequeue, Papers, Results, Tokens, Waves

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from spv2_spark.contracts.schema import Frame
    from spv2_spark.contracts.training import Labels, Statistics
    from spv2_spark.runtime.tables import read_table, write_table
    from spv2_spark.stages.labels import Label, labels_of
    from spv2_spark.stages.token_statistics import combined, token_statistics_of

    def labels_flow(spark: SparkSession, label: Label) -> Frame[Labels]:
        tokens = read_table(spark, "tokens", Tokens)
        labels_of(labels_of(tokens, label), label)  # type: ignore[arg-type]
        return labels_of(tokens, label)

    def another_table_is_not_written_as_tokens(papers: Frame[Papers]) -> None:
        write_table(papers, "tokens", Tokens)  # type: ignore[misc]

    def any_frame_is_no_table(frame: DataFrame, tokens: Frame[Tokens]) -> Frame[Statistics]:
        combined(frame)  # type: ignore[arg-type]
        token_statistics_of(tokens.limit(1))  # type: ignore[arg-type]
        return combined(token_statistics_of(Tokens.of(tokens.limit(1))))


def test_a_wave_stands_beside_the_columns_of_a_table_as_the_dataset_has_it() -> None:
    contract = ByWave.contract_of(Results)
    assert contract.fieldNames() == [*Results.contract.fieldNames(), "wave"]
    assert contract["wave"] == Waves.contract["wave"] == Dequeue.contract["wave"]
