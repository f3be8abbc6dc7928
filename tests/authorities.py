"""Certificates for tests that reach nothing but this machine: one authority instead of the machine's 150.

Every TLS context reads those anew, in 40 ms, and so does every program that a test starts. Whatever fetches something
from the network does not import this.
"""

from __future__ import annotations

import os
from pathlib import Path

import certifi

__all__ = ["trust_one"]

# Its key was thrown away.
AUTHORITY = Path(__file__).with_name("authority.pem")


def trust_one() -> None:
    """Let this process trust that authority alone, and all that it starts, where they ask the environment."""
    os.environ["SSL_CERT_FILE"] = str(AUTHORITY)
    # What httpx reads where it is told to leave the environment alone.
    certifi.where = lambda: str(AUTHORITY)
