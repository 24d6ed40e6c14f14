"""TensorFlow's version and devices, as JSON: `python -m spv2_spark.nn.devices`.

A process of its own, since TensorFlow may end the one that loads it (another processor's wheel).
"""

from __future__ import annotations

import json
import sys


def main() -> int:
    """Print them; 1 and a line on stderr where TensorFlow cannot be imported."""
    try:
        import tensorflow as tf
    except ImportError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    found = [_named(tf, one) for one in tf.config.list_physical_devices()]
    sys.stdout.write(json.dumps({"version": tf.__version__, "devices": found}) + "\n")
    return 0


def _named(tf: object, device: object) -> str:
    details = tf.config.experimental.get_device_details(device)  # type: ignore[attr-defined]
    kind: str = device.device_type  # type: ignore[attr-defined]
    return str(details.get("device_name", kind))


if __name__ == "__main__":
    sys.exit(main())
