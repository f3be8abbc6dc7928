"""The files are real, are what was asked for, and are always the same."""

from __future__ import annotations

import io
import wave
from typing import Any

import av
import pytest
from PIL import Image
from runcomfy.sandbox.render import RenderedFile, RenderSpec, file_names, render_one

from tests.inside import (
    Size,
    complete,
    drawable,
    estimate_from,
    fit,
    output_count,
    output_seconds,
    picture_size,
    video_size,
)
from tests.sandbox.kit import picture

PAINT = RenderSpec("acme/paint", "image")


def render(spec: RenderSpec, inputs: dict[str, Any], seed: int) -> list[RenderedFile]:
    return [render_one(spec, inputs, seed, index) for index in range(len(file_names(spec, inputs)))]


def opened(file: RenderedFile) -> Image.Image:
    image = Image.open(io.BytesIO(file.content))
    image.load()
    return image


@pytest.mark.parametrize(
    ("inputs", "size"),
    [
        ({}, (1024, 1024)),
        ({"aspect_ratio": "16:9"}, (1024, 576)),
        ({"aspect_ratio": "9:16", "resolution": "2k"}, (1152, 2048)),
        ({"aspect_ratio": "3:2", "resolution": "4K"}, (4096, 2731)),
        ({"resolution": "720p", "aspect_ratio": "16:9"}, (1280, 720)),
        ({"resolution": "1080P", "ratio": "9:16"}, (1080, 1920)),
        ({"size": "1024x1536"}, (1024, 1536)),
        ({"size": "1152:864 (4:3)"}, (1152, 864)),
        ({"image_size": "1280*720"}, (1280, 720)),
        ({"image_size": "landscape_16_9"}, (1024, 576)),
        ({"image_size": "portrait_4_3"}, (768, 1024)),
        ({"image_size": "square_hd"}, (1024, 1024)),
        ({"image_size": "square"}, (512, 512)),
        ({"width": 640, "height": 480}, (640, 480)),
        ({"width": "640", "height": "480"}, (640, 480)),
        ({"image_size": {"width": 640, "height": 480}}, (640, 480)),
        ({"size": {"width": 640}, "aspect_ratio": "16:9"}, (1024, 576)),
        ({"aspect_ratio": "8:1"}, (1024, 128)),
        ({"aspect_ratio": "auto"}, (1024, 1024)),
        ({"aspect_ratio": "0:0", "width": -1, "height": None, "resolution": 7}, (1024, 1024)),
        ({"width": 10**30, "height": 1}, (4096, 64)),
    ],
)
def test_sizes(inputs: dict[str, Any], size: tuple[int, int]) -> None:
    assert picture_size(inputs) == size


@pytest.mark.parametrize(
    ("inputs", "count"),
    [
        ({}, 1),
        ({"n": 3}, 3),
        ({"number_of_outputs": "2"}, 2),
        ({"count": 4}, 4),
        ({"num_images": 2, "batch_size": 3}, 6),
        ({"num_images": 2, "max_images": 5}, 2),
        ({"max_images": 5}, 5),
        ({"n": 500}, 10),
        ({"n": 0.5}, 1),
        ({"n": "many"}, 1),
    ],
)
def test_as_many_outputs_as_are_asked_for_and_estimated(inputs: dict[str, Any], count: int) -> None:
    assert output_count(inputs) == count
    if inputs.get("n") not in (500, 0.5, "many"):
        estimate = estimate_from({"base_usd": 1, "unit": "output"}, {}, inputs)
        assert estimate.low is not None
        assert estimate.low <= count <= (estimate.high or 0)


@pytest.mark.parametrize(
    ("inputs", "length"),
    [
        ({"duration": 4}, 4),
        ({"duration": "12s"}, 12),
        ({"video_length": "7 seconds"}, 7),
        ({"duration_ms": 2500}, 2.5),
        ({"num_frames": 48, "fps": 24}, 2),
        ({"frames": 60, "frame_rate": 30}, 2),
        ({"number_of_frames": 81, "frames_per_second": 27}, 3),
    ],
)
def test_outputs_are_as_long_as_is_asked_for_and_estimated(inputs: dict[str, Any], length: float) -> None:
    assert output_seconds(inputs, "video") == length
    assert estimate_from({"base_usd": 1, "unit": "second"}, {}, inputs).high == length


@pytest.mark.parametrize("inputs", [{"duration": "auto"}, {"duration": -1}, {"frames": None}, {}])
def test_what_no_input_says_is_the_usual_length(inputs: dict[str, Any]) -> None:
    assert output_seconds(inputs, "video") == 5


