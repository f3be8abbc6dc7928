"""Videos: the picture's scene, moving, as an MP4 of the length that was asked for, which plays everywhere."""

from __future__ import annotations

import io
from typing import Any

import av

from .image import Scene, draw

__all__ = ["LONGEST", "length", "movie"]

LONGEST = 60.0
# So many pictures are drawn, however long the video is: the others repeat the one before, which costs next to nothing.
_DRAWN = 12


def length(seconds: float) -> float:
    """Return how long the file really is: as asked, up to `LONGEST`."""
    return min(max(seconds, 0.5), LONGEST)


def movie(scene: Scene, seconds: float, rate: int) -> bytes:
    """Return H.264 in MP4, `seconds` long, with `rate` frames a second. The scene's sides must be even."""
    frames = max(2, round(seconds * rate))
    drawn = min(frames, _DRAWN)
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as file:
        # PyAV's own types are half open.
        container: Any = file
        frame_type: Any = av.VideoFrame
        stream = container.add_stream("libx264", rate=rate)
        stream.width, stream.height = scene.size
        stream.pix_fmt = "yuv420p"
        # One thread: the same bytes on every machine.
        stream.codec_context.thread_count = 1
        stream.codec_context.options = {"preset": "ultrafast", "crf": "26", "threads": "1"}
        frame: Any = None
        shown = -1
        for number in range(frames):
            if (wanted := number * drawn // frames) != shown:
                shown = wanted
                picture = draw(scene, shown / (drawn - 1))
                frame = frame_type.from_image(picture).reformat(format="yuv420p")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return out.getvalue()
