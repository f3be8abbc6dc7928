"""The two clients, with one attribute per vendor."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ._client.async_client import AsyncClient
from ._client.namespace import ClientT, Namespace
from ._client.sync_client import SyncClient

if TYPE_CHECKING:
    from .models.acestep_ai import AcestepAi as _AcestepAi
    from .models.alibaba import Alibaba as _Alibaba
    from .models.blackforestlabs import Blackforestlabs as _Blackforestlabs
    from .models.bytedance import Bytedance as _Bytedance
    from .models.community import Community as _Community
    from .models.elevenlabs import Elevenlabs as _Elevenlabs
    from .models.google import Google as _Google
    from .models.happyhorse import Happyhorse as _Happyhorse
    from .models.kling import Kling as _Kling
    from .models.lightricks import Lightricks as _Lightricks
    from .models.minimax import Minimax as _Minimax
    from .models.openai import Openai as _Openai
    from .models.pixverse import Pixverse as _Pixverse
    from .models.qwen import Qwen as _Qwen
    from .models.wan_ai import WanAi as _WanAi

__all__ = ["AsyncRunComfy", "RunComfy"]


class Vendors(Namespace[ClientT]):
    """One attribute per vendor."""

    _children = {
        "acestep_ai": "AcestepAi",
        "alibaba": "Alibaba",
        "blackforestlabs": "Blackforestlabs",
        "bytedance": "Bytedance",
        "community": "Community",
        "elevenlabs": "Elevenlabs",
        "google": "Google",
        "happyhorse": "Happyhorse",
        "kling": "Kling",
        "lightricks": "Lightricks",
        "minimax": "Minimax",
        "openai": "Openai",
        "pixverse": "Pixverse",
        "qwen": "Qwen",
        "wan_ai": "WanAi",
    }

    if TYPE_CHECKING:

        @property
        def acestep_ai(self) -> _AcestepAi[ClientT]: ...

        @property
        def alibaba(self) -> _Alibaba[ClientT]: ...

        @property
        def blackforestlabs(self) -> _Blackforestlabs[ClientT]: ...

        @property
        def bytedance(self) -> _Bytedance[ClientT]: ...

        @property
        def community(self) -> _Community[ClientT]: ...

        @property
        def elevenlabs(self) -> _Elevenlabs[ClientT]: ...

        @property
        def google(self) -> _Google[ClientT]: ...

        @property
        def happyhorse(self) -> _Happyhorse[ClientT]: ...

        @property
        def kling(self) -> _Kling[ClientT]: ...

        @property
        def lightricks(self) -> _Lightricks[ClientT]: ...

        @property
        def minimax(self) -> _Minimax[ClientT]: ...

        @property
        def openai(self) -> _Openai[ClientT]: ...

        @property
        def pixverse(self) -> _Pixverse[ClientT]: ...

        @property
        def qwen(self) -> _Qwen[ClientT]: ...

        @property
        def wan_ai(self) -> _WanAi[ClientT]: ...


class RunComfy(Vendors[SyncClient], SyncClient):
    """The client for threads and plain programs; see `SyncClient` for its arguments and methods."""


class AsyncRunComfy(Vendors[AsyncClient], AsyncClient):
    """The client for asyncio; see `AsyncClient` for its arguments and methods."""
