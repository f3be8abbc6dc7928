"""Videos: the picture's scene, moving, as a short MP4 that plays everywhere."""

from __future__ import annotations

import io
from typing import Any

import av

from .image import Scene, draw

__all__ = ["FRAMES_A_SECOND", "length", "movie"]

FRAMES_A_SECOND = 12


def length(seconds: float) -> float:
    """How long the file really is: from 1 to 2 seconds, longer where more was asked for."""
    return 1 + min(max(seconds, 0.0), 30.0) / 30


def movie(scene: Scene, seconds: float) -> bytes:
    """H.264 in MP4, `seconds` long. The scene's sides must be even."""
    frames = max(2, round(seconds * FRAMES_A_SECOND))
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as file:
        # PyAV's own types are half open.
        container: Any = file
        frame_type: Any = av.VideoFrame
        stream = container.add_stream("libx264", rate=FRAMES_A_SECOND)
        stream.width, stream.height = scene.size
        stream.pix_fmt = "yuv420p"
        # One thread: the same bytes on every machine.
        stream.codec_context.thread_count = 1
        stream.codec_context.options = {"preset": "ultrafast", "crf": "26", "threads": "1"}
        for number in range(frames):
            picture = draw(scene, number / (frames - 1))
            container.mux(stream.encode(frame_type.from_image(picture)))
        container.mux(stream.encode())
    return out.getvalue()
