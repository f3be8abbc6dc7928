"""`vendor`: 5 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .class_ import class_ as _class_
    from .import_ import import_ as _import_
    from .run_ import run_ as _run_
    from .v4k import v4k as _v4k
    from .v4k_c855c0 import v4k_c855c0 as _v4k_c855c0

__all__ = ["Vendor"]


class Vendor(Namespace[ClientT]):
    """`vendor`: 5 models."""

    _children = {"class_": None, "import_": None, "run_": None, "v4k": None, "v4k_c855c0": None}

    if TYPE_CHECKING:
        class_ = _class_
        import_ = _import_
        run_ = _run_
        v4k = _v4k
        v4k_c855c0 = _v4k_c855c0
