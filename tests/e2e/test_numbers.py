"""Numbers in prose: each is what the code has, so that neither changes without the other."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
import runcomfy

from tests import inside

ROOT = Path(__file__).parents[2]
GUIDES = ROOT / "generated/docs/guides"
OPTIONS = runcomfy.ClientOptions()
WORDS = {4: "four", 5: "five"}
PLAY = {kind: price for kind, (price, _) in inside.usual_play_prices.items()}


def _prose(name: str) -> str:
    """Return a guide as one line."""
    return " ".join((GUIDES / f"{name}.md").read_text(encoding="utf-8").split())


def _default(function: object, name: str) -> object:
    return inspect.signature(function).parameters[name].default  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("guide", "said"),
    [
        ("money", f"counts for {WORDS[round(inside.known_rate_kept / 60)]} minutes"),
        ("jobs", f"how long {WORDS[inside.known_runs_enough]} jobs of a model ran"),
        ("errors", f"after {'a minute' if inside.longest_asked_wait == 60 else 'some other time'} at most"),
        ("files", f"A whole request may have {OPTIONS.max_body_bytes >> 20} MiB"),
        ("files", f"each up to {OPTIONS.max_download_bytes >> 30} GiB"),
        ("files", f"{WORDS[int(str(_default(inside.Downloader.save, 'concurrency')))]} at a time"),
        (
            "testing",
            f"up to {inside.largest_side_made} pixels a side and {inside.most_pictures_made} pictures",
        ),
        ("testing", f"up to {inside.longest_video_made:.0f} seconds, the rate of frames"),
        ("testing", f"from an input file is {inside.usual_seconds_made['video']:.0f} seconds"),
        (
            "testing",
            f"up to {inside.longest_sound_made:.0f} seconds ({inside.usual_seconds_made['audio']:.0f} where none",
        ),
        (
            "testing",
            f"({PLAY['image']} for a picture, {PLAY['video']} for a second of video, {PLAY['audio']} for one of sound)",
        ),
    ],
)
def test_what_a_guide_says_is_so(guide: str, said: str) -> None:
    assert said in _prose(guide)


def test_the_packaged_models_are_counted_right() -> None:
    said = {
        "README.md": "{} models are packaged",
        "CHANGELOG.md": "Schemas of {} models",
        "generated/docs/index.md": "{} models",
    }
    for name, words in said.items():
        assert words.format(len(runcomfy.registry)) in (ROOT / name).read_text(encoding="utf-8"), name
