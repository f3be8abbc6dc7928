"""What a mistake of the caller's looks like: the caller's line and the message, and nothing of the inside."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import traceback
from typing import TYPE_CHECKING

import pytest
import runcomfy
from runcomfy import AsyncRunComfy, ClientOptions, ConfigError, InputError, RunComfy
from runcomfy.sandbox import Fault, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client.conftest import Kit

EDIT = "openai/gpt-image-2/edit"


def frames(error: BaseException) -> list[str]:
    return [frame.name for frame in traceback.extract_tb(error.__traceback__)]


@pytest.mark.parametrize("name", ["run", "submit", "request", "validate", "estimate"])
@pytest.mark.parametrize("untyped", [False, True])
def test_a_wrong_input_has_no_frame_of_ours(kit: Kit, name: str, untyped: bool) -> None:
    client = kit.client()
    method = getattr(client.model(EDIT) if untyped else client.openai.gpt_image_2.edit, name)

    async def awaited() -> None:
        await (method({"prompt": 1}) if untyped else method(prompt=1))

    def call() -> object:
        if kit.kind == "async" and name in {"run", "submit"}:
            return asyncio.run(awaited())
        return method({"prompt": 1}) if untyped else method(prompt=1)

    with pytest.raises(InputError) as caught:
        call()
    places = [frame.filename for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert not [place for place in places if "/runcomfy/" in place]


@pytest.mark.parametrize(
    ("error", "call"),
    [
        (ConfigError, lambda: RunComfy(max_retries=-1)),
        (ConfigError, lambda: AsyncRunComfy(max_connections=0)),
        (ConfigError, lambda: RunComfy("t").with_options(timeout=-1)),
        (ConfigError, lambda: ClientOptions(timeout=-1)),
        (ConfigError, lambda: RunComfy("t").catalogue.search(5)),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        (InputError, lambda: RunComfy("t").catalogue.get("/")),
        (ConfigError, lambda: RunComfy("t").job("r1").wait(timeout=-1)),
        (ConfigError, lambda: RunComfy("t").job("r1").download("out", timeout=-1)),
        (ConfigError, lambda: Fault(status=5)),
        (ConfigError, lambda: Settings(workers=0)),
        (InputError, lambda: RunComfy("t").model("/")),
        (InputError, lambda: RunComfy("t").job("?")),
        (InputError, lambda: RunComfy("t").batch([(EDIT, {})], journal=False)),
        (InputError, lambda: runcomfy.registry[EDIT].input_type(prompt=1)),
        (InputError, lambda: runcomfy.registry[EDIT].endpoint.request(prompt=1)),
    ],
)
def test_so_has_a_wrong_argument(error: type[Exception], call: Callable[[], object]) -> None:
    with pytest.raises(error) as caught:
        call()
    assert frames(caught.value) == ["test_so_has_a_wrong_argument", "<lambda>"]


def test_a_script_shows_its_own_line_and_the_message() -> None:
    program = f"from runcomfy import RunComfy\nRunComfy('t').{'openai.gpt_image_2.edit'}.run(prompt=1)\n"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    head, place, message, *rest = done.stderr.splitlines()
    assert head == "Traceback (most recent call last):"
    assert place == '  File "<string>", line 2, in <module>'
    assert message == f"runcomfy.errors.InputError: {EDIT}: 2 inputs are wrong; nothing was sent"
    assert all("File" not in line for line in rest)
