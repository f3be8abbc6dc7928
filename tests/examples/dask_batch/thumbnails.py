"""A batch on a Dask cluster: this process pays and waits, the workers download and make thumbnails."""

from __future__ import annotations

from io import BytesIO
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from PIL import Image
from runcomfy import RunComfy

if TYPE_CHECKING:
    from collections.abc import Iterable

    import distributed


def thumbnail(result: Any) -> bytes:
    """Done by a worker. It may be run twice, where its first worker dies: it pays for nothing."""
    buffer = BytesIO()
    with TemporaryDirectory() as folder:
        path = result.save(folder)[0]
        with Image.open(path) as image:
            image.thumbnail((64, 64))
            image.convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()


def thumbnails(cluster: distributed.Client, prompts: Iterable[str], **settings: Any) -> dict[str, bytes]:
    """Pay for a picture of each prompt once, and return what the workers made of them."""
    with RunComfy() as client:
        model = client.blackforestlabs.flux_2_klein.v4b.text_to_image
        requests = [model.request(prompt=prompt) for prompt in prompts]
        made = {}
        for outcome in client.batch(requests, executor=cluster.get_executor(), then=thumbnail, **settings):
            outcome.unwrap()
            made[requests[outcome.index].input.prompt] = outcome.value
    return made
