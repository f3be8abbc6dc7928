"""A certificate of the sandbox's own making, for clients that insist on https."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from .._plain.extras import require_extra

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Certificate"]


class Certificate:
    """A certificate for some names, signed by an authority made for this one run.

    The files are private to the user, and gone once it is closed.

    Raises:
        ConfigError: The library that makes certificates is not installed.
    """

    def __init__(self, names: Iterable[str]) -> None:
        require_extra("sandbox", "A certificate for https", "trustme")
        import trustme

        self._folder = tempfile.TemporaryDirectory(prefix="runcomfy-sandbox-")
        folder = Path(self._folder.name)
        authority = trustme.CA(organization_name="RunComfy sandbox")
        leaf = authority.issue_cert(*names, organization_name="RunComfy sandbox")
        self.authority = folder / "ca.pem"
        """What clients have to trust."""
        self.chain = folder / "server.pem"
        """Key and certificate of the server."""
        authority.cert_pem.write_to_path(str(self.authority))
        leaf.private_key_and_cert_chain_pem.write_to_path(str(self.chain))

    def close(self) -> None:
        """Remove the files."""
        self._folder.cleanup()
