"""What examples say and name: prompts that suit what a model makes of what, and files that are there to be taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["FILES", "file_for", "file_of", "prompt_for", "text_for"]

FILES = {
    "image": "https://playgrounds-storage-public.runcomfy.net/image_example/image_first.jpg",
    "video": "https://playgrounds-storage-public.runcomfy.net/videos/talk.mp4",
    "audio": "https://playgrounds-storage-public.runcomfy.net/tools/7275/media-files/input-1-2.mp3",
}
"""Public files of each kind, which the service's own examples use."""
# So that a video that leads from one picture to another, or a talk of two, has two.
_OTHERS = {
    "image": "https://playgrounds-storage-public.runcomfy.net/tools/7353/media-files/input.png",
    "audio": "https://playgrounds-storage-public.runcomfy.net/tools/7303/media-files/input-1-2.mp3",
}
_OTHER_WORDS = {"end", "last", "right", "second"}

_PICTURE = "A lighthouse at dawn, soft light, long exposure"
# What a model makes, and of what: a kind of file, or references of any; the first that fits is taken.
_PROMPTS = (
    ("image", "image", "Turn the photo into a watercolour painting and keep the composition"),
    ("video", "reference", "Put what the references show on a beach at sunset and film it from the side"),
    ("video", "video", "It begins to snow heavily, and everything else stays as it is"),
    ("video", "audio", "Somebody talks into the camera, in warm evening light"),
    ("video", "image", "The camera moves in slowly while the morning light turns into evening"),
    ("video", None, "Waves break below a lighthouse at dawn while the camera circles it slowly"),
    ("audio", None, "A calm piano piece with soft strings, slow and warm"),
)
_NAMED = (
    ({"negative"}, "blurry, distorted, low quality"),
    ({"tags", "tag", "genre", "genres"}, "piano, strings, calm, slow"),
    ({"lyrics", "lyric"}, "[verse] Morning comes across the bay [chorus] And the light begins to stay"),
    ({"speech", "script", "transcript"}, "Good morning, and welcome to the coast."),
)
_FILE_WORDS = {
    **dict.fromkeys(("image", "images", "photo", "photos", "picture", "pictures", "mask", "frame"), "image"),
    **dict.fromkeys(("video", "videos", "clip", "clips"), "video"),
    **dict.fromkeys(("audio", "audios", "sound", "sounds", "song", "voice"), "audio"),
}
_ADDRESS_WORDS = {"url", "urls", "uri", "uris"}
_WORDS = re.compile(r"[a-z]+")


def prompt_for(kind: str | None, given: Container[str]) -> str:
    """Return a prompt for a model that makes `kind` of what is `given`: kinds of file, and `reference`."""
    for makes, of, prompt in _PROMPTS:
        if makes == kind and (of is None or of in given):
            return prompt
    return _PICTURE


def text_for(name: str, kind: str | None) -> str | None:
    """Return what suits an input by its name, where that is not a prompt."""
    words = _words(name)
    if kind == "audio" and words == ["text"]:
        words = ["speech"]
    return next((text for names, text in _NAMED if names & set(words)), None)


def file_for(name: str) -> str | None:
    """Return a file for an input whose name alone says that it is one: `image_url_2`, `start_frame`, `source_uri`."""
    words = _words(name)
    bare = [word for word in words if word not in _ADDRESS_WORDS]
    kind = _FILE_WORDS.get(bare[-1]) if bare else None
    if kind is None and len(bare) < len(words):
        kind = next((_FILE_WORDS[word] for word in bare if word in _FILE_WORDS), "image")
    return file_of(kind, name) if kind else None


def file_of(kind: str, name: str) -> str:
    """Return a file of a kind for the input of this name."""
    return _OTHERS.get(kind, FILES[kind]) if _OTHER_WORDS & set(_words(name)) else FILES[kind]


def _words(name: str) -> list[str]:
    return _WORDS.findall(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).casefold())
