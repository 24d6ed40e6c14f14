"""A package's network, and what computes it in this process, on a device."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass

from spv2_spark.domain.page import Float32s
from spv2_spark.nn.device import PRECISIONS, Device, check_precision
from spv2_spark.nn.package import Package
from spv2_spark.nn.shape import TaggerShape
from spv2_spark.nn.weights import Weights
from spv2_spark.nn.windows import Inputs

Predict = Callable[[Inputs], Float32s]  # -> (B, T, 16) log probabilities


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """What of a package is computed on a device."""

    name: str
    shape: TaggerShape
    weights: Weights


def network_of(package: Package) -> Network:
    """Return a package's network; a reference parser in it is another one."""
    return Network(package.manifest.name, package.manifest.shape, package.weights)


def predict_on(network: Network, device: Device) -> Predict:
    """Load Keras for the device and return the network's compiled function of a batch.

    Raises ModelError if weights and shape do not agree, SettingsError for an unknown precision.
    Warns if the device has GPUs and TensorFlow sees none: the CPU is then used.
    """
    check_precision(device.precision)
    from spv2_spark.nn.backend import gpus_seen, keras_on

    keras_on(device)
    if device.gpus and not gpus_seen():
        names = ",".join(device.gpus)
        warnings.warn(f"TensorFlow sees nothing of GPU {names}: on the CPU", stacklevel=2)
    from spv2_spark.nn import model as models

    with models.policy(PRECISIONS[device.precision][0]):
        model = models.build_model(network.shape)
    models.assign_weights(model, network.weights, network.name)
    return models.predict_with(network.shape, model)
