"""Models made up for the page's tests: one with every sort of input, and one whose text is out for harm."""

from __future__ import annotations

from typing import Any

PICTURE = {"type": "string", "format": "image_uri"}
HARM = '<img src=x onerror="window.harmed = true"><script>window.harmed = true</script>'


def _document(model_id: str, properties: dict[str, Any], required: list[str], **more: Any) -> dict[str, Any]:
    return {
        "model_id": model_id,
        "kind": "image",
        "input_schema": {
            "type": "object",
            "additionalProperties": False,
            "required": required,
            "properties": properties,
        },
        **more,
    }


ALL = "acme/all"
HOSTILE = "acme/hostile"
TUNE = "acme/tune/sung"
FILM = "other/film"
DOCUMENTS: dict[str, dict[str, Any]] = {
    ALL: _document(
        ALL,
        {
            "size": {"type": "string", "enum": ["small", "large"], "default": "small", "title": "Size of it"},
            "prompt": {"type": "string", "maxLength": 40, "description": "What is to be seen"},
            "images": {"type": "array", "items": PICTURE, "minItems": 1, "maxItems": 2},
            "mask": PICTURE,
            "steps": {"type": "integer", "minimum": 1, "maximum": 10, "default": 4},
            "strength": {"type": "number", "minimum": 0, "maximum": 1},
            "sharp": {"type": "boolean", "default": True},
            "n": {"type": "integer", "enum": [1, 2], "default": 1},
            "words": {"type": "array", "items": {"type": "string", "pattern": "^[a-z]+$"}},
            "loras": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["path"],
                    "properties": {"path": {"type": "string"}, "scale": {"type": "number"}},
                },
            },
            "width": {"type": "integer", "default": 256},
            "height": {"type": "integer", "default": 128},
            "__proto__": {"type": "string"},
        },
        ["prompt", "images"],
        title="Everything",
        description="Takes whatever there is.",
        categories=["image-to-image"],
        price=0.25,
    ),
    HOSTILE: _document(
        HOSTILE,
        {
            f"p{HARM}": {"type": "string", "title": HARM, "description": HARM, "enum": [HARM, "</select>"]},
            "prompt": {"type": "string", "title": HARM, "default": HARM},
        },
        ["prompt"],
        title=HARM,
        description=HARM,
        categories=[HARM],
    ),
    TUNE: _document(TUNE, {"tags": {"type": "string"}}, ["tags"], kind="audio"),
    FILM: _document(
        FILM,
        {"prompt": {"type": "string"}, "resolution": {"type": "string", "default": "240p"}},
        ["prompt"],
        kind="video",
    ),
}
