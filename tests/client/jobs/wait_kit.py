"""What the tests of waiting share: the output of the job, and a run of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.client.conftest import Kit

OUTPUT = {"image": "https://x.runcomfy.net/a.png"}


def run(kit: Kit, **options: Any) -> Any:
    return kit.call(kit.client().with_options(**options).model("v/m").run({"prompt": "x"}))
