"""One small program, in its ordinary and in its asynchronous form."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import runcomfy

EDIT = "openai/gpt-image-2/edit"
VIDEO = "lightricks/ltx-2.5/text-to-video/fast"
PICTURE = "https://example.com/a.png"
INPUTS: dict[str, Any] = {"prompt": "a fox", "images": [PICTURE]}


def run_sync(**inputs: Any) -> Any:
    with runcomfy.RunComfy() as client:
        return client.openai.gpt_image_2.edit.run(**{**INPUTS, **inputs})


def run_async(**inputs: Any) -> Any:
    async def main() -> Any:
        async with runcomfy.AsyncRunComfy() as client:
            return await client.openai.gpt_image_2.edit.run(**{**INPUTS, **inputs})

    return asyncio.run(main())


BOTH = pytest.mark.parametrize("run", [run_sync, run_async])
