"""`vendor`: 5 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..._client.endpoint import Attached as _Attached
from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .class_ import class_ as _class_
    from .import_ import import_ as _import_
    from .run_ import run_ as _run_
    from .v4k import v4k as _v4k
    from .v4k_c855c0 import v4k_c855c0 as _v4k_c855c0
else:

    def _class_():
        from .class_ import class_

        return class_

    def _import_():
        from .import_ import import_

        return import_

    def _run_():
        from .run_ import run_

        return run_

    def _v4k():
        from .v4k import v4k

        return v4k

    def _v4k_c855c0():
        from .v4k_c855c0 import v4k_c855c0

        return v4k_c855c0


__all__ = ["Vendor"]


class Vendor(Namespace[ClientT]):
    """`vendor`: 5 models."""

    class_: Final = _Attached(_class_)
    """`vendor/class`

    Price: not known, which does not mean free

    Inputs:
    - x: int
    """
    import_: Final = _Attached(_import_)
    """`vendor/import`

    Price: not known, which does not mean free

    Inputs:
    - x: int
    """
    run_: Final = _Attached(_run_)
    """`vendor/run`

    Price: not known, which does not mean free

    Inputs:
    - x: int
    """
    v4k: Final = _Attached(_v4k)
    """`vendor/4K`

    Price: not known, which does not mean free

    Inputs:
    - x: int
    """
    v4k_c855c0: Final = _Attached(_v4k_c855c0)
    """`vendor/4k`

    Price: not known, which does not mean free

    Inputs:
    - x: int
    """
