"""Settings: frozen dataclasses read from TOML files; what cannot be meant is an error.

Later files override earlier ones key by key.
"""

from spv2_spark.config.files import assigned, load_settings, overridden
from spv2_spark.config.sections import (
    AssembleSettings,
    DecodeSettings,
    ExportSettings,
    FieldSettings,
    LedgerSettings,
    ModelSettings,
    PdfSettings,
    ProcessSettings,
    ServiceSettings,
    Settings,
    SourceSettings,
    TrainingSettings,
    TypesetSettings,
)

__all__ = [
    "AssembleSettings",
    "DecodeSettings",
    "ExportSettings",
    "FieldSettings",
    "LedgerSettings",
    "ModelSettings",
    "PdfSettings",
    "ProcessSettings",
    "ServiceSettings",
    "Settings",
    "SourceSettings",
    "TrainingSettings",
    "TypesetSettings",
    "assigned",
    "load_settings",
    "overridden",
]
