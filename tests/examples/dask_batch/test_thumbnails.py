"""How its author tests it: a cluster in this process, and the sandbox."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import distributed
from PIL import Image
from thumbnails import thumbnails

if TYPE_CHECKING:
    from pathlib import Path

    from runcomfy.sandbox import Sandbox


def test_each_prompt_has_its_thumbnail(runcomfy_sandbox: Sandbox, tmp_path: Path) -> None:
    prompts = ["A fox", "A hare", "An owl"]
    with (
        distributed.LocalCluster(
            n_workers=2, processes=False, dashboard_address=None, local_directory=str(tmp_path)
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        made = thumbnails(client, prompts, journal=tmp_path / "journal.sqlite3", progress=False)
    assert sorted(made) == prompts
    for picture in made.values():
        with Image.open(BytesIO(picture)) as image:
            assert max(image.size) == 64
