"""What generated modules import: the one place that says what a generated model is made of."""

from __future__ import annotations

from ._endpoint import AsyncEndpoint, Endpoint, Nested, SyncEndpoint
from ._media import AudioInput, FileInput, ImageInput, VideoInput
from ._models import InputModel, OutputModel
from ._part import Part
from ._preflight import Validation
from ._rules import Const, Fits, MultipleOf, OneOf, Pattern, UniqueItems
from ._sequence import MapOf, SequenceOf
from ._unset import UNSET

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
    "MapOf",
    "MultipleOf",
    "Nested",
    "OneOf",
    "OutputModel",
    "Part",
    "Pattern",
    "SequenceOf",
    "SyncEndpoint",
    "UniqueItems",
    "Validation",
    "VideoInput",
]
