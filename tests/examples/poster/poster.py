"""A user's program: makes a poster from a photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runcomfy import JobFailedError, RunComfy

if TYPE_CHECKING:
    from pathlib import Path


def make_poster(photo: Path, title: str, folder: Path) -> list[Path]:
    """Saves the poster in the folder and returns its paths; a poster that cannot be made is none."""
    with RunComfy() as client:
        try:
            result = client.openai.gpt_image_2.edit.run(
                prompt=f"Turn this into a poster with the title {title!r}", images=[photo], aspect_ratio="2:3"
            )
        except JobFailedError:
            return []
        return list(result.save(folder))
