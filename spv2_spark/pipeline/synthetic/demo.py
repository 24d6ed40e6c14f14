"""The demonstration's papers: typeset here, so that their truth is known."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from spv2_spark.domain.gold import Gold
from spv2_spark.errors import SettingsError
from spv2_spark.runtime.outputs import claim_folder


def typeset_demo(folder: Path) -> Mapping[str, Gold]:
    """Typeset the sample articles into `folder`; return the truth by file name.

    The same bytes every time: a second demonstration finds them read already. Raises OutputError
    for a folder that holds something else.
    """
    from spv2_spark.typeset.demo import typeset_samples
    from spv2_spark.typeset.generator import PaperGenerator

    claim_folder(folder, "demo PDFs")
    gold: dict[str, Gold] = {}
    try:
        for name, paper in typeset_samples(PaperGenerator()):
            (folder / f"{name}.pdf").write_bytes(paper.pdf)
            gold[f"{name}.pdf"] = paper.gold
    except OSError as error:
        raise SettingsError(f"{folder}: {error.strerror}") from error
    return gold
