"""What generated modules import: the one place that says what a generated model is made of."""

from __future__ import annotations

from ._endpoint import AsyncEndpoint, DeprecatedEndpoint, Endpoint, Nested, SyncEndpoint
from ._media import AudioInput, FileInput, ImageInput, VideoInput
from ._models import InputModel, OutputModel
from ._preflight import Validation
from ._rules import Const, Fits, MultipleOf, OneOf, Pattern, UniqueItems
from ._unset import UNSET

__all__ = [
    "UNSET",
    "AsyncEndpoint",
    "AudioInput",
    "Const",
    "DeprecatedEndpoint",
    "Endpoint",
    "FileInput",
    "Fits",
    "ImageInput",
    "InputModel",
    "MultipleOf",
    "Nested",
    "OneOf",
    "OutputModel",
    "Pattern",
    "SyncEndpoint",
    "UniqueItems",
    "Validation",
    "VideoInput",
]
