"""A program with deliberate mistakes; each line with one says what is wrong there.

Every checker must complain about each of these lines, and about no other.
"""

from __future__ import annotations

import collections
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from typing_extensions import assert_type

from runcomfy import AsyncRunComfy, Endpoint, CostEstimate, ImageInput, Job, JobFailedError, Result, RunComfy, registry
from runcomfy.models.acme.scene.compose import (
    ComposeInputLorasItem,
    ComposeInputLorasItemDict,
    ComposeInputNode,
    ComposeInputSize2,
    ComposeOutput,
    compose,
)
from runcomfy.models.blackforestlabs.flux_3.extend_video import ExtendVideoOutput
from runcomfy.models.blackforestlabs.flux_3.extend_video.draft import DraftOutput
from runcomfy.models.openai.gpt_image_2.edit import EditInput, EditOutput, edit

client = RunComfy(token="t")
endpoint = client.openai.gpt_image_2.edit

# What a call gives.
result = endpoint.run(prompt="a", images=["a.png", b"..."], resolution="2k")
assert_type(result, Result[EditOutput])
assert_type(result.output, EditOutput)
assert_type(result.output.images, list[str] | None)
assert_type(client.run(endpoint.request(prompt="a", images=["a.png"])), Result[EditOutput])
assert_type(client.run(endpoint.request_for(EditInput(prompt="a", images=["a.png"]))), Result[EditOutput])
assert_type(edit.model_id, str)
assert_type(endpoint.validate(prompt="a", images=["a.png"]), EditInput)
assert_type(endpoint.estimate(prompt="a", images=["a.png"]), CostEstimate)
assert_type(endpoint.unbound.model_id, str)

endpoint.run(prompt=3, images=["a.png"])  # wrong: type of a value
endpoint.run(prompt="a", images=["a.png"], resolution="3k")  # wrong: choice
endpoint.run(images=["a.png"])  # wrong: missing input
endpoint.run(prompt="a", images=["a.png"], size="2k")  # wrong: unknown input
endpoint.run(prompt="a", images=["a.png"], quality=None)  # wrong: null where the schema has none
endpoint.run(EditInput(prompt="a", images=["a.png"]))  # wrong: an object where names are taken
endpoint.submit(prompt=b"a", images=["a.png"])  # wrong: type of a value, submit
endpoint.validate(prompt="a", images=["a.png"], qualty="low")  # wrong: unknown input, validate
endpoint.estimate(prompt=3, images=["a.png"])  # wrong: type of a value, estimate
endpoint.request(images=["a.png"])  # wrong: missing input, request
endpoint.request_for({"prompt": "a"})  # wrong: a dict for an input object
client.openai.gpt_image_3  # wrong: unknown model
client.opnai  # wrong: unknown vendor
result.output.pictures  # wrong: unknown output
result.outputs  # wrong: unknown attribute of a result
EditInput(prompt="a")  # wrong: missing input of the class
EditInput(prompt="a", images=["a.png"], resolution="3k")  # wrong: choice in the class
with_name: int = endpoint.run(prompt="a", images=["a.png"])  # wrong: a result is not a number


def lists(
    texts: list[str],
    paths: list[Path],
    blobs: list[bytes],
    any_sequence: Sequence[str],
    pair: tuple[str, str],
    many: tuple[Path, ...],
    mixed: list[str | Path],
    inputs: list[ImageInput],
    queue: collections.deque[bytes],
    one: str,
    blob: bytes,
    numbers: list[int],
) -> None:
    """Every natural form of a list, and what is none."""
    endpoint.run(prompt="a", images=texts)
    endpoint.run(prompt="a", images=paths)
    endpoint.run(prompt="a", images=blobs)
    endpoint.run(prompt="a", images=any_sequence)
    endpoint.run(prompt="a", images=pair)
    endpoint.run(prompt="a", images=many)
    endpoint.run(prompt="a", images=mixed)
    endpoint.run(prompt="a", images=inputs)
    endpoint.run(prompt="a", images=queue)
    endpoint.run(prompt="a", images=sorted(Path().glob("*.png")))
    endpoint.run(prompt="a", images=list(Path().glob("*.png")))
    endpoint.run(prompt="a", images=[*texts, *paths])
    endpoint.run(prompt="a", images=[path.read_bytes() for path in paths])
    endpoint.run(prompt="a", images=("a.png", Path("b.png"), b"..."))
    endpoint.run(prompt="a", images=[open("a.png", "rb")])
    EditInput(prompt="a", images=texts)
    EditInput(prompt="a", images=pair)
    client.acme.scene.compose.run(prompt="a", images=texts, tags=[texts, pair], modes=["day", "night"])
    client.acme.scene.compose.run(prompt="a", images=texts, tags=(("a",), ["b"]), modes=("day",))
    endpoint.run(prompt="a", images="a.png")  # wrong: a string for a list
    endpoint.run(prompt="a", images=one)  # wrong: a string for a list, by name
    endpoint.run(prompt="a", images=blob)  # wrong: bytes for a list
    endpoint.run(prompt="a", images=numbers)  # wrong: items of another type
    endpoint.run(prompt="a", images=[1, 2])  # wrong: items of another type, as written
    endpoint.run(prompt="a", images=Path("a.png"))  # wrong: one path for a list
    EditInput(prompt="a", images="a.png")  # wrong: a string for a list in the class
    client.acme.scene.compose.run(prompt="a", images=texts, tags=["a"])  # wrong: a string for a list in a list
    client.acme.scene.compose.run(prompt="a", images=texts, modes=["dawn"])  # wrong: choice in a list


