"""Which hosts are this machine."""

from __future__ import annotations

import ipaddress
import re
import socket

__all__ = ["is_loopback"]

# Two to four numbers, in decimal, octal or hexadecimal.
_OLD_ADDRESS = r"(0x[0-9a-f]+|[0-9]+)(\.(0x[0-9a-f]+|[0-9]+)){1,3}"


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine: `localhost`, 127.0.0.0/8 or ::1, however they are written.

    A system takes `127.1` and `0x7f.1` for addresses, too. A number without a dot is not a host to anyone.
    """
    host = host.lower().removesuffix(".").strip("[]")
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return re.fullmatch(_OLD_ADDRESS, host) is not None and _ipv4_bytes(host)[:1] == b"\x7f"
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    return address.is_loopback


def _ipv4_bytes(host: str) -> bytes:
    try:
        return socket.inet_aton(host)
    except OSError:
        return b""
