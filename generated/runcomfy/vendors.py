"""What both clients show of the models: one attribute per vendor."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ._client.namespace import ClientT, Level
from ._client.namespace import below as _below

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

__all__ = ["Vendors"]


class Vendors(Level[ClientT]):
    """One attribute per vendor."""

    @property
    def acestep_ai(self) -> _AcestepAi[ClientT]:
        """`acestep-ai`: 3 models."""
        from .models.acestep_ai import AcestepAi

        return _below(self, AcestepAi)

    @property
    def alibaba(self) -> _Alibaba[ClientT]:
        """`alibaba`: 3 models."""
        from .models.alibaba import Alibaba

        return _below(self, Alibaba)

    @property
    def blackforestlabs(self) -> _Blackforestlabs[ClientT]:
        """`blackforestlabs`: 10 models."""
        from .models.blackforestlabs import Blackforestlabs

        return _below(self, Blackforestlabs)

    @property
    def bytedance(self) -> _Bytedance[ClientT]:
        """`bytedance`: 19 models."""
        from .models.bytedance import Bytedance

        return _below(self, Bytedance)

    @property
    def community(self) -> _Community[ClientT]:
        """`community`: 2 models."""
        from .models.community import Community

        return _below(self, Community)

    @property
    def elevenlabs(self) -> _Elevenlabs[ClientT]:
        """`elevenlabs`: 1 model."""
        from .models.elevenlabs import Elevenlabs

        return _below(self, Elevenlabs)

    @property
    def google(self) -> _Google[ClientT]:
        """`google`: 6 models."""
        from .models.google import Google

        return _below(self, Google)

    @property
    def happyhorse(self) -> _Happyhorse[ClientT]:
        """`happyhorse`: 3 models."""
        from .models.happyhorse import Happyhorse

        return _below(self, Happyhorse)

    @property
    def kling(self) -> _Kling[ClientT]:
        """`kling`: 14 models."""
        from .models.kling import Kling

        return _below(self, Kling)

    @property
    def lightricks(self) -> _Lightricks[ClientT]:
        """`lightricks`: 6 models."""
        from .models.lightricks import Lightricks

        return _below(self, Lightricks)

    @property
    def minimax(self) -> _Minimax[ClientT]:
        """`minimax`: 8 models."""
        from .models.minimax import Minimax

        return _below(self, Minimax)

    @property
    def openai(self) -> _Openai[ClientT]:
        """`openai`: 4 models."""
        from .models.openai import Openai

        return _below(self, Openai)

    @property
    def pixverse(self) -> _Pixverse[ClientT]:
        """`pixverse`: 7 models."""
        from .models.pixverse import Pixverse

        return _below(self, Pixverse)

    @property
    def qwen(self) -> _Qwen[ClientT]:
        """`qwen`: 5 models."""
        from .models.qwen import Qwen

        return _below(self, Qwen)

    @property
    def wan_ai(self) -> _WanAi[ClientT]:
        """`wan-ai`: 12 models."""
        from .models.wan_ai import WanAi

        return _below(self, WanAi)