def parts(scale: float, ready: ComposeInputLorasItemDict, weights: dict[str, float], any_weights: Mapping[str, int]) -> None:
    """Objects inside an input, as a class and as a plain dict."""
    scene = client.acme.scene.compose
    assert_type(scene.run(prompt="a", images=["a.png"]).output, ComposeOutput)
    scene.run(prompt="a", images=["a.png"], loras=[{"path": "fur", "scale": 0.8}], size={"width": 64, "height": 64})
    scene.run(prompt="a", images=["a.png"], loras=[ComposeInputLorasItem(path="fur", scale=scale)], size="wide")
    scene.run(prompt="a", images=["a.png"], loras=(ready, ready), size=ComposeInputSize2(width=1, height=2))
    scene.run(prompt="a", images=["a.png"], loras=[ComposeInputLorasItem(path="fur"), {"path": "fur", "steps": 4}])
    scene.run(prompt="a", images=["a.png"], elements=[{"class": "fox", "6_text": "x", "reference_images": ("a.png",)}])
    scene.run(prompt="a", images=["a.png"], keyframes={"start": {"image": Path("a.png")}}, weights=weights, seed=None)
    scene.run(prompt="a", images=["a.png"], weights=any_weights, extras={"note": "x", "other": 1})
    scene.run(prompt="a", images=["a.png"], tree={"name": "a", "children": [{"name": "b"}, ComposeInputNode(name="c")]})
    scene.run(prompt="a", images=["a.png"], loras=[{"scale": 0.8}])  # wrong: missing key
    scene.run(prompt="a", images=["a.png"], loras=[{"path": 1}])  # wrong: type of a key
    scene.run(prompt="a", images=["a.png"], loras={"path": "fur"})  # wrong: one object for a list
    scene.run(prompt="a", images=["a.png"], size={"width": 64})  # wrong: missing key in a union
    scene.run(prompt="a", images=["a.png"], size="square-ish")  # wrong: choice in a union
    scene.run(prompt="a", images=["a.png"], loras=[{"path": "fur", "sclae": 1}])  # wrong: unknown key
    scene.run(prompt="a", images=["a.png"], weights={"fur": "much"})  # wrong: value of a map
    ComposeInputLorasItem(scale=1)  # wrong: missing input of a part


# An endpoint that is a namespace too.
both = client.blackforestlabs.flux_3.extend_video
assert_type(both.run(prompt="a", video_url="https://a.b/c.mp4").output, ExtendVideoOutput)
assert_type(both.draft.run(prompt="a", video_url="https://a.b/c.mp4").output, DraftOutput)
both.run(prompt="a")  # wrong: missing input of a nested one

job = endpoint.submit(prompt="a", images=["a.png"])
assert_type(job, Job[EditOutput])
assert_type(job.wait(timeout=3), Result[EditOutput])
assert_type(client.job("r1", edit).wait(), Result[EditOutput])
for update in job.updates():
    assert_type(update.status, str)
    update.position  # wrong: unknown attribute

# Many at once keep the type of their output; what it will cost is a value, not a request.
for outcome in client.batch([endpoint.request(prompt="a", images=["a.png"])], max_in_flight=2):
    assert_type(outcome.unwrap(), Result[EditOutput])
for other in client.batch([("a/b", {"prompt": "a"})], ordered=True):
    assert_type(other.index, int)
    other.position  # wrong: unknown attribute of an outcome
client.batch([], max_in_flight="2")  # wrong: type of a setting


async def main() -> None:
    """The same in asyncio."""
    async with AsyncRunComfy(token="t") as other:
        answer = await other.openai.gpt_image_2.edit.run(prompt="a", images=["a.png"])
        assert_type(answer.output, EditOutput)
        scene = await other.acme.scene.compose.submit(prompt="a", images=["a.png"], loras=[{"path": "fur"}])
        assert_type((await scene.wait()).output, ComposeOutput)
        async for outcome in other.batch([edit.request(prompt="a", images=["a.png"])]):
            assert_type(outcome.unwrap().output, EditOutput)
        await other.openai.gpt_image_2.edit.run(prompt=1, images=["a.png"])  # wrong: type, async
        await other.openai.gpt_image_2.edit.submit(prompt="a")  # wrong: missing input, async


def generic(some: Endpoint[..., Any, EditOutput]) -> EditOutput:
    """An endpoint that a function is given."""
    return client.run(some.request(prompt="a")).output


generic(edit)
generic(compose)  # wrong: an endpoint with another output
try:
    client.model("new/model").run({"prompt": "a"})
except JobFailedError as error:
    print(error.job)
print(registry["openai/gpt-image-2/edit"].title)
