"""Each extra, installed alone, brings what it is for; without it, the client says what to install."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.promises.kit import Environment

# What one does with an extra, and what the client says where it is missing.
USES = {
    "images": (
        "import io; from PIL import Image; import runcomfy\n"
        "photo = io.BytesIO(); Image.new('RGB', (4, 4)).save(photo, 'PNG')\n"
        "edit = runcomfy.RunComfy('token').bytedance.seedream_5_0_pro.image_to_image\n"
        "try:\n"
        "    edit.submit(prompt='a', image=[photo.getvalue()])\n"
        "except runcomfy.InputError as error:\n"
        "    assert 'pixels' in str(error), error\n"
        "else:\n"
        "    raise SystemExit('nobody measured the picture')"
    ),
    "cli": (
        "import rich, sys; from runcomfy.__main__ import main\n"
        "sys.argv[1:] = ['models', 'list']; code = main(sys.argv[1:]); assert not code"
    ),
    "sandbox": (
        "import sys; from runcomfy.demo import main\n"
        "sys.exit(main(0.1, 0.1))"
    ),
    "testing": (
        "from runcomfy.testing import MockApi\n"
        "from runcomfy import RunComfy\n"
        "with MockApi() as api:\n"
        "    mock = api.model('openai/gpt-image-2/edit')\n"
        "    with api.client() as client:\n"
        "        client.openai.gpt_image_2.edit.run(prompt='a', images=['https://example.com/a.png'])\n"
        "    mock.assert_submitted(times=1)"
    ),
}  # fmt: skip
OTHERS = {"images": "PIL", "cli": "rich", "sandbox": "starlette", "testing": "respx"}


@pytest.mark.parametrize("extra", USES)
def test_an_extra_alone(extra: str, wheel: Path, tmp_path: Path) -> None:
    environment = Environment.make(tmp_path / "environment")
    environment.install(f"runcomfy-client[{extra}] @ {wheel.as_uri()}")
    environment.runs("-W", "error", "-c", USES[extra], cwd=tmp_path)
    # Alone it is: what the other extras bring is not there, but where this one needs it, too.
    for other, module in OTHERS.items():
        if other != extra and (extra, other) != ("sandbox", "images"):
            environment.runs("-c", f"import {module}", cwd=tmp_path, code=1)
