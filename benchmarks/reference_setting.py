"""How many references a second are set: our styles, and CSL styles where a folder is given.

    python benchmarks/reference_setting.py [CSL_FOLDER_OR_ARCHIVE]

The claim: our styles set at least 5,000 entries/s on one core, so that the generator does not
wait for them. Each line's ratio is against that.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from spv2_spark.typeset.references import (
    CslStyle,
    ReferenceStyle,
    csl_files,
    draw_csl_style,
    draw_style,
    invent_reference,
)

NEEDED = 5000.0


def rate(styles: Sequence[ReferenceStyle | CslStyle], per_style: int) -> float:
    """Return entries per second of CPU time, over fresh references."""
    rng = random.Random(1)  # noqa: S311
    references = [[invent_reference(rng) for _ in range(per_style)] for _ in styles]
    start = time.process_time()
    for style, ones in zip(styles, references, strict=True):
        for one in ones:
            style.set_entry(one, rng)
    return len(styles) * per_style / (time.process_time() - start)


def main() -> None:
    """Print the rates."""
    rng = random.Random(0)  # noqa: S311
    start = time.process_time()
    own = [draw_style(rng) for _ in range(300)]
    print(f"styles drawn: {300 / (time.process_time() - start):.0f}/s")
    rate(own[:20], 40)
    measured = rate(own, 40)
    print(f"own styles: {measured:.0f} entries/s, {measured / NEEDED:.2f} of what is needed")
    if len(sys.argv) > 1:
        files = csl_files(Path(sys.argv[1]))
        drawn = [draw_csl_style(rng, files) for _ in range(40)]
        styles = [style for style in drawn if style is not None]
        measured = rate(styles, 40)
        print(f"CSL styles: {measured:.0f} entries/s, {measured / NEEDED:.2f} of what is needed")


if __name__ == "__main__":
    main()
