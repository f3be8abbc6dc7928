"""A program with deliberate mistakes; each line with one says which checkers' complaint is wanted there."""

from __future__ import annotations

from typing_extensions import assert_type

from runcomfy import AsyncRunComfy, Estimate, JobFailedError, Result, RunComfy, registry
from runcomfy.models.blackforestlabs.flux_3.extend_video import ExtendVideoOutput
from runcomfy.models.blackforestlabs.flux_3.extend_video.draft import DraftOutput
from runcomfy.models.openai.gpt_image_2.edit import EditInput, EditOutput, edit

client = RunComfy(token="t")
endpoint = client.openai.gpt_image_2.edit

result = endpoint.run(prompt="a", images=["a.png", b"..."], resolution="2k")
assert_type(result, Result[EditOutput])
assert_type(result.output.images, list[str] | None)
assert_type(endpoint.run(EditInput(prompt="a", images=["a.png"])), Result[EditOutput])
assert_type(edit.model_id, str)

endpoint.run(prompt=3, images=["a.png"])  # wrong: type of a value
endpoint.run(prompt="a", images=["a.png"], resolution="3k")  # wrong: choice
endpoint.run(images=["a.png"])  # wrong: missing input
endpoint.run(prompt="a", images=["a.png"], size="2k")  # wrong: unknown input
endpoint.run(prompt="a", images="a.png")  # wrong: not a list
endpoint.run(prompt="a", images=["a.png"], quality=None)  # wrong: null where the schema has none
client.openai.gpt_image_3  # wrong: unknown model
result.output.pictures  # wrong: unknown output
EditInput(prompt="a")  # wrong: missing input of the class

job = endpoint.submit(prompt="a", images=["a.png"])
assert_type(job.wait(timeout=3), Result[EditOutput])
for update in job.updates():
    assert_type(update.status, str)
    update.position  # wrong: unknown attribute

# An endpoint that is a namespace too.
both = client.blackforestlabs.flux_3.extend_video
assert_type(both.run(prompt="a", video_url="https://a.b/c.mp4").output, ExtendVideoOutput)
assert_type(both.draft.run(prompt="a", video_url="https://a.b/c.mp4").output, DraftOutput)
both.run(prompt="a")  # wrong: missing input of a nested one


# Many at once keep the type of their output; what it will cost is a value, not a request.
for outcome in client.batch([endpoint.request(prompt="a", images=["a.png"])], max_in_flight=2):
    assert_type(outcome.unwrap(), Result[EditOutput])
for other in client.batch([("a/b", {"prompt": "a"})], ordered=True):
    assert_type(other.index, int)
    other.position  # wrong: unknown attribute of an outcome
client.batch([], max_in_flight="2")  # wrong: type of a setting
assert_type(endpoint.estimate(prompt="a", images=["a.png"]), Estimate)
endpoint.estimate(prompt=3, images=["a.png"])  # wrong: type of a value


async def main() -> None:
    """The same in asyncio."""
    async with AsyncRunComfy(token="t") as other:
        answer = await other.openai.gpt_image_2.edit.run(prompt="a", images=["a.png"])
        assert_type(answer.output, EditOutput)
        async for outcome in other.batch([edit.request(prompt="a", images=["a.png"])]):
            assert_type(outcome.unwrap().output, EditOutput)
        await other.openai.gpt_image_2.edit.run(prompt=1, images=["a.png"])  # wrong: type, async


try:
    client.model("new/model").run({"prompt": "a"})
except JobFailedError as error:
    print(error.job)
print(registry["openai/gpt-image-2/edit"].title)
