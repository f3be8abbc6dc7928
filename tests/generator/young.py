"""Schemas full of characters that Unicode has had for a few years only, so that not every Python knows them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EMOJI = "\U0001fae8"  # of 2022
IDEOGRAPH = "\U0002ebf0"  # of 2023
DIGIT = "\U00011f50"  # of 2022
OUTLINED = "\U0001ccd6"  # of 2024, in normal form an A
CAPITAL = "\u1c89"  # of 2024, with a small letter
# Parts of identifiers since 2023, and before not.
DOTS = ["a\u30fbb", "a\uff65b", "a\u200cb"]

NAMES = [
    *(f"emoji{EMOJI}", IDEOGRAPH, f"x{DIGIT}.", f"{OUTLINED}lined", f"{CAPITAL}x", "\U00010d40digits"),
    *(*DOTS, "日本語", "\u3000y", "e\u0301", "ß", "İ"),
]


def write_schemas(folder: Path) -> None:
    """Write some documents into a folder."""
    properties: dict[str, Any] = {
        name: {
            "type": "string",
            "description": f"{name} {EMOJI} kind\nof\n\u3000\u3000text \u2028 {IDEOGRAPH}",
            "enum": [f"{EMOJI}{index}", f"{IDEOGRAPH}'\"", "\u200b", "plain", "back\\slash"],
            "default": f"{EMOJI}{index}",
        }
        for index, name in enumerate(NAMES)
    }
    schema = {"type": "object", "properties": properties}
    documents: list[dict[str, Any]] = [
        {
            "model_id": "v/one",
            "title": f"Title {EMOJI}",
            "description": f"\u3000First {EMOJI}\n  indented {IDEOGRAPH}\n{DIGIT}. x",
            "categories": ["ẞß", f"{CAPITAL}", f"{EMOJI}"],
            "input_schema": schema,
            "output_schema": schema,
        },
        {
            "model_id": "日本/画像",
            "input_schema": {
                "type": "object",
                "properties": {
                    "ａ": {"type": "string"},
                    "x": {"const": EMOJI},
                    "y": {"enum": [EMOJI, 1, None]},
                },
            },
        },
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for index, document in enumerate(documents):
        (folder / f"{index}.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
