"""What generated modules import: the one place that says what a generated model is made of."""

from __future__ import annotations

from ._catalogue.model import Endpoint
from ._schema.media import AudioInput, FileInput, ImageInput, VideoInput
from ._schema.media_constraint import MediaConstraint
from ._schema.models import InputModel, OutputModel
from ._schema.part import Part
from ._schema.rules import Const, Fits, MultipleOf, OneOf, Pattern, UniqueItems
from ._schema.sequence import MapOf, SequenceOf
from ._schema.unset import UNSET

__all__ = [
    "UNSET",
    "AudioInput",
    "Const",
    "Endpoint",
    "FileInput",
    "Fits",
    "ImageInput",
    "InputModel",
    "MapOf",
    "MediaConstraint",
    "MultipleOf",
    "OneOf",
    "OutputModel",
    "Part",
    "Pattern",
    "SequenceOf",
    "UniqueItems",
    "VideoInput",
]
