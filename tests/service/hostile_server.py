"""`spv2 serve` with a reader that obeys: `python -m tests.service.hostile_server serve ...`."""

from __future__ import annotations

import sys

from spv2_spark.cli import parser_of_commands
from spv2_spark.config import load_settings
from spv2_spark.service.server import serve


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    options = parser_of_commands().parse_args()
    settings = load_settings(options.settings, options.set)
    serve(settings, _say, "tests.service.hostile_reader:obey")
