"""What generated modules import: the one place that says what a generated model is made of."""

from __future__ import annotations

from ._client.endpoint import AsyncEndpoint, Endpoint, Nested, SyncEndpoint
from ._schema.media import AudioInput, FileInput, ImageInput, VideoInput
from ._schema.models import InputModel, OutputModel
from ._schema.preflight import Validation
from ._schema.rules import Const, Fits, MultipleOf, OneOf, Pattern, UniqueItems
from ._schema.unset import UNSET

__all__ = [
    "UNSET",
    "AsyncEndpoint",
    "AudioInput",
    "Const",
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