def test_an_automatic_ratio_is_the_input_pictures() -> None:
    assert picture_size({"aspect_ratio": "auto"}, Size(300, 600)) == (512, 1024)


def test_video_sizes_are_even_and_keep_their_order() -> None:
    sizes = [video_size({"resolution": word}) for word in ("360p", "480p", "720p", "2160p")]
    assert sizes == [(640, 360), (854, 480), (1280, 720), (1920, 1080)]
    assert video_size({"resolution": "720p", "aspect_ratio": "9:16"}) == (720, 1280)
    assert all(
        side % 2 == 0 for word in ("7:3", "21:9", "1:3") for side in video_size({"aspect_ratio": word})
    )


@pytest.mark.parametrize(("form", "name"), [("png", "PNG"), ("jpeg", "JPEG"), ("webp", "WEBP")])
def test_formats(form: str, name: str) -> None:
    file = render_one(PAINT, {"prompt": "a fox", "output_format": form, "width": 300, "height": 200}, 0, 0)
    assert (file.name, file.content_type) == (f"image-1.{form}", f"image/{form}")
    image = opened(file)
    assert (image.format, image.size) == (name, (300, 200))


@pytest.mark.parametrize("field", ["num_images", "n", "max_images"])
def test_counts_give_different_pictures(field: str) -> None:
    files = render(PAINT, {"prompt": "a fox", field: 3, "width": 128, "height": 128}, 0)
    assert [file.name for file in files] == ["image-1.png", "image-2.png", "image-3.png"]
    assert len({file.content for file in files}) == 3


def test_defaults_come_from_the_schema() -> None:
    schema = {"properties": {"resolution": {"default": "2k"}, "output_format": {"default": "webp"}}}
    spec = RenderSpec("acme/paint", "image", schema)
    assert file_names(spec, {"prompt": ""}) == ["image-1.webp"]
    assert opened(render_one(spec, {"prompt": ""}, 0, 0)).size == (2048, 2048)


@pytest.mark.parametrize(
    ("model_id", "inputs", "size"),
    [
        ("acme/film/first-last-frame/720p", {"prompt": ""}, (1280, 720)),
        ("acme/film/4K/text-to-video", {"aspect_ratio": "1:1"}, (4096, 4096)),
        ("acme/film-480P", {"resolution": "1080p"}, (1920, 1080)),
        ("acme/film-14k2/text1080p", {}, (854, 480)),
    ],
)
def test_a_resolution_may_stand_in_the_id(
    model_id: str, inputs: dict[str, Any], size: tuple[int, int]
) -> None:
    assert video_size(complete(inputs, {}, model_id), largest=4096) == size


def test_the_same_again_and_something_else_for_another_seed() -> None:
    inputs = {"prompt": "a fox", "width": 256, "height": 256}
    first = render(PAINT, inputs, 0)
    assert first == render(PAINT, inputs, 0)
    assert first != render(PAINT, inputs, 1)
    assert first != render(PAINT, {**inputs, "seed": 5}, 0)
    assert first != render(PAINT, {**inputs, "prompt": "a dog"}, 0)


def test_an_edit_shows_the_input_picture() -> None:
    inputs = {"prompt": "a fox", "width": 512, "height": 512}
    magenta = picture("#ff00ff", (200, 200))
    spec = RenderSpec("acme/paint", "image", {}, (magenta,))
    shown, plain = (opened(render_one(one, inputs, 0, 0)).convert("RGB") for one in (spec, PAINT))

    def share(image: Image.Image) -> float:
        data = image.tobytes()
        return sum(data[at : at + 3] == b"\xff\x00\xff" for at in range(0, len(data), 3)) * 3 / len(data)

    assert share(shown) > 0.1
    assert share(plain) == 0


@pytest.mark.parametrize(
    "prompt",
    [
        "",
        "  \n\t ",
        "最多 10 张图像,要编辑的参考图像" * 20,
        "Привет, мир! مرحبا بالعالم שלום",
        "e\u0301 \u202e rtl \x00 \x1b[31m \ud800 \U0001f98a \U000e0041",
        "x" * 100_000,
        "word " * 20_000,
        "<b>&amp;</b> %s {0} ${HOME}",
    ],
)
@pytest.mark.parametrize("size", [(64, 64), (64, 1024), (1024, 64), (300, 200)])
def test_no_prompt_is_too_strange(prompt: str, size: tuple[int, int]) -> None:
    inputs = {"prompt": prompt, "width": size[0], "height": size[1]}
    assert opened(render_one(PAINT, inputs, 0, 0)).size == size


def test_letters_the_font_lacks_become_their_base_or_a_dot() -> None:
    assert drawable("Schöner  Tag\n中") == "Schoner Tag \u00b7"
    assert drawable("a\u200bb\ud800c") == "ab\u00b7c"


