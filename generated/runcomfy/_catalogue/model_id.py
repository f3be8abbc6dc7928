"""What a model id is."""

from __future__ import annotations

from .._plain.json_values import show
from ..errors import InputError

__all__ = ["check_model_id"]

_LONGEST = 512


def check_model_id(value: object) -> str:
    """Return the value, which must be a model id such as `openai/gpt-image-2/edit`.

    Raises:
        InputError: It cannot be one, or would lead somewhere else.
    """
    fault: str | None = None
    if not isinstance(value, str):
        fault = "it is not a string"
    elif not value:
        fault = "it is empty"
    elif len(value) > _LONGEST:
        fault = "it is too long"
    elif "://" in value:
        fault = "it is a URL"
    elif not value.isprintable() or any(character in value for character in "\\%?#"):
        fault = "it holds a character that no model id has"
    else:
        segments = value.split("/")
        if any(segment.strip() != segment or not segment for segment in segments):
            fault = "a part between its slashes is empty or begins or ends with a space"
        elif any(segment in {".", ".."} for segment in segments):
            fault = "it leads to another path"
    if fault is not None:
        raise InputError(
            f"{show(value)} is not a model id: {fault}.",
            hint="A model id looks like 'openai/gpt-image-2/edit'.",
        )
    assert isinstance(value, str)  # noqa: S101 (for the type checker)
    return value