def test_text_is_wrapped_into_its_room() -> None:
    block = fit("one two three four five six seven eight", 200, 120, 40, 10)
    assert len(block.lines) * block.line_height <= 120
    assert all(block.font.getlength(line) <= 200 for line in block.lines)
    assert " ".join(block.lines) == "one two three four five six seven eight"
    assert fit("word " * 500, 200, 120, 40, 10).lines[-1].endswith("\u2026")


def test_a_picture_that_cannot_be_read_is_left_out() -> None:
    from tests.inside import take_media
    from tests.sandbox.kit import data_uri

    truncated = picture(size=(500, 500))[:200]
    _, pictures = take_media({"images": [data_uri(truncated), data_uri(b"GIF89a"), data_uri(picture())]})
    assert len(pictures) == 1


@pytest.mark.ci
def test_a_video_plays() -> None:
    spec = RenderSpec("acme/film", "video")
    inputs = {"prompt": "a fox", "resolution": "360p", "duration": "3"}
    (file,) = render(spec, inputs, 0)
    assert (file.name, file.content_type) == ("video-1.mp4", "video/mp4")
    assert render(spec, inputs, 0) == [file]
    with av.open(io.BytesIO(file.content), "r") as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.pix_fmt, context.width, context.height) == ("h264", "yuv420p", 640, 360)
        frames = list(container.decode(video=0))
        assert stream.average_rate == 24
    assert len(frames) == 72
    assert frames[-1].time == pytest.approx(3, abs=0.05)
    assert bytes(frames[0].planes[0]) != bytes(frames[-1].planes[0])


@pytest.mark.parametrize(
    ("inputs", "frames", "rate"),
    [
        ({"duration": 2, "fps": 10}, 20, 10),
        ({"duration": "1s", "frame_rate": "8"}, 8, 8),
        ({"num_frames": 33, "fps": 16}, 33, 16),
    ],
)
def test_a_video_has_the_frames_that_were_asked_for(inputs: dict[str, Any], frames: int, rate: int) -> None:
    (file,) = render(RenderSpec("acme/film", "video"), {"width": 128, "height": 64, **inputs}, 0)
    with av.open(io.BytesIO(file.content), "r") as container:
        assert container.streams.video[0].average_rate == rate
        assert len(list(container.decode(video=0))) == frames


def test_lengths_are_kept_up_to_a_limit_that_is_said() -> None:
    from runcomfy.sandbox.render import audio, video

    assert [video.length(one) for one in (4, 60, 61, 10**9, 0)] == [4, 60, 60, video.LONGEST, 0.5]
    assert len(audio.samples("x", 10**9, 100)) == 2 * 100 * audio.LONGEST


@pytest.mark.parametrize(
    ("inputs", "rate", "seconds"),
    [
        ({"prompt": "jazz", "format": "flac"}, 22_050, 30.0),
        ({"tags": "jazz", "duration": 60}, 22_050, 60.0),
        ({"prompt": "jazz", "duration": 1}, 22_050, 1.0),
        ({"music_length_ms": 2000, "output_format": "wav_16khz"}, 16_000, 2.0),
        ({"output_format": "wav_cd_quality", "duration_ms": 1500}, 44_100, 1.5),
    ],
)
def test_a_sound_plays(inputs: dict[str, Any], rate: int, seconds: float) -> None:
    (file,) = render(RenderSpec("acme/tune", "audio"), inputs, 0)
    assert (file.name, file.content_type) == ("audio-1.wav", "audio/wav")
    with wave.open(io.BytesIO(file.content)) as sound:
        assert sound.getframerate() == rate
        assert sound.getnframes() / rate == pytest.approx(seconds)
        assert any(sound.readframes(5000))


@pytest.mark.parametrize(
    ("form", "bits"), [("mp3_standard", 128_000), ("mp3_high_quality", 192_000), ("mp3", 128_000)]
)
def test_an_mp3_plays(form: str, bits: int) -> None:
    inputs = {"tags": "jazz", "duration": 2, "output_format": form}
    (file,) = render(RenderSpec("acme/tune", "audio"), inputs, 0)
    assert (file.name, file.content_type) == ("audio-1.mp3", "audio/mpeg")
    assert render(RenderSpec("acme/tune", "audio"), inputs, 0) == [file]
    with av.open(io.BytesIO(file.content), "r") as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.rate) == ("mp3float", 22_050)
        length = sum(frame.samples for frame in container.decode(audio=0)) / 22_050
    assert length == pytest.approx(2, abs=0.1)
    assert len(file.content) == pytest.approx(2 * bits / 8, rel=0.5)
